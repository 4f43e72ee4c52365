#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// What a document was to the archive.
struct News {
  std::size_t fresh = 0;
  std::size_t changed = 0;
  std::size_t re_dated = 0;  ///< stayed as they were, in spite of other dates
  // URLs that are articles' own: other items' pages are not theirs alone.
  std::vector<std::string> urls;           ///< of articles of which something new is said
  std::vector<std::string> known_urls;     ///< of those that stayed as they were
  std::vector<std::string> re_dated_urls;  ///< of these, those in spite of other dates
};

/// The storing end of an ingest: writes what was read in batches, counts, and tells the listener.
class Storing {
 public:
  Storing(store::Writer& writer, const Clock& now, const Listener& listener, IngestReport& report,
          std::chrono::milliseconds batch_age);

  /// Stores every article of one reading.
  News store(const Reading& reading, std::int64_t feed = 0);
  /// Stores what pages say of articles that are counted already.
  void complete(const Reading& reading);
  /// An item whose bytes came from the same place before.
  void known();
  void ignore(const std::string& file);
  /// An item that failed.
  void fail(const Error& error) { fail(std::string(error.what())); }
  void fail(const std::string& line);

  /// An item of which nothing came that is worth a warning.
  void detail(const std::string& line);

  /// Counts bytes that came over the network.
  void received(std::uint64_t bytes) { report_.bytes += bytes; }

  /// Tells something that is no failure: a warning, a remark for everybody, and one for -v.
  void warn(const std::string& line);
  void note(const std::string& line);
  void remark(const std::string& line);

  /// One item more is done.
  void step();
  /// Ends the batch.
  void commit();
  /// Ends the batch if it holds what documents brought (store()), so that whoever reads the archive
  /// sees it.
  void commit_documents();
  /// Ends the batch if it is large, or was open for long.  To be called between documents: what a
  /// feed's document brings, the pages that it makes wanted and the feed's state are stored
  /// together or not at all.
  void commit_if_due();

  /// Begins a part of the work of which `total` items are known.
  /// @param waiting  asked, while it goes on, for whom the work waits (Progress::waiting).
  void phase(std::string name, std::size_t total, std::string_view unit = "articles",
             std::function<std::string()> waiting = {});
  /// One page more belongs to this part of the work.
  void expect_page();
  /// Ends the last batch, merges the index and completes the run's row.
  void finish();

  Timestamp now() const { return now_(); }

 private:
  store::Stored put(const Prepared& prepared, std::int64_t feed);
  void tell_of(const Reading& reading);
  void count_failure(const std::string& line);
  void tell() const;

  store::Writer& writer_;
  const Clock& now_;
  const Listener& listener_;
  IngestReport& report_;
  const std::chrono::milliseconds batch_age_;
  Timestamp started_;
  std::string phase_;
  std::string_view unit_;
  std::function<std::string()> waiting_;
  std::size_t total_ = 0;
  std::size_t done_ = 0;
  std::size_t batch_items_ = 0;
  std::uint64_t batch_bytes_ = 0;
  bool batch_has_documents_ = false;
  std::optional<Timestamp> batch_began_;  ///< no later than what it holds was written
};

}  // namespace jianbao::app
