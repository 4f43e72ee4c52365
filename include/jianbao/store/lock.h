#pragma once

#include <string>

namespace jianbao::store {

/// The right to ingest into one archive: an flock on `FILE-lock` beside it, which names its owner.
/// Links to an archive share its lock.  Released when the object or the process ends, however it
/// ends.
class IngestLock {
 public:
  /// @throws Error(kBusy) that tells the owner's process id and since when, at once;
  /// Error(kStorage) if the lock file cannot be made.
  explicit IngestLock(const std::string& archive_file);
  ~IngestLock();
  IngestLock(const IngestLock&) = delete;
  IngestLock& operator=(const IngestLock&) = delete;

 private:
  int fd_ = -1;
};

}  // namespace jianbao::store
