#include <catch2/catch.hpp>

#include "cli/sandbox.h"
#include "support/gzip.h"

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
  jianbao.write("letter.xml", "<letter>no feed</letter>");
  for (const std::string file : {"letter.xml", "none.xml", "-"}) {
    const auto result = jianbao({"parse-feed", file});
    CHECK(result.status == 4);
    CHECK(result.out.empty());
    CHECK(lines(result.err).size() == 1);
    CHECK(result.err.starts_with("jianbao: " + (file == "-" ? "standard input" : file) + ": "));
  }
}

TEST_CASE("parse-feed says what leads to feeds, and how", "[cli]") {
  Sandbox jianbao;
  const std::vector<std::string> command{"parse-feed", "--url", "https://news.example/a", "-"};
  SECTION("a page that names feeds") {
    jianbao.options.input =
        "<!DOCTYPE html><html><head><link rel=alternate type=application/rss+xml href=/feed>"
        "<link rel=alternate type=application/atom+xml href=/atom.xml></head></html>";
    const auto result = jianbao(command);
    CHECK(result.status == 3);
    CHECK(result.out.empty());
    CHECK(result.err ==
          "jianbao: standard input: an HTML page, not a feed; it names https://news.example/feed, "
          "https://news.example/atom.xml; see `jianbao feed discover https://news.example/a`\n");
  }
  SECTION("a page that names none") {
    jianbao.options.input = "<body>无</body>";
    const auto result = jianbao(command);
    CHECK(result.status == 3);
    CHECK(result.err ==
          "jianbao: standard input: an HTML page, not a feed; `jianbao feed discover "
          "https://news.example/a` looks for the site's feeds\n");
  }
  SECTION("OPML") {
    jianbao.options.input = "<?xml version='1.0'?><!-- <html> --><opml><body/></opml>";
    const auto result = jianbao(command);
    CHECK(result.status == 3);
    CHECK(result.err ==
          "jianbao: standard input: an OPML list of feeds, not a feed; `jianbao feed import FILE` "
          "subscribes to them\n");
  }
  SECTION("a sitemap index") {
    jianbao.options.input = "<sitemapindex>";
    for (int month = 1; month <= 7; ++month) {
      const std::string name = std::to_string(month);
      jianbao.options.input += "<sitemap><loc>https://news.example/" + name +
                               ".xml</loc><lastmod>2024-0" + name + "-01</lastmod></sitemap>";
    }
    jianbao.options.input += "</sitemapindex>";
    const auto result = jianbao(command);
    CHECK(result.status == 3);
    CHECK(result.err ==
          "jianbao: standard input: a sitemap index, not a feed; it lists "
          "https://news.example/7.xml, https://news.example/6.xml, https://news.example/5.xml, "
          "https://news.example/4.xml, https://news.example/3.xml and 2 more\n");
  }
}

TEST_CASE("parse-feed stops reading at the size limit, however much comes", "[cli]") {
  const std::string command =
      "PATH=/usr/bin:/bin; head -c 1000000000 /dev/zero 2>/dev/null | " JIANBAO_BINARY
      " parse-feed -";
  const Sandbox jianbao;
  const auto endless = jianbao::test::run("/bin/sh", {"-c", command}, jianbao.options);
  CHECK(endless.status == 4);
  CHECK(endless.err == "jianbao: standard input: larger than 15728640 bytes\n");
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

TEST_CASE("parse-feed prints many feeds as lines and names those it cannot read", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("a.xml", kFeed);
  jianbao.write("b.xml.gz", jianbao::test::gzipped(kFeed));
  jianbao.write("page.html", "<html><body>no feed</body></html>");
  const auto result = jianbao({"parse-feed", "a.xml", "page.html", "b.xml.gz"});
  CHECK(result.status == 3);
  CHECK(lines(result.err).size() == 1);
  const auto shown = lines(result.out);
  REQUIRE(shown.size() == 2);
  CHECK(parse_json(shown[0]).at("file") == "a.xml");
  CHECK(parse_json(shown[1]).at("file") == "b.xml.gz");
  CHECK(parse_json(shown[1]).at("entries").size() == 2);
}

TEST_CASE("parse-feed refuses options that go with one feed alone", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("feed.xml", kFeed);
  CHECK(jianbao({"parse-feed", "--format", "json", "feed.xml", "feed.xml"}).status == 2);
  CHECK(jianbao({"parse-feed", "--url", "https://a.example/", "feed.xml", "feed.xml"}).status == 2);
}

TEST_CASE("parse-feed refuses a small file that unpacks to a large one", "[cli][hostile]") {
  const Sandbox jianbao;
  jianbao.write("bomb.gz", jianbao::test::gzipped("<rss>" + std::string(100'000'000, ' ')));
  const auto result = jianbao({"parse-feed", "bomb.gz"});
  CHECK(result.status == 4);
  CHECK(result.out.empty());
  CHECK(result.err ==
        "jianbao: bomb.gz: unpacks to more than the limit of 15 MiB; split it, or leave it out\n");
}

TEST_CASE("parse-feed prints the whole items of a JSON Feed that is cut off", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("feed.json", R"({"version": "https://jsonfeed.org/version/1.1", "items": [
      {"id": "1", "title": "第一条"}, {"id": "2", "title": "第)");
  const auto result = jianbao({"parse-feed", "feed.json"});
  CHECK(result.status == 3);
  CHECK(parse_json(result.out).at("entries").size() == 1);
  CHECK(result.err == "jianbao: feed.json: left out: the last entry, which is not whole\n");
  const auto strict = jianbao({"parse-feed", "--strict", "feed.json"});
  CHECK(strict.status == 3);
  CHECK(strict.out.empty());
  CHECK(strict.err.find("the document is cut off at its end (at byte ") != std::string::npos);
}

TEST_CASE("an address that is none is refused by parse-feed and extract", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("feed.xml", kFeed);
  for (const std::string command : {"parse-feed", "extract"}) {
    for (const std::string url : {"nonsense", "https://", "news.example/x:y"}) {
      CAPTURE(command, url);
      const auto result = jianbao({command, "--url", url, "feed.xml"});
      CHECK(result.status == 2);
      CHECK(result.err ==
            "jianbao: --url: \"" + url + "\" is no address; it is written https://HOST/PATH\n");
    }
    for (const std::string url :
         {"mailto:a@a.example", "javascript:1", "urn:x", "ftp://a.example/"}) {
      CAPTURE(command, url);
      const auto result = jianbao({command, "--url", url, "feed.xml"});
      CHECK(result.status == 2);
      CHECK(result.err == "jianbao: --url: \"" + url +
                              "\" is no address of http, https or file; it is written "
                              "https://HOST/PATH\n");
    }
  }
  for (const std::string url :
       {"http://a.example/", "HTTPS://a.example", "file:///home/a/feed.xml"}) {
    CAPTURE(url);
    CHECK(jianbao({"parse-feed", "--url", url, "feed.xml"}).status == 0);
  }
}

TEST_CASE("parse-feed that is given an address says which command reads it", "[cli]") {
  const Sandbox jianbao;
  const auto result = jianbao({"parse-feed", "https://news.example/feed.xml"});
  CHECK(result.status == 2);
  CHECK(result.err ==
        "jianbao: https://news.example/feed.xml: parse-feed reads files only; `curl -s URL | "
        "jianbao parse-feed --url URL -`; to keep a feed, `jianbao ingest URL`\n");
}
