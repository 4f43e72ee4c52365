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
  std::int64_t compared = 0;  ///< with the document before, be it that nothing has changed since
  /// Polls that found the document before gone by altogether.  Not zero: possible loss.
  std::int64_t rolled_over = 0;
  std::optional<Timestamp> last_rolled_over;
  std::optional<std::chrono::milliseconds> usual_gap;    ///< between two successes, the median
  std::optional<std::chrono::milliseconds> longest_gap;  ///< the last one goes on until now
  std::optional<Timestamp> longest_gap_began;
  /// How long it takes until all items of a document have given way to others, the median.
  std::optional<std::chrono::milliseconds> window;
  /// Of the gaps in which the feed rolled over.
  std::optional<std::chrono::milliseconds> longest_losing_gap;
  /// With polls no farther apart nothing would have been missed even at the busiest times: half of
  /// the window when it was among the shortest tenth, and of any gap in which it rolled over; so
  /// never longer than the window.  Down to what a crontab would say, in seconds below a minute.
  std::optional<std::chrono::milliseconds> safe_interval;
  /// Articles whose dates it changes whenever it is asked: these are not followed any more.
  std::int64_t re_dated = 0;
  /// Most of its items are of that kind: the window and what follows from it are reckoned by how
  /// many items were new, without any dates.
  bool without_dates = false;
  std::string advice;  ///< one line
};

/// Looks back over the polls of a feed.
/// @param polls  in the order in which they were made.
/// @param re_dated  as in Audit.
Audit audit_of(std::span<const store::PollRecord> polls, const store::FeedState& feed,
               Timestamp now, std::int64_t re_dated = 0);

/// What follows from the figures alone, in one line: whether anything may be missing, and, where
/// the feed is not polled often enough, how often it should be.
/// @param feed  its number, for a command, and the interval that its owner has set already.
std::string advice_on(const Audit& figures, const store::FeedState& feed);

struct FeedAudit {
  store::FeedState feed;
  Audit audit;
};

/// Audits every subscribed feed, in the order in which they were added.
/// @param since  looks at no poll before it.
std::vector<FeedAudit> audit_feeds(const store::Archive& archive, std::optional<Timestamp> since,
                                   Timestamp now);

}  // namespace jianbao::app
