#include "jianbao/app/schedule.h"

#include <catch2/catch.hpp>
#include <random>

using namespace jianbao;
using namespace jianbao::app;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::milliseconds;
using store::PollOutcome;
using Span = std::optional<milliseconds>;

namespace {

constexpr Timestamp kNow{1'750'000'000'000};

Timestamp at(milliseconds after) {
  return {kNow.ms + after.count()};
}

/// A feed with something new every so often, the last time just now.
ScheduleInput every(milliseconds usual) {
  ScheduleInput input;
  input.now = kNow;
  input.rhythm = {40, usual, 12h, days(30), kNow};
  return input;
}

ScheduleInput failure(PollOutcome outcome, std::int64_t times) {
  ScheduleInput input = every(2h);
  input.outcome = outcome;
  input.failures = times;
  return input;
}

milliseconds wait_of(const ScheduleInput& input) {
  return milliseconds(plan_next_poll(input).next.ms - input.now.ms);
}

std::string reason_of(const ScheduleInput& input) {
  return plan_next_poll(input).reason;
}

store::FeedState throttled(Span not_before, std::int64_t failures = 1) {
  store::FeedState feed;
  feed.outcome = PollOutcome::kThrottled;
  feed.failures = failures;
  if (not_before) feed.not_before = at(*not_before);
  return feed;
}

std::vector<std::int64_t> ids(const std::vector<store::FeedState>& feeds) {
  std::vector<std::int64_t> numbers;
  for (const store::FeedState& feed : feeds) numbers.push_back(feed.id);
  return numbers;
}

}  // namespace

TEST_CASE("a feed is polled twice in its usual gap, within bounds", "[app][schedule]") {
  const auto [usual, expected] = GENERATE(table<milliseconds, milliseconds>({
      {1min, 15min},
      {30min, 15min},
      {2h, 1h},
      {20h, 10h},
      {days(2), 24h},
      {days(90), 24h},
  }));
  CAPTURE(usual.count());
  CHECK(wait_of(every(usual)) == expected);
}

TEST_CASE("while the rhythm is not known, a feed is polled every hour", "[app][schedule]") {
  ScheduleInput input;
  input.now = kNow;
  CHECK(wait_of(input) == 1h);
  CHECK(reason_of(input) == "too few items yet to know its rhythm");
  input.rhythm = {3, 1min, 1min, 2min, kNow};
  CHECK(wait_of(input) == 1h);
}

TEST_CASE("the longer a feed is silent the less often it is polled", "[app][schedule]") {
  const auto [silence, expected] = GENERATE(table<milliseconds, milliseconds>({
      {0h, 15min},
      {3h, 15min},
      {12h, 1h},
      {days(2), 4h},
      {days(365), 24h},
  }));
  ScheduleInput input = every(20min);
  input.rhythm.last = at(-silence);
  CHECK(wait_of(input) == expected);
}

TEST_CASE("an arrival in the future is no silence", "[app][schedule]") {
  ScheduleInput input = every(2h);
  input.rhythm.last = at(days(3000));
  CHECK(wait_of(input) == 1h);
}

TEST_CASE("the publisher may ask for less, but not past the window", "[app][schedule]") {
  struct Row {
    Span ttl, fresh_for, window;
    milliseconds expected;
    std::string reason;
  };
  const auto row = GENERATE(values<Row>({
      {{}, {}, {}, 1h, "something new comes about every 2 h"},
      {15min, 5min, {}, 1h, "something new comes about every 2 h"},
      {3h, {}, {}, 3h, "the feed asks for 3 h"},
      {3h, 4h, {}, 4h, "the server's cache asks for 4 h"},
      {days(30), {}, {}, 24h, "the feed asks for 24 h"},
      {days(30), {}, 6h, 2h, "its items give way to others within 6 h"},
      {{}, {}, 1h, 20min, "its items give way to others within 1 h"},
      {{}, {}, 1min, 15min, "its items give way to others within 1 min"},
      {{}, {}, days(9), 1h, "something new comes about every 2 h"},
  }));
  ScheduleInput input = every(2h);
  input.ttl = row.ttl;
  input.fresh_for = row.fresh_for;
  input.window_span = row.window;
  CHECK(wait_of(input) == row.expected);
  CHECK(reason_of(input) == row.reason);
}

