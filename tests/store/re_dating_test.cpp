#include <catch2/catch.hpp>

#include "sample.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using namespace jianbao::store::test;
using jianbao::test::TempDir;

namespace {

constexpr const char* kPlace = "https://example.org/a";
constexpr const char* kFeed = "https://example.org/feed";

/// An archive to which a feed and others bring one article, dated anew each time.
struct Desk {
  TempDir dir;
  std::string file = dir / "a.db";
  Writer writer{file};
  FeedState feed = writer.add_feed(kFeed, in_source("晨报"), {0});
  std::int64_t date = 1'700'000'000'000;

  Stored re_date(const Origin& origin) {
    date += 60'000;
    Article given = article(kPlace, "题", "山城下雨。", date);
    given.guid = "g1";
    const std::string bytes = std::to_string(date);
    Capture capture;
    capture.origin = origin;
    capture.raw = {sha256(bytes), bytes.size(), Packer().compress(bytes)};
    return writer.put(given, capture, {date}, origin.kind == OriginKind::kFeedEntry ? feed.id : 0);
  }
  Stored entry(const std::string& from = kFeed) {
    return re_date({OriginKind::kFeedEntry, from, "g1"});
  }
  std::int64_t counted() {
    writer.commit();
    return Archive(file).re_dated(feed.id);
  }
};

}  // namespace

TEST_CASE("dates that a feed changes again and again are followed three times", "[store]") {
  Desk desk;
  CHECK(desk.entry() == Stored::kNew);
  for (int i = 0; i < 3; ++i) {
    CHECK(desk.counted() == 0);
    CHECK(desk.entry() == Stored::kChanged);
  }
  CHECK(desk.counted() == 1);
  CHECK(desk.entry() == Stored::kReDated);
  CHECK(desk.counted() == 1);
}

TEST_CASE("dates that come from elsewhere are no sign that a feed invents its own", "[store]") {
  Desk desk;
  CHECK(desk.entry() == Stored::kNew);
  SECTION("from files") {
    for (int i = 0; i < 3; ++i)
      CHECK(desk.re_date({OriginKind::kFile, "/folder", "a.md"}) == Stored::kChanged);
  }
  SECTION("from pages") {
    for (int i = 0; i < 3; ++i)
      CHECK(desk.re_date({OriginKind::kPage, "", kPlace}) == Stored::kChanged);
  }
  SECTION("from another feed, once of three times") {
    CHECK(desk.entry() == Stored::kChanged);
    CHECK(desk.entry("https://other.example/feed") == Stored::kChanged);
    CHECK(desk.entry() == Stored::kChanged);
  }
  CHECK(desk.counted() == 0);
  CHECK(desk.entry() == Stored::kChanged);
}
