#include "jianbao/app/health.h"

#include <catch2/catch.hpp>

#include "jianbao/store/writer.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace std::chrono_literals;
using jianbao::test::TempDir;
using std::chrono::days;
using std::chrono::milliseconds;

namespace {

constexpr Timestamp kNow{1'750'000'000'000};

Timestamp ago(milliseconds span) {
  return {kNow.ms - span.count()};
}

/// Polled just now, with something new every hour; nights are 10 hours.
struct Patient {
  store::FeedState feed;
  Rhythm rhythm{100, 1h, 10h, days(60), ago(1h)};

  Patient() {
    feed.added = ago(days(100));
    feed.last_poll = feed.last_success = kNow;
    feed.next_poll = Timestamp{kNow.ms + 1000};
  }
  void silent_for(milliseconds span) { rhythm.last = ago(span); }
  void fail(std::int64_t times, milliseconds since) {
    feed.failures = times;
    feed.failing_since = ago(since);
    feed.last_success = feed.failing_since;
    feed.last_error = "404 Not Found";
  }
  HealthState state() const { return health_of(feed, rhythm, kNow).state; }
  std::string words() const { return health_of(feed, rhythm, kNow).words; }
};

}  // namespace

TEST_CASE("silence is judged by a feed's own rhythm", "[app][health]") {
  const auto [longest, looked_at, silence, expected] =
      GENERATE(table<milliseconds, milliseconds, milliseconds, HealthState>({
          {10h, days(60), 1h, HealthState::kOk},
          {10h, days(60), 15h, HealthState::kOk},
          {10h, days(60), 16h, HealthState::kQuiet},
          {10h, days(60), 48h, HealthState::kQuiet},
          {10h, days(60), 49h, HealthState::kStale},
          {1h, days(60), 11h, HealthState::kOk},
          {1h, days(60), 13h, HealthState::kQuiet},
          {1h, days(60), 49h, HealthState::kStale},
          {60h, days(60), 62h, HealthState::kOk},
          {60h, days(60), days(7), HealthState::kQuiet},
          {60h, days(60), days(8), HealthState::kStale},
          {10h, days(4), 49h, HealthState::kQuiet},  // it may be its first weekend
          {10h, days(4), days(6), HealthState::kStale},
          {days(20), days(200), days(25), HealthState::kOk},
          {days(20), days(200), days(61), HealthState::kStale},
      }));
  CAPTURE(longest.count(), looked_at.count(), silence.count());
  Patient patient;
  patient.rhythm.longest = longest;
  patient.rhythm.looked_at = looked_at;
  patient.silent_for(silence);
  CHECK(patient.state() == expected);
}

TEST_CASE("health is told in words", "[app][health]") {
  Patient patient;
  CHECK(patient.words() == "something new about every 1 h");
  patient.silent_for(days(5));
  CHECK(patient.words() == "nothing new for 5 days; its longest ordinary silence is 10 h");
  patient.fail(1, 1h);
  CHECK(patient.state() == HealthState::kStale);
  patient.silent_for(2h);
  CHECK(patient.words() == "failed once: 404 Not Found");
  patient.fail(5, days(3));
  CHECK(patient.words() == "failed 5 times in 3 days: 404 Not Found");
  patient.feed.last_error.clear();
  CHECK(patient.words() == "failed 5 times in 3 days: for an unknown reason");
}

TEST_CASE("a feed whose last document was cut off is not quite well", "[app][health]") {
  Patient patient;
  patient.feed.outcome = store::PollOutcome::kCut;
  CHECK(patient.state() == HealthState::kRetrying);
  CHECK(patient.words() == "its last document was cut off at its end");
  patient.silent_for(49h);
  CHECK(patient.state() == HealthState::kStale);
}

TEST_CASE("a feed of which every document is cut off for a week fails", "[app][health]") {
  Patient patient;
  patient.feed.outcome = store::PollOutcome::kNotModified;
  const auto cut_for = [&patient](milliseconds length, const std::string& how, std::size_t times) {
    std::vector<store::PollRecord> polls(times);
    for (store::PollRecord& poll : polls) {
      poll.at = ago(1h);
      poll.error = how;
    }
    polls.front().at = ago(length);
    return health_of(patient.feed, patient.rhythm, kNow, {}, {.cut = polls});
  };
  const Health health = cut_for(days(7), "cut off inside an entry", 3);
  CHECK(health.state == HealthState::kFailing);
  CHECK(health.words ==
        "every document for 7 days was cut off inside an entry: what stands behind is missing");
  CHECK(cut_for(days(7) - 1s, "cut off inside an entry", 3).state == HealthState::kRetrying);
  CHECK(cut_for(days(70), "cut off inside an entry", 2).words ==
        "its last document was cut off inside an entry");
  // Who never writes the end tags.
  CHECK(cut_for(days(70), "cut off at its end", 100).state == HealthState::kOk);
}

