#include "app/poll_note.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "jianbao/app/schedule.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::milliseconds;
using store::PollOutcome;

namespace {

constexpr Timestamp kNow{1'750'000'000'000};
constexpr std::int64_t kHour = 3'600'000;

Timestamp at(milliseconds after) {
  return {kNow.ms + after.count()};
}

/// A feed whose polls are noted one after another.
struct Noted {
  store::FeedState feed;
  Rhythm rhythm{40, 2h, 12h, days(30), kNow};

  Noted() { feed.id = 7; }

  store::PollRecord note(PollFacts facts) { return note_poll(feed, facts, rhythm, 0); }

  /// A document with the items of these hours.
  store::PollRecord document(Timestamp when, const std::vector<int>& hours, std::int64_t fresh,
                             bool dated = true, PollOutcome outcome = PollOutcome::kFeed) {
    std::vector<std::string> names;
    for (const int hour : hours) names.push_back(std::to_string(hour));
    std::vector<WindowItem> items;
    for (std::size_t i = 0; i < hours.size(); ++i) {
      items.push_back({names[i], std::nullopt});
      if (dated) items.back().date = Timestamp{kNow.ms + hours[i] * kHour};
    }
    PollFacts facts;
    facts.at = when;
    facts.outcome = outcome;
    facts.http_status = 200;
    facts.bytes = 4711;
    facts.took = 250ms;
    facts.items = items;
    facts.fresh = fresh;
    return note(facts);
  }
  store::PollRecord plain(Timestamp when, PollOutcome outcome, const std::string& error = {}) {
    PollFacts facts;
    facts.at = when;
    facts.outcome = outcome;
    facts.error = error;
    return note(facts);
  }
};

}  // namespace

TEST_CASE("a poll with a document is noted in state and history", "[app][poll]") {
  Noted noted;
  const auto first = noted.document(kNow, {-3, -2, -1}, 3);
  CHECK(first.feed == 7);
  CHECK(first.at == kNow);
  CHECK(first.outcome == PollOutcome::kFeed);
  CHECK(first.http_status == 200);
  CHECK(first.bytes == 4711);
  CHECK(first.took == 250ms);
  CHECK(first.items == 3);
  CHECK(first.fresh == 3);
  CHECK_FALSE(first.overlap);
  CHECK(first.span == 1h);
  CHECK(noted.feed.outcome == PollOutcome::kFeed);
  CHECK(noted.feed.last_poll == kNow);
  CHECK(noted.feed.last_success == kNow);
  CHECK(noted.feed.last_body == kNow);
  CHECK(noted.feed.last_new == kNow);
  CHECK(noted.feed.window.size() == 3);
  CHECK(noted.feed.next_poll > kNow);
  CHECK_FALSE(noted.feed.next_poll_reason.empty());
  const auto second = noted.document(at(2h), {-1, 0, 1}, 2);
  CHECK(second.overlap == 1);
  const auto third = noted.document(at(9h), {6, 7, 8}, 3);
  CHECK(third.overlap == 0);
}

TEST_CASE("an empty document is no loss, and does not hide one", "[app][poll]") {
  Noted noted;
  noted.document(kNow, {-3, -2, -1}, 3);
  CHECK_FALSE(noted.document(at(1h), {}, 0).overlap);
  CHECK(noted.document(at(9h), {6, 7, 8}, 3).overlap == 0);
}

TEST_CASE("a cut document's missing end is neither loss nor news of the window", "[app][poll]") {
  Noted noted;
  noted.document(kNow, {-4, -3, -2, -1}, 4);
  const auto before = noted.feed.window;
  const auto cut = noted.document(at(1h), {0}, 1, true, PollOutcome::kCut);
  CHECK(succeeded(cut.outcome));
  CHECK(cut.items == 1);
  CHECK_FALSE(cut.overlap);
  CHECK_FALSE(cut.span);
  CHECK(noted.feed.window == before);
  CHECK(*noted.feed.next_poll == at(75min));
  CHECK(noted.document(at(75min), {-3, -2, -1, 0}, 0).overlap == 3);
  CHECK(noted.document(at(2h), {-1, 0, 1}, 1, true, PollOutcome::kCut).overlap == 2);
  CHECK(noted.feed.window.size() == 3);
}

TEST_CASE("a document of new items alone tells nothing of what was missed", "[app][poll]") {
  Noted noted;
  noted.document(kNow, {-4, -3, -2, -1}, 4);
  const std::vector<WindowItem> items{{"0", at(0h)}};
  PollFacts facts;
  facts.at = at(1h);
  facts.outcome = PollOutcome::kFeed;
  facts.items = items;
  facts.only_new = true;
  facts.fresh = 1;
  const auto record = noted.note(facts);
  CHECK(record.items == 1);
  CHECK_FALSE(record.overlap);
  CHECK_FALSE(record.span);
  CHECK(noted.document(at(2h), {-2, -1, 0, 1}, 1).overlap == 3);
}

