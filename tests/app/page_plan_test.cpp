#include "app/page_plan.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <string>

#include "jianbao/app/health.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace std::chrono_literals;
using fetch::Failed;
using fetch::Rejected;
using store::QuietHost;
using store::WantedPage;

namespace {

constexpr Timestamp kNow{1'760'000'000'000};

Timestamp after(std::chrono::milliseconds span) {
  return {kNow.ms + span.count()};
}

WantedPage wanted(const std::string& host, int number, std::int64_t feed = 1) {
  WantedPage page;
  page.url = "https://" + host + "/" + std::to_string(number);
  page.feed = feed;
  return page;
}

std::vector<std::string> urls(const std::vector<WantedPage>& pages) {
  std::vector<std::string> all;
  for (const WantedPage& page : pages) all.push_back(page.url.substr(8));
  return all;
}

Rejected rejected(int status, const std::string& header_lines = "") {
  Rejected answer;
  answer.status = status;
  answer.headers = "HTTP/1.1 " + std::to_string(status) + " Answer\r\n" + header_lines + "\r\n";
  return answer;
}

Failed failed(Failed::Kind kind) {
  return {kind, "so it is"};
}

PageRetry retry(std::int64_t attempts, std::chrono::milliseconds age, PageFault fault) {
  WantedPage page;
  page.attempts = attempts;
  page.wanted = after(-age);
  return retry_of(page, fault, kNow);
}

using Urls = std::vector<std::string>;

}  // namespace

TEST_CASE("hosts take turns, the longest waiting first, and none takes more than its share",
          "[app][pages]") {
  std::vector<WantedPage> due;
  for (int i = 0; i < 5; ++i) due.push_back(wanted("many.example", i));
  due.push_back(wanted("few.example", 0));
  due.push_back(wanted("few.example", 1));
  CHECK(urls(dealt(due, 3, 100)) == Urls{"many.example/0", "few.example/0", "many.example/1",
                                         "few.example/1", "many.example/2"});
  CHECK(urls(dealt(due, 3, 2)) == Urls{"many.example/0", "few.example/0"});
  CHECK(dealt({}, 3, 100).empty());
}

TEST_CASE("the feeds that lead to one host take turns as well", "[app][pages]") {
  std::vector<WantedPage> due;
  for (int i = 0; i < 2000; ++i) due.push_back(wanted("press.example", i, 1));
  due.push_back(wanted("press.example", 9000, 2));
  const auto taken = dealt(due, 300, 1000);
  REQUIRE(taken.size() == 300);
  CHECK(taken[1].feed == 2);
  CHECK(taken[2].url == "https://press.example/1");
}

TEST_CASE("a page is blamed for its own faults alone", "[app][pages]") {
  using Kind = Failed::Kind;
  const auto [outcome, fault] = GENERATE(table<fetch::Outcome, PageFault>({
      {failed(Kind::kDns), PageFault::kPassing},
      {failed(Kind::kConnect), PageFault::kPassing},
      {failed(Kind::kTls), PageFault::kPassing},
      {failed(Kind::kTimeout), PageFault::kPassing},
      {failed(Kind::kBroken), PageFault::kPassing},
      {failed(Kind::kTooLarge), PageFault::kForGood},
      {failed(Kind::kNoText), PageFault::kForGood},
      {failed(Kind::kRefusedAddress), PageFault::kOwn},
      {failed(Kind::kTooManyRedirects), PageFault::kOwn},
      {failed(Kind::kOther), PageFault::kOwn},
      {rejected(500), PageFault::kPassing},
      {rejected(503), PageFault::kPassing},
      {rejected(429), PageFault::kPassing},
      {rejected(408), PageFault::kPassing},
      {rejected(403), PageFault::kOwn},
      {rejected(404), PageFault::kOwn},
      {rejected(503, "Server: cloudflare\r\ncf-mitigated: challenge\r\n"), PageFault::kOwn},
      {fetch::Body{}, PageFault::kOwn},
  }));
  CHECK(fault_of(outcome) == fault);
}

