#include "app/poll_facts.h"

#include <catch2/catch.hpp>

#include "jianbao/store/pack.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace std::chrono_literals;
using store::PollOutcome;

namespace {

constexpr Timestamp kNow{1'760'000'000'000};
constexpr const char* kUrl = "https://news.example/feed";

Gathered gathered(fetch::Outcome outcome) {
  Gathered made;
  made.errand.kind = Errand::Kind::kFeed;
  made.errand.request.url = kUrl;
  made.finished.outcome = std::move(outcome);
  made.finished.took = 120ms;
  made.finished.received = 4321;
  return made;
}

Gathered body(formats::Kind kind, const std::string& headers = "") {
  fetch::Body answer;
  answer.status = 200;
  answer.headers = headers;
  Gathered made = gathered(answer);
  made.kind = kind;
  made.digest = store::sha256("bytes");
  return made;
}

constexpr const char* kLongText =
    "本报创办于一九九八年，报道本地的政治、经济与文化，每天出版两期。编辑部设在城南的旧火车站里，有"
    "四十名记者"
    "和十二名摄影师。读者来信请寄编辑部，广告业务请与发行部联系，欢迎各界人士来稿，来稿一经采用即付"
    "稿酬。";

Gathered web_page(const char* title, const char* text, const char* final_url = kUrl) {
  Gathered page = body(formats::Kind::kHtml);
  std::get<fetch::Body>(page.finished.outcome).final_url = final_url;
  page.reading.articles.resize(1);
  page.reading.articles[0].article.title = title;
  page.reading.articles[0].article.text = text;
  return page;
}

Gathered rejected(int status, const std::string& headers = "", const std::string& body_head = "") {
  return gathered(fetch::Rejected{status, std::to_string(status) + " No", headers, body_head});
}

PollFacts facts(const Gathered& from, bool ever_fed = true) {
  return facts_of(from, ever_fed, kNow);
}

}  // namespace

TEST_CASE("a feed that was read is a document, and its bytes and time are noted", "[app][poll]") {
  const PollFacts got = facts(body(formats::Kind::kFeed, "Cache-Control: max-age=900\r\n"));
  CHECK(got.outcome == PollOutcome::kFeed);
  CHECK(got.at == kNow);
  CHECK(got.http_status == 200);
  CHECK(got.bytes == 4321);
  CHECK(got.took == 120ms);
  CHECK(got.fresh_for == 900s);
  CHECK(got.error.empty());
}

TEST_CASE("the bytes that are known are the same document", "[app][poll]") {
  Gathered same = body(formats::Kind::kFeed);
  same.errand.known = same.digest;
  CHECK(facts(same).outcome == PollOutcome::kSame);
  same.errand.known = store::sha256("other bytes");
  CHECK(facts(same).outcome == PollOutcome::kFeed);
}

TEST_CASE("a 304 is a success that may say how long it holds", "[app][poll]") {
  const PollFacts got = facts(gathered(fetch::NotModified{"", "Cache-Control: max-age=60\r\n"}));
  CHECK(got.outcome == PollOutcome::kNotModified);
  CHECK(got.http_status == 304);
  CHECK(got.fresh_for == 60s);
  CHECK(got.error.empty());
}

TEST_CASE("a feed that cannot be read is no feed, for the reader's reason", "[app][poll]") {
  Gathered broken = body(formats::Kind::kFeed);
  broken.failure = "is cut off before its first entry";
  const PollFacts got = facts(broken);
  CHECK(got.outcome == PollOutcome::kNoFeed);
  CHECK(got.error == "is cut off before its first entry");
}

TEST_CASE("what is no feed is named, with the way to find one where there never was",
          "[app][poll]") {
  const std::string advice = "; `jianbao feed discover " + std::string(kUrl) + "` looks for feeds";
  const PollFacts page = facts(web_page("关于我们", kLongText));
  CHECK(page.outcome == PollOutcome::kNoFeed);
  CHECK(page.error == "is no longer a feed: it answered with a web page");
  CHECK(facts(web_page("关于我们", kLongText), false).error ==
        "is no feed: it answered with a web page" + advice);
  CHECK(facts(body(formats::Kind::kEmpty)).error ==
        "is no longer a feed: it answered with nothing");
  CHECK(facts(body(formats::Kind::kEmpty), false).error == "is no feed: it answered with nothing");
  CHECK(facts(body(formats::Kind::kUnknown), false).error ==
        "is no feed: it answered with something else" + advice);
}

TEST_CASE("a page that stands in place of a feed is told from one without it", "[app][poll]") {
  const auto [title, text, final_url, error] =
      GENERATE(table<const char*, const char*, const char*, const char*>({
          {"登录", "请登录后继续访问\n用户名\n密码", kUrl,
           "a login page in place of the feed; a header of your own (feed set --header) can carry "
           "a session"},
          {"Sign in", "Sign in to continue", "https://news.example/login?next=%2Ffeed",
           "a login page in place of the feed; a header of your own (feed set --header) can carry "
           "a session"},
          {"404 Not Found", "The page you requested was not found.", kUrl,
           "the site says that the feed is not there, with a success's status"},
          {"某某新闻", kLongText, "https://news.example/",
           "led to the site's front page: the feed is gone or has moved"},
          {"App", "", kUrl, "hardly any text: the page seems to need JavaScript"},
      }));
  CAPTURE(title, final_url);
  const PollFacts got = facts(web_page(title, text, final_url));
  CHECK(got.outcome == PollOutcome::kNoFeed);
  CHECK(got.error == error);
  CHECK(facts(web_page(title, text, final_url), false).error ==
        error + ("; `jianbao feed discover " + std::string(kUrl) + "` looks for feeds"));
}

