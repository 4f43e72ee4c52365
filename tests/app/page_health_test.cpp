#include <catch2/catch.hpp>
#include <chrono>

#include "jianbao/app/health.h"
#include "newsroom.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace jianbao::app::test;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kUntilGivenUp = 15min + 1h + 6h + 24h;

/// A subscribed feed of items whose pages stand behind a wall, or do not.
struct Walled : Newsroom {
  explicit Walled(int items) {
    publish(items, false);
    subscribe(url("/feed"));
  }

  void publish(int count, bool open) {
    for (; count > 0; --count) {
      const std::string path = "/" + std::to_string(items_.size() + 1);
      items_.push_back({url(path), "第" + path.substr(1) + "号新闻"});
      const std::string text = "第" + path.substr(1) + "号新闻的正文。";
      serve(path, open ? html(page(items_.back().title, text)) : wall());
    }
    serve("/feed", rss(items_));
  }
  /// Each page is tried until it is given up.
  void give_up() {
    ingest();
    for (const std::chrono::milliseconds pause :
         std::initializer_list<std::chrono::milliseconds>{15min, 1h, 6h, 24h}) {
      pass(pause);
      ingest();
    }
  }
  Health health() const { return feeds_health(archive(), now).at(0).health; }

 private:
  static std::string wall() {
    return app::test::status(
        403, "<html><head><title>Just a moment...</title></head><body></body></html>",
        "Server: cloudflare\r\ncf-mitigated: challenge\r\n");
  }

  std::vector<Item> items_;
};

}  // namespace

TEST_CASE("a feed whose pages all fail is told as such, with the reason", "[app][health][pages]") {
  Walled desk(6);
  desk.ingest();
  CHECK(desk.health().state == HealthState::kRetrying);
  CHECK(desk.health().words.starts_with("6 of 6 pages failed: "));
  CHECK(says(desk.health().words, "Cloudflare"));
  desk.pass(15min);
  desk.ingest();
  desk.pass(1h);
  desk.ingest();
  CHECK(desk.health().state == HealthState::kFailing);
}

TEST_CASE("pages that were given up are told of for a month", "[app][health][pages]") {
  Walled desk(2);
  desk.give_up();
  CHECK(desk.health().state == HealthState::kFailing);
  CHECK(desk.health().words.starts_with("2 of 2 pages failed: "));
  desk.pass(24h * 29);
  desk.ingest();
  CHECK(says(desk.health().words, "2 of 2 pages failed"));
  CHECK(desk.hits("/1") == 5);
  desk.pass(24h);
  desk.ingest();
  CHECK_FALSE(says(desk.health().words, "pages"));
  CHECK(desk.hits("/1") == 5);
}

TEST_CASE("a feed most of whose pages come is well", "[app][health][pages]") {
  Walled desk(3);
  desk.publish(3, true);
  desk.give_up();
  CHECK_FALSE(says(desk.health().words, "pages"));
  desk.pass(25h);
  desk.publish(1, false);
  desk.ingest();
  CHECK(desk.health().words.starts_with("4 of 7 pages failed: "));
}

TEST_CASE("one page that fails says nothing as long as others come", "[app][health][pages]") {
  const auto [pages, state] = GENERATE(table<store::PageTally, HealthState>({
      {{1, 0, 0, 0, ""}, HealthState::kQuiet},
      {{1, 1, 0, 1, "x"}, HealthState::kRetrying},
      {{1, 1, 0, 3, "x"}, HealthState::kFailing},
      {{1, 1, 1, 5, "x"}, HealthState::kQuiet},
      {{1, 2, 1, 5, "x"}, HealthState::kQuiet},
      {{1, 3, 2, 5, "x"}, HealthState::kFailing},
      {{1, 3, 2, 2, "x"}, HealthState::kRetrying},
      {{1, 3, 3, 5, "x"}, HealthState::kQuiet},
  }));
  CAPTURE(pages.failed, pages.fetched, pages.attempts);
  store::FeedState feed;
  feed.last_poll = feed.last_success = Timestamp{1'750'000'000'000};
  CHECK(health_of(feed, {}, *feed.last_success, pages).state == state);
}

TEST_CASE("of several reasons for failed pages the commonest is not told as that of all",
          "[app][health][pages]") {
  store::FeedState feed;
  feed.last_poll = feed.last_success = Timestamp{1'750'000'000'000};
  store::PageTally pages{.failed = 8, .fetched = 3, .reason = "404 Not Found", .for_reason = 3};
  const auto words = [&] { return health_of(feed, {}, *feed.last_success, pages).words; };
  CHECK(words() == "8 of 11 pages failed, 3 of them: 404 Not Found");
  pages.for_reason = 8;
  CHECK(words() == "8 of 11 pages failed: 404 Not Found");
}

TEST_CASE("a feed that wants no pages any more is not blamed for them", "[app][health][pages]") {
  Walled desk(3);
  desk.give_up();
  Subscriptions subscriptions(desk.file, [&] { return desk.now; });
  subscriptions.change(subscriptions.named("1").at(0), {.full_page = false});
  subscriptions.commit();
  CHECK_FALSE(says(desk.health().words, "pages"));
}