TEST_CASE("the owner's interval comes before all else", "[app][schedule]") {
  const auto [own, expected] = GENERATE(table<milliseconds, milliseconds>(
      {{0ms, 1min}, {5min, 5min}, {6h, 6h}, {days(30), days(30)}}));
  ScheduleInput input = every(2h);
  input.own_interval = own;
  input.ttl = 12h;
  input.fresh_for = 13h;
  input.window_span = 1h;
  CHECK(wait_of(input) == expected);
  input.own_interval = 90min;
  CHECK(reason_of(input) == "every 1 h 30 min, as it was set");
}

TEST_CASE("what a cut document left out is asked for soon, whoever asks for what",
          "[app][schedule]") {
  ScheduleInput input = every(20h);
  input.rest_missing = true;
  input.ttl = input.fresh_for = input.own_interval = 12h;
  CHECK(wait_of(input) == 15min);
  CHECK(reason_of(input) == "cut off at its end: asked soon for the rest");
  input.retry_after = 2h;
  CHECK(wait_of(input) == 2h);
  input.retry_after.reset();
  input.own_interval = 5min;
  CHECK(wait_of(input) == 5min);
}

TEST_CASE("failures back off by doubling, up to a day", "[app][schedule]") {
  const auto [outcome, first] = GENERATE(table<PollOutcome, milliseconds>({
      {PollOutcome::kThrottled, 15min},
      {PollOutcome::kServerError, 15min},
      {PollOutcome::kNetwork, 15min},
      {PollOutcome::kNoHost, 15min},
      {PollOutcome::kNotFound, 1h},
      {PollOutcome::kRefused, 1h},
      {PollOutcome::kNoFeed, 1h},
  }));
  CHECK(wait_of(failure(outcome, 1)) == first);
  CHECK(wait_of(failure(outcome, 2)) == 2 * first);
  CHECK(wait_of(failure(outcome, 3)) == 4 * first);
  CHECK(wait_of(failure(outcome, 9)) == 24h);
  CHECK(wait_of(failure(outcome, 1'000'000'000'000)) == 24h);
  CHECK(reason_of(failure(outcome, 1)) == "tried again after a failure");
  CHECK(reason_of(failure(outcome, 4)) == "tried again after 4 failures in a row");
}

TEST_CASE("Retry-After is obeyed where it is longer, up to a week", "[app][schedule]") {
  ScheduleInput input = failure(PollOutcome::kThrottled, 1);
  SECTION("longer") {
    input.retry_after = 3h;
    const PollPlan plan = plan_next_poll(input);
    CHECK(plan.next == at(3h));
    CHECK(plan.not_before == at(3h));
    CHECK(plan.reason == "the server asks to wait 3 h");
  }
  SECTION("shorter") {
    input.retry_after = 30s;
    const PollPlan plan = plan_next_poll(input);
    CHECK(plan.next == at(15min));
    CHECK(plan.not_before == at(30s));
    CHECK(plan.reason == "tried again after a failure");
  }
  SECTION("beyond belief") {
    input.retry_after = days(400);
    CHECK(plan_next_poll(input).not_before == at(days(7)));
  }
  SECTION("none") {
    input.retry_after = GENERATE(Span(0ms), Span(-5h));
    CHECK_FALSE(plan_next_poll(input).not_before);
  }
  SECTION("longer than the owner's interval") {
    input.own_interval = 5min;
    input.retry_after = 3h;
    CHECK(plan_next_poll(input).next == at(3h));
  }
}

