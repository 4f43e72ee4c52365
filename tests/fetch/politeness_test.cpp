#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <future>
#include <latch>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "fetch/fetch_one.h"
#include "jianbao/fetch/downloader.h"
#include "support/http_server.h"
#include "support/site_server.h"

using namespace jianbao;
using fetch::Body;
using fetch::Downloader;
using fetch::DownloaderOptions;
using std::chrono::milliseconds;
using test::expect;
using test::fetch_one;
using test::hasty;
using test::ok;
using test::redirect_to;
using test::SiteServer;
using test::target_of;
using test::Visit;

namespace {

/// Takes what is finished until there is no more, all of it documents; the tickets.
std::multiset<std::uint64_t> drain(Downloader& downloader) {
  downloader.close();
  std::multiset<std::uint64_t> tickets;
  while (const auto finished = downloader.next()) {
    expect<Body>(finished->outcome);
    tickets.insert(finished->ticket);
  }
  return tickets;
}

std::vector<std::string> targets(const SiteServer& server) {
  std::vector<std::string> all;
  for (const Visit& visit : server.visits()) all.push_back(visit.target);
  return all;
}

}  // namespace

TEST_CASE("hosts are fetched from at once, each host one document at a time",
          "[fetch][politeness]") {
  constexpr int kHosts = 6;
  std::latch all_there(kHosts);
  SiteServer server([&](const std::string& head) {
    // None is answered before one from every host is there.
    if (target_of(head) == "/0") all_there.arrive_and_wait();
    return ok("x");
  });
  Downloader downloader(hasty());
  for (int document = 0; document < 10; ++document) {
    for (int host = 0; host < kHosts; ++host) {
      downloader.start(1, {.url = server.url(host, "/" + std::to_string(document))});
    }
  }
  CHECK(drain(downloader).size() == 60);
  CHECK(server.most_at_once_by_host() == 1);
  CHECK(server.most_at_once() >= kHosts);
  CHECK(server.connections() == kHosts);
}

TEST_CASE("no more transfers than jobs run at one time", "[fetch][politeness]") {
  SiteServer server([](const std::string&) { return ok("x"); });
  DownloaderOptions options = hasty();
  options.jobs = 3;
  Downloader downloader(options);
  for (int host = 0; host < 50; ++host) downloader.start(1, {.url = server.url(host)});
  CHECK(drain(downloader).size() == 50);
  CHECK(server.most_at_once() <= 3);
}

TEST_CASE("a host rests between the end of one transfer and the start of the next",
          "[fetch][politeness]") {
  SiteServer server([](const std::string&) { return ok("x"); });
  DownloaderOptions options;
  options.pause = milliseconds(40);
  Downloader downloader(options);
  downloader.set_pause(server.url(2, "/anything"), milliseconds(80));
  for (int document = 0; document < 4; ++document) {
    for (int host = 1; host <= 2; ++host) downloader.start(1, {.url = server.url(host)});
  }
  CHECK(drain(downloader).size() == 8);
  std::map<std::string, Visit> last;
  for (const Visit& visit : server.visits()) {
    const auto earlier = last.find(visit.host);
    const milliseconds pause(visit.host == server.host(2) ? 80 : 40);
    if (earlier != last.end()) CHECK(visit.began - earlier->second.ended >= pause);
    last[visit.host] = visit;
  }
}

TEST_CASE("a host that rests delays no other", "[fetch][politeness]") {
  SiteServer server([](const std::string&) { return ok("x"); });
  DownloaderOptions options = hasty();
  options.jobs = 1;
  Downloader downloader(options);
  downloader.set_pause(server.url(1), std::chrono::hours(1));
  downloader.start(1, {.url = server.url(1, "/first")});
  downloader.start(2, {.url = server.url(1, "/second")});
  for (int document = 0; document < 20; ++document) downloader.start(3, {.url = server.url(2)});
  for (int i = 0; i < 21; ++i) CHECK(downloader.next()->ticket != 2);
  downloader.stop();
  CHECK_FALSE(downloader.next());
  CHECK(server.visits().size() == 21);
}

