#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "jianbao/core/timestamp.h"
#include "jianbao/store/records.h"

namespace jianbao::store {

/// New articles on their way to a command that wants each of them once.  The archive keeps up to
/// which change number they have arrived (`setting`, "handed_over"), so that what a run brought
/// that was cut short, or whose command failed, is still to come.  Begins with
/// Writer::begin_hand_over().  Needs no IngestLock, but one hand-over at a time: an flock on
/// `ARCHIVE-exec-lock`.
class HandOver {
 public:
  /// @throws Error(kBusy) if another process hands over; Error(kStorage) if the archive cannot be
  /// written.
  explicit HandOver(const std::string& archive_file);
  ~HandOver();
  HandOver(const HandOver&) = delete;
  HandOver& operator=(const HandOver&) = delete;

  /// The articles that have not arrived, in the order in which they came; at most 50,000, the rest
  /// is for the next time.  Those first seen before `since` count as arrived.
  Selection pending(Timestamp since) const;
  /// All have arrived, up to this one.  @throws Error(kBusy) if an ingest writes for 30 s on end.
  void arrived(std::int64_t article);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace jianbao::store