TEST_CASE("whatever comes in, the next poll is near enough and far enough", "[app][schedule]") {
  std::mt19937 random(20250616);
  const auto maybe = [&random](milliseconds most) {
    return random() % 2 == 0 ? Span() : Span(most * (random() % 1000) / 1000);
  };
  for (int round = 0; round < 3000; ++round) {
    CAPTURE(round);
    ScheduleInput input;
    input.now = kNow;
    input.rhythm = {random() % 50, days(40) * (random() % 1000) / 1000, days(40), days(60),
                    Timestamp{kNow.ms - static_cast<std::int64_t>(random()) * 1000}};
    input.ttl = maybe(days(60));
    input.fresh_for = maybe(days(60));
    input.window_span = maybe(days(10));
    input.retry_after = maybe(days(30));
    input.outcome = static_cast<PollOutcome>(1 + random() % 10);
    input.failures = succeeded(input.outcome) ? 0 : 1 + static_cast<std::int64_t>(random() % 40);
    input.random = static_cast<double>(random()) / 4294967296.0;
    const PollPlan plan = plan_next_poll(input);
    CHECK(plan.next >= at(12min));
    CHECK(plan.next <= at(days(8)));
    CHECK_FALSE(plan.reason.empty());
    if (plan.not_before) {
      CHECK(plan.next >= *plan.not_before);
      CHECK(*plan.not_before <= at(days(7)));
    } else {
      CHECK(plan.next <= at(27h));
    }
  }
}

TEST_CASE("chance moves a poll a little, never before what was asked for", "[app][schedule]") {
  ScheduleInput input = every(2h);
  input.random = 0.999;
  CHECK(wait_of(input) < 1h);
  CHECK(wait_of(input) > 53min);
  input.ttl = 3h;
  CHECK(wait_of(input) > 3h);
  CHECK(wait_of(input) < 3h + 19min);
  input = failure(PollOutcome::kThrottled, 1);
  input.random = 0.999;
  CHECK(wait_of(input) < 15min);
  input.retry_after = 2h;
  CHECK(wait_of(input) > 2h);
}

TEST_CASE("a feed is due when its time has come, or nearly", "[app][schedule]") {
  store::FeedState feed;
  CHECK(is_due(feed, kNow));
  feed.next_poll = at(-1ms);
  CHECK(is_due(feed, kNow));
  feed.next_poll = at(1min);
  CHECK(is_due(feed, kNow));
  feed.next_poll = at(61s);
  CHECK_FALSE(is_due(feed, kNow));
  CHECK(may_poll(feed, kNow));
  feed.subscribed = false;
  CHECK_FALSE(may_poll(feed, kNow));
  CHECK_FALSE(is_due(feed, at(days(1))));
}

TEST_CASE("a feed of every quarter of an hour is due in every run of cron", "[app][schedule]") {
  ScheduleInput input = every(10min);
  for (const double random : {0.0, 0.3, 0.999}) {
    input.random = random;
    input.now = at(20s);  // polled a little after cron began
    store::FeedState feed;
    feed.next_poll = plan_next_poll(input).next;
    CHECK(is_due(feed, at(15min)));
    CHECK_FALSE(is_due(feed, at(10min)));
  }
}

TEST_CASE("before Retry-After has passed a feed is not polled at all", "[app][schedule]") {
  store::FeedState feed;
  feed.not_before = at(2s);
  CHECK_FALSE(may_poll(feed, kNow));
  CHECK_FALSE(is_due(feed, kNow));
  CHECK(may_poll(feed, at(2s)));
}

TEST_CASE("times that a wrong clock wrote do not silence a feed", "[app][schedule]") {
  store::FeedState feed;
  feed.last_poll = at(days(4000));
  feed.next_poll = at(days(4001));
  feed.not_before = at(days(4001));
  CHECK(is_due(feed, kNow));
  feed.last_poll = at(-1h);
  feed.not_before.reset();
  CHECK_FALSE(is_due(feed, kNow));  // the owner may have said so
  feed.next_poll = at(days(20000));
  CHECK(is_due(feed, kNow));
}

