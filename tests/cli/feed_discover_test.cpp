#include <catch2/catch.hpp>

#include "cli/sandbox.h"
#include "support/http_server.h"

using jianbao::test::HttpServer;
using jianbao::test::lines;
using jianbao::test::Sandbox;
using jianbao::test::Stream;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("feed discover lists a site's feeds, ready for feed add", "[cli][feed]") {
  HttpServer server;
  const auto page = server.serve(
      "/", {.body = "<html><head><link rel=alternate type=application/rss+xml href=/feed></head>",
            .content_type = "text/html"});
  const auto feed = server.serve(
      "/feed",
      {.body = "<rss version=\"2.0\"><channel><title>晨报</title><item><title>一</title>"
               "<pubDate>Wed, 15 May 2024 08:48:57 +0800</pubDate></item></channel></rss>"});
  Sandbox jianbao;
  const auto found = jianbao({"feed", "discover", "--pause", "0", server.origin()});
  CHECK(found.status == 0);
  CHECK(found.out == "url\tformat\titems\tnewest\ttitle\n" + server.origin() +
                         "/feed\trss\t1\t2024-05-15T00:48:57Z\t晨报\n");
  CHECK(found.err == "subscribe with jianbao feed add URL\n");
  CHECK(jianbao.names().empty());
  jianbao.options.out = Stream::kTerminal;
  const auto table = jianbao({"feed", "discover", "--tz", "UTC", "--pause", "0", server.origin()});
  CHECK(has(table.out, "2024-05-15 00:48"));
}

TEST_CASE("feed discover that finds nothing says so", "[cli][feed]") {
  HttpServer server;
  const auto page = server.serve("/", {.body = "<html></html>", .content_type = "text/html"});
  const Sandbox jianbao;
  const auto nothing = jianbao({"feed", "discover", "--pause", "0", server.origin()});
  CHECK(nothing.status == 0);
  const auto told = lines(nothing.err);
  REQUIRE(told.size() == 3);
  CHECK(told[0] == "no feed was found at " + server.origin());
  CHECK(told[1].starts_with("looked at "));
  CHECK(told[1].ends_with(
      " addresses: the page, and what it names as feeds, the usual places, news sitemaps"));
  CHECK(told[2] ==
        "try a page of one section, or another page of the site; a page alone is brought in with "
        "`jianbao ingest URL`");
  CHECK(jianbao({"feed", "discover", "--fail-empty", "--pause", "0", server.origin()}).status == 1);
}

TEST_CASE("feed discover says what is wrong with its words and options", "[cli][feed]") {
  const Sandbox jianbao;
  CHECK(jianbao({"feed", "discover"}).status == 2);
  const auto no_scheme = jianbao({"feed", "discover", "news.example"});
  CHECK(no_scheme.status == 2);
  CHECK(has(no_scheme.err, "did you mean https://news.example?"));
  const auto pause = jianbao({"feed", "discover", "--pause", "long", "https://news.example/"});
  CHECK(pause.status == 2);
  CHECK(has(pause.err, "is no span of time up to 1h"));
  std::string closed;
  {
    const HttpServer server;
    closed = server.origin();
  }
  const auto nobody = jianbao({"feed", "discover", closed});
  CHECK(nobody.status == 4);
  CHECK(lines(nobody.err).size() == 1);
  CHECK(has(nobody.err, "jianbao: " + closed));
}