TEST_CASE("http and https of a host, and its ports, are different", "[fetch][politeness]") {
  SiteServer first([](const std::string&) { return ok("x"); });
  SiteServer second([](const std::string&) { return ok("x"); });
  DownloaderOptions options;
  options.pause = std::chrono::hours(1);
  Downloader downloader(options);
  downloader.start(1, {.url = first.url(1)});
  downloader.start(2, {.url = second.url(1)});
  CHECK(drain(downloader) == std::multiset<std::uint64_t>{1, 2});
}

TEST_CASE("a redirect within a host needs no pause and no new connection", "[fetch][politeness]") {
  SiteServer server([](const std::string& head) {
    return target_of(head) == "/new" ? ok("x") : redirect_to("/new");
  });
  DownloaderOptions options;
  options.pause = std::chrono::hours(1);
  Downloader downloader(options);
  const auto outcome = test::fetch_one(downloader, {.url = server.url(1, "/old")});
  CHECK(test::expect<Body>(outcome).final_url == server.url(1, "/new"));
  CHECK(server.connections() == 1);
}

TEST_CASE("a kept connection that the server has closed is no failure", "[fetch][politeness]") {
  std::size_t connections = 0;
  {
    test::RawServer server([](test::RawConnection& connection) {
      connection.read_request();
      connection.send("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx");
    });
    Downloader downloader(hasty());
    for (int document = 0; document < 5; ++document) {
      const auto outcome = test::fetch_one(downloader, {.url = server.origin()});
      CHECK(test::expect<Body>(outcome).bytes == "x");
    }
    connections = server.connections();
  }
  CHECK(connections == 5);
}

TEST_CASE("a redirect to another host waits for its turn there, before the others",
          "[fetch][politeness]") {
  std::promise<void> busy_is_there;
  std::promise<void> free_host_two;
  std::string moved;
  SiteServer server([&](const std::string& head) {
    const std::string target = target_of(head);
    if (target == "/busy") {
      busy_is_there.set_value();
      free_host_two.get_future().wait();
    }
    // With two jobs, this one is asked for when the redirect has given its place back.
    if (target == "/after") free_host_two.set_value();
    return target == "/old" ? redirect_to(moved) : ok("x");
  });
  moved = server.url(2, "/moved");
  DownloaderOptions options = hasty();
  options.jobs = 2;
  Downloader downloader(options);
  // A host that has not answered yet would leave the second place to those that have.
  for (const int host : {1, 2, 3})
    expect<Body>(fetch_one(downloader, {.url = server.url(host, "/first")}));
  downloader.start(1, {.url = server.url(2, "/busy")});
  busy_is_there.get_future().wait();
  downloader.start(2, {.url = server.url(2, "/waiting")});
  downloader.start(3, {.url = server.url(1, "/old")});
  downloader.start(4, {.url = server.url(3, "/after")});
  CHECK(drain(downloader) == std::multiset<std::uint64_t>{1, 2, 3, 4});
  CHECK(targets(server) == std::vector<std::string>{"/first", "/first", "/first", "/busy", "/old",
                                                    "/after", "/moved", "/waiting"});
  CHECK(server.most_at_once_by_host() == 1);
}

TEST_CASE("finished documents that nobody takes hold back new transfers", "[fetch][politeness]") {
  const std::string body(1000, 'x');
  SiteServer server([&](const std::string&) { return ok(body); });
  DownloaderOptions options = hasty();
  options.jobs = 1;
  options.held_bytes = 1500;
  Downloader downloader(options);
  for (int host = 0; host < 20; ++host) downloader.start(1, {.url = server.url(host)});
  for (std::size_t taken = 1; taken <= 20; ++taken) {
    REQUIRE(downloader.next());
    // Two fill it, and one may have been started since.
    CHECK(server.visits().size() <= taken + 2);
  }
}

