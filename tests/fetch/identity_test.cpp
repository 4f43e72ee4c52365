// Who we say we are, to whom: headers, cookies, passwords, proxies.

#include <catch2/catch.hpp>

#include <optional>
#include <string>

#include "fetch/fetch_one.h"
#include "jianbao/fetch/downloader.h"
#include "support/environment_variable.h"
#include "support/fixture.h"
#include "support/http_server.h"
#include "support/site_server.h"

using namespace jianbao;
using fetch::Body;
using fetch::Downloader;
using fetch::DownloaderOptions;
using fetch::Failed;
using fetch::NotModified;
using fetch::Outcome;
using test::expect;
using test::fetch_one;
using test::hasty;
using test::header_of;
using test::ok;
using test::RawConnection;
using test::RawServer;
using test::redirect_to;
using test::SiteServer;
using test::target_of;

namespace {

/// Answers with the request's own head, so that the client can look at it.
std::string echo(const std::string& head) {
  return ok(head);
}

std::string sent_header(const Outcome& outcome, const std::string& name) {
  return header_of(expect<Body>(outcome).bytes, name);
}

}  // namespace

TEST_CASE("the user's own headers replace ours and are sent as given", "[fetch]") {
  SiteServer server(echo);
  const Outcome outcome = fetch_one({.url = server.url(1),
                                     .headers = {"Authorization: Bearer x", "accept: text/plain",
                                                 "User-Agent: mine/1", "X-Two: a: b"}});
  CHECK(sent_header(outcome, "Authorization") == "Bearer x");
  CHECK(sent_header(outcome, "Accept") == "text/plain");
  CHECK(expect<Body>(outcome).bytes.find("Accept: */*") == std::string::npos);
  CHECK(sent_header(outcome, "User-Agent") == "mine/1");
  CHECK(sent_header(outcome, "X-Two") == "a: b");
}

TEST_CASE("a line that is no header, or would be two, is not sent", "[fetch]") {
  SiteServer server(echo);
  const Outcome outcome = fetch_one(
      {.url = server.url(1), .headers = {"X-A: 1\r\nX-B: 2", "no header", "X C: 3", ": 4"}});
  const std::string& head = expect<Body>(outcome).bytes;
  CHECK(head.find("X-A") == std::string::npos);
  CHECK(head.find("X-B") == std::string::npos);
  CHECK(head.find("X C") == std::string::npos);
  CHECK(head.find(": 4") == std::string::npos);
}

TEST_CASE("the user's own headers go along within a host, not to another", "[fetch]") {
  std::string elsewhere;
  SiteServer server([&](const std::string& head) {
    if (target_of(head) == "/within") return redirect_to("/echo");
    return target_of(head) == "/away" ? redirect_to(elsewhere) : echo(head);
  });
  elsewhere = server.url(2, "/echo");
  const std::vector<std::string> own{"Authorization: Bearer x"};
  CHECK(sent_header(fetch_one({.url = server.url(1, "/within"), .headers = own}),
                    "Authorization") == "Bearer x");
  CHECK(sent_header(fetch_one({.url = server.url(1, "/away"), .headers = own}), "Authorization")
            .empty());
}

TEST_CASE("the password in an address goes along within a host, not to another", "[fetch]") {
  std::string target;
  SiteServer server([&](const std::string& head) {
    return target_of(head) == "/moved" ? redirect_to(target, 301) : echo(head);
  });
  const std::string asked = "http://me:pw@" + server.host(1) + "/moved";
  target = server.url(1, "/echo");
  const Outcome within = fetch_one({.url = asked});
  CHECK(sent_header(within, "Authorization") == "Basic bWU6cHc=");
  CHECK(expect<Body>(within).permanent_url == "http://me:pw@" + server.host(1) + "/echo");
  target = "http://you:pw@" + server.host(1) + "/echo";
  CHECK(sent_header(fetch_one({.url = asked}), "Authorization") == "Basic eW91OnB3");
  target = server.url(2, "/echo");
  CHECK(sent_header(fetch_one({.url = asked}), "Authorization").empty());
}

TEST_CASE("a feed that has moved for good and has nothing new says both", "[fetch]") {
  SiteServer server([](const std::string& head) {
    if (target_of(head) == "/old") return redirect_to("/new", 301);
    return std::string("HTTP/1.1 304 Not Modified\r\nETag: ") + header_of(head, "If-None-Match") +
           "\r\n\r\n";
  });
  const Outcome outcome = fetch_one({.url = server.url(1, "/old"), .etag = "\"7\""});
  CHECK(expect<NotModified>(outcome).permanent_url == server.url(1, "/new"));
  CHECK(expect<NotModified>(outcome).headers.find("ETag: \"7\"") != std::string::npos);
}

