#include <catch2/catch.hpp>

#include "app/poll.h"
#include "app/polling_desk.h"
#include "jianbao/app/health.h"
#include "jianbao/core/error.h"
#include "support/site_server.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace std::chrono_literals;
using Desk = jianbao::test::PollingDesk;
using jianbao::test::feed_answer;
using jianbao::test::HttpAnswer;
using jianbao::test::HttpServer;
using jianbao::test::item;
using jianbao::test::noted_exit_status;
using jianbao::test::ok;
using jianbao::test::rss;
using jianbao::test::SiteServer;
using store::PollOutcome;

namespace {

HttpAnswer refusal(int status, const std::string& retry_after = "") {
  HttpAnswer answer;
  answer.status = status;
  if (!retry_after.empty()) answer.headers = {{"Retry-After", retry_after}};
  return answer;
}

HttpAnswer moved_to(const std::string& url) {
  HttpAnswer answer;
  answer.status = 301;
  answer.headers = {{"Location", url}};
  return answer;
}

}  // namespace

TEST_CASE("feeds that are not due are counted and not asked", "[app][poll]") {
  HttpServer server;
  const auto first = server.serve("/a", feed_answer(item("a1")));
  const auto second = server.serve("/b", feed_answer(item("b1")));
  Desk desk;
  desk.subscribe(first.url());
  CHECK(desk.run().sources == 1);
  desk.subscribe(second.url());
  desk.pass(1min);
  IngestReport report = desk.run();
  CHECK(report.sources == 1);
  CHECK(report.not_due == 1);
  CHECK(first.hits() == 1);

  report = desk.run();
  CHECK(report.sources == 0);
  CHECK(report.not_due == 2);
  CHECK(exit_status(report) == 0);
  CHECK(noted_exit_status(desk) == 0);

  desk.pass(25h);
  CHECK(desk.run().sources == 2);
}

TEST_CASE("all feeds are asked before their time, but not before Retry-After", "[app][poll]") {
  const int status = GENERATE(429, 503);
  const std::string two_hours = GENERATE("7200", "Thu, 09 Oct 2025 10:53:20 GMT");
  CAPTURE(status, two_hours);
  HttpServer server;
  const auto open = server.serve("/a", feed_answer(item("a1")));
  HttpAnswer refused_once = refusal(status, two_hours);
  refused_once.headers.emplace("Date", "Thu, 09 Oct 2025 08:53:20 GMT");
  const auto busy = server.serve("/b", refused_once);
  Desk desk;
  desk.subscribe(open.url());
  const std::int64_t refused = desk.subscribe(busy.url());
  const IngestReport first = desk.run();
  CHECK(first.failed == 1);
  CHECK(exit_status(first) == 3);
  CHECK(desk.feed(refused).outcome == PollOutcome::kThrottled);

  desk.pass(119min);
  const IngestReport report = desk.run_all();
  CHECK(report.sources == 1);
  CHECK(report.not_due == 1);
  CHECK(report.not_modified == 1);
  CHECK(open.hits() == 2);
  CHECK(busy.hits() == 1);
  desk.pass(2h);
  desk.run_all();
  CHECK(busy.hits() == 2);
}

TEST_CASE("without a subscribed feed there is nothing to do, and that is a mistake",
          "[app][poll]") {
  HttpServer server;
  const auto gone = server.serve("/a", feed_answer(item("a1")));
  const auto stays = server.serve("/b", feed_answer(item("b1")));
  Desk desk;
  const std::int64_t id = desk.subscribe(gone.url());
  {
    store::Writer writer(desk.request.archive);
    writer.remove_feed(id);
    writer.commit();
  }
  try {
    desk.run();
    FAIL("found something to do");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kUsage);
  }
  desk.subscribe(stays.url());
  CHECK(desk.run().sources == 1);
  CHECK(desk.run_all().sources == 1);
  CHECK(gone.hits() == 0);
}

