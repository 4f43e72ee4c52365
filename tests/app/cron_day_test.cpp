#include <catch2/catch.hpp>
#include <iostream>
#include <memory>
#include <set>

#include "app/simulated_feed.h"
#include "jianbao/app/ingest.h"
#include "jianbao/store/archive.h"
#include "support/fixture.h"

using namespace jianbao;
using jianbao::test::FeedScript;
using jianbao::test::SimulatedFeed;
using jianbao::test::TempDir;
using jianbao::test::Traffic;
using jianbao::test::Trouble;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

namespace {

constexpr Timestamp kMidnight{1'760'054'400'000};  // 2025-10-10T00:00:00Z
constexpr minutes kBetweenRuns{15};
constexpr int kRuns = 96;

/// Thirty feeds.  No window rolls over while its feed is away, so that every item can be had.
std::vector<FeedScript> day_of_thirty_feeds() {
  std::vector<FeedScript> all;
  for (const int every : {8, 10, 20, 30, 45, 60, 90, 120, 240, 480})
    all.push_back({.every = minutes(every), .window = 30});
  for (const Trouble trouble : {Trouble::kRefused, Trouble::kBusySeconds, Trouble::kBusyDate,
                                Trouble::kNotFound, Trouble::kGarbage, Trouble::kMoved}) {
    for (const int at : {3, 13})
      all.push_back({.every = minutes(at == 3 ? 20 : 50),
                     .trouble = trouble,
                     .trouble_begins = hours(at),
                     .trouble_ends = hours(at) + minutes(150)});
  }
  // Each silent poll costs a timeout of real time.
  all.push_back({.trouble = Trouble::kSilent,
                 .trouble_begins = hours(6),
                 .trouble_ends = hours(6) + minutes(40)});
  all.push_back(
      {.trouble = Trouble::kNotFound, .trouble_begins = hours(2), .trouble_ends = hours(9)});
  for (const int every : {25, 70, 180}) {
    all.push_back({.every = minutes(every), .late_dates = true});
    all.push_back({.every = minutes(every), .edits = true});
  }
  return all;
}

/// Items of a feed by what became of them.
struct Harvest {
  std::size_t stored = 0;
  std::size_t missed = 0;   ///< shown once, gone now, and not stored
  std::size_t to_come = 0;  ///< still shown, not stored yet
  std::size_t stale = 0;    ///< stored as they were before an edit that can no longer be seen
};

class Day {
 public:
  Day() {
    for (const FeedScript& script : day_of_thirty_feeds())
      feeds_.push_back(std::make_unique<SimulatedFeed>(feeds_.size(), script, kMidnight));
    for (const auto& feed : feeds_) first_shown_.push_back(feed->shown().front());
  }

  std::size_t feeds() const { return feeds_.size(); }

  /// One run of cron; the first names the feeds.
  void run(int number) {
    const Timestamp now{kMidnight.ms + milliseconds(kBetweenRuns * number).count()};
    for (const auto& feed : feeds_) feed->pass(now);
    app::IngestRequest request;
    request.archive = file_;
    request.limits.total_timeout = milliseconds(2000);
    if (number == 0)
      for (const auto& feed : feeds_) request.sources.push_back(feed->url());
    app::ingest(request, [now] { return now; }, {}, {});
  }

  store::Archive archive() const { return store::Archive(file_); }
  const SimulatedFeed& feed(std::size_t number) const { return *feeds_[number]; }

  Traffic traffic() const {
    Traffic sum;
    for (const auto& feed : feeds_) {
      const Traffic one = feed->traffic();
      sum.requests += one.requests;
      sum.bytes += one.bytes;
      sum.too_early += one.too_early;
      for (const auto& [status, times] : one.statuses) sum.statuses[status] += times;
    }
    return sum;
  }

  Harvest harvest() const {
    const std::map<std::string, std::string> texts = stored_texts();
    Harvest sum;
    for (std::size_t number = 0; number < feeds_.size(); ++number) {
      const SimulatedFeed& feed = *feeds_[number];
      const std::vector<int> shown = feed.shown();
      for (int item = first_shown_[number]; item <= shown.back(); ++item)
        count(feed, item, item >= shown.front(), texts, sum);
    }
    return sum;
  }

 private:
  std::map<std::string, std::string> stored_texts() const {
    std::map<std::string, std::string> texts;
    archive().select({}, true, [&texts](store::StoredArticle&& found) {
      // One address twice would be a doubled article.
      CHECK(texts.emplace(found.article.url, found.article.text).second);
      return true;
    });
    return texts;
  }

  static void count(const SimulatedFeed& feed, int item, bool still_shown,
                    const std::map<std::string, std::string>& texts, Harvest& sum) {
    const auto found = texts.find(feed.item_url(item));
    if (found == texts.end()) {
      ++(still_shown ? sum.to_come : sum.missed);
      return;
    }
    ++sum.stored;
    const std::string newest = SimulatedFeed::mark(feed.version(item));
    if (!still_shown && found->second.find(newest) == std::string::npos) ++sum.stale;
  }

  const TempDir dir_;
  const std::string file_ = dir_ / "a.db";
  std::vector<std::unique_ptr<SimulatedFeed>> feeds_;
  std::vector<int> first_shown_;
};

void print(const Traffic& traffic, const Harvest& harvest) {
  std::cout << kRuns << " runs: " << traffic.requests << " requests (";
  const char* comma = "";
  for (const auto& [status, times] : traffic.statuses) {
    std::cout << comma << times << " x " << status;
    comma = ", ";
  }
  std::cout << "), " << traffic.too_early << " of them while told to wait; " << traffic.bytes
            << " bytes; " << harvest.stored << " items stored, " << harvest.missed << " missed, "
            << harvest.to_come << " to come\n";
}

}  // namespace

TEST_CASE("a day of cron over feeds that fail, move, edit and roll on misses no item",
          "[app][poll][robust]") {
  Day day;
  REQUIRE(day.feeds() == 30);
  for (int run = 0; run < kRuns; ++run) day.run(run);

  const Harvest harvest = day.harvest();
  print(day.traffic(), harvest);
  CHECK(harvest.missed == 0);
  CHECK(harvest.stale == 0);
  CHECK(harvest.stored > 1000);
  CHECK(day.archive().count({}) == static_cast<std::int64_t>(harvest.stored));
  CHECK(day.archive().check().empty());

  // Nothing that failed was dropped; what moved is polled where it is now.
  std::set<std::string> expected;
  for (std::size_t i = 0; i < day.feeds(); ++i) {
    const SimulatedFeed& feed = day.feed(i);
    expected.insert(feed.script().trouble == Trouble::kMoved ? feed.later_url() : feed.url());
  }
  std::set<std::string> polled;
  for (const auto& feed : day.archive().feeds()) {
    CHECK(feed.subscribed);
    polled.insert(feed.url);
  }
  CHECK(polled == expected);
}