TEST_CASE("thousands of requests to hundreds of hosts go through several consumers",
          "[fetch][politeness]") {
  constexpr int kHosts = 200;
  constexpr std::uint64_t kRequests = 4000;
  SiteServer server([](const std::string& head) { return ok(target_of(head)); });
  DownloaderOptions options = hasty();
  options.held_bytes = 100;
  Downloader downloader(options);
  std::vector<std::thread> threads;
  for (std::uint64_t part = 0; part < 4; ++part) {
    threads.emplace_back([&, part] {
      for (std::uint64_t ticket = part; ticket < kRequests; ticket += 4) {
        const int host = static_cast<int>(ticket % kHosts);
        downloader.start(ticket, {.url = server.url(host, "/" + std::to_string(ticket))});
      }
    });
  }
  for (auto& thread : threads) thread.join();
  downloader.close();
  CHECK_FALSE(downloader.start(1, {.url = server.url(1)}));

  std::mutex mutex;
  std::set<std::uint64_t> tickets;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> consumers;
  for (int i = 0; i < 4; ++i) {
    consumers.emplace_back([&] {
      while (const auto finished = downloader.next()) {
        const auto* body = std::get_if<Body>(&finished->outcome);
        if (body == nullptr || body->bytes != "/" + std::to_string(finished->ticket)) ++wrong;
        const std::lock_guard lock(mutex);
        tickets.insert(finished->ticket);
      }
    });
  }
  for (auto& consumer : consumers) consumer.join();
  CHECK(tickets.size() == kRequests);
  CHECK(wrong == 0);
  CHECK(server.most_at_once_by_host() == 1);
  CHECK(server.most_at_once() <= 8);
}

TEST_CASE("stop ends what is under way and what waits, for every consumer", "[fetch][politeness]") {
  std::promise<void> asked;
  std::promise<void> over;
  {
    SiteServer server([&](const std::string&) {
      asked.set_value();
      over.get_future().wait();
      return ok("x");
    });
    Downloader downloader(hasty());
    downloader.start(1, {.url = server.url(1)});
    downloader.start(2, {.url = server.url(1)});
    std::atomic<int> ended = 0;
    std::vector<std::thread> consumers;
    for (int i = 0; i < 3; ++i) {
      consumers.emplace_back([&] {
        if (!downloader.next()) ++ended;
      });
    }
    asked.get_future().wait();
    downloader.stop();
    for (auto& consumer : consumers) consumer.join();
    CHECK(ended == 3);
    CHECK_FALSE(downloader.start(3, {.url = server.url(1)}));
    CHECK_FALSE(downloader.next());
    over.set_value();
  }
}

TEST_CASE("what has arrived before a stop is handed out after it", "[fetch][politeness]") {
  std::promise<void> asked;
  std::promise<void> over;
  SiteServer server([&](const std::string& head) {
    if (target_of(head) != "/3") return ok("x");
    asked.set_value();
    over.get_future().wait();
    return ok("x");
  });
  Downloader downloader(hasty());
  for (std::uint64_t ticket = 1; ticket <= 4; ++ticket)
    downloader.start(ticket, {.url = server.url(1, "/" + std::to_string(ticket))});
  asked.get_future().wait();
  downloader.stop();
  CHECK(drain(downloader) == std::multiset<std::uint64_t>{1, 2});
  over.set_value();
}

TEST_CASE("a downloader with nothing to do ends at once when closed or dropped",
          "[fetch][politeness]") {
  Downloader closed;
  std::thread consumer([&] { CHECK_FALSE(closed.next()); });
  closed.close();
  consumer.join();
  CHECK_FALSE(closed.next());
  const Downloader dropped;
}

TEST_CASE("what waits and what is under way is dropped with the downloader",
          "[fetch][politeness]") {
  std::promise<void> asked;
  std::promise<void> over;
  SiteServer server([&](const std::string&) {
    asked.set_value();
    over.get_future().wait();
    return ok("x");
  });
  {
    Downloader downloader;
    for (int i = 0; i < 100; ++i) downloader.start(1, {.url = server.url(1)});
    asked.get_future().wait();
  }
  over.set_value();
  CHECK(server.visits().size() == 1);
}

TEST_CASE("a finished request says when it began, how long it took and what came over the wire",
          "[fetch]") {
  SiteServer server([](const std::string&) { return ok("12345"); });
  Downloader downloader;
  downloader.start(9, {.url = server.url(1)});
  const auto finished = downloader.next();
  REQUIRE(finished);
  CHECK(finished->ticket == 9);
  CHECK(finished->received == 5);
  CHECK(finished->started > Timestamp{1'700'000'000'000});
  CHECK(finished->took >= milliseconds(0));
}
