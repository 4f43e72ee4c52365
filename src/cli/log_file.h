#pragma once

#include <string>
#include <string_view>

#include "cli/messages.h"
#include "jianbao/core/clock.h"

namespace jianbao::cli {

/// How much it takes for a line to be logged; each level holds those before it.
enum class LogLevel {
  kError,  ///< what ended the run
  kWarn,   ///< a source or item failed
  kInfo,   ///< a run begins, a run ends
  kDebug,  ///< what -v shows
};

/// A log on disk, opened for one run, so that it may be renamed between two.  Every line is one
/// append: "2026-05-15T00:48:57.123Z warn [4242] LINE", the number being the process's;
/// passwords in URLs are hidden.
class LogFile {
 public:
  /// @param file  empty: nothing is logged.
  /// @param messages  told once, if a line cannot be written; must outlive the log.
  /// @throws Error(kConfig) if the file cannot be opened.
  LogFile(std::string file, LogLevel level, Clock now, const Messages& messages);
  ~LogFile();
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  void write(LogLevel level, std::string_view line);

 private:
  std::string file_;
  LogLevel level_;
  Clock now_;
  const Messages& messages_;
  int fd_ = -1;
};

}  // namespace jianbao::cli
