#include "jianbao/app/health.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "app/poll_facts.h"
#include "jianbao/app/schedule.h"
#include "jianbao/text/duration.h"

namespace jianbao::app {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using text::say_duration;

constexpr milliseconds kSoonestQuiet = hours(12);
constexpr milliseconds kSoonestStale = days(2);
constexpr milliseconds kSoonestStaleIfNew = days(5);
constexpr milliseconds kKnownWell = days(14);
/// Without a night no silence is known to be long.
constexpr milliseconds kShortestHabit = days(1);
constexpr int kStaleSilences = 3;
constexpr milliseconds kFailingLong = days(1);
constexpr std::int64_t kFailingOften = 3;
constexpr milliseconds kCutLong = days(7);
constexpr std::int64_t kFailingPages = 3;
constexpr std::int64_t kFailingAttempts = 3;
/// Of the schedule, which reaches a day ahead at most unless the owner wants it.
constexpr milliseconds kOverdueBy = days(1);

milliseconds between(Timestamp from, Timestamp to) {
  return milliseconds(to.ms - from.ms);
}

std::string_view reason_of(const store::FeedState& feed) {
  return feed.last_error.empty() ? "for an unknown reason" : std::string_view(feed.last_error);
}

Health failing(const store::FeedState& feed, Timestamp now) {
  const Timestamp since = feed.failing_since.value_or(feed.last_success.value_or(feed.added));
  const milliseconds length = between(since, now);
  std::string words = "failed once";
  if (feed.failures > 1)
    words = "failed " + std::to_string(feed.failures) + " times in " + say_duration(length);
  words.append(": ").append(reason_of(feed));
  const bool long_enough = length >= kFailingLong && feed.failures >= kFailingOften;
  return {long_enough ? HealthState::kFailing : HealthState::kRetrying, words};
}

std::optional<Health> left_alone(const store::FeedState& feed, Timestamp until, Timestamp now) {
  if (!is_due(feed, now)) return std::nullopt;
  return Health{HealthState::kRetrying, "due, but its host wants to be left alone for " +
                                            say_duration(between(now, until)) + " more"};
}

std::optional<Health> overdue(const store::FeedState& feed, const Polling& polling, Timestamp now) {
  if (polling.host_left_alone) return left_alone(feed, *polling.host_left_alone, now);
  const Timestamp polled = feed.last_poll.value_or(feed.last_success.value_or(feed.added));
  const Timestamp due = feed.next_poll.value_or(polled);
  const milliseconds late = between(due, now);
  if (late < kOverdueBy) return std::nullopt;
  const bool others_are_polled =
      polling.last_of_any && between(*polling.last_of_any, now) < kOverdueBy;
  const std::string words = "due for " + say_duration(late);
  return Health{HealthState::kOverdue,
                words + (others_are_polled ? " while other feeds are polled: does its host answer, "
                                             "or do runs end too early?"
                                           : ": does ingest still run?")};
}

milliseconds stale_after(const Rhythm& rhythm) {
  return std::max(rhythm.longest * kStaleSilences,
                  rhythm.looked_at < kKnownWell ? kSoonestStaleIfNew : kSoonestStale);
}

Health by_rhythm(const store::FeedState& feed, const Rhythm& rhythm) {
  if (!rhythm.last) return {HealthState::kQuiet, "no item has come yet"};
  const milliseconds silence = between(*rhythm.last, *feed.last_success);
  const std::string words = "nothing new for " + say_duration(silence);
  if (!rhythm.known() || rhythm.looked_at < kShortestHabit) {
    if (silence < kSoonestStaleIfNew) return {HealthState::kOk, ""};
    return {HealthState::kQuiet, words + "; too little has come to know its rhythm"};
  }
  const std::string usual = "; its longest ordinary silence is " + say_duration(rhythm.longest);
  if (silence > stale_after(rhythm)) return {HealthState::kStale, words + usual};
  if (silence > std::max(rhythm.longest + rhythm.longest / 2, kSoonestQuiet))
    return {HealthState::kQuiet, words + usual};
  return {HealthState::kOk, "something new about every " + say_duration(rhythm.usual)};
}

/// A feed that is cut off at each poll can be stale as others are.
Health of_answering(const store::FeedState& feed, const Rhythm& rhythm) {
  Health health = by_rhythm(feed, rhythm);
  if (feed.outcome != store::PollOutcome::kCut || health.state == HealthState::kStale)
    return health;
  return {HealthState::kRetrying, "its last document was cut off at its end"};
}

/// Nothing where a document was whole, or only lacked what its publisher always leaves out.
std::optional<Health> by_cuts(std::span<const store::PollRecord> cut, Timestamp now) {
  const auto lost = std::count_if(cut.begin(), cut.end(), [](const store::PollRecord& poll) {
    return poll.error == kCutInEntry;
  });
  if (lost == 0) return std::nullopt;
  const milliseconds length = between(cut.front().at, now);
  if (lost < kFailingOften || length < kCutLong)
    return Health{HealthState::kRetrying, "its last document was cut off inside an entry"};
  return Health{HealthState::kFailing, "every document for " + say_duration(length) +
                                           " was cut off inside an entry: what stands behind is "
                                           "missing"};
}

/// Nothing as long as most pages come.
std::optional<Health> by_pages(const store::PageTally& pages, Timestamp now) {
  const bool all = pages.failed > 0 && pages.fetched == 0;
  const bool most = pages.failed >= kFailingPages && pages.failed > pages.fetched;
  if (!all && !most) return std::nullopt;
  const bool long_enough =
      pages.attempts >= kFailingAttempts ||
      (pages.failing_since && between(*pages.failing_since, now) >= kFailingLong);
  return Health{
      long_enough ? HealthState::kFailing : HealthState::kRetrying,
      std::to_string(pages.failed) + " of " + std::to_string(pages.failed + pages.fetched) +
          " pages failed" +
          (pages.for_reason < pages.failed ? ", " + std::to_string(pages.for_reason) + " of them: "
                                           : ": ") +
          pages.reason};
}

std::optional<Timestamp> last_poll_of_any(const std::vector<store::FeedState>& feeds) {
  std::optional<Timestamp> last;
  for (const store::FeedState& feed : feeds) last = std::max(last, feed.last_poll);
  return last;
}

void plan(FeedHealth& row, const Polling& polling) {
  row.next_poll = row.feed.next_poll;
  if (row.next_poll) row.next_poll_reason = row.feed.next_poll_reason;
  if (!polling.host_left_alone || row.next_poll >= polling.host_left_alone) return;
  row.next_poll = polling.host_left_alone;
  row.next_poll_reason = "its host wants to be left alone";
}

}  // namespace

