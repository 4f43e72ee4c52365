#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <future>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "app/poll.h"
#include "app/polling_desk.h"
#include "support/site_server.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace std::chrono_literals;
using Desk = jianbao::test::PollingDesk;
using jianbao::test::feed_answer;
using jianbao::test::header_of;
using jianbao::test::HttpServer;
using jianbao::test::item;
using jianbao::test::noted_exit_status;
using jianbao::test::ok;
using jianbao::test::RawConnection;
using jianbao::test::RawServer;
using jianbao::test::redirect_to;
using jianbao::test::rss;
using jianbao::test::SiteServer;
using jianbao::test::target_of;

namespace {

std::string throttled() {
  return "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7200\r\nContent-Length: 0\r\n\r\n";
}

/// Waits until so many have come, of their own threads.
class Meeting {
 public:
  explicit Meeting(std::size_t expected) : expected_(expected) {}
  void join() {
    std::unique_lock lock(mutex_);
    ++here_;
    all_here_.notify_all();
    // The bound only ends a test that has failed.
    all_here_.wait_for(lock, 20s, [this] { return here_ >= expected_; });
  }

 private:
  const std::size_t expected_;
  std::size_t here_ = 0;
  std::mutex mutex_;
  std::condition_variable all_here_;
};

}  // namespace

TEST_CASE("many feeds are polled at once, one at a time from each host", "[app][poll]") {
  constexpr int kHosts = 4;
  constexpr int kFeedsOfHost = 5;
  Meeting meeting(kHosts);
  SiteServer server([&meeting](const std::string& head) {
    if (target_of(head) == "/0") meeting.join();
    std::string id = header_of(head, "host") + target_of(head);
    std::replace_if(
        id.begin(), id.end(), [](char c) { return c == ':' || c == '/' || c == '.'; }, '-');
    return ok(rss(item(id)));
  });
  Desk desk;
  desk.request.transfers.jobs = kHosts;
  for (int feed = 0; feed < kFeedsOfHost; ++feed)
    for (int host = 0; host < kHosts; ++host)
      desk.subscribe(server.url(host + 1, "/" + std::to_string(feed)));
  const IngestReport report = desk.run();
  CHECK(report.sources == kHosts * kFeedsOfHost);
  CHECK(report.fresh == kHosts * kFeedsOfHost);
  CHECK(desk.archive().count({}) == kHosts * kFeedsOfHost);
  CHECK(server.visits().size() == kHosts * kFeedsOfHost);
  CHECK(server.most_at_once() == kHosts);
  CHECK(server.most_at_once_by_host() == 1);
}

TEST_CASE("five hundred feeds are polled in one run, and cost a 304 each in the next",
          "[app][poll]") {
  constexpr int kHosts = 125;
  constexpr int kFeedsOfHost = 4;
  constexpr int kFeeds = kHosts * kFeedsOfHost;
  SiteServer server([](const std::string& head) {
    if (!header_of(head, "if-none-match").empty())
      return std::string("HTTP/1.1 304 Not Modified\r\n\r\n");
    std::string id = header_of(head, "host") + target_of(head);
    std::replace_if(
        id.begin(), id.end(), [](char c) { return c == ':' || c == '/' || c == '.'; }, '-');
    std::string items;
    for (int i = 0; i < 3; ++i) items += item(id + "-" + std::to_string(i));
    return ok(rss(items), "ETag: \"" + id + "\"\r\n");
  });
  Desk desk;
  {
    store::Writer writer(desk.request.archive);
    for (int feed = 0; feed < kFeedsOfHost; ++feed)
      for (int host = 0; host < kHosts; ++host)
        writer.add_feed(server.url(host + 1, "/" + std::to_string(feed)), {}, desk.now);
    writer.commit();
  }
  const IngestReport first = desk.run();
  CHECK(first.sources == kFeeds);
  CHECK(first.fresh == kFeeds * 3);
  CHECK(exit_status(first) == 0);
  const IngestReport second = desk.run_all();
  CHECK(second.not_modified == kFeeds);
  CHECK(second.fresh + second.changed == 0);
  CHECK(desk.archive().count({}) == kFeeds * 3);
  CHECK(server.visits().size() == 2 * kFeeds);
  CHECK(server.most_at_once() <= desk.request.transfers.jobs);
  CHECK(server.most_at_once_by_host() == 1);
}