TEST_CASE("documents of new items alone are not believed for ever", "[app][poll]") {
  Noted noted;
  noted.document(kNow, {-4, -3, -2, -1}, 4);
  for (int hour = 1; hour <= 13; ++hour) {
    const std::string name = std::to_string(hour);
    const std::vector<WindowItem> items{{name, at(std::chrono::hours(hour))}};
    PollFacts facts;
    facts.at = at(std::chrono::hours(hour));
    facts.outcome = PollOutcome::kFeed;
    facts.items = items;
    facts.only_new = true;
    facts.fresh = 1;
    noted.note(facts);
    CHECK(noted.feed.last_new == facts.at);
  }
  CHECK(noted.feed.last_body == kNow);
  CHECK(wants_whole_answer(noted.feed, noted.rhythm, at(14h)));
  noted.document(at(14h), {10, 11, 12, 13}, 0);
  CHECK_FALSE(wants_whole_answer(noted.feed, noted.rhythm, at(14h)));
}

TEST_CASE("a document that is cut off again and again is polled as others are", "[app][poll]") {
  Noted noted;
  noted.document(kNow, {-2, -1}, 2, true, PollOutcome::kCut);
  CHECK(noted.feed.window.size() == 2);
  CHECK(*noted.feed.next_poll == at(15min));
  noted.document(at(15min), {-1, 0}, 1, true, PollOutcome::kCut);
  CHECK(*noted.feed.next_poll == at(75min));
}

TEST_CASE("an answer without news is a success all the same", "[app][poll]") {
  Noted noted;
  noted.document(kNow, {-3, -2, -1}, 3);
  noted.plain(at(1h), PollOutcome::kNotModified);
  noted.plain(at(2h), PollOutcome::kNotModified);
  CHECK(noted.feed.not_modified_streak == 2);
  CHECK(noted.feed.last_success == at(2h));
  CHECK(noted.feed.last_body == kNow);
  CHECK(noted.feed.last_new == kNow);
  CHECK(noted.feed.window.size() == 3);
  noted.plain(at(3h), PollOutcome::kSame);
  CHECK(noted.feed.not_modified_streak == 0);
  CHECK(noted.feed.last_body == at(3h));
  CHECK(noted.feed.last_new == kNow);
}

TEST_CASE("an item that changed is news", "[app][poll]") {
  Noted noted;
  PollFacts facts;
  facts.at = kNow;
  facts.outcome = PollOutcome::kFeed;
  facts.changed = 1;
  noted.note(facts);
  CHECK(noted.feed.last_new == kNow);
}

TEST_CASE("failures are counted until one succeeds", "[app][poll]") {
  Noted noted;
  const auto outcome = GENERATE(PollOutcome::kThrottled, PollOutcome::kServerError,
                                PollOutcome::kNetwork, PollOutcome::kNotFound, PollOutcome::kNoHost,
                                PollOutcome::kRefused, PollOutcome::kNoFeed);
  noted.document(kNow, {-3, -2, -1}, 3);
  const auto first = noted.plain(at(1h), outcome, "503 Service Unavailable");
  CHECK(first.error == "503 Service Unavailable");
  CHECK(first.outcome == outcome);
  noted.plain(at(2h), outcome, "timed out");
  CHECK(noted.feed.failures == 2);
  CHECK(noted.feed.failing_since == at(1h));
  CHECK(noted.feed.last_error == "timed out");
  CHECK(noted.feed.last_poll == at(2h));
  CHECK(noted.feed.last_success == kNow);
  CHECK(noted.feed.subscribed);
  CHECK(noted.feed.window.size() == 3);
  noted.plain(at(3h), PollOutcome::kNotModified);
  CHECK(noted.feed.failures == 0);
  CHECK_FALSE(noted.feed.failing_since);
  CHECK(noted.feed.last_error.empty());
}

TEST_CASE("Retry-After is kept, and forgotten after the next answer", "[app][poll]") {
  Noted noted;
  PollFacts facts;
  facts.at = kNow;
  facts.outcome = PollOutcome::kThrottled;
  facts.retry_after = 5h;
  noted.note(facts);
  CHECK(noted.feed.not_before == at(5h));
  CHECK(noted.feed.next_poll == at(5h));
  noted.plain(at(5h), PollOutcome::kNotModified);
  CHECK_FALSE(noted.feed.not_before);
}

TEST_CASE("a turnover that gets faster counts at once, one that gets slower by and by",
          "[app][poll]") {
  Noted noted;
  noted.document(kNow, {0, 8, 16}, 3);
  CHECK(noted.feed.window_span == 8h);
  noted.document(at(1h), {0, 4, 8}, 3);
  CHECK(noted.feed.window_span == 4h);
  noted.document(at(2h), {0, 12, 24}, 3);
  CHECK(noted.feed.window_span == 5h);
  noted.plain(at(3h), PollOutcome::kNotModified);
  CHECK(noted.feed.window_span == 5h);
}

TEST_CASE("without dates the turnover is reckoned from what was new", "[app][poll]") {
  Noted noted;
  noted.document(kNow, {1, 2, 3, 4}, 4, false);
  CHECK_FALSE(noted.feed.window_span);
  noted.document(at(2h), {2, 3, 4, 5}, 1, false);
  CHECK(noted.feed.window_span == 8h);
  noted.document(at(3h), {12, 13, 14, 15}, 4, false);
  CHECK(noted.feed.window_span == 1h);
}

TEST_CASE("the owner's interval decides the next poll", "[app][poll]") {
  Noted noted;
  noted.feed.settings.interval = 6h;
  noted.document(kNow, {-3, -2, -1}, 3);
  CHECK(noted.feed.next_poll == at(6h));
  noted.plain(at(6h), PollOutcome::kNetwork, "timed out");
  CHECK(noted.feed.next_poll == at(6h + 15min));
}