TEST_CASE("a feed's refusal counts until it may be asked again", "[app][schedule]") {
  CHECK_FALSE(is_refused({}, kNow));
  store::FeedState feed = throttled(2h);
  CHECK(is_refused(feed, kNow));
  CHECK_FALSE(is_refused(feed, at(2h)));
  feed.outcome = PollOutcome::kServerError;
  CHECK_FALSE(is_refused(feed, kNow));
  // Without Retry-After the schedule's own time counts.
  feed = throttled({});
  feed.next_poll = at(15min);
  CHECK(is_refused(feed, kNow));
}

TEST_CASE("one or two refusals leave the others of a host to be polled", "[app][schedule]") {
  std::vector<store::FeedState> feeds(4);
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    feeds[i].id = static_cast<std::int64_t>(i);
    feeds[i].url = "https://news.example/" + std::to_string(i);
  }
  for (const std::size_t refused : {0U, 1U}) {
    feeds[refused].outcome = PollOutcome::kThrottled;
    feeds[refused].failures = 1;
    feeds[refused].not_before = at(1h);
  }
  CHECK(ids(feeds_to_poll(feeds, false, kNow)) == std::vector<std::int64_t>{2, 3});
  // However often.
  feeds[1].failures = 20;
  CHECK(ids(feeds_to_poll(feeds, false, kNow)) == std::vector<std::int64_t>{2, 3});
  feeds[2] = feeds[1];
  CHECK(feeds_to_poll(feeds, false, kNow).empty());
  // The host has answered another one since.
  for (std::size_t i = 0; i < 3; ++i) feeds[i].last_poll = at(-1h);
  feeds[3].last_success = at(-30min);
  CHECK(ids(feeds_to_poll(feeds, false, kNow)) == std::vector<std::int64_t>{3});
  feeds[3].last_success = at(-2h);
  CHECK(feeds_to_poll(feeds, false, kNow).empty());
}

TEST_CASE("a host is left alone until fewer than three of its refusals count", "[app][schedule]") {
  std::vector<store::FeedState> feeds{throttled(1h), throttled(4h), throttled(2h), throttled(3h)};
  for (std::size_t i = 0; i < feeds.size(); ++i)
    feeds[i].url = "https://news.example/" + std::to_string(i);
  const auto hosts = hosts_left_alone(feeds, kNow);
  REQUIRE(hosts.size() == 1);
  CHECK(hosts.begin()->second == at(2h));
  CHECK(hosts_left_alone(feeds, at(2h - 1ms)) == hosts);
  CHECK(hosts_left_alone(feeds, at(2h)).empty());
}

TEST_CASE("a refusal behind a redirect is the word of the host that it led to", "[app][schedule]") {
  std::vector<store::FeedState> feeds(6);
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    if (i < 3) feeds[i] = throttled(1h);
    if (i < 4) feeds[i].led_to = "cdn.example:443";
    feeds[i].id = static_cast<std::int64_t>(i);
    feeds[i].url = "https://news.example/" + std::to_string(i);
  }
  feeds[5].url = "https://cdn.example/feed";
  CHECK(ids(feeds_to_poll(feeds, true, kNow)) == std::vector<std::int64_t>{4});
  CHECK(hosts_left_alone(feeds, kNow).begin()->first == "cdn.example:443");
  // Its own host may ask to be left alone too.
  for (std::size_t i = 0; i < 3; ++i) feeds[i].led_to.clear();
  CHECK(ids(feeds_to_poll(feeds, true, kNow)) == std::vector<std::int64_t>{5});
}

