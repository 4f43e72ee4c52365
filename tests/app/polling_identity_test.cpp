// What is one article and what are several, over the polls of a feed.
#include <catch2/catch.hpp>

#include "app/polling_desk.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace std::chrono_literals;
using jianbao::test::feed_answer;
using jianbao::test::HttpEndpoint;
using jianbao::test::HttpServer;
using jianbao::test::PollingDesk;

namespace {

/// An item by its link; without an id if `guid` is empty.
std::string linked(const std::string& link, const std::string& guid, const std::string& title,
                   const std::string& text = "", const std::string& more = "") {
  std::string xml = "<item><title>" + title + "</title><link>" + link + "</link>";
  if (!guid.empty()) xml += "<guid isPermaLink=\"false\">" + guid + "</guid>";
  return xml + more + "<description>" + (text.empty() ? title + "的正文。" : text) +
         "</description></item>";
}

/// One feed whose document changes from poll to poll.
struct OneFeed : PollingDesk {
  OneFeed() { subscribe(endpoint.url()); }

  IngestReport poll(const std::string& items) {
    endpoint.answer(feed_answer(items));
    pass(25h);
    return run();
  }
  std::int64_t articles() const { return archive().count({}); }
  std::int64_t revisions() const { return archive().last_change(); }
  std::string title(std::int64_t id) const {
    const auto found = archive().find(id);
    return found ? found->article.title : "";
  }

  HttpServer server;
  HttpEndpoint endpoint = server.serve("/feed", feed_answer(""));
};

const std::string kLive = "https://news.example/live";
const std::string kHome = "https://news.example/";

/// A post of a live blog: its place in the page and its id go by its number.
std::string post(int number, bool with_id, const std::string& edit = "") {
  const std::string name = std::to_string(number);
  return linked(kLive + "#post-" + name, with_id ? "p" + name : "", "第" + name + "条" + edit);
}

std::string at_home(int number, const std::string& edit = "") {
  const std::string name = std::to_string(number);
  return linked(kHome, "h" + name, "第" + name + "条" + edit);
}

}  // namespace

TEST_CASE("posts of a live blog are articles of their own, over all polls",
          "[app][poll][identity]") {
  const bool with_id = GENERATE(true, false);
  CAPTURE(with_id);
  OneFeed desk;
  CHECK(desk.poll(post(2, with_id) + post(1, with_id)).fresh == 2);
  CHECK(desk.poll(post(3, with_id) + post(2, with_id)).fresh == 1);
  // One that is alone in the document finds its own article again.
  const IngestReport alone = desk.poll(post(2, with_id, "（更正）"));
  CHECK(alone.fresh == 0);
  CHECK(alone.changed == 1);
  CHECK(desk.title(1) == "第2条（更正）");
  // One that comes alone, where others were, is new.
  CHECK(desk.poll(post(4, with_id)).fresh == 1);
  CHECK(desk.poll(post(5, with_id) + post(4, with_id)).fresh == 1);
  CHECK(desk.articles() == 5);
  CHECK(desk.revisions() == 6);
  CHECK(desk.archive().find(1)->canonical_url == kLive + "#post-2");
  CHECK(desk.archive().find(1)->article.url == kLive + "#post-2");
  CHECK(desk.archive().check().empty());
}

TEST_CASE("items that all link to the home page are articles of their own",
          "[app][poll][identity]") {
  OneFeed desk;
  CHECK(desk.poll(at_home(2) + at_home(1)).fresh == 2);
  CHECK(desk.poll(at_home(3) + at_home(2)).fresh == 1);
  CHECK(desk.poll(at_home(2, "（更正）")).changed == 1);
  CHECK(desk.poll(at_home(4)).fresh == 1);
  CHECK(desk.poll(at_home(5)).fresh == 1);
  CHECK(desk.articles() == 5);
  CHECK(desk.revisions() == 6);
  CHECK(desk.title(1) == "第2条（更正）");
  CHECK(desk.archive().find(1)->article.url == kHome);
}

TEST_CASE("an item that was alone with its URL keeps its article when others join",
          "[app][poll][identity]") {
  OneFeed desk;
  const bool live = GENERATE(true, false);
  const bool with_id = live && GENERATE(true, false);
  const auto any = [&](int number, const std::string& edit = "") {
    return live ? post(number, with_id, edit) : at_home(number, edit);
  };
  CHECK(desk.poll(any(1)).fresh == 1);
  CHECK(desk.archive().find(1)->canonical_url == (live ? kLive : kHome));
  CHECK(desk.poll(any(2) + any(1)).fresh == 1);
  CHECK(desk.poll(any(3) + any(1, "（更正）")).fresh == 1);
  CHECK(desk.poll(any(2, "（更正）") + any(1, "（再更正）")).changed == 2);
  CHECK(desk.poll(any(1, "（又更正）")).changed == 1);
  CHECK(desk.articles() == 3);
  CHECK(desk.title(1) == "第1条（又更正）");
  CHECK(desk.title(2) == "第2条（更正）");
  CHECK(desk.title(3) == "第3条");
}

