#include "app/poll.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "app/polling_desk.h"
#include "jianbao/app/subscriptions.h"
#include "jianbao/core/error.h"

using namespace jianbao;
using namespace jianbao::app;
using jianbao::test::HttpAnswer;
using jianbao::test::HttpServer;
using jianbao::test::TempDir;
using jianbao::test::write_file;

namespace {

/// A desk whose clock stands still.
struct Desk : jianbao::test::PollingDesk {
  Desk() { request.all = true; }
  std::int64_t articles() const { return archive().count({}); }
  std::vector<store::StoredCapture> captures() const {
    std::vector<store::StoredCapture> found;
    archive().other_captures([&found](store::StoredCapture&& capture) {
      found.push_back(std::move(capture));
      return true;
    });
    return found;
  }
};

bool says(const std::string& line, const std::string& words) {
  return line.find(words) != std::string::npos;
}

std::string item(const std::string& link, const std::string& guid, const std::string& title,
                 const std::string& text = "正文。") {
  std::string xml = "<item><title>" + title + "</title>";
  if (!link.empty()) xml += "<link>" + link + "</link>";
  if (!guid.empty()) xml += "<guid isPermaLink=\"false\">" + guid + "</guid>";
  return xml + "<description>" + text + "</description></item>";
}

std::string rss(const std::string& items, const std::string& title = "港口日报") {
  return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>" + title + "</title>" +
         items + "</channel></rss>";
}

std::string two_items() {
  return rss(item("https://news.example/1", "g1", "第一条") +
             item("https://news.example/2", "g2", "第二条"));
}

HttpAnswer feed_answer(std::string body) {
  HttpAnswer answer;
  answer.body = std::move(body);
  return answer;
}

HttpAnswer page_answer() {
  HttpAnswer answer;
  answer.content_type = "text/html; charset=utf-8";
  answer.body =
      "<!DOCTYPE html><html lang=\"zh\"><head><title>山城的雨</title></head><body><article>"
      "<h1>山城的雨</h1><p>雨从清晨下到傍晚，街上的人不多，茶馆里却坐满了等雨停的旅客。</p>"
      "<p>老板说，这样的天气每年只有几天，他准备了双倍的茶叶，还借来了邻居的板凳。</p>"
      "</article></body></html>";
  return answer;
}

HttpAnswer moved_to(const std::string& url, int status) {
  HttpAnswer answer;
  answer.status = status;
  answer.headers = {{"Location", url}};
  return answer;
}

}  // namespace

TEST_CASE("the second poll of a feed is conditional, and a 304 brings nothing", "[app][poll]") {
  HttpServer server;
  HttpAnswer answer = feed_answer(two_items());
  answer.headers = {{"ETag", "\"v1\""}, {"Last-Modified", "Tue, 14 Nov 2023 21:50:00 GMT"}};
  answer.conditional = true;
  const auto endpoint = server.serve("/feed", answer);
  Desk desk;
  CHECK(desk.run({endpoint.url()}).fresh == 2);
  CHECK(desk.only_feed().url == endpoint.url());
  CHECK(desk.only_feed().settings.source == "港口日报");
  CHECK(desk.only_feed().title == "港口日报");
  CHECK(desk.only_feed().last_new == Desk::kStart);
  const auto change = desk.archive().last_change();

  const IngestReport second = desk.run({endpoint.url()});
  CHECK(second.seen() == 0);
  CHECK(exit_status(second) == 0);
  CHECK(desk.archive().last_change() == change);
  REQUIRE(endpoint.hits() == 2);
  CHECK(endpoint.requests()[0].header("if-none-match").empty());
  CHECK(endpoint.requests()[1].header("if-none-match") == "\"v1\"");
  CHECK(endpoint.requests()[1].header("if-modified-since") == "Tue, 14 Nov 2023 21:50:00 GMT");
}

TEST_CASE("the same bytes again are not read again, and keep the newest validators",
          "[app][poll]") {
  HttpServer server;
  HttpAnswer answer = feed_answer(two_items());
  answer.headers = {{"ETag", "\"v1\""}};
  auto endpoint = server.serve("/feed", answer);
  Desk desk;
  desk.run({endpoint.url()});
  answer.headers = {{"ETag", "\"v2\""}};
  endpoint.answer(answer);
  const IngestReport second = desk.run({endpoint.url()});
  CHECK(second.seen() == 0);
  CHECK(desk.articles() == 2);
  CHECK(desk.only_feed().etag == "\"v2\"");
}

