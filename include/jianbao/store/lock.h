#pragma once

#include <chrono>
#include <stop_token>
#include <string>

namespace jianbao::store {

/// The right to ingest into one archive: an flock on `FILE-lock` beside it, which names its owner.
/// Links to an archive share its lock.  Released when the object or the process ends, however it
/// ends.
class IngestLock {
 public:
  /// Which lock: to ingest, or to hand what is new to a command (`FILE-exec-lock`).
  enum class Right { kIngest, kHandOver };

  /// Waits at most `wait` for the lock; 0: takes it at once or not at all.
  /// @throws Error(kBusy) when that time has passed or `stop` was requested.  It tells the owner's
  /// process id and since when, but only of a process that runs and is the one that took the lock:
  /// a number that belongs to another process by now is not told.
  /// Error(kStorage) if the lock file cannot be made.
  explicit IngestLock(const std::string& archive_file, std::chrono::milliseconds wait = {},
                      const std::stop_token& stop = {}, Right right = Right::kIngest);
  ~IngestLock();
  IngestLock(const IngestLock&) = delete;
  IngestLock& operator=(const IngestLock&) = delete;

 private:
  int fd_ = -1;
};

}  // namespace jianbao::store
