#include "jianbao/app/audit.h"

#include <catch2/catch.hpp>
#include <random>

#include "jianbao/store/writer.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace std::chrono_literals;
using jianbao::test::TempDir;
using std::chrono::days;
using std::chrono::milliseconds;
using store::PollOutcome;
using store::PollRecord;

namespace {

constexpr Timestamp kStart{1'750'000'000'000};

Timestamp at(milliseconds after) {
  return {kStart.ms + after.count()};
}

/// A poll of a feed of 20 items.
PollRecord poll(milliseconds when, std::int64_t fresh, std::optional<milliseconds> span = 20h) {
  PollRecord record;
  record.at = at(when);
  record.outcome = PollOutcome::kFeed;
  record.items = 20;
  record.fresh = fresh;
  record.overlap = 20 - fresh;
  record.span = span;
  return record;
}

store::FeedState seventh(std::optional<milliseconds> interval = std::nullopt) {
  store::FeedState feed;
  feed.id = 7;
  feed.settings.interval = interval;
  return feed;
}

PollRecord failed(milliseconds when) {
  PollRecord record;
  record.at = at(when);
  record.outcome = PollOutcome::kNetwork;
  return record;
}

Audit audit(const std::vector<PollRecord>& polls) {
  const Timestamp now = polls.empty() ? kStart : polls.back().at;
  return audit_of(polls, seventh(), now);
}

std::vector<PollRecord> hourly(int count) {
  std::vector<PollRecord> polls;
  for (int i = 0; i < count; ++i) polls.push_back(poll(std::chrono::hours(i), 1));
  return polls;
}

}  // namespace

TEST_CASE("without polls there is nothing to audit", "[app][audit]") {
  const Audit result = audit({});
  CHECK(result.polls == 0);
  CHECK_FALSE(result.usual_gap);
  CHECK_FALSE(result.longest_gap);
  CHECK_FALSE(result.safe_interval);
  CHECK(result.advice == "not polled yet");
  CHECK(audit({failed(0h), failed(1h)}).advice == "no poll has succeeded; see jianbao status");
}

TEST_CASE("polls that had nothing to compare do not promise that nothing was missed",
          "[app][audit]") {
  PollRecord first = poll(0h, 20);
  first.overlap.reset();
  CHECK(audit({first}).advice == "one successful poll: nothing to compare yet");
  CHECK(audit({failed(0h), first}).advice == "one successful poll: nothing to compare yet");
  CHECK(audit({poll(0h, 1)}).advice ==
        "nothing missed; too little has come to say how often is "
        "enough");  // --since left out those before
  PollRecord empty = poll(1h, 0);
  empty.items = 0;
  empty.overlap.reset();
  CHECK(audit({empty, empty, first}).advice == "3 successful polls: nothing to compare yet");
  PollRecord unchanged = poll(1h, 0);
  unchanged.outcome = PollOutcome::kNotModified;
  unchanged.overlap.reset();
  CHECK(audit({first, unchanged}).advice.starts_with("nothing missed"));
  unchanged.outcome = PollOutcome::kSame;
  CHECK(audit({first, unchanged}).advice.starts_with("nothing missed"));
}

TEST_CASE("documents of new items alone are no loss, and say nothing of the window",
          "[app][audit]") {
  std::vector<PollRecord> polls;
  for (int i = 0; i < 8; ++i) {
    PollRecord news = poll(i * 15min, 1, std::nullopt);
    news.http_status = 226;
    news.items = 1;
    news.overlap.reset();
    polls.push_back(news);
  }
  const Audit found = audit(polls);
  CHECK(found.compared == 8);
  CHECK_FALSE(found.window);
  CHECK(found.advice == "nothing missed; too little has come to say how often is enough");
}

TEST_CASE("what came of a cut document is not its window", "[app][audit]") {
  std::vector<PollRecord> polls;
  for (int i = 0; i < 8; ++i) {
    PollRecord part = poll(std::chrono::hours(i), 1, std::nullopt);
    part.outcome = PollOutcome::kCut;
    part.items = 2;
    part.overlap = 1;
    polls.push_back(part);
  }
  CHECK_FALSE(audit(polls).window);
}

TEST_CASE("windows that overlap are no loss", "[app][audit]") {
  const Audit result = audit(hourly(48));
  CHECK(result.polls == 48);
  CHECK(result.failed == 0);
  CHECK(result.rolled_over == 0);
  CHECK(result.usual_gap == 1h);
  CHECK(result.longest_gap == 1h);
  CHECK(result.window == 20h);
  CHECK(result.safe_interval == 10h);
  CHECK(result.advice == "nothing missed; every 10 h is enough");
}

