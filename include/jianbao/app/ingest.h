#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "jianbao/app/log.h"
#include "jianbao/app/transfers.h"
#include "jianbao/core/clock.h"
#include "jianbao/core/limits.h"
#include "jianbao/extract/site_rules.h"

namespace jianbao::app {

struct IngestRequest {
  std::string archive;               ///< the SQLite file; made if missing
  std::vector<std::string> sources;  ///< URLs, files, folders, "-"; empty: the subscribed feeds
  bool all = false;                  ///< polls the subscribed feeds also before they are due
  std::string source_name;           ///< --source: files everything under this name
  std::string standard_input;        ///< what "-" stands for
  unsigned workers = 0;              ///< parsing threads; 0: as many as there are processors
  Transfers transfers;
  bool obey_robots = true;  ///< of the hosts of pages; a feed is asked for by its URL
  /// The run ends when this has passed; what is stored by then is whole.
  std::optional<std::chrono::milliseconds> max_runtime;
  /// Notes in a new archive that what comes is to be handed to a command (store::HandOver).
  bool hand_over = false;
  std::chrono::milliseconds wait{0};                     ///< for another ingest to end
  std::shared_ptr<const extract::SiteRules> site_rules;  ///< for pages; may be null
  std::function<double()> random;  ///< from 0 up to, not including, 1; empty: the machine's
  Limits limits;
};

/// What an ingest did.  Every item is counted once.
struct IngestReport {
  std::size_t fresh = 0;
  std::size_t changed = 0;
  std::size_t unchanged = 0;
  std::size_t ignored = 0;  ///< files of no known kind inside folders
  std::size_t failed = 0;
  std::uint64_t bytes = 0;
  std::size_t sources = 0;         ///< named, or feeds that were polled
  std::size_t sources_failed = 0;  ///< nothing could be read from them
  std::size_t not_due = 0;         ///< subscribed feeds whose time has not come
  std::size_t left_alone = 0;      ///< of these, would be polled but that their servers asked (429)
  std::size_t left_due = 0;  ///< feeds that were not asked for, as their hosts answered no other
  std::size_t not_modified = 0;   ///< feeds that gave nothing but what they gave before
  std::size_t pages = 0;          ///< fetched behind summaries, also those that are as they were
  std::size_t pages_failed = 0;   ///< could not be had; tried again later, or given up
  std::size_t pages_waiting = 0;  ///< of the whole archive: still to be fetched, in later runs
  bool interrupted = false;       ///< the stop token ended it; what was committed is whole
  bool out_of_time = false;       ///< max_runtime ended it

  std::size_t seen() const { return fresh + changed + unchanged + ignored + failed; }
};

/// How an ingest ended, for the shell and the run's row: 0 done, 3 some items or sources failed and
/// the rest is stored, 4 every source failed and no feed is merely not due.
int exit_status(const IngestReport& report);

/// Brings sources into the archive: reads, extracts, stores, indexes.  Bad items and bad sources
/// are told to listener.warn, one line each, and counted; the others are stored.
/// @throws Error(kBusy) if another ingest holds the archive; Error(kStorage) if the archive cannot
/// be written; Error(kUsage) if there is no source and no remembered feed.
IngestReport ingest(const IngestRequest& request, const Clock& now, const Listener& listener,
                    const std::stop_token& stop);

}  // namespace jianbao::app
