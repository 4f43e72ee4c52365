#pragma once

#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace jianbao::cli {

/// A program at work, in a process group of its own: its input comes from a file, its output goes
/// to our stderr, signals act on it as usual.
class Child {
 public:
  /// @throws std::system_error if it cannot be run.
  Child(std::vector<std::string> words, int input);
  /// Kills what still runs.
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Waits for its end; false if the time has passed or a stop was requested before.
  bool ends_within(std::chrono::milliseconds longest, const std::stop_token& stop = {});
  /// Asks it and what it started to end (SIGTERM); kills them when it takes too long about it, and
  /// what is left of them when it has ended.
  void end();
  /// What was wrong with its end ("ended with status 7"); nothing if it was status 0.  Once.
  std::optional<std::string> fault();

 private:
  pid_t process_ = 0;  ///< also its group; 0 once its status was fetched
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool ended_ = false;
  std::jthread waiter_;
};

}  // namespace jianbao::cli