TEST_CASE("a feed that fails is named and counted, keeps its articles, and recovers",
          "[app][poll]") {
  HttpServer server;
  auto endpoint = server.serve("/feed", feed_answer(two_items()));
  Desk desk;
  desk.run({endpoint.url()});
  HttpAnswer gone;
  gone.status = 404;
  endpoint.answer(gone);
  CHECK(exit_status(desk.run({endpoint.url()})) == 4);
  const IngestReport report = desk.run();
  CHECK(report.failed == 1);
  REQUIRE(desk.warnings.size() == 1);
  CHECK(desk.warnings[0].starts_with(endpoint.url() + ": "));
  CHECK(says(desk.warnings[0], "404"));
  CHECK(desk.only_feed().failures == 2);
  CHECK(says(desk.only_feed().last_error, "404"));
  CHECK(desk.articles() == 2);

  endpoint.answer(feed_answer(two_items()));
  CHECK(exit_status(desk.run()) == 0);
  CHECK(desk.only_feed().failures == 0);
  CHECK(desk.only_feed().last_error.empty());
}

TEST_CASE("a URL that fails at first is not remembered", "[app][poll]") {
  HttpServer server;
  Desk desk;
  CHECK(exit_status(desk.run({server.origin() + "/nowhere"})) == 4);
  CHECK(desk.archive().feeds().empty());
}

TEST_CASE("an item that changed becomes a revision, also under another link", "[app][poll]") {
  HttpServer server;
  auto endpoint = server.serve("/feed", feed_answer(two_items()));
  Desk desk;
  desk.run({endpoint.url()});
  endpoint.answer(feed_answer(rss(item("https://news.example/1", "g1", "第一条", "改过的正文。") +
                                  item("https://news.example/2-neu", "g2", "第二条", "也改过。"))));
  const IngestReport report = desk.run();
  CHECK(report.changed == 2);
  CHECK(report.fresh == 0);
  CHECK(desk.articles() == 2);
  const auto found = desk.archive().find(1);
  REQUIRE(found);
  CHECK(found->article.text == "改过的正文。");
  CHECK(found->revisions == 2);
}

TEST_CASE("a page is stored with where it came from, and is no feed", "[app][poll]") {
  HttpServer server;
  const auto endpoint = server.serve("/rain", page_answer());
  Desk desk;
  CHECK(desk.run({endpoint.url()}).fresh == 1);
  const auto found = desk.archive().find(1);
  REQUIRE(found);
  CHECK(found->article.title == "山城的雨");
  CHECK(found->article.url == endpoint.url());
  CHECK(found->article.source == "127.0.0.1");
  CHECK(found->file.empty());
  const auto captures = desk.captures();
  REQUIRE(captures.size() == 1);
  CHECK(captures[0].origin.kind == store::OriginKind::kPage);
  CHECK(captures[0].origin.root.empty());
  CHECK(captures[0].origin.path == endpoint.url());
  CHECK(captures[0].bytes == page_answer().body);
  CHECK(desk.archive().feeds().empty());
}

TEST_CASE("an entry is stored with its feed and its id", "[app][poll]") {
  HttpServer server;
  const auto endpoint =
      server.serve("/feed", feed_answer(rss(item("https://news.example/1", "g1", "第一条"))));
  Desk desk;
  desk.run({endpoint.url()});
  const auto captures = desk.captures();
  REQUIRE(captures.size() == 1);
  CHECK(captures[0].origin.kind == store::OriginKind::kFeedEntry);
  CHECK(captures[0].origin.root == endpoint.url());
  CHECK(captures[0].origin.path == "g1");
}

TEST_CASE("without a source the remembered feeds are polled", "[app][poll]") {
  HttpServer server;
  auto first = server.serve("/a", feed_answer(rss(item("https://news.example/1", "a1", "甲"))));
  auto second = server.serve("/b", feed_answer(rss(item("https://news.example/2", "b1", "乙"))));
  Desk desk;
  desk.run({first.url(), second.url()});
  first.answer(feed_answer(rss(item("https://news.example/3", "a2", "丙"))));
  second.answer(feed_answer(rss(item("https://news.example/4", "b2", "丁"))));
  const IngestReport report = desk.run();
  CHECK(report.sources == 2);
  CHECK(report.fresh == 2);
  CHECK(desk.articles() == 4);
}

TEST_CASE("a subscribed feed's first poll settles under which source its articles are filed",
          "[app][poll]") {
  HttpServer server;
  const auto endpoint = server.serve("/feed", feed_answer(two_items()));
  Desk desk;
  {
    app::Subscriptions subscriptions(desk.request.archive, [] { return Desk::kStart; });
    subscriptions.add(endpoint.url(), {});
    subscriptions.commit();
  }
  CHECK(desk.run().fresh == 2);
  CHECK(desk.only_feed().settings.source == "港口日报");
}

TEST_CASE("without a source or a remembered feed nothing is made", "[app][poll]") {
  Desk desk;
  const auto refuses = [&desk] {
    try {
      desk.run();
    } catch (const Error& error) {
      return error.kind() == ErrorKind::kUsage;
    }
    return false;
  };
  CHECK(refuses());
  CHECK(std::filesystem::is_empty(desk.dir.path()));

  HttpServer server;
  const auto page = server.serve("/rain", page_answer());
  desk.run({page.url()});
  CHECK(refuses());
}