TEST_CASE("a window that has gone by is possible loss, with an interval that helps",
          "[app][audit]") {
  std::vector<PollRecord> polls;
  for (int i = 0; i < 10; ++i) polls.push_back(poll(days(i), 20));
  polls[0].overlap.reset();  // there was none before
  const Audit result = audit(polls);
  CHECK(result.rolled_over == 9);
  CHECK(result.last_rolled_over == at(days(9)));
  CHECK(result.usual_gap == days(1));
  CHECK(result.safe_interval == 10h);
  CHECK(result.advice ==
        "polled every 24 h as a rule: run ingest at least every 10 h, and jianbao feed set 7 "
        "--interval 10h");
}

TEST_CASE("a pause in which the window went by is told from polling too seldom", "[app][audit]") {
  auto polls = hourly(24);
  polls.push_back(poll(days(4), 20));
  const Audit result = audit(polls);
  CHECK(result.rolled_over == 1);
  CHECK(result.longest_gap == days(4) - 23h);
  CHECK(result.longest_gap_began == at(23h));
  CHECK(result.advice ==
        "polled every 1 h as a rule, which is enough; items may be missing from a pause of 3 days");
}

TEST_CASE("a long gap that went well was luck", "[app][audit]") {
  auto polls = hourly(24);
  polls.push_back(poll(days(2), 3));
  const Audit result = audit(polls);
  CHECK(result.rolled_over == 0);
  CHECK(result.advice ==
        "nothing missed, by luck: a gap of 25 h is longer than its window; every 10 h is enough");
}

TEST_CASE("the gap that is going on counts", "[app][audit]") {
  const auto polls = hourly(24);
  const Audit result = audit_of(polls, seventh(), at(days(5)));
  CHECK(result.longest_gap == days(5) - 23h);
  CHECK(result.longest_gap_began == at(23h));
  CHECK(result.usual_gap == 1h);
}

TEST_CASE("a failed poll closes no gap, a 304 does", "[app][audit]") {
  std::vector<PollRecord> polls{poll(0h, 1), failed(1h), failed(2h), poll(3h, 1)};
  CHECK(audit(polls).longest_gap == 3h);
  CHECK(audit(polls).failed == 2);
  polls[1].outcome = PollOutcome::kNotModified;
  CHECK(audit(polls).longest_gap == 2h);
  polls[2].outcome = PollOutcome::kSame;
  CHECK(audit(polls).longest_gap == 1h);
}

TEST_CASE("the busiest times decide what is safe", "[app][audit]") {
  auto polls = hourly(50);
  for (int i = 0; i < 5; ++i) polls[static_cast<std::size_t>(i) * 10].span = 3h;
  const Audit result = audit(polls);
  CHECK(result.window == 20h);
  CHECK(result.safe_interval == 90min);
}

TEST_CASE("without dates the window is reckoned from what was new", "[app][audit]") {
  std::vector<PollRecord> polls;
  for (int i = 0; i < 10; ++i) polls.push_back(poll(std::chrono::hours(i), 5, std::nullopt));
  const Audit result = audit(polls);
  CHECK(result.window == 4h);
  CHECK(result.safe_interval == 2h);
}

TEST_CASE("where nothing new came, nothing is said about what is safe", "[app][audit]") {
  const Audit result = audit({poll(0h, 0), poll(1h, 0)});
  CHECK_FALSE(result.safe_interval);
  CHECK(result.advice == "nothing missed; too little has come to say how often is enough");
}

TEST_CASE("a very fast feed gets an interval of minutes", "[app][audit]") {
  const auto [span, safe] = GENERATE(table<milliseconds, milliseconds>(
      {{20min, 10min}, {5min, 2min}, {30s, 15s}, {70min, 30min}}));
  CHECK(audit({poll(0h, 1, span), poll(1min, 1, span)}).safe_interval == safe);
}

