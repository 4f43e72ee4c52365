#include "jianbao/store/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "jianbao/core/clock.h"
#include "jianbao/core/error.h"
#include "jianbao/text/date.h"
#include "jianbao/text/unicode.h"

namespace jianbao::store {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kOwnerBytes = 128;

std::string read_owner(int fd) {
  char buffer[kOwnerBytes];
  const ssize_t size = pread(fd, buffer, sizeof buffer, 0);
  return size > 0 ? text::for_terminal({buffer, static_cast<std::size_t>(size)}) : std::string{};
}

/// The words are for people; the flock alone decides who owns.
void write_owner(int fd) {
  const std::string words = "process " + std::to_string(getpid()) + ", since " +
                            text::to_rfc3339({system_now().ms / 1000 * 1000}) + "\n";
  if (ftruncate(fd, 0) != 0 || pwrite(fd, words.data(), words.size(), 0) < 0) {
    // A full disk only costs the next process the name of the owner.
  }
}

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

}  // namespace

IngestLock::IngestLock(const std::string& archive_file) {
  const fs::path file = canonical(archive_file) += "-lock";
  std::error_code ignored;
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), ignored);
  fd_ = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd_ < 0)
    throw Error(ErrorKind::kStorage, file.string(), std::strerror(errno),
                "check the path and its permissions, or name another archive with --db");
  if (flock(fd_, LOCK_EX | LOCK_NB) == 0) {
    write_owner(fd_);
    return;
  }
  const std::string owner = read_owner(fd_);
  close(fd_);
  throw Error(ErrorKind::kBusy, archive_file,
              "another ingest holds it" + (owner.empty() ? std::string{} : " (" + owner + ")"),
              "try again when it is done");
}

IngestLock::~IngestLock() {
  if (fd_ >= 0) close(fd_);
}

}  // namespace jianbao::store
