#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <stdexcept>

#include "newsroom.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace jianbao::app::test;
using namespace std::chrono_literals;

namespace {

/// What is said of a page that fails.
struct Failing : OneItem {
  std::string error() const { return sql("SELECT error FROM wanted_page"); }

  /// A run in which the page fails, as it may without harm.
  void fail_quietly(const std::string& reason) {
    const IngestReport report = ingest();
    CHECK(report.pages == 0);
    CHECK(report.failed == 0);
    CHECK(exit_status(report) == 0);
    CHECK(warnings.empty());
    CHECK(article().article.text == "雨从清晨下到傍晚，茶馆里坐满了旅客。");
    CHECK(article().revisions == 1);
    INFO(error());
    CHECK(says(error(), reason));
    CHECK(std::any_of(details.begin(), details.end(), [this](const std::string& line) {
      return line.starts_with(url("/rain") + ": ") && says(line, "tried again later");
    }));
  }
};

}  // namespace

TEST_CASE("a page that fails leaves the summary and is tried again", "[app][pages]") {
  const auto [response, reason] = GENERATE(table<std::string, std::string>({
      {app::test::status(500), "500"},
      {app::test::status(404), "404"},
      {app::test::status(403,
                         "<html><head><title>Just a moment...</title></head><body></body></html>",
                         "Server: cloudflare\r\ncf-mitigated: challenge\r\n"),
       "Cloudflare"},
      {html("<html><head><title>登录</title></head><body><article><h1>登录</h1>"
            "<p>请先登录后阅读全文。</p></article></body></html>"),
       "a login page"},
      {html("<html><head><title>404 Not Found</title></head><body><article><h1>页面不存在</h1>"
            "<p>您访问的页面不存在，请返回首页。</p></article></body></html>"),
       "the article is not there"},
      {html("<html><head><title>山城的雨</title></head><body><div id=\"root\"></div>"
            "<script src=\"/app.js\"></script></body></html>"),
       "JavaScript"},
      {html("<html><body></body></html>"), "no article"},
      {jianbao::test::ok("%PDF-1.7 ", "Content-Type: application/pdf\r\n"), "is no"},
      {jianbao::test::ok(""), "empty"},
  }));
  CAPTURE(reason);
  Failing desk;
  desk.serve("/rain", response);
  desk.fail_quietly(reason);

  desk.serve_page();
  desk.pass(15min - 1ms);
  CHECK(desk.ingest().pages == 0);
  desk.pass(1ms);
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.has_page());
  CHECK(desk.wanted() == "0");
}

TEST_CASE("a bot wall with status 200 is not stored as the article", "[app][pages]") {
  const std::string header = GENERATE("", "Server: cloudflare\r\ncf-mitigated: challenge\r\n");
  Failing desk;
  desk.serve("/rain", jianbao::test::ok(
                          "<html><head><title>Just a moment...</title></head><body>"
                          "<script src=\"/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1\">"
                          "</script><form id=\"challenge-form\"></form></body></html>",
                          header + "Content-Type: text/html\r\n"));
  desk.fail_quietly("Cloudflare");
}

TEST_CASE("a server that dies between feed and page leaves the page to a later run",
          "[app][pages]") {
  std::atomic<bool> knows_robots = false;
  std::atomic<bool> knows_pages = false;
  Failing desk;
  desk.serve_page();
  desk.on_request = [&](const std::string& path) {
    const bool known = path == "/rain" ? knows_pages.load() : knows_robots.load();
    if (path != "/feed" && !known) throw std::runtime_error("dead");
  };
  desk.fail_quietly("robots.txt");
  CHECK(desk.hits("/rain") == 0);
  knows_robots = true;
  desk.pass(15min);
  desk.fail_quietly("the answer ended early");

  knows_pages = true;
  desk.pass(1h);
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.has_page());
}

TEST_CASE("a page is given up after five attempts, with one warning", "[app][pages]") {
  Failing desk;
  desk.serve("/rain", html("<html><body></body></html>"));
  desk.fail_quietly("no article");
  for (const std::chrono::milliseconds pause :
       std::initializer_list<std::chrono::milliseconds>{15min, 1h, 6h}) {
    desk.pass(pause);
    desk.fail_quietly("no article");
  }
  CHECK(desk.hits("/rain") == 4);
  desk.pass(24h);
  desk.ingest();
  REQUIRE(desk.warnings.size() == 1);
  CHECK(desk.warnings[0].starts_with(desk.url("/rain") + ": no article"));
  CHECK(says(desk.warnings[0], "only the summary of its feed is kept"));
  CHECK(desk.hits("/rain") == 5);
  CHECK(desk.wanted() == "1");
  CHECK(says(desk.error(), "no article"));
  desk.pass(24h * 30 - 1ms);
  desk.ingest();
  CHECK(desk.wanted() == "1");
  desk.pass(1ms);
  CHECK(desk.ingest().failed == 0);
  CHECK(desk.hits("/rain") == 5);
  CHECK(desk.wanted() == "0");
}

TEST_CASE("a page that robots.txt forbids is not asked for", "[app][pages]") {
  Failing desk;
  desk.serve_page();
  desk.serve(
      "/robots.txt",
      jianbao::test::ok("User-agent: *\nAllow: /\n\nUser-agent: jianbao\nDisallow: /rain\n"));
  desk.fail_quietly("robots.txt");
  CHECK(desk.hits("/rain") == 0);
  CHECK(desk.hits("/robots.txt") == 1);

  desk.request.obey_robots = false;
  desk.pass(15min);
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.hits("/robots.txt") == 1);
}

