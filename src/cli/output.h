#pragma once

#include <string>
#include <string_view>

#include "cli/signals.h"

namespace jianbao::cli {

/// Thrown where the reader of our output went away.  Not an error: nobody wants the rest.
struct ReaderLeft {};

/// Where a command's data goes: standard output, or a file that appears under its name only when it
/// is whole.
class Output {
 public:
  /// Standard output.  With `to_terminal`, what is written loses everything that a terminal would
  /// act on.
  explicit Output(bool to_terminal);
  /// A file.  An ordinary one is written beside its place and renamed by finish(); a device, a pipe
  /// and whatever our own streams go to is written directly.  `watch` ends the work when a signal
  /// came.
  /// @throws Error(kStorage)
  Output(std::string file, const SignalWatch& watch);
  /// Takes back what was not finished.
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// @throws ReaderLeft, Interrupted, Error(kStorage)
  void write(std::string_view data);
  /// The same for text that a stranger had no part in or that is clean already.
  void write_clean(std::string_view text);
  /// Writes the rest out and, for a file, makes it durable and gives it its name.
  void finish();

 private:
  void flush();
  void send(std::string_view data);
  void write_line_safely(std::string_view& data);

  std::string name_;
  std::string temporary_;  ///< empty: written directly
  const SignalWatch* watch_ = nullptr;
  int fd_;
  bool to_terminal_ = false;
  std::string line_;  ///< of a terminal: not yet ended
  std::string buffer_;
};

}  // namespace jianbao::cli