TEST_CASE("items without an id that share a link are told apart by their dates",
          "[app][poll][identity]") {
  const auto dated = [](int day) {
    const std::string name = std::to_string(day);
    return linked(kHome, "", "十月" + name + "日", "",
                  "<pubDate>" + name + " Oct 2025 08:00:00 GMT</pubDate>");
  };
  OneFeed desk;
  CHECK(desk.poll(dated(12) + dated(11)).fresh == 2);
  CHECK(desk.poll(dated(13) + dated(12) + dated(11)).fresh == 1);
  CHECK(desk.poll(dated(14)).fresh == 1);
  CHECK(desk.poll(dated(14) + dated(13)).fresh == 0);
  CHECK(desk.articles() == 4);
  CHECK(desk.revisions() == 4);
}

TEST_CASE("one item that a document lists twice is one article", "[app][poll][identity]") {
  OneFeed desk;
  const std::string twice = linked("https://news.example/rain#top", "", "雨") +
                            linked("https://news.example/rain#list", "", "雨");
  CHECK(desk.poll(twice).fresh == 1);
  CHECK(desk.poll(twice + linked("https://news.example/snow", "", "雪")).fresh == 1);
  CHECK(desk.articles() == 2);
  CHECK(desk.archive().find(1)->canonical_url == "https://news.example/rain");
}

TEST_CASE("an id that changes does not double an item at its own URL", "[app][poll][identity]") {
  OneFeed desk;
  const std::string link = "https://news.example/rain";
  CHECK(desk.poll(linked(link, link + "#0", "雨") + at_home(1)).fresh == 2);
  CHECK(desk.poll(linked(link, link + "#1", "大雨") + at_home(1)).changed == 1);
  CHECK(desk.poll(linked(link, link + "#2", "暴雨") + at_home(1)).changed == 1);
  CHECK(desk.articles() == 2);
}

TEST_CASE("a URL that differs in its fragment alone makes no revision", "[app][poll][identity]") {
  OneFeed desk;
  const std::string link = "https://news.example/rain#t=";
  const std::string guid = GENERATE("g", "");
  desk.poll(linked(link + "1", guid, "雨"));
  for (int poll = 2; poll < 5; ++poll) {
    const IngestReport report = desk.poll(linked(link + std::to_string(poll), guid, "雨"));
    CHECK(report.unchanged == 1);
    CHECK(report.changed == 0);
    // It is still the item of the poll before.
    CHECK(desk.archive().polls(1).back().overlap == 1);
  }
  CHECK(desk.articles() == 1);
  CHECK(desk.revisions() == 1);
}

TEST_CASE("a guid used again does not overwrite an article, not even one of the same date",
          "[app][poll][identity]") {
  const std::string date = "<pubDate>Sun, 12 Oct 2025 00:00:00 GMT</pubDate>";
  OneFeed desk;
  desk.poll(linked("https://news.example/1", "0", "第一篇", "", date));
  SECTION("another URL and another title are another article") {
    CHECK(desk.poll(linked("https://news.example/2", "0", "第二篇", "", date)).fresh == 1);
    CHECK(desk.title(1) == "第一篇");
    CHECK(desk.title(2) == "第二篇");
  }
  SECTION("another URL alone is a revision") {
    CHECK(desk.poll(linked("https://news.example/2", "0", "第一篇", "改过。", date)).changed == 1);
  }
  SECTION("another title alone is a revision") {
    CHECK(desk.poll(linked("https://news.example/1", "0", "新题", "改过。", date)).changed == 1);
  }
}

TEST_CASE("items are known by their feed's address without its password", "[app]") {
  PollingDesk desk;
  HttpServer server;
  const std::string item = "<item><title>雨</title><guid isPermaLink=\"false\">g1</guid></item>";
  const HttpEndpoint endpoint = server.serve("/feed", feed_answer(item));
  std::string url = endpoint.url();
  url.insert(url.find("//") + 2, "me:secret@");
  desk.subscribe(url);
  CHECK(desk.run().fresh == 1);
  CHECK(desk.archive().find(1)->article.url == "feed:" + endpoint.url() + " g1");
  desk.archive().other_captures([&](const store::StoredCapture& capture) {
    CHECK(capture.origin.root == endpoint.url());
    return true;
  });
  // Another password is no other feed.
  desk.pass(25h);
  desk.subscribe(url.replace(url.find("secret"), 6, "public"));
  CHECK(desk.run_all().fresh == 0);
  CHECK(desk.archive().count({}) == 1);
}
