#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "jianbao/store/archive.h"

namespace jianbao::app {

/// Whether a feed may have shown items that no poll saw.
struct Audit {
  std::int64_t polls = 0;
  std::int64_t failed = 0;
  /// Polls that found the document before gone by altogether.  Not zero: possible loss.
  std::int64_t rolled_over = 0;
  std::optional<Timestamp> last_rolled_over;
  std::optional<std::chrono::milliseconds> usual_gap;    ///< between two successes, the median
  std::optional<std::chrono::milliseconds> longest_gap;  ///< the last one goes on until now
  std::optional<Timestamp> longest_gap_began;
  /// How long it takes until all items of a document have given way to others, the median.
  std::optional<std::chrono::milliseconds> window;
  /// With polls no farther apart nothing would have been missed even at the busiest times: half of
  /// the window when it was among the shortest tenth, and of any gap in which it rolled over.
  std::optional<std::chrono::milliseconds> safe_interval;
  std::string advice;  ///< one line
};

/// Looks back over the polls of a feed.
/// @param polls  in the order in which they were made.
/// @param feed  its number, for a command in the advice.
Audit audit_of(std::span<const store::PollRecord> polls, std::int64_t feed, Timestamp now);

struct FeedAudit {
  store::FeedState feed;
  Audit audit;
};

/// Audits every subscribed feed, in the order in which they were added.
/// @param since  looks at no poll before it.
std::vector<FeedAudit> audit_feeds(const store::Archive& archive, std::optional<Timestamp> since,
                                   Timestamp now);

}  // namespace jianbao::app
