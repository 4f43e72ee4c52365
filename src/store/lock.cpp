#include "jianbao/store/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <system_error>

#include "jianbao/core/error.h"
#include "store/lock_owner.h"

namespace jianbao::store {

namespace fs = std::filesystem;

namespace {

/// How often a lock that another holds is tried for.
constexpr std::chrono::milliseconds kTry{50};

/// The file that a name leads to in the end, so that every spelling of an archive has one lock; the
/// name as it stands if the system cannot follow it.
fs::path canonical(const std::string& name) {
  constexpr int kMostLinks = 40;  // as the kernel
  std::error_code error;
  fs::path file = name;
  // weakly_canonical() leaves a link to a missing file as it is; SQLite makes the file it leads to.
  for (int links = 0; links < kMostLinks && fs::is_symlink(file, error); ++links) {
    const fs::path target = fs::read_symlink(file, error);
    if (error) return name;
    file = file.parent_path() / target;
  }
  file = fs::weakly_canonical(file, error);
  return error ? fs::path(name) : file;
}

/// What a try for the lock came to: 0, or an errno; EWOULDBLOCK where the time has passed or a stop
/// was requested.
int take(int fd, std::chrono::milliseconds wait, const std::stop_token& stop) {
  const auto end = std::chrono::steady_clock::now() + wait;
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock guard(mutex);
  while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    const auto now = std::chrono::steady_clock::now();
    if (errno != EWOULDBLOCK) return errno;
    if (now >= end) return EWOULDBLOCK;
    stopped.wait_until(guard, stop, std::min(end, now + kTry), [] { return false; });
    if (stop.stop_requested()) return EWOULDBLOCK;
  }
  return 0;
}

Error cannot_lock(const fs::path& file, int code) {
  return {ErrorKind::kStorage, file.string(), std::strerror(code),
          "check the path and its permissions, or name another archive with --db"};
}

Error busy(const std::string& archive_file, const std::string& owner) {
  return {ErrorKind::kBusy, archive_file,
          "another ingest holds it" + (owner.empty() ? owner : " (" + owner + ")"),
          "try again when it is done, or wait for it with --wait SECONDS"};
}

}  // namespace

IngestLock::IngestLock(const std::string& archive_file, std::chrono::milliseconds wait,
                       const std::stop_token& stop, Right right) {
  const fs::path file = canonical(archive_file) += right == Right::kIngest ? "-lock" : "-exec-lock";
  std::error_code ignored;
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), ignored);
  fd_ = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd_ < 0) throw cannot_lock(file, errno);
  const int code = take(fd_, wait, stop);
  if (code == 0) {
    write_owner(fd_);
    return;
  }
  const std::string owner = read_owner(fd_);
  close(fd_);
  throw code == EWOULDBLOCK ? busy(archive_file, owner) : cannot_lock(file, code);
}

IngestLock::~IngestLock() {
  erase_owner(fd_);
  close(fd_);
}

}  // namespace jianbao::store
