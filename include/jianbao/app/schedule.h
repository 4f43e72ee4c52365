#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "jianbao/app/rhythm.h"
#include "jianbao/core/timestamp.h"
#include "jianbao/store/feeds.h"

namespace jianbao::app {

/// Bounds of the schedule.  The owner's own interval may be outside the first two.
inline constexpr std::chrono::milliseconds kShortestInterval = std::chrono::minutes(15);
inline constexpr std::chrono::milliseconds kLongestInterval = std::chrono::hours(24);
/// A server that asks to wait longer is asked again after this.
inline constexpr std::chrono::milliseconds kLongestWait = std::chrono::hours(7 * 24);

/// What decides when a feed is polled next.
struct ScheduleInput {
  Timestamp now;
  Rhythm rhythm;
  std::optional<std::chrono::milliseconds> own_interval;  ///< the owner's
  std::optional<std::chrono::milliseconds> ttl;           ///< the document's
  std::optional<std::chrono::milliseconds> fresh_for;     ///< HTTP's: max-age, Expires
  std::optional<std::chrono::milliseconds> window_span;   ///< FeedState::window_span
  store::PollOutcome outcome = store::PollOutcome::kFeed;
  bool rest_missing = false;  ///< the end of the document did not come, for the first time
  std::int64_t failures = 0;  ///< in a row, this one among them
  std::optional<std::chrono::milliseconds> retry_after;  ///< from now on
  double random = 0;                                     ///< from 0 up to, not including, 1
};

struct PollPlan {
  Timestamp next;
  std::string reason;  ///< one line for people, without the time itself
  /// Set where the server asked for it: earlier is forbidden, not only needless.
  std::optional<Timestamp> not_before;
};

/// When to poll next.
///
/// After a success: the owner's interval.  Else half of what usually lies between two moments with
/// something new, or a twelfth of the present silence if that is longer; an hour while the rhythm
/// is not known; more if the document or HTTP ask for it.  Never more than a third of the time in
/// which a document's items give way to others, whoever asks for what; nor than 15 minutes after a
/// document that was cut off.
/// After a failure: 15 minutes, an hour where coming back soon will not help (404, a page instead
/// of a feed), doubled with every further failure in a row, up to a day.
/// Always: not before Retry-After has passed (at most a week is believed), between the bounds
/// above, and not all at the same moment.
PollPlan plan_next_poll(const ScheduleInput& input);

/// True if the feed may be polled at all: subscribed, and no Retry-After forbids it.
bool may_poll(const store::FeedState& feed, Timestamp now);

/// True if it may be polled and its time has come.  Times that no schedule of ours would give are
/// not believed: the clock was wrong when they were written.
bool is_due(const store::FeedState& feed, Timestamp now);

/// A host and port that tells so many of its feeds to come later, and no other since then that it
/// may come, is best left alone altogether.  One or two are a matter of their URLs alone, however
/// often they are told so.
inline constexpr std::size_t kHostRefusals = 3;

/// True if the feed was told to come later, until that time has come.
bool is_refused(const store::FeedState& feed, Timestamp now);

/// The hosts and ports, as fetch::site_of() names them, that are best left alone altogether, and
/// until when: then fewer than kHostRefusals of their refusals still count.
/// @param feeds  subscribed ones.  Costs the logarithm of their number for each.
std::map<std::string, Timestamp> hosts_left_alone(std::span<const store::FeedState> feeds,
                                                  Timestamp now);

/// Until when a feed is to wait for its own host, or the one that it led to last.
/// @param hosts  as hosts_left_alone() has them.
std::optional<Timestamp> left_alone_until(const store::FeedState& feed,
                                          const std::map<std::string, Timestamp>& hosts);

/// The feeds that a run polls: those that are due, or with `all` each that may be polled; without
/// those of hosts that are best left alone altogether.
/// @param feeds  subscribed ones.  Costs the logarithm of their number for each.
std::vector<store::FeedState> feeds_to_poll(std::span<const store::FeedState> feeds, bool all,
                                            Timestamp now);

/// True if the next request should carry no validators: the server has answered 304 for longer than
/// the feed is ever silent, and might be wrong.  Each such request that brings nothing doubles the
/// time until the next, up to a week.
bool wants_whole_answer(const store::FeedState& feed, const Rhythm& rhythm, Timestamp now);

}  // namespace jianbao::app
