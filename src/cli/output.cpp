#include "cli/output.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "cli/terminal.h"
#include "jianbao/core/error.h"

namespace jianbao::cli {

namespace {

constexpr std::size_t kBuffer = 64 * 1024;

[[noreturn]] void refuse(const std::string& name, int error) {
  throw Error(ErrorKind::kStorage, name, std::string("cannot write: ") + std::strerror(error));
}

bool is_ordinary_place(const std::string& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) != 0 || S_ISREG(status.st_mode);
}

bool is_same(const std::string& file, int fd) {
  struct stat named {};
  struct stat open {};
  return ::stat(file.c_str(), &named) == 0 && ::fstat(fd, &open) == 0 && !S_ISCHR(named.st_mode) &&
         named.st_dev == open.st_dev && named.st_ino == open.st_ino;
}

// What must be written directly, opened: our own streams under whatever name (a redirected
// /dev/stdout is an ordinary file, and may be one that is appended to), pipes and devices.  -1 for
// an ordinary place.
int open_directly(const std::string& file) {
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO}) {
    if (is_same(file, fd)) return ::fcntl(fd, F_DUPFD_CLOEXEC, 0);
  }
  if (is_ordinary_place(file)) return -1;
  const int fd = ::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) refuse(file, errno);
  return fd;
}

// What open() would have given a new file.
mode_t usual_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return static_cast<mode_t>(0666) & ~mask;
}

// Through a symbolic link to the file it stands for, so that the link survives the rename.
std::string real_place(const std::string& file) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(file, error);
  return error ? file : real.string();
}

std::string temporary_name(const std::string& file) {
  const std::filesystem::path path(file);
  return (path.parent_path() / ("." + path.filename().string().substr(0, 200) + ".XXXXXX"))
      .string();
}

}  // namespace

Output::Output(bool to_terminal)
    : name_("standard output"), fd_(STDOUT_FILENO), to_terminal_(to_terminal) {}

Output::Output(std::string file, const SignalWatch& watch)
    : name_(std::move(file)), watch_(&watch), fd_(-1) {
  if (std::filesystem::path(name_).filename().empty()) refuse(name_, EISDIR);
  fd_ = open_directly(name_);
  if (fd_ >= 0) return;
  name_ = real_place(name_);
  std::string made = temporary_name(name_);
  fd_ = ::mkostemp(made.data(), O_CLOEXEC);
  if (fd_ < 0) refuse(name_, errno);
  temporary_ = std::move(made);
  static_cast<void>(::fchmod(fd_, usual_mode()));
}

Output::~Output() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  if (fd_ != STDOUT_FILENO && fd_ >= 0) ::close(fd_);
}

void Output::flush() {
  std::string data;
  data.swap(buffer_);  // empty also if writing fails
  send(data);
  data.clear();
  buffer_.swap(data);
}

void Output::send(std::string_view rest) {
  while (!rest.empty()) {
    if (watch_ != nullptr && watch_->signal() != 0) throw Interrupted{watch_->signal()};
    const ssize_t written = ::write(fd_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {  // a parent made the pipe non-blocking
      pollfd ready{fd_, POLLOUT, 0};
      static_cast<void>(::poll(&ready, 1, -1));
    } else if (errno == EPIPE) {
      throw ReaderLeft{};
    } else if (errno != EINTR) {
      refuse(name_, errno);
    }
  }
}

void Output::write_clean(std::string_view text) {
  if (text.size() >= kBuffer / 2) {
    flush();
    return send(text);
  }
  buffer_ += text;
  if (buffer_.size() >= kBuffer) flush();
}

void Output::write(std::string_view data) {
  if (!to_terminal_) return write_clean(data);
  while (!data.empty()) write_line_safely(data);
}

void Output::write_line_safely(std::string_view& data) {
  const std::size_t end = data.find('\n');
  line_ += data.substr(0, end);
  data.remove_prefix(end == std::string_view::npos ? data.size() : end + 1);
  if (end == std::string_view::npos) return;
  line_.push_back('\n');
  write_clean(for_terminal_lines(std::exchange(line_, {})));
}

void Output::finish() {
  write_clean(for_terminal_lines(std::exchange(line_, {})));
  flush();
  if (temporary_.empty()) return;
  if (::fsync(fd_) != 0) refuse(name_, errno);
  if (::rename(temporary_.c_str(), name_.c_str()) != 0) refuse(name_, errno);
  temporary_.clear();
}

}  // namespace jianbao::cli
