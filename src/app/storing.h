#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "app/read_item.h"
#include "jianbao/app/ingest.h"
#include "jianbao/core/clock.h"
#include "jianbao/core/error.h"
#include "jianbao/store/writer.h"

namespace jianbao::app {

/// True for faults of the archive itself, which end a run; all others are an item's or a source's
/// own.
inline bool ends_the_run(const Error& error) {
  return error.kind() == ErrorKind::kStorage || error.kind() == ErrorKind::kBusy;
}

/// The storing end of an ingest: writes what was read in batches, counts, and tells the listener.
class Storing {
 public:
  Storing(store::Writer& writer, const Clock& now, const Listener& listener, IngestReport& report);

  /// Stores every article of one reading.  Returns how many were new or changed.
  std::size_t store(Reading&& reading, std::int64_t feed = 0);
  /// An item whose bytes came from the same place before.
  void known();
  void ignore(const std::string& file);
  void fail(const Error& error) { fail_line(error.what()); }
  void fail_line(const std::string& line);

  /// Begins a part of the work of which `total` items are known.
  void phase(std::string name, std::size_t total);
  /// Ends the last batch, merges the index and completes the run's row.
  void finish();

  Timestamp now() const { return now_(); }

 private:
  void commit_if_full();
  void step();
  void tell() const;

  store::Writer& writer_;
  const Clock& now_;
  const Listener& listener_;
  IngestReport& report_;
  Timestamp started_;
  std::string phase_;
  std::size_t total_ = 0;
  std::size_t done_ = 0;
  std::size_t batch_items_ = 0;
  std::uint64_t batch_bytes_ = 0;
};

}  // namespace jianbao::app
