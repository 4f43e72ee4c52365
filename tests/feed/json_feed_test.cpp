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

TEST_CASE("a JSON Feed that is not quite JSON is repaired, and told", "[feed]") {
  const std::string head = R"({"version": "https://jsonfeed.org/version/1.1", "title": "茶", )";
  const std::string json = "JSON that is not written as the standard has it";
  const auto [items, content, warning] =
      GENERATE_COPY(table<std::string, std::string, std::string>({
          {"{\"id\": \"1\", \"content_text\": \"a\nb\tc\x01\"}", "a<br>\nb\tc", json},
          {R"({"id": "1", "content_text": "a",},)", "a", json},
          {R"(,{"id": "1",, "content_text": "a"})", "a", json},
          {R"({"id": "1" "content_text": "a"})", "a", json},
          {"{\"id\": \"1\"\n \"content_text\": \"a\"}", "a", json},
          {R"({"id": "1", "content_text": "说 "是" 的, 好"})", "说 \"是\" 的, 好", json},
          {R"({"id": "1", "content_text": ""是""})", "\"是\"", json},
          {R"({"id": "1", "content_text": "a\'b\q"})", "a'bq", json},
          {R"({"id": "1", "content_text": "a\ud83d"})", "a\uFFFD",
           "reference to no character, or to half of one"},
          {R"({"id": "1", "content_text": "a\ude00b\ud83d\ude00"})", "a\uFFFDb😀",
           "reference to no character, or to half of one"},
          {R"(/* 1 */ {"id": "1", // 2
          "content_text": "a"})",
           "a", json},
          {R"({"id": "1", "x": 1e+5, "y": -2.5E-3, "content_text": "a",})", "a", json},
          {R"({id: "1", "content_text": "a", "x": None, "y": NaN, "z": True})", "a", json},
      }));
  CAPTURE(items);
  for (const std::string tail : {"", R"(,{"id": "2"})"}) {
    const auto result = feed::parse(head + "\"items\": [" + items + tail + "]}", {});
    CHECK(result.problem.empty());
    CHECK(result.losses.empty());
    CHECK_FALSE(result.cut);
    REQUIRE(result.feed.entries.size() == (tail.empty() ? 1 : 2));
    CHECK(result.feed.entries[0].id == "1");
    CHECK(result.feed.entries[0].content == content);
    REQUIRE(result.warnings.size() == 1);
    CHECK(result.warnings[0].message == warning);
    CHECK(result.warnings[0].offset >= head.size());
  }
}

TEST_CASE("text behind a JSON Feed is left out", "[feed]") {
  const auto result = feed::parse(kThree + "\n;<!-- 1 -->", {});
  CHECK(result.feed.entries.size() == 3);
  REQUIRE(result.warnings.size() == 1);
  CHECK(feed::to_line(result.warnings[0]) ==
        "text behind the document, left out (at byte " + std::to_string(kThree.size() + 1) + ")");
}

TEST_CASE("of a JSON Feed that nobody can mend the items before that place stay", "[feed]") {
  const std::size_t third = kThree.find("{\"id\": \"3\"");
  const auto result = feed::parse(kThree.substr(0, third) + "{\"id\": 01}]}", {});
  CHECK(result.feed.entries.size() == 2);
  CHECK_FALSE(result.cut);
  CHECK(result.losses == Names{"left out: what follows the place where it is no JSON any more"});
  CHECK_FALSE(feed::parse("{\"version\" 1 2", {}).problem.empty());
}