TEST_CASE("each poll is recorded, and the next one planned with its reason", "[app][poll]") {
  HttpServer server;
  auto endpoint = server.serve("/feed", feed_answer(item("1") + item("2"), "\"v1\""));
  Desk desk;
  const std::int64_t id = desk.subscribe(endpoint.url());
  desk.run();
  CHECK(desk.feed(id).next_poll > desk.now);
  CHECK_FALSE(desk.feed(id).next_poll_reason.empty());
  desk.pass(25h);
  desk.run();
  desk.pass(25h);
  endpoint.answer(refusal(404));
  desk.run();

  const auto polls = desk.archive().polls(id);
  REQUIRE(polls.size() == 3);
  CHECK(polls[0].outcome == PollOutcome::kFeed);
  CHECK(polls[0].http_status == 200);
  CHECK(polls[0].items == 2);
  CHECK(polls[0].fresh == 2);
  CHECK(polls[0].bytes > 0);
  CHECK(polls[1].outcome == PollOutcome::kNotModified);
  CHECK(polls[2].outcome == PollOutcome::kNotFound);
  CHECK(polls[2].at == desk.now);
  CHECK(polls[2].error.find("404") != std::string::npos);
  CHECK(desk.feed(id).next_poll > desk.now);
}

TEST_CASE("the owner's settings of a feed reach its request", "[app][poll]") {
  HttpServer server;
  const auto endpoint = server.serve("/feed", feed_answer(item("1")));
  Desk desk;
  store::FeedSettings settings;
  settings.user_agent = "Reader/7";
  settings.headers = {"X-Key: 42", "Accept-Language: zh-TW"};
  desk.subscribe(endpoint.url(), settings);
  desk.run();
  REQUIRE(endpoint.hits() == 1);
  CHECK(endpoint.requests()[0].header("user-agent") == "Reader/7");
  CHECK(endpoint.requests()[0].header("x-key") == "42");
  CHECK(endpoint.requests()[0].header("accept-language") == "zh-TW");
}

TEST_CASE("a feed with a proxy of its own is asked for there", "[app][poll]") {
  SiteServer proxy([](const std::string&) { return ok(rss(item("1"))); });
  Desk desk;
  store::FeedSettings settings;
  settings.proxy = proxy.url(1, "");
  desk.subscribe("http://news.example/feed", settings);
  CHECK(desk.run().fresh == 1);
  REQUIRE(proxy.visits().size() == 1);
  CHECK(proxy.visits()[0].host == "news.example");
}

TEST_CASE("an article has its owner's tags besides its own", "[app][poll]") {
  HttpServer server;
  const auto endpoint =
      server.serve("/feed", feed_answer(item("1", "题", "<category>财经</category>") + item("2")));
  Desk desk;
  store::FeedSettings settings;
  settings.tags = {"港口", "财经"};
  desk.subscribe(endpoint.url(), settings);
  CHECK(desk.run().fresh == 2);
  CHECK(desk.archive().find(1)->article.tags == std::vector<std::string>{"财经", "港口"});
  CHECK(desk.archive().find(2)->article.tags == std::vector<std::string>{"港口", "财经"});
}

TEST_CASE("a server that says 304 for too long is asked for the whole once", "[app][poll]") {
  HttpServer server;
  const auto endpoint = server.serve("/feed", feed_answer(item("1"), "\"v1\""));
  Desk desk;
  desk.subscribe(endpoint.url());
  for (int day = 0; day < 10; ++day, desk.pass(24h)) desk.run_all();
  std::vector<std::size_t> whole;
  for (std::size_t i = 0; i < endpoint.requests().size(); ++i)
    if (endpoint.requests()[i].header("if-none-match").empty()) whole.push_back(i);
  CHECK(whole == std::vector<std::size_t>{0, 8});
  const auto polls = desk.archive().polls(1);
  REQUIRE(polls.size() == 10);
  CHECK(polls[7].outcome == PollOutcome::kNotModified);
  CHECK(polls[8].outcome == PollOutcome::kSame);
  CHECK(polls[9].outcome == PollOutcome::kNotModified);
}

