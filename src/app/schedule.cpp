#include "jianbao/app/schedule.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "jianbao/fetch/downloader.h"
#include "jianbao/text/duration.h"

namespace jianbao::app {

namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using store::PollOutcome;
using text::say_duration;

constexpr milliseconds kWithoutRhythm = std::chrono::hours(1);
constexpr milliseconds kShortestOwnInterval = minutes(1);
constexpr milliseconds kFirstRetry = minutes(15);
constexpr milliseconds kFirstSlowRetry = std::chrono::hours(1);
constexpr int kPollsInGap = 2;
constexpr int kPollsInSilence = 12;
/// One poll may fail, and the next be late.
constexpr int kPollsInWindow = 3;
/// A poll that ends a little after a quarter of an hour must not miss the next run of cron.
constexpr milliseconds kEarly = minutes(1);
constexpr milliseconds kClockSlack = std::chrono::hours(1);
/// As long as any schedule of ours reaches: the owner's intervals are bounded to 10,000 days.
constexpr milliseconds kNoSchedule = std::chrono::hours(24 * 10'001);
constexpr std::int64_t kStreak = 3;
constexpr double kSpread = 0.1;
constexpr double kRetrySpread = 0.2;

Timestamp after(Timestamp from, milliseconds span) {
  return {from.ms + span.count()};
}

milliseconds scaled(milliseconds span, double factor) {
  return milliseconds(std::llround(static_cast<double>(span.count()) * factor));
}

/// An interval and why it is that long.
struct Choice {
  milliseconds interval;
  std::string reason;
  bool asked = false;  ///< the publisher wants no less
};

Choice by_rhythm(const ScheduleInput& in) {
  const Rhythm& rhythm = in.rhythm;
  Choice choice{kWithoutRhythm, "too few items yet to know its rhythm"};
  if (rhythm.known()) {
    choice = {rhythm.usual / kPollsInGap,
              "something new comes about every " + say_duration(rhythm.usual)};
  }
  if (rhythm.last && *rhythm.last < in.now) {
    const milliseconds silence(in.now.ms - rhythm.last->ms);
    if (silence / kPollsInSilence > choice.interval)
      choice = {silence / kPollsInSilence, "nothing new for " + say_duration(silence)};
  }
  choice.interval = std::clamp(choice.interval, kShortestInterval, kLongestInterval);
  return choice;
}

void lengthen(Choice& choice, std::optional<milliseconds> hint, const char* who) {
  if (!hint) return;
  const milliseconds wanted = std::min(*hint, kLongestInterval);
  if (wanted <= choice.interval) return;
  choice = {wanted, who + (" asks for " + say_duration(wanted)), true};
}

Choice after_whole(const ScheduleInput& in) {
  if (in.own_interval) {
    const milliseconds own = std::max(*in.own_interval, kShortestOwnInterval);
    return {own, "every " + say_duration(own) + ", as it was set"};
  }
  Choice choice = by_rhythm(in);
  lengthen(choice, in.ttl, "the feed");
  lengthen(choice, in.fresh_for, "the server's cache");
  if (!in.window_span) return choice;
  const milliseconds safe = std::max(*in.window_span / kPollsInWindow, kShortestInterval);
  if (safe < choice.interval)
    choice = {safe, "its items give way to others within " + say_duration(*in.window_span)};
  return choice;
}

Choice after_success(const ScheduleInput& in) {
  const Choice choice = after_whole(in);
  if (!in.rest_missing || choice.interval <= kFirstRetry) return choice;
  return {kFirstRetry, "cut off at its end: asked soon for the rest"};
}

bool is_slow_to_mend(PollOutcome outcome) {
  return outcome == PollOutcome::kNotFound || outcome == PollOutcome::kRefused ||
         outcome == PollOutcome::kNoFeed;
}

Choice after_failure(const ScheduleInput& in) {
  milliseconds wait = is_slow_to_mend(in.outcome) ? kFirstSlowRetry : kFirstRetry;
  for (std::int64_t i = 1; i < in.failures && wait < kLongestInterval; ++i) wait *= 2;
  wait = std::min(wait, kLongestInterval);
  return {wait, in.failures <= 1
                    ? "tried again after a failure"
                    : "tried again after " + std::to_string(in.failures) + " failures in a row"};
}

/// Whose answer the feed got last: a redirect's target is another host than its own.
std::string speaker_of(const store::FeedState& feed) {
  return feed.led_to.empty() ? fetch::site_of(feed.url) : feed.led_to;
}

/// Until when the refusal that a feed met last counts.
std::optional<Timestamp> refused_until(const store::FeedState& feed) {
  if (feed.outcome != PollOutcome::kThrottled) return std::nullopt;
  return feed.not_before ? feed.not_before : feed.next_poll;
}

}  // namespace

PollPlan plan_next_poll(const ScheduleInput& in) {
  const bool good = succeeded(in.outcome);
  const Choice choice = good ? after_success(in) : after_failure(in);
  const double spread = good ? kSpread : kRetrySpread;
  // What the publisher asked for is no less than that; all else rather early than a run too late.
  const double factor = choice.asked ? 1 + spread * in.random : 1 - spread * in.random;
  PollPlan plan{after(in.now, scaled(choice.interval, factor)), choice.reason, std::nullopt};
  if (!in.retry_after || *in.retry_after <= milliseconds(0)) return plan;
  plan.not_before = after(in.now, std::min(*in.retry_after, kLongestWait));
  if (*plan.not_before < plan.next) return plan;
  const milliseconds wait(plan.not_before->ms - in.now.ms);
  plan.next = after(*plan.not_before, scaled(wait, kSpread * in.random));
  plan.reason = "the server asks to wait " + say_duration(wait);
  return plan;
}

bool may_poll(const store::FeedState& feed, Timestamp now) {
  if (!feed.subscribed) return false;
  const bool believable =
      feed.not_before && *feed.not_before <= after(now, kLongestWait + kClockSlack);
  return !believable || *feed.not_before <= now;
}

bool is_due(const store::FeedState& feed, Timestamp now) {
  if (!may_poll(feed, now)) return false;
  if (!feed.next_poll || *feed.next_poll <= after(now, kEarly)) return true;
  const bool polled_in_future = feed.last_poll && *feed.last_poll > after(now, kClockSlack);
  return polled_in_future || *feed.next_poll > after(now, kNoSchedule);
}

bool is_refused(const store::FeedState& feed, Timestamp now) {
  const std::optional<Timestamp> until = refused_until(feed);
  return until && *until > now;
}

std::map<std::string, Timestamp> hosts_left_alone(std::span<const store::FeedState> feeds,
                                                  Timestamp now) {
  std::map<std::string, std::optional<Timestamp>> answered;
  for (const store::FeedState& feed : feeds) {
    std::optional<Timestamp>& last = answered[speaker_of(feed)];
    last = std::max(last, feed.last_success);
  }
  std::map<std::string, std::vector<Timestamp>> refusals;
  for (const store::FeedState& feed : feeds) {
    const std::string site = speaker_of(feed);
    if (is_refused(feed, now) && feed.last_poll >= answered[site])
      refusals[site].push_back(*refused_until(feed));
  }
  std::map<std::string, Timestamp> hosts;
  for (auto& [site, ends] : refusals) {
    if (ends.size() < kHostRefusals) continue;
    std::sort(ends.begin(), ends.end(), std::greater<>());
    hosts.emplace(site, ends[kHostRefusals - 1]);
  }
  return hosts;
}

std::optional<Timestamp> left_alone_until(const store::FeedState& feed,
                                          const std::map<std::string, Timestamp>& hosts) {
  std::optional<Timestamp> until;
  for (const std::string& site : {fetch::site_of(feed.url), feed.led_to})
    if (const auto host = hosts.find(site); host != hosts.end())
      until = std::max(until, std::optional(host->second));
  return until;
}

std::vector<store::FeedState> feeds_to_poll(std::span<const store::FeedState> feeds, bool all,
                                            Timestamp now) {
  const std::map<std::string, Timestamp> unwilling = hosts_left_alone(feeds, now);
  std::vector<store::FeedState> chosen;
  std::copy_if(feeds.begin(), feeds.end(), std::back_inserter(chosen), [&](const auto& feed) {
    return (all ? may_poll(feed, now) : is_due(feed, now)) && !left_alone_until(feed, unwilling);
  });
  return chosen;
}

bool wants_whole_answer(const store::FeedState& feed, const Rhythm& rhythm, Timestamp now) {
  if (feed.not_modified_streak < kStreak || !feed.last_body) return false;
  milliseconds patience = rhythm.known() ? rhythm.longest : kLongestWait;
  if (rhythm.last)
    patience = std::max(patience, milliseconds(feed.last_body->ms - rhythm.last->ms));
  return after(*feed.last_body, std::min(patience, kLongestWait)) < now;
}

}  // namespace jianbao::app
