#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace jianbao::test {

/// What a standard stream of a process is connected to.
enum class Stream { kPipe, kTerminal, kFull, kClosed, kBrokenPipe };

struct ProcessOptions {
  std::map<std::string, std::string> environment;  ///< all of it
  std::string folder;                              ///< to run in; empty: where we are
  std::string input;                               ///< on standard input
  Stream out = Stream::kPipe;
  Stream err = Stream::kPipe;
  unsigned short columns = 80;  ///< of the terminal
};

struct ProcessResult {
  int status = -1;  ///< exit status; 128 + n if signal n ended it
  bool killed = false;
  std::string out;  ///< of a terminal: with line ends as they were written
  std::string err;
};

/// A running program.  It is killed when the object ends.  A minute in which neither it nor what it
/// started says anything or ends is an error.
class Process {
 public:
  Process(const std::string& program, const std::vector<std::string>& arguments,
          const ProcessOptions& options = {});
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void signal(int number) const;
  /// Reads until `text` has come on stdout or stderr; false if the process ended without it.
  bool wait_for(std::string_view text);
  /// Reads both streams to their ends.
  ProcessResult finish();

 private:
  struct Channel {
    int fd = -1;
    std::string text;
  };

  bool read_some();
  static void read_channel(Channel& channel);

  pid_t pid_ = -1;
  int input_ = -1;
  std::string unsent_;
  Channel out_;
  Channel err_;
};

/// Runs a program to its end.
ProcessResult run(const std::string& program, const std::vector<std::string>& arguments,
                  const ProcessOptions& options = {});

}  // namespace jianbao::test