TEST_CASE("where robots.txt cannot be had, pages wait", "[app][pages]") {
  Failing desk;
  desk.serve_page();
  desk.serve("/robots.txt", app::test::status(503));
  desk.fail_quietly("robots.txt");
  CHECK(says(desk.error(), "503"));
  CHECK(desk.hits("/rain") == 0);
  desk.serve("/robots.txt", app::test::status(404));
  desk.pass(15min);
  CHECK(desk.ingest().pages == 1);
}

TEST_CASE("robots.txt is asked for once by a run, before a host's pages", "[app][pages]") {
  Newsroom desk;
  std::vector<Item> items;
  for (const std::string path : {"/1", "/2", "/3"}) {
    items.push_back({desk.url(path), "第" + path});
    desk.serve(path, html(page("第" + path, path + "号正文。")));
  }
  desk.serve("/feed", rss(items));
  desk.subscribe(desk.url("/feed"));
  CHECK(desk.ingest().pages == 3);
  const auto visits = desk.server.visits();
  REQUIRE(visits.size() == 5);
  CHECK(visits[0].target == "/feed");
  CHECK(visits[1].target == "/robots.txt");
  CHECK(desk.hits("/robots.txt") == 1);
}

TEST_CASE("pages of one host keep its Crawl-delay between them", "[app][pages]") {
  Newsroom desk;
  desk.serve("/robots.txt", jianbao::test::ok("User-agent: *\nCrawl-delay: 0.2\n"));
  desk.serve("/feed", rss({{desk.url("/1"), "甲的新闻"}, {desk.url("/2"), "乙的新闻"}}));
  desk.serve("/1", html(page("甲的新闻", "甲。")));
  desk.serve("/2", html(page("乙的新闻", "乙。")));
  desk.subscribe(desk.url("/feed"));
  CHECK(desk.ingest().pages == 2);
  const auto visits = desk.server.visits();
  REQUIRE(visits.size() == 4);
  CHECK(visits[3].began - visits[2].ended >= 200ms);
}

TEST_CASE("a feed at a private address leads to its own host, and to no other", "[app][pages]") {
  Newsroom desk;
  desk.serve("/feed", rss({{desk.url("/rain", 1)}, {desk.url("/snow", 2), "雪"}}));
  desk.serve("/rain", html(page("山城的雨", "山城下雨。")));
  desk.serve("/snow", html(page("雪", "下雪了。")));
  desk.subscribe(desk.url("/feed", 1));
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.hits("/rain") == 1);
  CHECK(desk.hits("/snow") == 0);
  CHECK(desk.hits("/robots.txt") == 1);
  CHECK(says(desk.sql("SELECT error FROM wanted_page"), "private"));

  desk.request.allow_private = true;
  desk.pass(15min);
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.hits("/snow") == 1);
}

TEST_CASE("a page that leads to another private host is refused", "[app][pages]") {
  Failing desk;
  desk.request.obey_robots = false;
  Newsroom other;
  other.serve("/rain", html(page("山城的雨", "山城下雨。")));
  // A feed that links to a stranger's private port.
  desk.serve("/feed", rss({{other.url("/rain")}}));
  CHECK(desk.ingest().pages == 0);
  CHECK(other.hits("/rain") == 0);
  CHECK(says(desk.error(), "private"));
}

TEST_CASE("a page at its feed's own host is asked for with the feed's headers", "[app][pages]") {
  Newsroom desk;
  desk.request.allow_private = true;
  desk.serve("/feed", rss({{desk.url("/rain", 1)}, {desk.url("/snow", 2), "雪"}}));
  desk.serve("/rain", html(page("山城的雨", "山城下雨。")));
  desk.serve("/snow", html(page("雪", "下雪了。")));
  FeedChanges changes = Newsroom::with_pages();
  changes.headers = {"Cookie: session=7"};
  changes.user_agent = "reader/1";
  desk.subscribe(desk.url("/feed", 1), changes);
  CHECK(desk.ingest().pages == 2);
  CHECK(jianbao::test::header_of(desk.head("/rain"), "cookie") == "session=7");
  CHECK(jianbao::test::header_of(desk.head("/snow"), "cookie").empty());
  CHECK(jianbao::test::header_of(desk.head("/snow"), "user-agent") == "reader/1");
}

TEST_CASE("a page and its robots.txt are fetched through its feed's proxy", "[app][pages]") {
  Newsroom desk;
  desk.request.allow_private = true;
  const std::string host = "http://127.0.1.9:9";  // nobody listens there
  desk.serve(host + "/feed", rss({{host + "/rain"}}));
  desk.serve(host + "/robots.txt", jianbao::test::ok("User-agent: *\nDisallow: /admin\n"));
  desk.serve(host + "/rain", html(page("山城的雨", "山城下雨。")));
  FeedChanges changes = Newsroom::with_pages();
  changes.proxy = desk.url("");
  desk.subscribe(host + "/feed", changes);
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.hits(host + "/robots.txt") == 1);
}

TEST_CASE("one feed's guard does not keep another feed from its own host", "[app][pages]") {
  Newsroom desk;
  // The first feed, at another host, links to the second's.
  desk.serve("/a", rss({{desk.url("/a-snow", 1), "雪"}}));
  desk.serve("/b", rss({{desk.url("/rain", 1)}}));
  desk.serve("/a-snow", html(page("雪", "下雪了。")));
  desk.serve("/rain", html(page("山城的雨", "山城下雨。")));
  desk.subscribe(desk.url("/a", 2));
  desk.subscribe(desk.url("/b", 1));
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.hits("/rain") == 1);
  CHECK(desk.hits("/a-snow") == 0);
}
