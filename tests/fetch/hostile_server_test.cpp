#include <catch2/catch.hpp>

#include <chrono>
#include <future>
#include <string>
#include <thread>

#include "fetch/coding_writer.h"
#include "fetch/fetch_one.h"
#include "jianbao/fetch/downloader.h"
#include "support/http_server.h"

using namespace jianbao;
using fetch::Downloader;
using fetch::Failed;
using fetch::Outcome;
using fetch::Rejected;
using test::fetch_one;
using test::RawConnection;
using test::RawServer;

namespace {

constexpr std::size_t kCap = std::size_t{64} << 10U;

Outcome fetch_small(const std::string& url) {
  fetch::DownloaderOptions options;
  options.limits.item_bytes = kCap;
  Downloader downloader(options);
  return fetch_one(downloader, {.url = url});
}

Failed failure_of(const Outcome& outcome) {
  CAPTURE(outcome.index());
  REQUIRE(std::holds_alternative<Failed>(outcome));
  return std::get<Failed>(outcome);
}

void check_too_large(const Outcome& outcome) {
  const Failed failed = failure_of(outcome);
  CHECK(failed.reason == "larger than 64 KiB");
  CHECK(failed.kind == Failed::Kind::kTooLarge);
}

/// Sends `piece` until the peer hangs up; returns how many bytes went out.
std::size_t send_for_ever(RawConnection& connection, const std::string& piece) {
  std::size_t sent = 0;
  while (connection.send(piece)) sent += piece.size();
  return sent;
}

}  // namespace

TEST_CASE("what holds no text is left at its headers where text is wanted", "[fetch][hostile]") {
  const auto [type, wanted] = GENERATE(table<std::string, bool>({
      {"text/html", true},
      {"application/octet-stream", true},
      {"video, text/html", true},
      {"", true},
      {"video/mp4", false},
      {"Application/PDF; name=x.pdf", false},
      {" image/webp ;q=1", false},
      {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", false},
  }));
  CAPTURE(type);
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n\r\n";
  RawServer server([&head = head](RawConnection& connection) {
    connection.read_request();
    connection.send(head);
    send_for_ever(connection, std::string(4096, 'x'));
  });
  fetch::DownloaderOptions options;
  options.limits.item_bytes = kCap;
  Downloader downloader(options);
  const Failed failed =
      failure_of(fetch_one(downloader, {.url = server.origin(), .text_only = true}));
  CHECK(failed.kind == (wanted ? Failed::Kind::kTooLarge : Failed::Kind::kNoText));
}

TEST_CASE("an endless body is stopped at the cap", "[fetch][hostile]") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\n\r\n");
    send_for_ever(connection, std::string(4096, 'x'));
  });
  check_too_large(fetch_small(server.origin()));
}

TEST_CASE("the cap is named in MiB as it stands by default", "[fetch][hostile]") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 15728641\r\n\r\n");
    connection.wait_for_close();
  });
  CHECK(failure_of(fetch_one({.url = server.origin()})).reason == "larger than 15 MiB");
}

TEST_CASE("a body of exactly the cap is accepted", "[fetch][hostile]") {
  test::HttpServer server;
  const auto page = server.serve("/", {.body = std::string(kCap, 'x')});
  const Outcome outcome = fetch_small(page.url());
  REQUIRE(std::holds_alternative<fetch::Body>(outcome));
  CHECK(std::get<fetch::Body>(outcome).bytes.size() == kCap);
}

TEST_CASE("an announced length over the cap is refused before the body", "[fetch][hostile]") {
  std::promise<void> hung_up;
  RawServer server([&](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n");
    connection.wait_for_close();
    hung_up.set_value();
  });
  check_too_large(fetch_small(server.origin()));
  hung_up.get_future().wait();
}

TEST_CASE("compressed bytes that unpack to nothing are stopped at the cap", "[fetch][hostile]") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + test::gzip_header());
    std::string nothing;
    while (nothing.size() < 5000) nothing += test::deflate_nothing();
    send_for_ever(connection, nothing);
  });
  check_too_large(fetch_small(server.origin()));
}

TEST_CASE("endless headers are stopped", "[fetch][hostile]") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\n");
    send_for_ever(connection, "X-More: " + std::string(1000, 'x') + "\r\n");
  });
  const Failed failed = failure_of(fetch_small(server.origin()));
  CHECK(failed.reason == "its headers are larger than 256 KiB");
  CHECK(failed.kind == Failed::Kind::kTooLarge);
}

TEST_CASE("an endless error page is a refusal, not a failure", "[fetch][hostile]") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 503 Later\r\nRetry-After: 7\r\n\r\n");
    send_for_ever(connection, std::string(4096, 'x'));
  });
  const Outcome outcome = fetch_small(server.origin());
  REQUIRE(std::holds_alternative<Rejected>(outcome));
  CHECK(std::get<Rejected>(outcome).reason == "503 Later");
  CHECK(std::get<Rejected>(outcome).body_head == std::string(std::size_t{64} << 10U, 'x'));
}