TEST_CASE("a remembered feed that answers with a web page fails and stores nothing",
          "[app][poll]") {
  HttpServer server;
  auto endpoint = server.serve("/feed", feed_answer(two_items()));
  Desk desk;
  desk.run({endpoint.url()});
  endpoint.answer(page_answer());
  const IngestReport report = desk.run();
  CHECK(report.failed == 1);
  CHECK(exit_status(report) == 4);
  REQUIRE(desk.warnings.size() == 1);
  CHECK(says(desk.warnings[0],
             endpoint.url() + ": is no longer a feed: it answered with a web page"));
  CHECK(desk.only_feed().failures == 1);
  CHECK(desk.articles() == 2);
}

TEST_CASE("a feed that moved for good is polled at its new address", "[app][poll]") {
  const int status = GENERATE(301, 308);
  HttpServer server;
  auto old = server.serve("/old", feed_answer(two_items()));
  const auto present = server.serve("/new", feed_answer(two_items()));
  Desk desk;
  desk.run({old.url()});
  old.answer(moved_to(present.url(), status));
  CHECK(desk.run().failed == 0);
  CHECK(desk.only_feed().url == present.url());
  CHECK(old.hits() == 2);

  desk.run();
  CHECK(old.hits() == 2);
  // The former address still finds the feed.
  desk.run({old.url()});
  CHECK(old.hits() == 2);
  CHECK(present.hits() == 3);
  CHECK(desk.only_feed().url == present.url());
  CHECK(desk.articles() == 2);
}

TEST_CASE("a feed that moved for a while keeps its address", "[app][poll]") {
  const int status = GENERATE(302, 307);
  HttpServer server;
  auto old = server.serve("/old", feed_answer(two_items()));
  const auto other = server.serve("/other", feed_answer(two_items()));
  Desk desk;
  desk.run({old.url()});
  old.answer(moved_to(other.url(), status));
  CHECK(desk.run().failed == 0);
  CHECK(desk.only_feed().url == old.url());
}

TEST_CASE("an old address of a remembered feed does not make a second one", "[app][poll]") {
  HttpServer server;
  const auto present = server.serve("/new", feed_answer(two_items()));
  const auto old = server.serve("/old", moved_to(present.url(), 301));
  Desk desk;
  desk.run({present.url()});
  CHECK(desk.run({old.url()}).seen() == 0);
  CHECK(desk.only_feed().url == present.url());
}

TEST_CASE("a feed found by a redirect for good is remembered where it is", "[app][poll]") {
  HttpServer server;
  const auto present = server.serve("/new", feed_answer(two_items()));
  const auto old = server.serve("/old", moved_to(present.url(), 301));
  Desk desk;
  CHECK(desk.run({old.url()}).fresh == 2);
  CHECK(desk.only_feed().url == present.url());
  for (const auto& capture : desk.captures()) CHECK(capture.origin.root == present.url());
  desk.run({old.url()});
  CHECK(old.hits() == 1);
}

TEST_CASE("a redirect for good to a page does not move the feed", "[app][poll]") {
  HttpServer server;
  auto old = server.serve("/old", feed_answer(two_items()));
  const auto parked = server.serve("/parked", page_answer());
  Desk desk;
  desk.run({old.url()});
  old.answer(moved_to(parked.url(), 301));
  CHECK(desk.run().failed == 1);
  CHECK(desk.only_feed().url == old.url());
}

TEST_CASE("entries that cannot be read are named, the others are stored", "[app][poll]") {
  HttpServer server;
  std::string deep;
  for (int i = 0; i < 3000; ++i) deep += "&lt;div&gt;";
  const auto endpoint =
      server.serve("/feed", feed_answer(rss(item("https://news.example/1", "g1", "好的") +
                                            item("https://news.example/2", "g2", "太深", deep) +
                                            item("", "", "无名无址"))));
  Desk desk;
  const IngestReport report = desk.run({endpoint.url()});
  CHECK(report.fresh == 1);
  CHECK(report.failed == 2);
  CHECK(exit_status(report) == 3);
  REQUIRE(desk.warnings.size() == 2);
  CHECK(desk.warnings[0].starts_with("https://news.example/2: "));
  CHECK(says(desk.warnings[1], "neither link nor id: 无名无址"));
}

