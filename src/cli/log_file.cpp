#include "cli/log_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "jianbao/core/error.h"
#include "jianbao/text/date.h"
#include "jianbao/text/secrets.h"
#include "jianbao/text/unicode.h"

namespace jianbao::cli {

namespace {

constexpr std::size_t kLineBytes = 4096;

std::string_view name_of(LogLevel level) {
  constexpr std::array<std::string_view, 4> kNames{"error", "warn", "info", "debug"};
  return kNames[static_cast<std::size_t>(level)];
}

// Always with milliseconds, so that the columns line up.
std::string stamp(Timestamp at) {
  std::string text = text::to_rfc3339(at);
  if (text.find('.') == std::string::npos) text.insert(text.size() - 1, ".000");
  return text;
}

// Waiting for a reader of a pipe that nobody reads would hang an unattended run.
int open_log(const std::string& file) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0644);
  if (fd >= 0) ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) & ~O_NONBLOCK);
  return fd;
}

// 0, or an errno.
int append(int fd, std::string_view line) {
  while (!line.empty()) {
    const ssize_t written = ::write(fd, line.data(), line.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    line.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

}  // namespace

LogFile::LogFile(std::string file, LogLevel level, Clock now, const Messages& messages)
    : file_(std::move(file)), level_(level), now_(std::move(now)), messages_(messages) {
  if (file_.empty()) return;
  fd_ = open_log(file_);
  if (fd_ < 0) {
    throw Error(ErrorKind::kConfig, file_,
                std::string("cannot be logged to: ") + std::strerror(errno),
                "check the path and its permissions, or name another with --log-file");
  }
}

LogFile::~LogFile() {
  if (fd_ >= 0) ::close(fd_);
}

void LogFile::write(LogLevel level, std::string_view line) {
  if (fd_ < 0 || level > level_) return;
  std::string text = stamp(now_());
  text.append(" ").append(name_of(level)).append(" [").append(std::to_string(::getpid()));
  text.append("] ")
      .append(text::hide_secrets(text::for_terminal(line.substr(0, kLineBytes))))
      .append("\n");
  const int code = append(fd_, text);
  if (code == 0) return;
  ::close(std::exchange(fd_, -1));
  messages_.error(file_ + ": cannot be logged to: " + std::strerror(code) +
                  "; the run goes on without a log");
}

}  // namespace jianbao::cli