TEST_CASE("a body shorter than announced is a failure, never half a document", "[fetch][hostile]") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss><channel>");
  });
  const Failed failed = failure_of(fetch_small(server.origin()));
  CHECK(failed.reason.find("the answer ended early") == 0);
  CHECK(failed.kind == Failed::Kind::kBroken);
}

TEST_CASE("a chunked body without its end is a failure", "[fetch][hostile]") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n");
  });
  CHECK(failure_of(fetch_small(server.origin())).reason.find("the answer ended early") == 0);
}

TEST_CASE("bytes behind the announced length are not part of the document", "[fetch][hostile]") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>garbage");
  });
  const Outcome outcome = fetch_small(server.origin());
  REQUIRE(std::holds_alternative<fetch::Body>(outcome));
  CHECK(std::get<fetch::Body>(outcome).bytes == "<rss/>");
}

TEST_CASE("no answer at all and no HTTP are failures", "[fetch][hostile]") {
  const std::string answer = GENERATE("", "SSH-2.0-OpenSSH_9.2\r\n", "\0\0\0\0");
  RawServer server([&](RawConnection& connection) {
    connection.read_request();
    connection.send(answer);
  });
  CHECK_FALSE(failure_of(fetch_small(server.origin())).reason.empty());
}

TEST_CASE("a trickle of bytes ends at the total time-out", "[fetch][hostile]") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n");
    while (!connection.closed_within(10) && connection.send("x")) {
    }
  });
  fetch::DownloaderOptions options;
  options.limits.total_timeout = std::chrono::milliseconds(300);
  Downloader downloader(options);
  const Failed failed = failure_of(fetch_one(downloader, {.url = server.origin()}));
  CHECK(failed.reason.find("no complete answer within 300 ms") == 0);
  CHECK(failed.kind == Failed::Kind::kTimeout);
}

TEST_CASE("a server that does not speak TLS fails as https", "[fetch][hostile]") {
  RawServer server(
      [](RawConnection& connection) { connection.send("HTTP/1.1 400 Bad Request\r\n\r\n"); });
  std::string url = server.origin();
  url.replace(0, 4, "https");
  CHECK_FALSE(failure_of(fetch_small(url)).reason.empty());
}

TEST_CASE("a server that falls silent is given up before the total time-out", "[fetch][hostile]") {
  RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\nbegin");
    connection.wait_for_close();
  });
  fetch::DownloaderOptions options;
  options.slow_time = std::chrono::seconds(1);
  options.limits.total_timeout = std::chrono::hours(1);
  Downloader downloader(options);
  const Failed failed = failure_of(fetch_one(downloader, {.url = server.origin()}));
  CHECK(failed.kind == Failed::Kind::kTimeout);
  CHECK(failed.reason.find("Operation too slow") == 0);
}

TEST_CASE("the total time-out covers all redirects together", "[fetch][hostile]") {
  RawServer server([](RawConnection& connection) {
    // Each hop takes a while that alone is allowed.
    connection.read_request();
    if (connection.closed_within(200)) return;
    connection.send("HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n");
  });
  fetch::DownloaderOptions options;
  options.limits.total_timeout = std::chrono::milliseconds(500);
  Downloader downloader(options);
  const Failed failed = failure_of(fetch_one(downloader, {.url = server.origin()}));
  CHECK(failed.kind == Failed::Kind::kTimeout);
  CHECK(server.connections() <= 3);
}

TEST_CASE("a redirect loop ends", "[fetch][hostile]") {
  test::HttpServer server;
  const auto page = server.serve("/loop", {.status = 301, .headers = {{"Location", "/loop"}}});
  const Failed failed = failure_of(fetch_one({.url = page.url()}));
  CHECK(failed.kind == Failed::Kind::kTooManyRedirects);
  CHECK(page.hits() == 6);
}

TEST_CASE("a redirect's own endless body does not matter", "[fetch][hostile]") {
  test::HttpServer target;
  const auto page = target.serve("/", {.body = "arrived"});
  RawServer server([&](RawConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 302 Found\r\nLocation: " + page.url() + "\r\n\r\n");
    send_for_ever(connection, std::string(4096, 'x'));
  });
  const Outcome outcome = fetch_small(server.origin());
  REQUIRE(std::holds_alternative<fetch::Body>(outcome));
  CHECK(std::get<fetch::Body>(outcome).bytes == "arrived");
}

TEST_CASE("a redirect to nowhere is refused or a failure", "[fetch][hostile]") {
  test::HttpServer server;
  const auto bare = server.serve("/bare", {.status = 302});
  const Outcome outcome = fetch_one({.url = bare.url()});
  REQUIRE(std::holds_alternative<Rejected>(outcome));
  CHECK(std::get<Rejected>(outcome).status == 302);
  for (const char* location : {"http://", "http://[::x]/", "javascript:alert(1)", "gopher://x/"}) {
    CAPTURE(location);
    const auto page = server.serve("/", {.status = 302, .headers = {{"Location", location}}});
    CHECK(failure_of(fetch_one({.url = page.url()})).reason ==
          "leads to an address that is not http or https");
  }
}
