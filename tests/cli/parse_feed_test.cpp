#include <catch2/catch.hpp>

#include "cli/sandbox.h"

using jianbao::test::lines;
using jianbao::test::parse_json;
using jianbao::test::Sandbox;

namespace {

const std::string kFeed =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<rss version=\"2.0\"><channel><title>晨报</title><link>https://news.example/</link>"
    "<item><title>第一条</title><link>/1</link><guid isPermaLink=\"false\">id-1</guid>"
    "<pubDate>Wed, 15 May 2024 08:48:57 +0800</pubDate><description>摘要</description></item>"
    "<item><title>第二条</title><link>https://news.example/2</link>"
    "<pubDate>不知道</pubDate></item></channel></rss>\n";

}  // namespace

TEST_CASE("parse-feed prints a feed as JSON", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("feed.xml", kFeed);
  const auto result = jianbao({"parse-feed", "--url", "https://news.example/feed.xml", "feed.xml"});
  CHECK(result.status == 0);
  CHECK(result.err.empty());
  const auto feed = parse_json(result.out);
  CHECK(feed.at("format") == "rss");
  CHECK(feed.at("title") == "晨报");
  CHECK(feed.at("link") == "https://news.example/");
  REQUIRE(feed.at("entries").size() == 2);
  const auto& first = feed.at("entries").at(0);
  CHECK(first.at("id") == "id-1");
  CHECK(first.at("url") == "https://news.example/1");
  CHECK(first.at("title") == "第一条");
  CHECK(first.at("published") == "2024-05-15T00:48:57Z");
  CHECK(first.at("updated").is_null());
  CHECK(first.at("summary") == "摘要");
  CHECK(first.at("author").is_string());
  CHECK(feed.at("entries").at(1).at("published").is_null());
}

TEST_CASE("parse-feed reads standard input and the given charset", "[cli]") {
  Sandbox jianbao;
  jianbao.options.input =
      "<rss version=\"2.0\"><channel><title>\xd6\xd0\xce\xc4</title></channel></rss>";
  const auto result = jianbao({"parse-feed", "--content-type", "text/xml; charset=gb2312", "-"});
  CHECK(result.status == 0);
  CHECK(parse_json(result.out).at("title") == "中文");
}

TEST_CASE("parse-feed says in one line why something is no feed", "[cli]") {
  Sandbox jianbao;
  jianbao.write("page.html", "<html><body>no feed</body></html>");
  for (const std::string file : {"page.html", "none.xml", "-"}) {
    const auto result = jianbao({"parse-feed", file});
    CHECK(result.status == 4);
    CHECK(result.out.empty());
    CHECK(lines(result.err).size() == 1);
    CHECK(result.err.starts_with("jianbao: " + (file == "-" ? "standard input" : file) + ": "));
  }
}

TEST_CASE("parse-feed stops reading at the size limit, however much comes", "[cli]") {
  const std::string command =
      "PATH=/usr/bin:/bin; yes '<a>' | head -c 1000000000 | " JIANBAO_BINARY " parse-feed -";
  const Sandbox jianbao;
  const auto nested = jianbao::test::run("/bin/sh", {"-c", command}, jianbao.options);
  CHECK(nested.status == 4);
  CHECK(nested.err == "jianbao: standard input: larger than 15728640 bytes\n");
}

TEST_CASE("parse-feed tells repairs with their offset, and --strict refuses them", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("feed.xml", "<rss><channel><title>A & B</title></channel></rss>");
  const auto lenient = jianbao({"parse-feed", "feed.xml"});
  CHECK(lenient.status == 0);
  const auto feed = parse_json(lenient.out);
  CHECK(feed.at("title") == "A & B");
  CHECK(feed.at("charset") == "UTF-8");
  CHECK(feed.at("replaced") == 0);
  REQUIRE(feed.at("warnings").size() == 1);
  CHECK(feed.at("warnings").at(0).at("offset") == 23);
  CHECK(feed.at("warnings").at(0).at("count") == 1);
  const auto strict = jianbao({"parse-feed", "--strict", "feed.xml"});
  CHECK(strict.status == 3);
  CHECK(strict.out.empty());
  CHECK(strict.err ==
        "jianbao: feed.xml: bare '&' or unknown entity (at byte 23); without "
        "--strict it is repaired\n");
}

TEST_CASE("parse-feed prints a table for people", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("feed.xml", kFeed);
  const auto result = jianbao({"parse-feed", "--format", "table", "feed.xml"});
  CHECK(result.status == 0);
  const auto shown = lines(result.out);
  REQUIRE(shown.size() == 4);
  CHECK(shown[0] == "晨报");
  CHECK(shown[2].starts_with("2024-05-15 00:48"));
  CHECK(shown[2].ends_with("第一条"));
  CHECK(shown[3].starts_with("-"));
}
