#include "jianbao/app/discovery.h"

#include <catch2/catch.hpp>

#include "jianbao/core/error.h"
#include "jianbao/text/date.h"
#include "support/fixture.h"
#include "support/gzip.h"
#include "support/http_server.h"
#include "support/site_server.h"

using namespace jianbao;
using app::discover;
using app::DiscoverRequest;
using app::Discovery;
using jianbao::test::HttpAnswer;
using jianbao::test::HttpEndpoint;
using jianbao::test::HttpServer;

namespace {

constexpr Timestamp kNow{1'760'000'000'000};

HttpAnswer html(const std::string& body) {
  return {.body = "<!doctype html><html><head>" + body + "</head></html>",
          .content_type = "text/html; charset=utf-8"};
}

HttpAnswer xml(const std::string& body) {
  return {.body = body, .content_type = "application/xml"};
}

HttpAnswer rss(const std::string& title, const std::string& dates = "") {
  return xml("<rss version=\"2.0\"><channel><title>" + title + "</title>" + dates +
             "</channel></rss>");
}

std::string item(const std::string& date) {
  return "<item><title>" + date + "</title><pubDate>" + date + "</pubDate></item>";
}

Discovery look(const std::string& url, bool everywhere = false) {
  DiscoverRequest request;
  request.url = url;
  request.everywhere = everywhere;
  request.transfers.pause = std::chrono::milliseconds(0);
  return discover(request, kNow, {});
}

std::vector<std::string> urls(const Discovery& found) {
  std::vector<std::string> all;
  for (const app::FoundFeed& feed : found.feeds) all.push_back(feed.url);
  return all;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the feeds that a page names are fetched and described", "[app][discover]") {
  HttpServer server;
  const auto page =
      server.serve("/", html("<link rel=alternate type=application/rss+xml title=Named href=/feed>"
                             "<link rel=alternate type=application/atom+xml href=/gone.xml>"
                             "<link rel=alternate type=application/rss+xml href=/page>"));
  const auto not_a_feed = server.serve("/page", html("nothing"));
  const auto feed = server.serve("/feed", rss("晨报", item("Wed, 15 May 2024 08:48:57 +0800") +
                                                          item("Thu, 16 May 2024 08:00:00 +0800") +
                                                          item("Sun, 16 May 2094 08:00:00 +0800")));
  const Discovery found = look(server.origin());
  REQUIRE(found.feeds.size() == 1);
  CHECK(found.feeds[0].url == server.origin() + "/feed");
  CHECK(found.feeds[0].format == "rss");
  CHECK(found.feeds[0].title == "晨报");
  CHECK(found.feeds[0].items == 3);
  REQUIRE(found.feeds[0].newest);
  CHECK(text::to_rfc3339(*found.feeds[0].newest) == "2024-05-16T00:00:00Z");
  CHECK(found.failures ==
        Texts{server.origin() + "/gone.xml: the page names this address as a feed: 404 Not Found",
              server.origin() +
                  "/page: the page names this address as a feed: an HTML page, not a feed"});
}

TEST_CASE("a feed's own address is a find in itself", "[app][discover]") {
  HttpServer server;
  const auto feed = server.serve("/x", rss("晨报"));
  const Discovery found = look(server.origin() + "/x");
  CHECK(urls(found) == Texts{server.origin() + "/x"});
  CHECK(found.failures.empty());
}

TEST_CASE("without a named feed the usual places are tried, copies once", "[app][discover]") {
  HttpServer server;
  const auto page = server.serve("/", html(""));
  const auto first = server.serve("/feed", rss("晨报"));
  const auto copy = server.serve("/rss.xml", rss("晨报"));
  const auto other = server.serve("/atom.xml", rss("晚报"));
  CHECK(urls(look(server.origin())) ==
        Texts{server.origin() + "/feed", server.origin() + "/atom.xml"});
}

TEST_CASE("robots.txt is obeyed where nobody named a place", "[app][discover]") {
  HttpServer server;
  const auto page = server.serve("/", html(""));
  const auto robots = server.serve(
      "/robots.txt", {.body = "User-agent: *\nDisallow: /feed\n", .content_type = "text/plain"});
  const auto closed = server.serve("/feed", rss("晨报"));
  const auto open = server.serve("/rss", rss("晚报"));
  CHECK(urls(look(server.origin())) == Texts{server.origin() + "/rss"});
  CHECK(closed.hits() == 0);
}

TEST_CASE("robots.txt makes the pause longer, never shorter", "[app][discover]") {
  jianbao::test::SiteServer server([](const std::string& head) {
    const std::string path = jianbao::test::target_of(head);
    if (path == "/") return jianbao::test::ok("<html></html>", "Content-Type: text/html\r\n");
    return jianbao::test::ok(path == "/robots.txt" ? "User-agent: *\nCrawl-delay: 0.001\n" : "x");
  });
  DiscoverRequest request;
  request.url = server.url(1);
  request.transfers.pause = std::chrono::milliseconds(20);
  discover(request, kNow, {});
  const auto visits = server.visits();
  REQUIRE(visits.size() > 4);
  for (std::size_t i = 1; i < visits.size(); ++i)
    CHECK(visits[i].began - visits[i - 1].ended >= request.transfers.pause);
}

TEST_CASE("where robots.txt asks for long pauses nobody looks around", "[app][discover]") {
  HttpServer server;
  const auto page = server.serve("/", html(""));
  const auto robots = server.serve(
      "/robots.txt", {.body = "User-agent: *\nCrawl-delay: 60\n", .content_type = "text/plain"});
  const auto usual = server.serve("/feed", rss("Usual"));
  const Discovery found = look(server.origin() + "/");
  CHECK(found.feeds.empty());
  CHECK_FALSE(found.looked_around);
  CHECK(usual.hits() == 0);
  REQUIRE(found.failures.size() == 1);
  CHECK(found.failures[0].starts_with(robots.url() + ": asks for 1 min"));
}

TEST_CASE("a permanent redirect gives the feed's lasting address", "[app][discover]") {
  HttpServer server;
  const auto page =
      server.serve("/", html("<link rel=alternate type=application/rss+xml href=/old>"));
  const auto moved = server.serve("/old", {.status = 301, .headers = {{"Location", "/new"}}});
  const auto feed = server.serve("/new", rss("晨报"));
  CHECK(urls(look(server.origin())) == Texts{server.origin() + "/new"});
}

TEST_CASE("a page about feeds is looked through once", "[app][discover]") {
  HttpServer server;
  const auto page = server.serve("/", html("<a href=/feeds-of-ours>RSS</a>"));
  const auto about = server.serve("/feeds-of-ours", html("<a href=/api/z1>RSS</a>"));
  const auto feed = server.serve("/api/z1", rss("晨报"));
  CHECK(urls(look(server.origin())) == Texts{server.origin() + "/api/z1"});
}

TEST_CASE("news sitemaps that gzip packed are read, bombs are not", "[app][discover]") {
  HttpServer server;
  const auto page = server.serve("/", html("nothing"));
  const auto robots = server.serve("/robots.txt", {.body = "Sitemap: /index.xml.gz\n"
                                                           "Sitemap: /bomb.xml.gz\n",
                                                   .content_type = "text/plain"});
  const std::string listed = "<sitemapindex><sitemap><loc>" + server.origin() +
                             "/news.xml.gz</loc></sitemap></sitemapindex>";
  const std::string sitemap =
      "<urlset xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc>"
      "https://news.example/1</loc><news:news><news:title>第一条</news:title></news:news></url>";
  const auto packed = [](const std::string& xml) {
    return HttpAnswer{.body = test::gzipped(xml), .content_type = "application/gzip"};
  };
  const auto index = server.serve("/index.xml.gz", packed(listed));
  const auto news = server.serve("/news.xml.gz", packed(sitemap + "</urlset>"));
  const auto bomb =
      server.serve("/bomb.xml.gz", packed(sitemap + std::string(20'000'000, ' ') + "</urlset>"));
  const Discovery found = look(server.origin(), true);
  CHECK(urls(found) == Texts{server.origin() + "/news.xml.gz"});
  CHECK(bomb.hits() == 1);
}

TEST_CASE("news sitemaps are found through robots.txt and an index", "[app][discover]") {
  HttpServer server;
  const auto page = server.serve("/", html("<link rel=feed href=/feed>"));
  const auto feed = server.serve("/feed", rss("晨报"));
  const auto robots = server.serve(
      "/robots.txt", {.body = "Sitemap: /sitemap.xml\n", .content_type = "text/plain"});
  const auto index = server.serve("/sitemap.xml",
                                  xml("<sitemapindex><sitemap><loc>" + server.origin() +
                                      "/pages.xml</loc></sitemap><sitemap><loc>" + server.origin() +
                                      "/news.xml</loc></sitemap></sitemapindex>"));
  const auto pages = server.serve(
      "/pages.xml", xml("<urlset><url><loc>https://news.example/about</loc></url></urlset>"));
  const auto news = server.serve(
      "/news.xml",
      xml("<urlset xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc>"
          "https://news.example/1</loc><news:news><news:publication><news:name>晨报</news:name>"
          "</news:publication><news:publication_date>2024-05-15</news:publication_date><news:title>"
          "第一条</news:title></news:news></url></urlset>"));
  CHECK(urls(look(server.origin())) == Texts{server.origin() + "/feed"});
  CHECK(robots.hits() == 0);
  const Discovery found = look(server.origin(), true);
  REQUIRE(urls(found) == Texts{server.origin() + "/feed", server.origin() + "/news.xml"});
  CHECK(found.feeds[1].format == "sitemap");
  CHECK(found.feeds[1].title == "晨报");
  CHECK(found.feeds[1].items == 1);
}

TEST_CASE("a walled page does not hide the feeds beside it", "[app][discover]") {
  HttpServer server;
  const auto page = server.serve("/", {.status = 403, .body = "no"});
  const auto feed = server.serve("/feed", rss("晨报"));
  const Discovery found = look(server.origin());
  CHECK(urls(found) == Texts{server.origin() + "/feed"});
  CHECK(found.failures == Texts{server.origin() + "/: 403 Forbidden"});
}

TEST_CASE("a bot wall in a feed's place is named", "[app][discover]") {
  HttpServer server;
  const auto page =
      server.serve("/", html("<link rel=alternate type=application/rss+xml href=/feed>"));
  const auto feed = server.serve(
      "/feed", {.status = 403, .body = "x", .headers = {{"cf-mitigated", "challenge"}}});
  const Discovery found = look(server.origin());
  CHECK(found.feeds.empty());
  REQUIRE(found.failures.size() == 1);
  CHECK(found.failures[0].find("Cloudflare") != std::string::npos);
}

TEST_CASE("a page's links do not lead into the private network of another host",
          "[app][discover]") {
  HttpServer server;
  HttpServer inside;
  const auto page = server.serve("/", html("<link rel=feed href=" + inside.origin() + "/feed>"));
  const auto feed = inside.serve("/feed", rss("内部"));
  const Discovery found = look(server.origin());
  CHECK(found.feeds.empty());
  CHECK(inside.serve("/x", rss("")).hits() == 0);
  CHECK(feed.hits() == 0);
  REQUIRE(found.failures.size() == 1);
  DiscoverRequest request;
  request.url = server.origin();
  request.transfers.pause = std::chrono::milliseconds(0);
  request.transfers.allow_private = true;
  CHECK(urls(discover(request, kNow, {})) == Texts{inside.origin() + "/feed"});
}

TEST_CASE("a .netrc speaks for the site that the user names, not where its page leads",
          "[app][discover]") {
  HttpServer server;
  HttpServer elsewhere;
  const auto page = server.serve(
      "/", html("<link rel=feed href=/feed><link rel=feed href=" + elsewhere.origin() + "/feed>"));
  const auto feed = server.serve("/feed", rss("晨报"));
  const auto other = elsewhere.serve("/feed", rss("晚报"));
  const jianbao::test::TempDir folder;
  DiscoverRequest request;
  request.url = server.origin();
  request.transfers.pause = std::chrono::milliseconds(0);
  request.transfers.allow_private = true;
  request.transfers.netrc_file = folder / "netrc";
  jianbao::test::write_file(request.transfers.netrc_file,
                            "machine 127.0.0.1 login anna password secret\n");
  CHECK(discover(request, kNow, {}).feeds.size() == 2);
  for (const HttpEndpoint* endpoint : {&page, &feed})
    CHECK(endpoint->requests().at(0).header("authorization").starts_with("Basic "));
  CHECK(other.requests().at(0).header("authorization").empty());
}

TEST_CASE("the number of requests is bounded", "[app][discover]") {
  HttpServer server;
  std::string links;
  std::vector<HttpEndpoint> pages;
  for (int i = 0; i < 100; ++i) links += "<a href=/x" + std::to_string(i) + "/rss>x</a>";
  const auto page = server.serve("/", html(links));
  std::size_t asked = 0;
  DiscoverRequest request;
  request.url = server.origin();
  request.transfers.pause = std::chrono::milliseconds(0);
  app::Listener listener;
  listener.progress = [&](const app::Progress& progress) {
    asked = std::max(asked, progress.total);
  };
  CHECK(discover(request, kNow, listener).feeds.empty());
  CHECK(asked == 59);
}

TEST_CASE("what cannot be looked at is an error that says why", "[app][discover]") {
  CHECK_THROWS_WITH(look("example.org"), Catch::Contains("did you mean https://example.org?"));
  std::string closed;
  {
    const HttpServer server;
    closed = server.origin();
  }
  try {
    look(closed);
    FAIL("nobody listens there");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kNetwork);
    CHECK(error.subject() == closed + "/");
  }
}

TEST_CASE("a stop ends the search", "[app][discover]") {
  HttpServer server;
  const auto page = server.serve("/", html(""));
  std::stop_source stop;
  stop.request_stop();
  DiscoverRequest request;
  request.url = server.origin();
  const Discovery found = discover(request, kNow, {}, stop.get_token());
  CHECK(found.interrupted);
  CHECK(found.feeds.empty());
}