TEST_CASE("cookies are kept for their host as long as the downloader lives", "[fetch]") {
  SiteServer server([](const std::string& head) {
    return ok(head, target_of(head) == "/set" ? "Set-Cookie: visit=7; Path=/\r\n" : "");
  });
  Downloader downloader(hasty());
  expect<Body>(fetch_one(downloader, {.url = server.url(1, "/set")}));
  CHECK(sent_header(fetch_one(downloader, {.url = server.url(1)}), "Cookie") == "visit=7");
  CHECK(sent_header(fetch_one(downloader, {.url = server.url(2)}), "Cookie").empty());
  CHECK(sent_header(fetch_one({.url = server.url(1)}), "Cookie").empty());
}

TEST_CASE("a .netrc's password goes to the host it names alone, redirects included", "[fetch]") {
  std::string elsewhere;
  SiteServer server([&](const std::string& head) {
    return target_of(head) == "/away" ? redirect_to(elsewhere) : echo(head);
  });
  elsewhere = server.url(2);
  const test::TempDir folder;
  test::write_file(folder.path() / "netrc",
                   "machine 127.0.1.1 login anna password secret\ndefault login x password y\n");
  DownloaderOptions options = hasty();
  options.netrc_file = folder / "netrc";
  Downloader downloader(options);
  const auto authorization = [&](const std::string& url) {
    return sent_header(fetch_one(downloader, {.url = url}), "Authorization");
  };
  CHECK(authorization(server.url(1)) == "Basic YW5uYTpzZWNyZXQ=");
  CHECK(authorization(server.url(2)).empty());
  CHECK(authorization(server.url(1, "/away")).empty());
  CHECK(authorization("http://me:pw@" + server.host(1)) == "Basic bWU6cHc=");
  CHECK(sent_header(fetch_one(downloader, {.url = server.url(1), .credentials = false}),
                    "Authorization")
            .empty());
}

TEST_CASE("a feed's own proxy is used, whatever the environment says", "[fetch][proxy]") {
  SiteServer proxy([](const std::string& head) { return ok(target_of(head)); });
  const Outcome outcome = fetch_one({.url = "http://127.0.0.1:1/feed",
                                     .proxy = "http://127.0.0.1:" + std::to_string(proxy.port())});
  CHECK(expect<Body>(outcome).bytes == "http://127.0.0.1:1/feed");
}

TEST_CASE("a SOCKS proxy is given the name, not an address", "[fetch][proxy]") {
  const bool of_environment = GENERATE(false, true);
  std::string asked_for;
  std::string target;
  {
    RawServer proxy([&](RawConnection& connection) {
      const std::string greeting = connection.read(2);
      connection.read(static_cast<unsigned char>(greeting.at(1)));
      connection.send(std::string("\x05\x00", 2));
      connection.read(4);
      const std::string length = connection.read(1);
      asked_for = connection.read(static_cast<unsigned char>(length.at(0)));
      connection.read(2);
      connection.send(std::string("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10));
      target = target_of(connection.read_request());
      connection.send(ok("through"));
    });
    const std::string address = "socks5h" + proxy.origin().substr(4);
    const test::EnvironmentVariable variable(
        "all_proxy", of_environment ? std::optional(address) : std::nullopt);
    const Outcome outcome = fetch_one(
        {.url = "http://blocked.invalid/a", .proxy = of_environment ? std::string() : address});
    CHECK(expect<Body>(outcome).bytes == "through");
  }
  CHECK(asked_for == "blocked.invalid");
  CHECK(target == "/a");
}

TEST_CASE("a proxy that refuses, is not there or makes no sense is named", "[fetch][proxy]") {
  std::string asked;
  std::string gone;
  {
    RawServer proxy([&](RawConnection& connection) {
      asked = connection.read_request();
      connection.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    });
    gone = proxy.origin();
    const Outcome outcome = fetch_one({.url = "https://blocked.invalid/", .proxy = gone});
    CHECK(expect<Failed>(outcome).kind == Failed::Kind::kConnect);
    CHECK(expect<Failed>(outcome).reason == "the proxy refuses with status 403");
  }
  CHECK(asked.find("CONNECT blocked.invalid:443 HTTP/1.1\r\n") == 0);

  const Outcome refused = fetch_one({.url = "http://blocked.invalid/", .proxy = gone});
  CHECK(expect<Failed>(refused).kind == Failed::Kind::kConnect);
  CHECK(expect<Failed>(refused).reason.ends_with("; is the proxy running?"));

  const Outcome unknown =
      fetch_one({.url = "http://blocked.invalid/", .proxy = "http://no-proxy.invalid:1"});
  CHECK(expect<Failed>(unknown).kind == Failed::Kind::kConnect);

  const Outcome nonsense =
      fetch_one({.url = "http://blocked.invalid/", .proxy = "gopher://127.0.0.1:1"});
  CHECK(expect<Failed>(nonsense).kind == Failed::Kind::kConnect);
}
