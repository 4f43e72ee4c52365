#include <catch2/catch.hpp>

#include <string>

#include "jianbao/feed/parse.h"

using namespace jianbao;

namespace {

/// 早报 in GB18030.
const std::string kTitle = "\xD4\xE7\xB1\xA8";

std::string feed_with(const std::string& declaration, const std::string& title) {
  return declaration + "<rss version=\"2.0\"><channel><title>" + title + "</title><item><title>" +
         title + "</title></item></channel></rss>";
}

}  // namespace

TEST_CASE("a GB18030 feed is read by its declaration", "[feed]") {
  const auto result =
      feed::parse(feed_with("<?xml version=\"1.0\" encoding=\"GB18030\"?>", kTitle), {});
  REQUIRE(result.problem.empty());
  CHECK(result.feed.title == "早报");
  CHECK(result.charset == "gb18030");
  CHECK(result.replaced == 0);
  CHECK(result.feed.entries.at(0).raw.find("早报") != std::string::npos);
}

TEST_CASE("a feed without declaration is read by the Content-Type", "[feed]") {
  for (const char* type : {"text/xml; charset=gbk", "text/xml; Charset=\"GB2312\"; x=y"}) {
    CAPTURE(type);
    const auto result = feed::parse(feed_with("", kTitle), {.content_type = type});
    CHECK(result.feed.title == "早报");
    CHECK(result.charset == "gb18030");
  }
}

TEST_CASE("a byte order mark, and UTF-16, are understood", "[feed]") {
  CHECK(feed::parse("\xEF\xBB\xBF" + feed_with("<?xml version=\"1.0\"?>", "早"), {}).feed.title ==
        "早");
  std::string utf16 = "\xFF\xFE";
  for (const char c : feed_with("<?xml version=\"1.0\" encoding=\"utf-16\"?>", "ab")) {
    utf16 += c;
    utf16 += '\0';
  }
  CHECK(feed::parse(utf16, {}).feed.title == "ab");
}

TEST_CASE("lone bytes of windows-1252 in UTF-8 are read as such and told", "[feed]") {
  const std::string title =
      "早报：\x93"
      "AI\x94 10\x96"
      "20\x80\x85";
  const auto result = feed::parse(feed_with("<?xml version=\"1.0\"?>", title), {});
  CHECK(result.charset == "UTF-8");
  CHECK(result.feed.title == "早报：“AI” 10–20\uFFFD\uFFFD");
  CHECK(result.replaced == 4);
  REQUIRE(result.warnings.size() == 2);
  CHECK(feed::to_line(result.warnings[1]) ==
        "bytes of windows-1252 among UTF-8, read as such (6 times, first at byte 65)");
}

TEST_CASE("malformed bytes are replaced and counted", "[feed]") {
  const auto result =
      feed::parse(feed_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>", "早\xFF报纸新闻"), {});
  REQUIRE(result.problem.empty());
  CHECK(result.replaced == 2);  // it stands there twice
  CHECK(result.feed.title == "早\uFFFD报纸新闻");
}

TEST_CASE("a feed that was encoded as UTF-8 twice is read as it was meant", "[feed]") {
  const std::string twice =
      "<rss><channel><title>ä¸­å›½</title><item><title>æ–°é—» & x</title></item></channel></rss>";
  const feed::ParseResult undone = feed::parse(twice, {});
  CHECK(undone.feed.title == "中国");
  REQUIRE(undone.feed.entries.size() == 1);
  CHECK(undone.feed.entries[0].title == "新闻 & x");
  REQUIRE(undone.warnings.size() == 2);
  CHECK(undone.warnings[0].offset == twice.find("& x"));
  CHECK(undone.warnings[1].message == "encoded as UTF-8 twice, undone");
  CHECK(undone.warnings[1].offset == twice.find("ä¸­"));

  const feed::ParseResult left = feed::parse(
      "<rss><channel><title>中国</title><item><title>æ–°é—»</title></item></channel></rss>", {});
  REQUIRE(left.feed.entries.size() == 1);
  CHECK(left.feed.entries[0].title == "æ–°é—»");
  REQUIRE(left.warnings.size() == 1);
  CHECK(left.warnings[0].message ==
        "text that looks as if it was encoded as UTF-8 twice, left as it is");
  CHECK_FALSE(left.warnings[0].offset);
}