TEST_CASE("a feed of which little is known is never stale", "[app][health]") {
  Patient patient;
  patient.rhythm = {};
  CHECK(patient.state() == HealthState::kQuiet);
  CHECK(patient.words() == "no item has come yet");
  patient.rhythm = {3, 1h, 2h, 3h, ago(days(1))};
  CHECK(patient.state() == HealthState::kOk);
  patient.rhythm.last = ago(days(900));
  CHECK(patient.state() == HealthState::kQuiet);
  CHECK(patient.words() == "nothing new for 900 days; too little has come to know its rhythm");
}

TEST_CASE("items of less than a day tell no habit", "[app][health]") {
  Patient patient;
  patient.rhythm = {5, 1h, 1h, 4h, ago(days(3))};
  CHECK(patient.state() == HealthState::kOk);
  CHECK(patient.words().empty());
  patient.silent_for(days(6));
  CHECK(patient.state() == HealthState::kQuiet);
  CHECK(patient.words() == "nothing new for 6 days; too little has come to know its rhythm");
  patient.rhythm.looked_at = 24h;
  CHECK(patient.state() == HealthState::kStale);
}

TEST_CASE("failures are trouble when there are several and they last", "[app][health]") {
  const auto [times, since, expected] = GENERATE(table<std::int64_t, milliseconds, HealthState>({
      {1, 1h, HealthState::kRetrying},
      {1, days(9), HealthState::kRetrying},
      {50, 23h, HealthState::kRetrying},
      {2, 25h, HealthState::kRetrying},
      {3, 25h, HealthState::kFailing},
  }));
  Patient patient;
  patient.fail(times, since);
  CHECK(patient.state() == expected);
  SECTION("also of a feed that never answered") {
    patient.feed.last_success.reset();
    patient.rhythm = {};
    CHECK(patient.state() == expected);
  }
  SECTION("also where an older version counted them") {
    patient.feed.failing_since.reset();
    CHECK(patient.state() == expected);
  }
}

TEST_CASE("a feed that nobody polls is overdue, and not to blame for its silence",
          "[app][health]") {
  Patient patient;
  patient.silent_for(days(30));
  patient.feed.last_poll = patient.feed.last_success = ago(days(30));
  patient.feed.next_poll = ago(days(29));
  CHECK(patient.state() == HealthState::kOverdue);
  CHECK(patient.words() == "due for 29 days: does ingest still run?");
  patient.feed.next_poll = ago(23h);
  CHECK(patient.state() == HealthState::kOk);
}

TEST_CASE("a feed is overdue for want of ingest only if no other is polled either",
          "[app][health]") {
  Patient patient;
  patient.feed.last_poll = patient.feed.last_success = ago(days(5));
  patient.feed.next_poll = ago(days(3));
  const auto words_if = [&](const Polling& polling) {
    return health_of(patient.feed, patient.rhythm, kNow, {}, polling).words;
  };
  CHECK(words_if({.last_of_any = ago(1h)}).starts_with("due for 3 days while other feeds are "));
  // They were until yesterday.
  CHECK(words_if({.last_of_any = ago(25h)}) == "due for 3 days: does ingest still run?");
  const Polling held{.last_of_any = ago(1h), .host_left_alone = Timestamp{kNow.ms + 7'200'000}};
  CHECK(words_if(held) == "due, but its host wants to be left alone for 2 h more");
  CHECK(health_of(patient.feed, patient.rhythm, kNow, {}, held).state == HealthState::kRetrying);
  patient.feed.next_poll = Timestamp{kNow.ms + 3'600'000};
  CHECK(words_if(held) == "something new about every 1 h");
}

TEST_CASE("a feed that was never polled is new, and after a day overdue", "[app][health]") {
  Patient patient;
  patient.feed = {};
  patient.rhythm = {};
  patient.feed.added = ago(23h);
  CHECK(patient.state() == HealthState::kNew);
  CHECK(patient.words() == "not polled yet");
  patient.feed.added = ago(25h);
  CHECK(patient.state() == HealthState::kOverdue);
}

TEST_CASE("overdue, stale and failing are trouble", "[app][health]") {
  const auto [state, name, trouble] = GENERATE(table<HealthState, std::string, bool>({
      {HealthState::kOk, "ok", false},
      {HealthState::kNew, "new", false},
      {HealthState::kQuiet, "quiet", false},
      {HealthState::kRetrying, "retrying", false},
      {HealthState::kOverdue, "overdue", true},
      {HealthState::kStale, "stale", true},
      {HealthState::kFailing, "failing", true},
  }));
  CHECK(name_of(state) == name);
  CHECK(is_trouble(state) == trouble);
}

TEST_CASE("the health of an archive's feeds leaves out those that were removed", "[app][health]") {
  const TempDir dir;
  store::Writer writer(dir / "a.db");
  store::FeedSettings settings;
  settings.source = "晨报";
  writer.add_feed("https://example.org/1", settings, kNow);
  const auto removed = writer.add_feed("https://example.org/2", settings, kNow);
  writer.add_feed("https://example.org/3", settings, ago(days(2)));
  writer.remove_feed(removed.id);
  writer.commit();
  const auto all = feeds_health(store::Archive(dir / "a.db"), kNow);
  REQUIRE(all.size() == 2);
  CHECK(all[0].feed.url == "https://example.org/1");
  CHECK(all[0].health.state == HealthState::kNew);
  CHECK(all[1].health.state == HealthState::kOverdue);
}