TEST_CASE("polling at the safe interval loses nothing of a steady feed", "[app][audit]") {
  std::mt19937 random(20250618);
  for (int round = 0; round < 200; ++round) {
    CAPTURE(round);
    // An item a tick; a window of 20; polls at random moments, some too far apart.
    const milliseconds tick(60'000 * (1 + random() % 100));
    std::vector<PollRecord> polls;
    std::int64_t shown = 20;
    for (int i = 0; i < 30; ++i) {
      const auto came = static_cast<std::int64_t>(random() % 30);
      shown += came;
      polls.push_back(poll(tick * shown, std::min<std::int64_t>(came, 20), tick * 17));
    }
    const Audit result = audit(polls);
    REQUIRE(result.safe_interval);
    CHECK(*result.safe_interval < tick * 20);
    CHECK(*result.safe_interval >= 1min);
  }
}

TEST_CASE("the pause that is blamed for a loss is one that lost", "[app][audit]") {
  auto polls = hourly(24);
  polls.push_back(poll(days(3), 20));  // lost
  polls.push_back(poll(days(8), 3));   // longer, and nothing lost
  const Audit result = audit_of(polls, seventh(), at(days(30)));
  CHECK(result.rolled_over == 1);
  CHECK(result.longest_gap == days(22));
  CHECK(result.advice.ends_with("items may be missing from a pause of 2 days"));
}

TEST_CASE("an interval that is set already is not advised again", "[app][audit]") {
  std::vector<PollRecord> polls;
  for (int i = 0; i < 10; ++i) polls.push_back(poll(days(i), 20));
  CHECK(audit_of(polls, seventh(5h), at(days(9))).advice ==
        "to be polled every 5 h, but polled every 24 h as a rule: run ingest at least every 10 h");
  CHECK(audit_of(polls, seventh(12h), at(days(9))).advice.ends_with("--interval 10h"));
}

TEST_CASE("a feed that is polled too seldom is told of before it loses anything", "[app][audit]") {
  std::vector<PollRecord> polls;
  for (int i = 0; i < 20; ++i) polls.push_back(poll(std::chrono::hours(15 * i), 12));
  CHECK(audit(polls).advice ==
        "nothing missed yet; polled every 15 h as a rule: run ingest at least every 10 h, and "
        "jianbao feed set 7 --interval 10h");
}

TEST_CASE("a feed that is faster than it may be polled is told so", "[app][audit]") {
  std::vector<PollRecord> polls;
  for (int i = 0; i < 20; ++i) polls.push_back(poll(std::chrono::minutes(i), 20, 40s));
  const Audit result = audit(polls);
  CHECK(result.rolled_over == 20);
  CHECK(result.safe_interval == 20s);
  CHECK(result.advice ==
        "all its items give way to others within 40 s: some will be missed, fewest with jianbao "
        "feed set 7 --interval 1m");
}

TEST_CASE("advice follows from the figures, whatever they are", "[app][audit]") {
  std::mt19937 random(20251124);
  const auto some = [&](long most) { return static_cast<std::int64_t>(random()) % (most + 1); };
  for (int round = 0; round < 3000; ++round) {
    CAPTURE(round);
    const milliseconds step = std::chrono::seconds(1 + some(1) * some(4000) + some(90));
    std::vector<PollRecord> polls;
    milliseconds when(0);
    for (auto left = some(25); left > 0; --left) {
      when += step * some(some(9) == 0 ? 200 : 5);
      auto record = some(6) == 0 ? failed(when) : poll(when, some(20));
      if (some(2) == 0) record.span.reset();
      if (record.span) record.span = step * some(60);
      if (some(9) == 0) record.overlap.reset();
      polls.push_back(record);
    }
    const std::optional<milliseconds> interval =
        some(1) == 0 ? std::nullopt : std::optional<milliseconds>(60s * (1 + some(600)));
    const Audit audit = audit_of(polls, seventh(interval), at(when + step * some(100)));
    CAPTURE(audit.advice);
    const auto says = [&](const std::string& words) {
      return audit.advice.find(words) != std::string::npos;
    };
    CHECK_FALSE(audit.advice.empty());
    CHECK_FALSE(says("\n"));
    if (audit.safe_interval) {
      CHECK(*audit.safe_interval > 0ms);
      if (audit.window) CHECK(*audit.safe_interval <= *audit.window);
    }
    if (audit.rolled_over > 0) CHECK_FALSE(says("nothing missed"));
    const bool often_enough =
        audit.usual_gap && audit.safe_interval && *audit.usual_gap <= *audit.safe_interval;
    if (says("enough") && !says("too little")) CHECK(often_enough);
    if (says("as a rule: run ingest")) {
      CHECK_FALSE(often_enough);
      if (interval && *interval <= *audit.safe_interval) CHECK_FALSE(says("--interval"));
    }
    if (says("pause")) {
      REQUIRE(audit.longest_losing_gap);
      CHECK(*audit.longest_losing_gap > *audit.safe_interval);
      CHECK(*audit.longest_losing_gap <= *audit.longest_gap);
    }
    if (says("by luck")) CHECK(*audit.longest_gap > *audit.window);
  }
}

TEST_CASE("an archive's feeds are audited since a date, without those removed", "[app][audit]") {
  const TempDir dir;
  store::Writer writer(dir / "a.db");
  store::FeedSettings settings;
  settings.source = "晨报";
  const auto feed = writer.add_feed("https://example.org/1", settings, kStart);
  const auto removed = writer.add_feed("https://example.org/2", settings, kStart);
  for (int i = 0; i < 4; ++i) {
    PollRecord record = poll(days(i), i == 1 ? 20 : 1);
    record.feed = feed.id;
    writer.record_poll(record);
  }
  writer.remove_feed(removed.id);
  writer.commit();
  const store::Archive archive(dir / "a.db");
  const auto all = audit_feeds(archive, std::nullopt, at(days(4)));
  REQUIRE(all.size() == 1);
  CHECK(all[0].audit.polls == 4);
  CHECK(all[0].audit.rolled_over == 1);
  const auto later = audit_feeds(archive, at(days(2)), at(days(4)));
  CHECK(later[0].audit.polls == 2);
  CHECK(later[0].audit.rolled_over == 0);
}
