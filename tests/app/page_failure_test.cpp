#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <stdexcept>

#include "jianbao/store/writer.h"
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
    CHECK(tells("tried again later"));
  }

  /// A run after which the page is not tried any more.
  void give_up(const std::string& words) {
    const IngestReport report = ingest();
    CHECK(report.pages_failed == 1);
    CHECK(exit_status(report) == 0);
    CHECK(warnings.empty());
    CHECK(tells(words));
  }

  bool tells(const std::string& words) const {
    return std::any_of(details.begin(), details.end(), [&](const std::string& line) {
      return line.starts_with(url("/rain") + ": ") && says(line, words);
    });
  }
};

/// A page, and one more item of the feed that leads to it.
void publish(Newsroom& desk, std::vector<Item>& items, const std::string& path) {
  items.push_back({desk.url(path), "第" + path});
  desk.serve(path, html(page("第" + path, path + "号正文。")));
  desk.serve("/feed", rss(items));
}

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

TEST_CASE("what is no text behind a summary is asked for once more", "[app][pages]") {
  const auto [body, type, reason] = GENERATE(table<std::string, std::string, std::string>({
      {"0123", "video/mp4", "answered with video/mp4, which is no text"},
      {"%PDF-1.7 \n", "application/octet-stream", "is no"},
  }));
  CAPTURE(type);
  Failing desk;
  desk.serve("/rain", jianbao::test::ok(body, "Content-Type: " + type + "\r\n"));
  desk.fail_quietly(reason);
  desk.pass(24h - 1ms);
  desk.ingest();
  CHECK(desk.hits("/rain") == 1);
  desk.pass(1ms);
  desk.give_up("given up, only the summary of its feed is kept");
  CHECK(desk.hits("/rain") == 2);
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

TEST_CASE("a page is given up after five attempts, which is no failure of the run",
          "[app][pages]") {
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
  desk.give_up("; given up, only the summary of its feed is kept");
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

TEST_CASE("a page in place of robots.txt is not believed for a day", "[app][pages]") {
  Newsroom desk;
  std::vector<Item> items;
  desk.serve("/robots.txt", html("\xEF\xBB\xBF\n<!DOCTYPE html><title>请登录</title>"));
  desk.subscribe(desk.url("/feed"));
  publish(desk, items, "/1");
  CHECK(desk.ingest({desk.url("/feed")}).pages == 1);
  // Many servers call a true one HTML.
  desk.serve("/robots.txt", html("User-agent: *\nDisallow: /private\n"));
  desk.pass(15min);
  publish(desk, items, "/private");
  CHECK(desk.ingest({desk.url("/feed")}).pages == 0);
  CHECK(desk.hits("/robots.txt") == 2);
  desk.pass(15min);
  publish(desk, items, "/2");
  CHECK(desk.ingest({desk.url("/feed")}).pages == 1);
  CHECK(desk.hits("/robots.txt") == 2);
}

TEST_CASE("robots.txt is asked for once a day, and obeyed meanwhile", "[app][pages]") {
  Newsroom desk;
  std::vector<Item> items;
  desk.serve("/robots.txt", jianbao::test::ok("User-agent: *\nDisallow: /private\n"));
  desk.subscribe(desk.url("/feed"));
  publish(desk, items, "/1");
  CHECK(desk.ingest({desk.url("/feed")}).pages == 1);
  publish(desk, items, "/private");
  publish(desk, items, "/2");
  desk.pass(24h - 1ms);
  CHECK(desk.ingest({desk.url("/feed")}).pages == 1);
  CHECK(desk.hits("/private") == 0);
  CHECK(desk.hits("/robots.txt") == 1);
  desk.pass(1ms);
  publish(desk, items, "/3");
  CHECK(desk.ingest({desk.url("/feed")}).pages == 1);
  CHECK(desk.hits("/robots.txt") == 2);
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

  desk.request.transfers.allow_private = true;
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
  desk.request.transfers.allow_private = true;
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
  desk.request.transfers.allow_private = true;
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

TEST_CASE("being offline for a month does not use up a page's attempts", "[app][pages]") {
  Failing desk;
  desk.request.obey_robots = false;
  desk.serve_page();
  std::atomic<bool> knows_pages = false;
  desk.on_request = [&](const std::string& path) {
    if (path == "/rain" && !knows_pages) throw std::runtime_error("dead");
  };
  for (int i = 0; i < 29; ++i) {
    desk.fail_quietly("the answer ended early");
    desk.pass(24h);
  }
  knows_pages = true;
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.has_page());
}

TEST_CASE("a page that was never to be had for a month is given up", "[app][pages]") {
  Failing desk;
  desk.serve("/rain", app::test::status(500));
  desk.fail_quietly("500");
  desk.pass(24h * 30);
  desk.give_up("; given up, only the summary of its feed is kept");
  CHECK(desk.hits("/rain") == 2);
}

TEST_CASE("a page that is given up after it was had once is said to be kept", "[app][pages]") {
  Failing desk;
  desk.serve_page();
  CHECK(desk.ingest().pages == 1);
  const std::string text = desk.article().article.text;
  desk.serve("/feed", rss({{desk.url("/rain"), "山城的大雨"}}));
  desk.serve("/rain", app::test::status(500));
  desk.ingest();
  desk.pass(24h * 30);
  desk.give_up("; given up, what its page held before is kept");
  CHECK(desk.article().article.text == text);
}

TEST_CASE("a host that asks to be left alone is, with all its pages, until then", "[app][pages]") {
  Newsroom desk;
  std::vector<Item> items;
  for (int i = 0; i < 12; ++i) {
    const std::string path = "/" + std::to_string(i);
    items.push_back({desk.url(path), "第" + path + "号"});
    desk.serve(path, app::test::status(429, "", "Retry-After: 3600\r\n"));
  }
  desk.serve("/feed", rss(items));
  desk.subscribe(desk.url("/feed", 2));
  const auto asked = [&desk] {
    std::size_t hits = 0;
    for (int i = 0; i < 12; ++i) hits += desk.hits("/" + std::to_string(i));
    return hits;
  };
  desk.request.transfers.allow_private = true;
  CHECK(desk.ingest().pages_waiting == 12);
  // The second was on its way.
  CHECK(asked() <= 2);
  const std::size_t first = asked();
  for (int i = 0; i < 3; ++i) {
    desk.pass(15min);
    CHECK(desk.ingest().pages_failed == 0);
  }
  CHECK(asked() == first);
  CHECK(desk.hits("/robots.txt") == 1);
  CHECK(desk.sql("SELECT max(attempts) FROM wanted_page") == "0");

  for (int i = 0; i < 12; ++i)
    desk.serve("/" + std::to_string(i),
               html(page("第/" + std::to_string(i) + "号", std::to_string(i) + "号正文。")));
  desk.pass(15min);
  const IngestReport report = desk.ingest();
  CHECK(report.pages + report.pages_waiting == 12);
  CHECK(report.pages >= 10);
  CHECK(desk.sql("SELECT count(*) FROM quiet_host") == "0");
}

TEST_CASE("a host whose robots.txt asks to be left alone is", "[app][pages]") {
  Failing desk;
  desk.serve_page();
  desk.serve("/robots.txt", app::test::status(503, "", "Retry-After: 7200\r\n"));
  desk.fail_quietly("503");
  desk.pass(1h);
  CHECK(desk.ingest().pages_failed == 0);
  CHECK(desk.hits("/robots.txt") == 1);
}

TEST_CASE("a host that does not answer three times has the rest of its pages left due",
          "[app][pages]") {
  Newsroom desk;
  desk.request.obey_robots = false;
  std::vector<Item> items;
  for (int i = 0; i < 8; ++i)
    items.push_back({desk.url("/p" + std::to_string(i)), "第" + std::to_string(i) + "号"});
  desk.serve("/feed", rss(items));
  desk.on_request = [](const std::string& path) {
    if (path.starts_with("/p")) throw std::runtime_error("dead");
  };
  desk.subscribe(desk.url("/feed"));
  const IngestReport report = desk.ingest();
  // One more may be on its way.
  CHECK(report.pages_failed >= 3);
  CHECK(report.pages_failed <= 4);
  CHECK(report.pages_waiting == 8);
  CHECK(desk.sql("SELECT count(*) FROM wanted_page WHERE error = ''") ==
        std::to_string(8 - report.pages_failed));
}

TEST_CASE("a feed with thousands of pages does not keep another's waiting", "[app][pages]") {
  Failing desk;
  desk.serve_page();
  {
    store::Writer writer(desk.file);
    const store::FeedState feed = writer.add_feed("https://press.example/feed", {}, desk.now);
    for (int i = 0; i < 1500; ++i)
      writer.want_page({"https://press.example/" + std::to_string(i), feed.id}, {1});
    writer.commit();
  }
  const IngestReport report = desk.ingest({desk.url("/feed")});
  CHECK(report.pages == 1);
  CHECK(report.pages_waiting == 1500);
}

TEST_CASE("pages that were given up are asked for again when their owner says so", "[app][pages]") {
  Failing desk;
  desk.serve("/rain", app::test::status(404));
  desk.ingest();
  for (const std::chrono::milliseconds pause :
       std::initializer_list<std::chrono::milliseconds>{15min, 1h, 6h, 24h}) {
    desk.pass(pause);
    desk.ingest();
  }
  desk.serve_page();
  CHECK(desk.ingest().pages_waiting == 0);
  CHECK_FALSE(desk.has_page());
  {
    Subscriptions subscriptions(desk.file, [&desk] { return desk.now; });
    subscriptions.retry_pages(subscriptions.named("1").at(0));
    subscriptions.commit();
  }
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.has_page());
}