TEST_CASE("a bot wall is named in place of what it looks like", "[app][poll]") {
  Gathered walled = body(formats::Kind::kHtml);
  walled.wall = "is behind a wall";
  CHECK(facts(walled).outcome == PollOutcome::kNoFeed);
  CHECK(facts(walled).error == "is behind a wall");

  const PollFacts refused = facts(rejected(403, "HTTP/1.1 403\r\ncf-mitigated: challenge\r\n"));
  CHECK(refused.outcome == PollOutcome::kRefused);
  CHECK(refused.error.find("Cloudflare's challenge") != std::string::npos);
}

TEST_CASE("each status that is no success has its outcome", "[app][poll]") {
  const auto [status, headers, outcome] = GENERATE(table<int, const char*, PollOutcome>({
      {429, "", PollOutcome::kThrottled},
      {429, "Retry-After: 60\r\n", PollOutcome::kThrottled},
      {503, "Retry-After: 60\r\n", PollOutcome::kThrottled},
      {503, "", PollOutcome::kServerError},
      {500, "Retry-After: 60\r\n", PollOutcome::kServerError},
      {599, "", PollOutcome::kServerError},
      {404, "", PollOutcome::kNotFound},
      {410, "", PollOutcome::kNotFound},
      {401, "", PollOutcome::kRefused},
      {403, "", PollOutcome::kRefused},
      {451, "", PollOutcome::kRefused},
  }));
  CAPTURE(status, headers);
  const PollFacts got = facts(rejected(status, headers));
  CHECK(got.outcome == outcome);
  CHECK(got.http_status == status);
  CHECK(got.error == std::to_string(status) + " No");
  CHECK(got.retry_after.has_value() == (*headers != '\0'));
}

TEST_CASE("Retry-After is kept from the moment of the answer on", "[app][poll]") {
  CHECK(facts(rejected(429, "HTTP/1.1 429 Slow\r\nRetry-After: 7200\r\n")).retry_after == 2h);
}

TEST_CASE("each failure without an answer has its outcome, and its reason is kept", "[app][poll]") {
  using Kind = fetch::Failed::Kind;
  const auto [kind, outcome] = GENERATE(table<Kind, PollOutcome>({
      {Kind::kDns, PollOutcome::kNoHost},
      {Kind::kConnect, PollOutcome::kNetwork},
      {Kind::kTls, PollOutcome::kNetwork},
      {Kind::kTimeout, PollOutcome::kNetwork},
      {Kind::kBroken, PollOutcome::kNetwork},
      {Kind::kOther, PollOutcome::kNetwork},
      {Kind::kTooLarge, PollOutcome::kRefused},
      {Kind::kRefusedAddress, PollOutcome::kRefused},
      {Kind::kTooManyRedirects, PollOutcome::kRefused},
  }));
  const PollFacts got = facts(gathered(fetch::Failed{kind, "the reason"}));
  CHECK(got.outcome == outcome);
  CHECK(got.http_status == 0);
  CHECK(got.error == "the reason");
}

TEST_CASE("items of a window are known by id, else by address, with their date", "[app][poll]") {
  Reading reading;
  reading.articles.resize(3);
  reading.articles[0].article.guid = "g1";
  reading.articles[0].article.url = "https://news.example/1";
  reading.articles[0].article.published = kNow;
  reading.articles[1].article.url = "https://news.example/2";
  const auto items = window_items(reading);
  REQUIRE(items.size() == 3);
  CHECK(items[0].identity == "g1");
  CHECK(items[0].date == kNow);
  CHECK(items[1].identity == "https://news.example/2");
  CHECK_FALSE(items[1].date);
}

TEST_CASE("a page that brought no article says why", "[app][poll]") {
  CHECK(page_failure(rejected(404)) == "404 No");
  CHECK(page_failure(gathered(fetch::Failed{fetch::Failed::Kind::kDns, "no such host"})) ==
        "no such host");
  CHECK(page_failure(gathered(fetch::NotModified{})) == "gave no document");
  CHECK(page_failure(body(formats::Kind::kEmpty)) == "is no page: it answered with nothing");
  CHECK(page_failure(body(formats::Kind::kFeed)) == "is no page: it answered with something else");
  Gathered walled = body(formats::Kind::kHtml);
  walled.wall = "is behind a wall";
  CHECK(page_failure(walled) == "is behind a wall");
  Gathered broken = body(formats::Kind::kHtml);
  broken.failure = "is nested too deeply";
  CHECK(page_failure(broken) == "is nested too deeply");
}
