#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "feed/sample_feeds.h"
#include "jianbao/text/date.h"

using namespace jianbao;
using test::read_feed;

using Names = std::vector<std::string>;

TEST_CASE("JSON Feed 1.1 gives every field", "[feed]") {
  const Feed feed = read_feed(test::json_sample());
  CHECK(feed.format == "json");
  CHECK(feed.title == "山间 快报");
  CHECK(feed.link == "https://hill.example/");
  CHECK(feed.language == "zh-Hans");
  REQUIRE(feed.entries.size() == 3);
  const FeedEntry& first = feed.entries[0];
  CHECK(first.id == "1");
  CHECK(first.url == "https://hill.example/1");
  CHECK(first.title == "雪 停了");
  CHECK(first.tags == Names{"天气"});
  CHECK(first.authors == Names{"石头", "青松"});
  CHECK(first.published == text::parse_date("2024-02-02T20:05:06Z"));
  CHECK(first.updated == text::parse_date("2024-02-04T00:00:00Z"));
  CHECK(first.summary == "雪 &lt; 停");
  CHECK(first.content == "<p>雪停了。<img src='http://news.example/snow.jpg'></p>");
  CHECK(first.image_url == "http://news.example/feeds/lead.jpg");
}

TEST_CASE("JSON Feed items inherit, fall back and keep version 1's author", "[feed]") {
  const Feed feed = read_feed(test::json_sample());
  REQUIRE(feed.entries.size() == 3);
  CHECK(feed.entries[1].id == "2");
  CHECK(feed.entries[1].url == "https://else.example/x");
  CHECK(feed.entries[1].content == "一行<br>\n&lt;二&gt;行");
  CHECK(feed.entries[1].authors == Names{"许山"});
  CHECK(feed.entries[1].language == "zh-Hans");
  CHECK(feed.entries[2].url == "https://hill.example/3");
  CHECK(feed.entries[2].authors == Names{"老版本"});
  CHECK(feed.entries[2].language == "en");
}

TEST_CASE("JSON that is no feed is named as what it is", "[feed]") {
  const auto [json, problem] = GENERATE(table<std::string, std::string>({
      {"{}", "JSON, but not a JSON Feed"},
      {"{\"items\": []}", "JSON, but not a JSON Feed"},
      {"{\"title\": \"t\", \"items\": {}}", "JSON, but not a JSON Feed"},
      {"{\"version\": 1", "neither a feed nor valid JSON; is it cut off?"},
  }));
  CHECK(feed::parse(json, {}).problem == problem);
}

TEST_CASE("JSON values of unexpected types are skipped", "[feed]") {
  const Feed feed = read_feed(
      R"({"version": "https://jsonfeed.org/version/1", "title": 5, "items": [null, 3, "x",
      {"id": null, "title": ["a"], "url": {"b": 1}, "authors": "c", "tags": {"d": 2},
       "date_published": 20240101}]})");
  REQUIRE(feed.entries.size() == 1);
  CHECK(feed.entries[0].title.empty());
  CHECK(feed.entries[0].url.empty());
  CHECK(feed.entries[0].tags.empty());
  CHECK_FALSE(feed.entries[0].published);
}

TEST_CASE("deeply nested or endless JSON is refused before it is built", "[feed][hostile]") {
  const std::string deep = "{\"items\": " + std::string(1'000'000, '[');
  CHECK(feed::parse(deep, {}).problem == "values nested deeper than 250");
  std::string many = "{\"items\": [0";
  for (int i = 0; i < 2'100'000; ++i) many += ",0";
  CHECK(feed::parse(many + "]}", {}).problem == "more than 2000000 values");
  const std::string quoted = R"({"version": "jsonfeed.org", "items": [{"title": ")" +
                             std::string(300, '[') + R"(\"{{"}]})";
  CHECK(feed::parse(quoted, {}).problem.empty());
}

namespace {

const std::string kThree = R"({"version": "https://jsonfeed.org/version/1.1", "title": "茶 [{",
  "items": [{"id": "1", "title": "a \"]}", "tags": ["x"]}, {"id": "2", "attachments": [{"url": "u"}]},
  {"id": "3", "title": "雪"}], "language": "zh"})";

bool warns_of_cut(const feed::ParseResult& result, std::size_t size) {
  return !result.warnings.empty() &&
         feed::to_line(result.warnings.front()) ==
             "the document is cut off at its end (at byte " + std::to_string(size) + ")";
}

}  // namespace

TEST_CASE("a JSON Feed that is cut off keeps all whole items", "[feed]") {
  std::size_t before = 0;
  const std::size_t readable = kThree.find("\"items\": [") + 10;
  for (std::size_t size = readable; size < kThree.size(); ++size) {
    CAPTURE(size, kThree.substr(0, size));
    const auto result = feed::parse(kThree.substr(0, size), {});
    CHECK(result.problem.empty());
    CHECK(result.feed.title == "茶 [{");
    const std::size_t count = result.feed.entries.size();
    CHECK((count == before || count == before + 1));
    before = count;
    CHECK(std::any_of(result.warnings.begin(), result.warnings.end(),
                      [](const auto& warning) { return warning.offset.has_value(); }));
  }
  CHECK(before == 3);
  CHECK(feed::parse(kThree.substr(0, kThree.size() - 5), {}).cut);
  CHECK_FALSE(feed::parse(kThree, {}).cut);
  CHECK(feed::parse(kThree, {}).warnings.empty());
}

TEST_CASE("where a JSON Feed is cut off is told, and whether an item was lost", "[feed]") {
  const std::size_t second = kThree.find(", {\"id\": \"2\"");
  const auto between = feed::parse(kThree.substr(0, second), {});
  CHECK(between.feed.entries.size() == 1);
  CHECK(between.losses.empty());
  CHECK_FALSE(between.cut_entry);
  CHECK(warns_of_cut(between, second));
  const std::size_t inside = second + 8;
  const auto lost = feed::parse(kThree.substr(0, inside), {});
  CHECK(lost.feed.entries.size() == 1);
  CHECK(lost.losses == Names{"left out: the last entry, which is not whole"});
  CHECK(warns_of_cut(lost, inside));
  REQUIRE(lost.cut_entry);
  CHECK(lost.cut_entry->id.empty());
  const auto named = feed::parse(kThree.substr(0, kThree.find('3') + 4), {});
  REQUIRE(named.cut_entry);
  CHECK(named.cut_entry->id == "3");
  const auto behind = feed::parse(kThree.substr(0, kThree.size() - 5), {});
  CHECK(behind.feed.entries.size() == 3);
  CHECK(behind.losses.empty());
  const auto nothing = feed::parse(R"({"version": "https://jsonfeed.org/version/1", "ti)", {});
  CHECK(nothing.problem == "neither a feed nor valid JSON; is it cut off?");
}
