#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

#include "jianbao/app/log.h"
#include "jianbao/core/clock.h"
#include "jianbao/core/limits.h"
#include "jianbao/extract/site_rules.h"
#include "jianbao/store/records.h"

namespace jianbao::app {

struct ReextractRequest {
  std::string archive;
  store::Selection selection;  ///< which articles
  bool dry_run = false;        ///< reads and compares, writes nothing, needs no lock
  std::shared_ptr<const extract::SiteRules> site_rules;  ///< may be null
  unsigned workers = 0;                                  ///< 0: as many as there are processors
  Limits limits;
};

/// What another extraction changes.  Characters are those of lines that the text had not, or has no
/// longer.
struct ReextractReport {
  std::size_t articles = 0;  ///< looked at
  std::size_t changed = 0;   ///< in anything
  std::size_t titles = 0;
  std::size_t texts = 0;
  std::size_t dates = 0;
  std::size_t details = 0;  ///< authors, tags, language, image, dateline
  std::size_t failed = 0;   ///< could not be read, or would have lost all its text: stays as it is
  std::uint64_t added = 0;
  std::uint64_t removed = 0;
  bool interrupted = false;  ///< what was committed by then is whole
};

/// Runs the present extractor over the kept bytes of articles: article files, feed entries and
/// pages alike, each by the way that an ingest takes.  An article keeps its source and its own
/// URL's place; a page that completed a feed's item keeps what the feed said.  Changes become
/// versions, in batches; a second run changes nothing.  listener.detail gets a line for each
/// article that changes, listener.warn one for each that failed.
/// @throws Error(kBusy) if an ingest holds the archive; Error(kStorage).
ReextractReport reextract(const ReextractRequest& request, const Clock& now,
                          const Listener& listener, const std::stop_token& stop);

}  // namespace jianbao::app