TEST_CASE("a host that refuses three feeds is left alone, now and in the next runs",
          "[app][poll]") {
  SiteServer server([](const std::string& head) {
    return header_of(head, "host").starts_with("127.0.1.1:") ? throttled() : ok(rss(item("b")));
  });
  Desk desk;
  desk.request.transfers.pause = 1ms;
  constexpr std::size_t kFeeds = 12;
  for (std::size_t i = 0; i < kFeeds; ++i) desk.subscribe(server.url(1, "/" + std::to_string(i)));
  desk.subscribe(server.url(2));
  const IngestReport first = desk.run();
  const std::size_t asked = server.visits().size();
  // The next ones may be on their way when the third refusal arrives.
  CHECK(asked >= 4);
  CHECK(asked <= 6);
  CHECK(first.sources == asked);
  CHECK(first.sources_failed == asked - 1);
  CHECK(first.not_due == kFeeds + 1 - asked);
  CHECK(first.fresh == 1);
  CHECK(exit_status(first) == 3);

  desk.pass(1h);
  const IngestReport second = desk.run_all();
  CHECK(second.sources == 1);
  CHECK(second.not_due == kFeeds);
  CHECK(server.visits().size() == asked + 1);
  // A host that still refuses is not asked by each feed either.
  desk.pass(1h + 1min);
  desk.run();
  CHECK(server.visits().size() < asked + 1 + kFeeds);
}

TEST_CASE("what a host behind redirects refuses does not silence the host before it",
          "[app][poll]") {
  const SiteServer* self = nullptr;
  SiteServer server([&self](const std::string& head) {
    if (header_of(head, "host").starts_with("127.0.1.2:")) return throttled();
    const std::string target = target_of(head);
    return target < "/4" ? redirect_to(self->url(2, target)) : ok(rss(item(target.substr(1))));
  });
  self = &server;
  Desk desk;
  for (int i = 0; i < 8; ++i) desk.subscribe(server.url(1, "/" + std::to_string(i)));
  const IngestReport report = desk.run();
  CHECK(report.sources_failed == 4);
  CHECK(report.fresh == 4);
  CHECK(desk.feed(1).led_to == server.host(2));
  CHECK(desk.feed(8).led_to.empty());
  desk.pass(1h);
  CHECK(desk.run_all().sources == 4);
}

TEST_CASE("one or two refusals concern only their addresses", "[app][poll]") {
  SiteServer server([](const std::string& head) {
    const std::string target = target_of(head);
    return target < "/2" ? throttled() : ok(rss(item(target.substr(1))));
  });
  Desk desk;
  desk.request.transfers.pause = 1ms;
  for (int i = 0; i < 8; ++i) desk.subscribe(server.url(1, "/" + std::to_string(i)));
  const IngestReport report = desk.run();
  CHECK(report.sources == 8);
  CHECK(report.sources_failed == 2);
  CHECK(report.fresh == 6);
}

TEST_CASE("a host that answers none of three requests is asked for no more of its feeds",
          "[app][poll]") {
  std::atomic<std::size_t> unanswered = 0;
  SiteServer server([&unanswered](const std::string& head) {
    if (!header_of(head, "host").starts_with("127.0.1.1:")) return ok(rss(item("b")));
    ++unanswered;
    throw std::runtime_error("hangs up");
  });
  Desk desk;
  constexpr std::int64_t kFeeds = 12;
  for (std::int64_t i = 0; i < kFeeds; ++i) desk.subscribe(server.url(1, "/" + std::to_string(i)));
  SECTION("alone") {
    const IngestReport report = desk.run();
    CHECK(unanswered == 3);
    CHECK(report.sources == 3);
    CHECK(report.sources_failed == 3);
    CHECK(report.left_due == kFeeds - 3);
    CHECK(exit_status(report) == 4);
    CHECK(desk.feed(3).failures == 1);
    CHECK(desk.feed(4).failures == 0);
    CHECK_FALSE(desk.feed(4).last_poll);
    // The next run asks for others.
    CHECK(desk.run().sources == 3);
    CHECK(desk.feed(4).failures == 1);
    CHECK(desk.run_all().left_due == kFeeds - 3);
  }
  SECTION("beside others") {
    desk.subscribe(server.url(2));
    const IngestReport report = desk.run();
    CHECK(unanswered == 3);
    CHECK(report.sources == 4);
    CHECK(report.fresh == 1);
    CHECK(report.left_due == kFeeds - 3);
    CHECK(exit_status(report) == 3);
  }
  SECTION("feeds that were named are asked for all the same") {
    std::vector<std::string> named;
    for (int i = 0; i < 5; ++i) named.push_back(server.url(1, "/" + std::to_string(i)));
    const IngestReport report = desk.run(named);
    CHECK(unanswered == 5);
    CHECK(report.left_due == 0);
  }
}