TEST_CASE("304 does not hold off what a cut document left out", "[app][poll]") {
  HttpServer server;
  const std::string whole = rss(item("1") + item("2"));
  HttpAnswer answer = feed_answer("", "\"v1\"");
  answer.body = whole.substr(0, whole.find("<guid isPermaLink=\"false\">2"));
  auto endpoint = server.serve("/feed", answer);
  Desk desk;
  desk.subscribe(endpoint.url());
  CHECK(desk.run().fresh == 1);
  CHECK(desk.only_feed().outcome == PollOutcome::kCut);
  CHECK(desk.only_feed().next_poll == Timestamp{desk.now.ms + 15 * 60'000});
  answer.body = whole;
  endpoint.answer(answer);
  desk.pass(15min);
  CHECK(desk.run().fresh == 1);
  CHECK(desk.archive().count({}) == 2);
  CHECK(desk.only_feed().outcome == PollOutcome::kFeed);
  desk.run_all();
  CHECK(desk.only_feed().outcome == PollOutcome::kNotModified);
}

TEST_CASE("a feed that is cut off at each poll fails in the end", "[app][poll]") {
  HttpServer server;
  const auto cut = [](int day) {
    HttpAnswer answer = feed_answer(item(std::to_string(day)) + item(std::to_string(day + 100)));
    answer.body.resize(answer.body.rfind("</item>"));
    return answer;
  };
  auto endpoint = server.serve("/feed", feed_answer(item("0")));
  Desk desk;
  desk.subscribe(endpoint.url());
  desk.run();
  const auto health = [&desk] { return feeds_health(desk.archive(), desk.now).front().health; };
  for (int day = 1; day <= 8; ++day) {
    CHECK(health().state != HealthState::kFailing);
    desk.pass(24h);
    endpoint.answer(cut(day));
    desk.run_all();
    desk.run_all();
    CHECK(desk.only_feed().outcome == PollOutcome::kSame);
  }
  CHECK(health().state == HealthState::kFailing);
  desk.pass(24h);
  endpoint.answer(feed_answer(item("9")));
  desk.run_all();
  CHECK(health().state != HealthState::kFailing);
}

TEST_CASE("a server may answer with what is new alone", "[app][poll]") {
  HttpServer server;
  auto endpoint = server.serve("/feed", feed_answer(item("1") + item("2"), "\"v1\""));
  Desk desk;
  desk.subscribe(endpoint.url());
  desk.run();
  HttpAnswer news = feed_answer(item("3"), "\"v2\"");
  news.status = 226;
  news.headers.emplace("IM", "feed");
  endpoint.answer(news);
  CHECK(desk.run_all().fresh == 1);
  desk.run_all();
  REQUIRE(endpoint.hits() == 3);
  CHECK(endpoint.requests()[0].header("a-im").empty());
  CHECK(endpoint.requests()[1].header("a-im") == "feed");
  CHECK(endpoint.requests()[2].header("if-none-match") == "\"v2\"");
  CHECK(desk.archive().count({}) == 3);
  CHECK_FALSE(desk.archive().polls(1)[1].overlap);
  CHECK(desk.only_feed().outcome == PollOutcome::kNotModified);
}

TEST_CASE("a document that has no end is asked for once more, and then with its validators",
          "[app][poll]") {
  HttpServer server;
  HttpAnswer answer = feed_answer(item("1"), "\"v1\"");
  answer.body.resize(answer.body.find("</channel>"));
  const auto endpoint = server.serve("/feed", answer);
  Desk desk;
  desk.subscribe(endpoint.url());
  std::vector<PollOutcome> outcomes;
  for (int poll = 0; poll < 3; ++poll) {
    desk.run_all();
    outcomes.push_back(desk.only_feed().outcome);
  }
  CHECK(outcomes == std::vector{PollOutcome::kCut, PollOutcome::kSame, PollOutcome::kNotModified});
  CHECK(endpoint.requests()[1].header("if-none-match").empty());
}

TEST_CASE("a feed that moved for good follows also where nothing is new", "[app][poll]") {
  HttpServer server;
  auto old = server.serve("/old", feed_answer(item("1"), "\"v1\""));
  const auto present = server.serve("/new", feed_answer(item("1"), "\"v1\""));
  Desk desk;
  desk.subscribe(old.url());
  desk.run();
  old.answer(moved_to(present.url()));
  desk.pass(25h);
  CHECK(desk.run().not_modified == 1);
  CHECK(desk.only_feed().outcome == PollOutcome::kNotModified);
  CHECK(desk.only_feed().url == present.url());
  desk.pass(25h);
  desk.run();
  CHECK(old.hits() == 2);
  CHECK(desk.archive().polls(1).size() == 3);
  CHECK(desk.archive().count({}) == 1);
}

TEST_CASE("a feed named twice is polled once", "[app][poll]") {
  HttpServer server;
  const auto endpoint = server.serve("/feed", feed_answer(item("1")));
  Desk desk;
  SECTION("also one that is not known yet") {
    const IngestReport report = desk.run({endpoint.url(), endpoint.url()});
    CHECK(report.sources == 1);
    CHECK(report.failed == 0);
    CHECK(report.fresh == 1);
    CHECK(report.unchanged == 0);
  }
  SECTION("one that is known") {
    desk.subscribe(endpoint.url());
    CHECK(desk.run({endpoint.url(), endpoint.url()}).sources == 1);
  }
  CHECK(endpoint.hits() == 1);
  CHECK(desk.archive().polls(desk.only_feed().id).size() == 1);
}

TEST_CASE("an unknown feed named by its old and its new address is one feed", "[app][poll]") {
  HttpServer server;
  const auto present = server.serve("/new", feed_answer(item("1")));
  const auto old = server.serve("/old", moved_to(present.url()));
  Desk desk;
  const bool old_first = GENERATE(true, false);
  const IngestReport report =
      old_first ? desk.run({old.url(), present.url()}) : desk.run({present.url(), old.url()});
  CHECK(report.failed == 0);
  CHECK(report.fresh == 1);
  CHECK(desk.only_feed().url == present.url());
  CHECK(desk.archive().polls(1).size() == 2);
}

TEST_CASE("one id given to many items doubles none of them at the next poll", "[app][poll]") {
  const auto same_id = [](const std::string& name) {
    return "<item><title>题" + name + "</title><link>https://news.example/" + name +
           "</link><guid isPermaLink=\"false\">0</guid><description>正文" + name +
           "。</description></item>";
  };
  HttpServer server;
  auto endpoint = server.serve("/feed", feed_answer(same_id("1") + same_id("2")));
  Desk desk;
  desk.subscribe(endpoint.url());
  CHECK(desk.run().fresh == 2);
  desk.pass(25h);
  endpoint.answer(feed_answer(same_id("3") + same_id("1") + same_id("2")));
  const IngestReport report = desk.run();
  CHECK(report.fresh == 1);
  CHECK(report.unchanged == 2);
  CHECK(desk.archive().count({}) == 3);
}

TEST_CASE("a bot wall in a feed's place is named, and is no feed", "[app][poll]") {
  HttpServer server;
  auto endpoint = server.serve("/feed", feed_answer(item("1")));
  Desk desk;
  const std::int64_t id = desk.subscribe(endpoint.url());
  desk.run();
  HttpAnswer wall;
  wall.content_type = "text/html";
  wall.headers = {{"cf-mitigated", "challenge"}};
  wall.body = "<!DOCTYPE html><html><title>Just a moment...</title></html>";
  endpoint.answer(wall);
  desk.pass(25h);
  CHECK(exit_status(desk.run()) == 4);
  CHECK(desk.feed(id).outcome == PollOutcome::kNoFeed);
  CHECK(desk.feed(id).last_error.find("Cloudflare's challenge") != std::string::npos);
  REQUIRE(desk.warnings.size() == 1);
  CHECK(desk.warnings[0].starts_with(endpoint.url() + ": a bot wall answered"));
  CHECK(desk.archive().count({}) == 1);
}