TEST_CASE("an entry without a link is known by its id in its feed", "[app][poll]") {
  HttpServer server;
  const std::string address = "https://news.example/by-id";
  const std::string items = item("", "nr 7", "无址") + item("", address, "以址为号");
  auto first = server.serve("/a", feed_answer(rss(items)));
  const auto second = server.serve("/b", feed_answer(rss(item("", "nr 7", "别家的"))));
  Desk desk;
  const IngestReport report = desk.run({first.url(), second.url()});
  CHECK(report.fresh == 3);
  CHECK(report.failed == 0);
  CHECK(desk.archive().find(1)->article.url == "feed:" + first.url() + " nr 7");
  CHECK(desk.archive().find(2)->article.url == address);

  first.answer(feed_answer(rss(item("", "nr 7", "无址", "改过的正文。"))));
  CHECK(desk.run({first.url()}).changed == 1);
  CHECK(desk.articles() == 3);
}

TEST_CASE("an id that several entries of a feed share stands for none of them", "[app][poll]") {
  HttpServer server;
  const auto endpoint =
      server.serve("/feed", feed_answer(rss(item("https://news.example/1", "0", "甲") +
                                            item("https://news.example/2", "0", "乙") +
                                            item("https://news.example/3", "0", "丙"))));
  Desk desk;
  CHECK(desk.run({endpoint.url()}).fresh == 3);
  CHECK(desk.articles() == 3);
}

TEST_CASE("an endless feed title is cut at a character before it names a source", "[app][poll]") {
  HttpServer server;
  std::string title;
  for (int i = 0; i < 300'000; ++i) title += "报";
  std::string items;
  for (int i = 0; i < 200; ++i) {
    const std::string number = std::to_string(i);
    items += item("https://news.example/" + number, number, "第" + number);
  }
  const auto endpoint = server.serve("/feed", feed_answer(rss(items, title)));
  Desk desk;
  CHECK(desk.run({endpoint.url()}).fresh == 200);
  const std::string name = title.substr(0, kSourceNameLength * 3);
  CHECK(desk.archive().source_names() == std::vector<std::string>{name});
  CHECK(desk.only_feed().settings.source == name);
  CHECK(desk.only_feed().title == name);
}

TEST_CASE("a source's name is one clean line of bounded length", "[app]") {
  CHECK(clean_source_name("  港口\n日报 ") == "港口 日报");
  CHECK(clean_source_name("").empty());
  CHECK(clean_source_name(std::string(kSourceNameLength, 'x')).size() == kSourceNameLength);
  CHECK(clean_source_name(std::string(kSourceNameLength - 1, 'x') + " yy") ==
        std::string(kSourceNameLength - 1, 'x'));
}

TEST_CASE("files without an address are told apart by their folders", "[app]") {
  Desk desk;
  const std::string bytes = "<!--1700000000000-->\n[题]()\n------\n\n<p>";
  write_file(desk.dir / "one/a.md", bytes + "甲。</p>\n");
  write_file(desk.dir / "two/a.md", bytes + "乙。</p>\n");
  CHECK(desk.run({desk.dir / "one", desk.dir / "two"}).fresh == 2);
  const std::string root = std::filesystem::canonical(desk.dir.path()).string();
  CHECK(desk.archive().find(1)->article.url == "file:" + root + "/one/a.md");
  CHECK(desk.archive().find(2)->article.url == "file:" + root + "/two/a.md");

  for (const char* text : {"丙。</p>\n", "丁。</p>\n"}) {
    desk.request.standard_input = bytes + text;
    CHECK(desk.run({"-"}).fresh == 1);
    CHECK(desk.run({"-"}).unchanged == 1);
  }
  CHECK(desk.articles() == 4);
  const std::string url = desk.archive().find(4)->article.url;
  CHECK(url.starts_with("file:stdin-"));
  CHECK(url.size() == std::string("file:stdin-").size() + 16);
}

TEST_CASE("bad standard input is named as such", "[app]") {
  Desk desk;
  CHECK(exit_status(desk.run({"-"})) == 4);
  REQUIRE(desk.warnings.size() == 1);
  CHECK(desk.warnings[0].starts_with("standard input: "));
}

TEST_CASE("an archive that breaks ends the run instead of failing every file", "[app]") {
  const TempDir dir;
  write_file(dir / "a.md",
             "<!--1700000000000-->\n[题](https://news.example/1)\n------\n\n<p>甲</p>\n");
  IngestRequest request;
  request.archive = dir / "a.db";
  request.sources = {dir / "a.md"};
  Listener listener;
  listener.progress = [&request](const Progress& progress) {
    if (progress.phase == "reading") std::filesystem::remove(request.archive);
  };
  try {
    app::ingest(request, system_now, listener, {});
    FAIL("went on");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kStorage);
  }
}

TEST_CASE("a dead feed that alone is due is not taken for a dead network", "[app][poll]") {
  IngestReport report;
  report.sources = report.sources_failed = report.failed = 1;
  CHECK(exit_status(report) == 4);
  report.not_due = 1;
  CHECK(exit_status(report) == 3);
}