TEST_CASE("what fails after a redirect is charged to the host that failed", "[app][poll]") {
  constexpr int kFeeds = 12;
  bool one_host = false;
  std::atomic<std::size_t> unanswered = 0;
  SiteServer* here = nullptr;
  SiteServer server([&](const std::string& head) {
    if (header_of(head, "host").starts_with("127.0.1.1:")) {
      const int number = std::stoi(target_of(head).substr(1));
      return redirect_to(here->url(one_host ? 2 : 2 + number, target_of(head)));
    }
    ++unanswered;
    throw std::runtime_error("hangs up");
  });
  here = &server;
  Desk desk;
  for (int i = 0; i < kFeeds; ++i) desk.subscribe(server.url(1, "/" + std::to_string(i)));
  SECTION("which others behind the same address are not") {
    CHECK(desk.run().left_due == 0);
    CHECK(unanswered == kFeeds);
  }
  SECTION("and when it is always the same one, no more are sent there") {
    one_host = true;
    CHECK(desk.run().left_due == kFeeds - 3);
    CHECK(unanswered == 3);
    CHECK(std::count(desk.details.begin(), desk.details.end(),
                     server.host(2) + " does not answer, where feeds of " + server.host(1) +
                         " lead: 9 more of them stay due") == 1);
  }
  SECTION("nor is it asked for its own feeds") {
    one_host = true;
    desk.request.transfers.jobs = 1;
    for (int i = 0; i < kFeeds; ++i) desk.subscribe(server.url(2, "/" + std::to_string(i)));
    const std::size_t left = desk.run().left_due;
    CHECK(unanswered < 6);
    CHECK(left == 2 * kFeeds - unanswered);
  }
}

TEST_CASE("an answer in between lets a host be asked on", "[app][poll]") {
  SiteServer server([](const std::string& head) {
    const std::string id = target_of(head).substr(1);
    if (id == "2" || id == "5") return ok(rss(item(id)));
    throw std::runtime_error("hangs up");
  });
  Desk desk;
  desk.request.transfers.pause = 1ms;
  for (int i = 0; i < 8; ++i) desk.subscribe(server.url(1, "/" + std::to_string(i)));
  const IngestReport report = desk.run();
  CHECK(report.sources == 8);
  CHECK(report.fresh == 2);
  CHECK(report.left_due == 0);
}

TEST_CASE("a stop does not wait for a server that never answers", "[app][poll]") {
  HttpServer server;
  const auto endpoint = server.serve("/feed", feed_answer(item("1") + item("2")));
  Meeting asked(2);
  RawServer silent([&asked](RawConnection& connection) {
    connection.read_request();
    asked.join();
    connection.wait_for_close();
  });
  Desk desk;
  const std::int64_t quick = desk.subscribe(endpoint.url());
  const std::int64_t slow = desk.subscribe(silent.origin() + "/feed");
  desk.on_progress = [&](const Progress& progress) {
    if (progress.phase != "polling" || progress.done != 1) return;
    asked.join();
    desk.stop.request_stop();
  };
  const IngestReport report = desk.run();
  CHECK(report.interrupted);
  CHECK_FALSE(report.out_of_time);
  CHECK(report.fresh == 2);
  CHECK(desk.archive().count({}) == 2);
  CHECK(desk.archive().polls(quick).size() == 1);
  CHECK(desk.archive().polls(slow).empty());
  CHECK_FALSE(desk.feed(slow).last_poll);
  CHECK(desk.archive().check().empty());
  CHECK_FALSE(noted_exit_status(desk));
}

TEST_CASE("a run whose time is up ends well with what it has", "[app][poll]") {
  RawServer silent([](RawConnection& connection) {
    connection.read_request();
    connection.wait_for_close();
  });
  Desk desk;
  const std::int64_t id = desk.subscribe(silent.origin() + "/feed");
  desk.request.max_runtime = 50ms;
  const IngestReport report = desk.run();
  CHECK(report.out_of_time);
  CHECK_FALSE(report.interrupted);
  CHECK(report.failed == 0);
  CHECK(exit_status(report) == 0);
  CHECK(noted_exit_status(desk) == 0);
  CHECK_FALSE(desk.feed(id).last_poll);
}

TEST_CASE("what has arrived when a run is stopped is stored", "[app][poll]") {
  constexpr std::size_t kFeeds = 6;
  Desk desk;
  Meeting stopped(2);
  std::promise<void> over;
  // One host answers in turn: before it is asked for the last, all others have arrived.
  SiteServer server([&](const std::string& head) {
    const std::string id = target_of(head).substr(1);
    if (id == std::to_string(kFeeds)) {
      desk.stop.request_stop();
      stopped.join();
      over.get_future().wait();
    }
    return ok(rss(item(id)));
  });
  for (std::size_t i = 0; i <= kFeeds; ++i) desk.subscribe(server.url(1, "/" + std::to_string(i)));
  bool met = false;
  desk.on_progress = [&](const Progress& progress) {
    if (progress.phase == "polling" && progress.done == 2 && !std::exchange(met, true))
      stopped.join();
  };
  const IngestReport report = desk.run();
  over.set_value();
  CHECK(report.interrupted);
  CHECK(report.fresh == kFeeds);
  CHECK(report.failed == 0);
  CHECK_FALSE(desk.feed(kFeeds + 1).last_poll);
  CHECK(desk.archive().check().empty());
}