TEST_CASE("a page that fails by itself is tried five times, at growing intervals", "[app][pages]") {
  const auto own = [](std::int64_t attempts) { return retry(attempts, 40h, PageFault::kOwn); };
  CHECK(own(0) == PageRetry{after(15min), 1, false});
  CHECK(own(1) == PageRetry{after(1h), 2, false});
  CHECK(own(2) == PageRetry{after(6h), 3, false});
  CHECK(own(3) == PageRetry{after(24h), 4, false});
  CHECK(own(4) == PageRetry{after(kPageMemory), 5, true});
  CHECK(own(7) == PageRetry{after(kPageMemory), 5, true});
}

TEST_CASE("what will hardly become a page is asked for once more, a day later", "[app][pages]") {
  CHECK(retry(0, 1h, PageFault::kForGood) == PageRetry{after(24h), 1, false});
  CHECK(retry(1, 40h, PageFault::kForGood) == PageRetry{after(kPageMemory), 5, true});
}

TEST_CASE("what passes is no attempt, and waited for longer and longer, for a month",
          "[app][pages]") {
  const auto passing = [](std::chrono::milliseconds age) {
    return retry(2, age, PageFault::kPassing);
  };
  CHECK(passing(0ms) == PageRetry{after(15min), 2, false});
  CHECK(passing(-5h) == PageRetry{after(15min), 2, false});
  CHECK(passing(2h) == PageRetry{after(2h), 2, false});
  CHECK(passing(24h * 29) == PageRetry{after(24h), 2, false});
  CHECK(passing(24h * 30) == PageRetry{after(kPageMemory), 5, true});
}

TEST_CASE("only refusals that say so ask to be left alone", "[app][pages]") {
  CHECK(wait_asked(rejected(429, "Retry-After: 60\r\n"), kNow) == 60s);
  CHECK(wait_asked(rejected(429), kNow) == 0ms);
  CHECK(wait_asked(rejected(503, "Retry-After: 60\r\n"), kNow) == 60s);
  CHECK_FALSE(wait_asked(rejected(503), kNow));
  CHECK_FALSE(wait_asked(rejected(404, "Retry-After: 60\r\n"), kNow));
  CHECK_FALSE(wait_asked(fetch::Body{}, kNow));
}

TEST_CASE("a host is left alone for as long as it asks, else for longer each time",
          "[app][pages]") {
  const QuietHost host{"press.example:", {}, 0};
  CHECK(quieted(host, 1h, kNow) == QuietHost{"press.example:", after(1h), 1});
  CHECK(quieted(host, 24h * 30, kNow).until == after(24h * 7));
  CHECK(quieted(host, 0ms, kNow).until == after(15min));
  CHECK(quieted({"", {}, 2}, 0ms, kNow) == QuietHost{"", after(1h), 3});
  CHECK(quieted({"", {}, 900}, 0ms, kNow).until == after(24h));

  CHECK(is_quiet({"", after(1ms), 1}, kNow));
  CHECK_FALSE(is_quiet({"", kNow, 1}, kNow));
  // Noted while the clock was wrong.
  CHECK_FALSE(is_quiet({"", after(24h * 400), 1}, kNow));
}

TEST_CASE("a host's share of a run ends with its time, or when nobody answers", "[app][pages]") {
  const fetch::Outcome answer = rejected(404);
  const fetch::Outcome silence = failed(Failed::Kind::kTimeout);
  HostShare slow;
  slow.note(answer, 5min - 1ms);
  CHECK_FALSE(slow.is_used_up());
  slow.note(answer, 1ms);
  CHECK(slow.is_used_up());

  HostShare dead;
  for (const auto* outcome : {&silence, &silence, &answer, &silence, &silence})
    dead.note(*outcome, 15s);
  CHECK_FALSE(dead.is_used_up());
  dead.note(silence, 15s);
  CHECK(dead.is_used_up());
}
