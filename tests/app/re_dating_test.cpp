#include <catch2/catch.hpp>

#include "app/polling_desk.h"
#include "jianbao/app/audit.h"
#include "jianbao/text/date.h"
#include "newsroom.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace std::chrono_literals;
using jianbao::test::feed_answer;
using jianbao::test::HttpAnswer;
using jianbao::test::HttpServer;
using jianbao::test::item;
using jianbao::test::number_in;
using store::PollOutcome;
using Desk = jianbao::test::PollingDesk;

namespace {

/// The last `count` of `published` items, all dated by the moment, a second apart.
HttpAnswer dated_now(int published, int count, Timestamp now) {
  std::string items;
  for (int i = 0; i < count; ++i)
    items += item(std::to_string(published - i), "题",
                  "<pubDate>" + text::to_rfc3339({now.ms - i * 1000}) + "</pubDate>");
  return feed_answer(items);
}

}  // namespace

TEST_CASE("a feed that dates its items by the moment is not followed for ever", "[app][poll]") {
  const auto dated = [](int hour, const std::string& title) {
    const std::string clock = (hour < 10 ? "0" : "") + std::to_string(hour);
    return feed_answer(
        item("1", title, "<pubDate>Wed, 15 May 2024 " + clock + ":00:00 GMT</pubDate>"));
  };
  HttpServer server;
  auto endpoint = server.serve("/feed", dated(0, "题"));
  Desk desk;
  desk.subscribe(endpoint.url());
  desk.run();
  std::vector<std::size_t> changes;
  for (int hour = 1; hour <= 6; ++hour) {
    endpoint.answer(dated(hour, "题"));
    changes.push_back(desk.run_all().changed);
  }
  CHECK(changes == std::vector<std::size_t>{1, 1, 1, 0, 0, 0});
  CHECK(desk.archive().find(1)->revisions == 4);
  CHECK(number_in(desk, "SELECT count(*) FROM raw") == 4);
  const auto audit = audit_feeds(desk.archive(), std::nullopt, desk.now).front().audit;
  CHECK(audit.re_dated == 1);
  CHECK(audit.advice.ends_with(
      "; it dated 1 article again and again: dates alone are not followed there any more"));
  HttpAnswer signed_now = dated(7, "题");
  signed_now.body.replace(signed_now.body.find("<pubDate>"), 0, "<author>张三</author>");
  endpoint.answer(signed_now);
  CHECK(desk.run_all().changed == 1);
  CHECK(desk.archive().find(1)->article.authors == std::vector<std::string>{"张三"});
  endpoint.answer(dated(8, "新题"));
  CHECK(desk.run_all().changed == 1);
  CHECK(desk.archive().find(1)->article.title == "新题1");
  CHECK(audit_feeds(desk.archive(), std::nullopt, desk.now).front().audit.re_dated == 0);
}

TEST_CASE("invented dates set neither the schedule nor what audit advises", "[app][poll]") {
  HttpServer server;
  auto endpoint = server.serve("/feed", feed_answer(""));
  Desk desk;
  desk.subscribe(endpoint.url());
  const auto poll = [&](int published) {
    endpoint.answer(dated_now(published, 8, desk.now));
    desk.run_all();
  };
  for (int hour = 0; hour < 12; ++hour, desk.pass(1h)) poll(8 + hour / 4);
  CHECK(desk.only_feed().next_poll_reason.find("within") == std::string::npos);
  CHECK(desk.archive().polls(1).front().span);
  CHECK_FALSE(desk.archive().polls(1).back().span);
  const Audit audit = audit_feeds(desk.archive(), std::nullopt, desk.now).front().audit;
  CHECK(audit.rolled_over == 0);
  CHECK(audit.safe_interval >= 3h);
  CHECK(audit.advice.find("is enough; it dated ") != std::string::npos);
  CHECK(audit.advice.ends_with(
      "not followed there any more, and its window is reckoned without them"));
}

TEST_CASE("the page of an item that is dated anew at every poll is looked at once a day",
          "[app][pages]") {
  app::test::OneItem desk;
  const auto poll = [&desk](int times = 1) {
    const std::string link = desk.url("/rain");
    for (; times > 0; --times, desk.pass(1h)) {
      const std::string feed = "<rss><channel><item><title>山城的雨</title><link>" + link +
                               "</link><guid>" + link + "</guid><pubDate>" +
                               text::to_rfc3339(desk.now) +
                               "</pubDate><description>雨。</description></item></channel></rss>";
      desk.serve("/feed", jianbao::test::ok(feed));
      desk.ingest({desk.url("/feed")});
    }
    return desk.hits("/rain");
  };
  desk.serve_page();
  CHECK(poll(4) == 4);
  CHECK(desk.article().revisions == 5);
  CHECK(poll(24) == 4);
  CHECK(poll() == 5);
  CHECK(poll(24) == 5);
  CHECK(desk.article().revisions == 5);
  desk.serve("/rain", app::test::html(app::test::page("山城的雨", "雨停了，茶馆里空了。")));
  CHECK(poll() == 6);
  CHECK(app::test::says(desk.article().article.text, "雨停了"));
  // After a page that changed dates are believed anew.
  CHECK(poll() == 7);
}