TEST_CASE("a run polls the feeds that are due, or all that may be asked", "[app][schedule]") {
  std::vector<store::FeedState> feeds(4);
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    feeds[i].id = static_cast<std::int64_t>(i);
    feeds[i].url = "https://news" + std::to_string(i) + ".example/feed";
  }
  feeds[1].next_poll = at(-1min);
  feeds[2].next_poll = at(2h);
  feeds[3].next_poll = at(2h);
  feeds[3].not_before = at(1h);
  CHECK(ids(feeds_to_poll(feeds, false, kNow)) == std::vector<std::int64_t>{0, 1});
  CHECK(ids(feeds_to_poll(feeds, true, kNow)) == std::vector<std::int64_t>{0, 1, 2});
  CHECK(ids(feeds_to_poll(feeds, true, at(1h))) == std::vector<std::int64_t>{0, 1, 2, 3});
  CHECK(feeds_to_poll({}, true, kNow).empty());
}

TEST_CASE("a run leaves out a host that refused three feeds, also for the others",
          "[app][schedule]") {
  std::vector<store::FeedState> feeds(5, throttled(1h));
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    feeds[i].id = static_cast<std::int64_t>(i);
    feeds[i].url = "https://news.example/" + std::to_string(i);
  }
  feeds[3] = {};
  feeds[3].id = 3;
  feeds[3].url = "https://news.example/3";
  feeds[4] = {};
  feeds[4].id = 4;
  feeds[4].url = "https://other.example/";
  CHECK(ids(feeds_to_poll(feeds, true, kNow)) == std::vector<std::int64_t>{4});
  feeds[2].outcome = PollOutcome::kServerError;
  CHECK(ids(feeds_to_poll(feeds, false, kNow)) == std::vector<std::int64_t>{3, 4});
  CHECK(ids(feeds_to_poll(feeds, true, at(1h))).size() == 5);
}

TEST_CASE("another port of a host that refuses is another host", "[app][schedule]") {
  std::vector<store::FeedState> feeds(3, throttled(1h));
  for (std::size_t i = 0; i < feeds.size(); ++i)
    feeds[i].url = "http://127.0.0.1:1200/" + std::to_string(i);
  feeds.emplace_back();
  feeds[3].id = 3;
  feeds[3].url = "http://127.0.0.1:8080/feed";
  CHECK(ids(feeds_to_poll(feeds, true, kNow)) == std::vector<std::int64_t>{3});
}

TEST_CASE("a 304 is doubted once it has lasted longer than the feed is ever silent",
          "[app][schedule]") {
  Rhythm rhythm{40, 1h, 12h, days(30), at(-20h)};
  store::FeedState feed;
  feed.not_modified_streak = 3;
  CHECK_FALSE(wants_whole_answer(feed, rhythm, kNow));  // nothing to doubt
  feed.last_body = at(-13h);
  CHECK(wants_whole_answer(feed, rhythm, kNow));
  SECTION("not sooner") {
    feed.last_body = at(-11h);
    CHECK_FALSE(wants_whole_answer(feed, rhythm, kNow));
  }
  SECTION("not after two") {
    feed.not_modified_streak = 2;
    CHECK_FALSE(wants_whole_answer(feed, rhythm, kNow));
  }
  SECTION("without a rhythm, after a week") {
    rhythm = {};
    CHECK_FALSE(wants_whole_answer(feed, rhythm, kNow));
    feed.last_body = at(-days(8));
    CHECK(wants_whole_answer(feed, rhythm, kNow));
  }
}

TEST_CASE("an ended feed is asked for the whole ever less often, but once a week",
          "[app][schedule]") {
  const Rhythm rhythm{40, 1h, 12h, days(30), kNow};
  store::FeedState feed;
  feed.not_modified_streak = 100;
  feed.last_body = kNow;
  std::vector<int> asked;
  for (int hour = 1; hour <= 24 * 60; ++hour) {
    if (!wants_whole_answer(feed, rhythm, at(std::chrono::hours(hour)))) continue;
    feed.last_body = at(std::chrono::hours(hour));
    asked.push_back(hour);
  }
  REQUIRE(asked.size() > 6);
  CHECK(asked.size() < 15);
  CHECK(asked[0] == 13);
  CHECK(asked[1] == 27);
  CHECK(asked[2] == 55);
  CHECK(asked.back() - asked[asked.size() - 2] == 7 * 24 + 1);
}
