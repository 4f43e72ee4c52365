#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/app/rhythm.h"
#include "jianbao/store/archive.h"

namespace jianbao::app {

/// How a feed is doing, from good to bad.
enum class HealthState {
  kOk,        ///< polled, and as lively as ever
  kNew,       ///< never polled, and not for long
  kQuiet,     ///< silent for longer than in an ordinary week
  kRetrying,  ///< the last poll failed, or most pages do, not for long; or its host wants no poll
  kOverdue,   ///< its time to be polled has long passed: nobody runs ingest, or it never gets there
  kStale,     ///< silent for so long that it has probably ended
  kFailing,   ///< no poll has succeeded for a day and three polls or more; or most pages fail; or
              ///< no document was whole for a week
};

struct Health {
  HealthState state = HealthState::kOk;
  std::string words;  ///< one line that says why
};

/// "ok", "new", "quiet", "retrying", "overdue", "stale", "failing".
std::string_view name_of(HealthState state);

/// True for what somebody should look at: overdue, stale, failing.
bool is_trouble(HealthState state);

/// How long a page that was given up is remembered, and how far back pages are counted.
inline constexpr std::chrono::hours kPageMemory{24 * 30};

/// What more is known of how a feed is polled.
struct Polling {
  std::optional<Timestamp> last_of_any{};      ///< when any feed was polled last
  std::optional<Timestamp> host_left_alone{};  ///< until when, as hosts_left_alone()
  std::span<const store::PollRecord> cut{};    ///< store::Archive::cut_polls()
};

/// Judges a feed by its own rhythm, and by the pages behind its summaries: by these it fails if all
/// of them do, or three and more than half, and one failed three times, or for a day.  It also
/// fails if its documents, three or more, were all cut off inside an entry for a week: who writes
/// no end tags never ends there.  It is stale after three times the longest silence of an ordinary
/// week, but at least two days, or five while less than two weeks of it are known; a feed whose
/// rhythm is not known yet, or whose items are of less than a day, is never stale.  Silence counts
/// up to the last successful poll: a feed that nobody asks is not to blame, nor is ingest for a
/// feed whose host wants to be left alone.
Health health_of(const store::FeedState& feed, const Rhythm& rhythm, Timestamp now,
                 const store::PageTally& pages = {}, const Polling& polling = {});

/// A subscribed feed and how it is doing.
struct FeedHealth {
  store::FeedState feed;
  Rhythm rhythm;
  store::PageTally pages;  ///< of the last kPageMemory; zeros where it has none
  Health health;
  /// As the feed's own, but not before its host may be asked.  Nothing: at once.
  std::optional<Timestamp> next_poll;
  std::string next_poll_reason;  ///< empty where next_poll is nothing
};

/// Every subscribed feed, in the order in which they were added.
std::vector<FeedHealth> feeds_health(const store::Archive& archive, Timestamp now);

}  // namespace jianbao::app