std::string_view name_of(HealthState state) {
  switch (state) {
    case HealthState::kOk:
      return "ok";
    case HealthState::kNew:
      return "new";
    case HealthState::kQuiet:
      return "quiet";
    case HealthState::kRetrying:
      return "retrying";
    case HealthState::kOverdue:
      return "overdue";
    case HealthState::kStale:
      return "stale";
    case HealthState::kFailing:
      return "failing";
  }
  return {};
}

bool is_trouble(HealthState state) {
  return state >= HealthState::kOverdue;
}

Health health_of(const store::FeedState& feed, const Rhythm& rhythm, Timestamp now,
                 const store::PageTally& pages, const Polling& polling) {
  Health worst{HealthState::kNew, "not polled yet"};
  if (feed.last_success) worst = of_answering(feed, rhythm);
  const auto take = [&worst](std::optional<Health> other) {
    if (other && other->state > worst.state) worst = std::move(*other);
  };
  if (feed.failures > 0) take(failing(feed, now));
  take(overdue(feed, polling, now));
  take(by_pages(pages, now));
  take(by_cuts(polling.cut, now));
  return worst;
}

std::vector<FeedHealth> feeds_health(const store::Archive& archive, Timestamp now) {
  std::vector<FeedHealth> all;
  archive.in_one_state([&] {
    std::map<std::int64_t, store::PageTally> tallies;
    for (store::PageTally& pages :
         archive.page_tallies({now.ms - milliseconds(kPageMemory).count()}))
      tallies.emplace(pages.feed, std::move(pages));
    std::vector<store::FeedState> feeds = archive.feeds();
    std::erase_if(feeds, [](const store::FeedState& feed) { return !feed.subscribed; });
    const std::map<std::string, Timestamp> hosts = hosts_left_alone(feeds, now);
    Polling polling{.last_of_any = last_poll_of_any(feeds)};
    for (store::FeedState& feed : feeds) {
      polling.host_left_alone = left_alone_until(feed, hosts);
      // What else an answer says is of no account while there is none.
      const std::vector<store::PollRecord> cut =
          succeeded(feed.outcome) ? archive.cut_polls(feed.id) : std::vector<store::PollRecord>();
      polling.cut = cut;
      FeedHealth row;
      row.rhythm = rhythm_of(archive.arrivals(feed.id));
      row.pages = tallies[feed.id];
      row.health = health_of(feed, row.rhythm, now, row.pages, polling);
      row.feed = std::move(feed);
      plan(row, polling);
      all.push_back(std::move(row));
    }
  });
  return all;
}

}  // namespace jianbao::app
