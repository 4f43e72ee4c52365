#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "fetch/fetch_one.h"
#include "jianbao/fetch/downloader.h"
#include "support/fixture.h"
#include "support/site_server.h"

using namespace jianbao;
using fetch::Body;
using fetch::Downloader;
using fetch::DownloaderOptions;
using fetch::Failed;
using fetch::Outcome;
using test::expect;
using test::fetch_one;
using test::hasty;
using test::ok;
using test::redirect_to;
using test::SiteServer;
using test::target_of;

namespace {

void check_refused(const Outcome& outcome, const std::string& what) {
  const auto& failed = expect<Failed>(outcome);
  CHECK(failed.kind == Failed::Kind::kRefusedAddress);
  CHECK(failed.reason ==
        "refused, because it leads to " + what + "; --allow-private fetches it all the same");
}

std::string on_loopback(const SiteServer& server, const std::string& host) {
  return "http://" + host + ":" + std::to_string(server.port()) + "/";
}

/// A proxy for plain HTTP that answers for the hosts itself: it plays the Internet, which tests
/// must not touch.
SiteServer::Answer internet(const std::string& redirects_to) {
  return [redirects_to](const std::string& head) {
    const std::string target = target_of(head);
    return target.ends_with("/redirect") ? redirect_to(redirects_to) : ok("seen " + target);
  };
}

std::string proxy_at(const SiteServer& server) {
  return "http://127.0.0.1:" + std::to_string(server.port());
}

}  // namespace

TEST_CASE("a guarded request does not reach this machine under any of its names",
          "[fetch][guard]") {
  SiteServer server([](const std::string&) { return ok("secret"); });
  const auto [host, address] = GENERATE(table<std::string, std::string>({
      {"127.0.0.1", "127.0.0.1, a loopback address"},
      {"127.1.2.3", "127.1.2.3, a loopback address"},
      {"localhost", "127.0.0.1, a loopback address"},
      {"2130706433", "127.0.0.1, a loopback address"},
      {"0x7f000001", "127.0.0.1, a loopback address"},
      {"0x7f.1", "127.0.0.1, a loopback address"},
      {"0177.0.0.1", "127.0.0.1, a loopback address"},
      {"127.1", "127.0.0.1, a loopback address"},
      {"1２7.0.0.1", "127.0.0.1, a loopback address"},
      {"%31%32%37.0.0.1", "127.0.0.1, a loopback address"},
      {"0", "0.0.0.0, an unspecified address"},
      {"0.0.0.0", "0.0.0.0, an unspecified address"},
      {"[::ffff:127.0.0.1]", "::ffff:127.0.0.1, a loopback address"},
      {"[::ffff:7f00:1]", "::ffff:127.0.0.1, a loopback address"},
      {"10.0.0.1", "10.0.0.1, a private address"},
      {"169.254.169.254", "169.254.169.254, a link-local address"},
      {"[64:ff9b::7f00:1]", "64:ff9b::7f00:1, a loopback address"},
      {"[fe80::1]", "fe80::1, a link-local address"},
  }));
  CAPTURE(host);
  const Outcome outcome = fetch_one({.url = on_loopback(server, host), .guarded = true});
  const auto& failed = expect<Failed>(outcome);
  CHECK(failed.kind == Failed::Kind::kRefusedAddress);
  CHECK(failed.reason.find(host == "localhost" ? "a loopback address" : address) !=
        std::string::npos);
  CHECK(server.connections() == 0);
}

TEST_CASE("IPv6 works, and is guarded", "[fetch][guard]") {
  SiteServer server([](const std::string&) { return ok("six"); });
  const std::string url = on_loopback(server, "[::1]");
  const Outcome outcome = fetch_one({.url = url});
  if (std::holds_alternative<Failed>(outcome)) return test::skip("no IPv6 on loopback");
  CHECK(expect<Body>(outcome).bytes == "six");
  check_refused(fetch_one({.url = url, .guarded = true}), "::1, a loopback address");
}

TEST_CASE("a connection that is open already does not lead around the guard", "[fetch][guard]") {
  SiteServer server([](const std::string&) { return ok("secret"); });
  Downloader downloader(hasty());
  expect<Body>(fetch_one(downloader, {.url = server.url(1)}));
  check_refused(fetch_one(downloader, {.url = server.url(1), .guarded = true}),
                "127.0.1.1, a loopback address");
  expect<Body>(fetch_one(downloader, {.url = server.url(1)}));
  CHECK(server.visits().size() == 2);
}

TEST_CASE("the guard can be lifted", "[fetch][guard]") {
  SiteServer server([](const std::string&) { return ok("intranet"); });
  DownloaderOptions options;
  options.allow_private = true;
  Downloader downloader(options);
  const Outcome outcome = fetch_one(downloader, {.url = server.url(1), .guarded = true});
  CHECK(expect<Body>(outcome).bytes == "intranet");
}

TEST_CASE("a feed that lives on this machine may redirect within it", "[fetch][guard]") {
  SiteServer target([](const std::string&) { return ok("x"); });
  SiteServer server([&](const std::string&) { return redirect_to(target.url(2)); });
  CHECK(expect<Body>(fetch_one({.url = server.url(1)})).bytes == "x");
}

TEST_CASE("a redirect from the Internet to this machine is refused", "[fetch][guard]") {
  SiteServer target([](const std::string&) { return ok("secret"); });
  SiteServer proxy(internet(target.url(1)));
  setenv("http_proxy", proxy_at(proxy).c_str(), 1);
  const bool guarded = GENERATE(false, true);
  CAPTURE(guarded);
  Downloader downloader(hasty());
  unsetenv("http_proxy");
  // The target's address bypasses the proxy, see SiteServer.
  check_refused(fetch_one(downloader, {.url = "http://93.184.216.34/redirect", .guarded = guarded}),
                "127.0.1.1, a loopback address");
  CHECK(target.connections() == 0);
  CHECK(proxy.visits().size() == 1);
}

TEST_CASE("behind a proxy the target is judged, not the proxy", "[fetch][guard]") {
  SiteServer proxy(internet("http://192.168.1.1/admin"));
  Downloader downloader(hasty());
  const auto through_proxy = [&](const std::string& url) {
    return fetch_one(downloader, {.url = url, .proxy = proxy_at(proxy), .guarded = true});
  };
  SECTION("addresses") {
    check_refused(through_proxy("http://127.0.0.1/"), "127.0.0.1, a loopback address");
    check_refused(through_proxy("http://0x7f.1/"), "127.0.0.1, a loopback address");
    check_refused(through_proxy("https://10.0.0.1/"), "10.0.0.1, a private address");
    check_refused(through_proxy("http://[fd00::1]/"), "fd00::1, a private address");
    check_refused(through_proxy("http://1.2.3.4.5/"), "1.2.3.4.5, no valid address");
    CHECK(proxy.connections() == 0);
    CHECK(expect<Body>(through_proxy("http://93.184.216.34/")).bytes ==
          "seen http://93.184.216.34/");
    CHECK(expect<Body>(through_proxy("http://[2606:4700::1]/")).bytes ==
          "seen http://[2606:4700::1]/");
  }
  SECTION("what a censor's name server says") {
    for (const char* host : {"243.185.187.39", "[2001::1f0d:5211]", "198.18.0.7"}) {
      CAPTURE(host);
      const std::string url = std::string("http://") + host + "/";
      CHECK(expect<Body>(through_proxy(url)).bytes == "seen " + url);
    }
  }
  SECTION("names that are known here") {
    const Outcome outcome = through_proxy("http://localhost/");
    CHECK(expect<Failed>(outcome).kind == Failed::Kind::kRefusedAddress);
    CHECK(proxy.connections() == 0);
  }
  SECTION("names that only the proxy knows are left to it") {
    CHECK(expect<Body>(through_proxy("http://blocked.invalid/")).bytes ==
          "seen http://blocked.invalid/");
  }
  SECTION("redirects") {
    check_refused(through_proxy("http://93.184.216.34/redirect"), "192.168.1.1, a private address");
    CHECK(proxy.visits().size() == 1);
  }
}

TEST_CASE("behind a proxy a redirect to another host is guarded although the user named the first",
          "[fetch][guard]") {
  SiteServer proxy(internet("http://192.168.1.1/admin"));
  check_refused(fetch_one({.url = "http://blocked.invalid/redirect", .proxy = proxy_at(proxy)}),
                "192.168.1.1, a private address");
  CHECK(expect<Body>(fetch_one({.url = "http://192.168.1.1/", .proxy = proxy_at(proxy)})).bytes ==
        "seen http://192.168.1.1/");
}

TEST_CASE("an answer says whether it came from the public Internet", "[fetch][guard]") {
  SECTION("directly, over new and used connections") {
    SiteServer server([&](const std::string& head) {
      return target_of(head) == "/redirect" ? redirect_to("/") : ok("x");
    });
    Downloader downloader(hasty());
    CHECK(expect<Body>(fetch_one(downloader, {.url = server.url(1)})).from_private);
    CHECK(expect<Body>(fetch_one(downloader, {.url = server.url(1)})).from_private);
    CHECK(expect<Body>(fetch_one(downloader, {.url = server.url(1, "/redirect")})).from_private);
    CHECK(server.connections() == 1);
    const Outcome named = fetch_one(downloader, {.url = on_loopback(server, "localhost")});
    CHECK(expect<Body>(named).from_private);
  }
  SECTION("behind a proxy, which is on this machine itself") {
    SiteServer proxy(internet("http://93.184.216.34/"));
    const auto [url, from_private] = GENERATE(table<std::string, bool>({
        {"http://93.184.216.34/", false},
        {"http://198.18.0.7/", false},
        {"http://192.168.1.1/", true},
        {"http://[fd00::1]/", true},
        {"http://0x7f.1/", true},
        {"http://localhost/", true},
        {"http://blocked.invalid/", false},
        {"http://1.2.3.4.5/", false},
        {"http://192.168.1.1/redirect", false},
    }));
    CAPTURE(url);
    const Outcome outcome = fetch_one({.url = url, .proxy = proxy_at(proxy)});
    CHECK(expect<Body>(outcome).from_private == from_private);
  }
  SECTION("behind a proxy, with the guard lifted") {
    SiteServer proxy(internet("http://192.168.1.1/"));
    DownloaderOptions options = hasty();
    options.allow_private = true;
    Downloader downloader(options);
    const Outcome outcome = fetch_one(
        downloader,
        {.url = "http://93.184.216.34/redirect", .proxy = proxy_at(proxy), .guarded = true});
    CHECK(expect<Body>(outcome).from_private);
  }
}

TEST_CASE("an answer tells whether the address asked first was a private one", "[fetch][guard]") {
  SiteServer server([&](const std::string& head) {
    return target_of(head) == "/moved" ? ok("x") : redirect_to("/moved");
  });
  SiteServer proxy(internet("http://press.example/moved"));
  const auto asked_private = [](fetch::Request request) {
    Downloader downloader(hasty());
    REQUIRE(downloader.start(1, std::move(request)));
    const auto finished = downloader.next();
    REQUIRE(finished);
    expect<Body>(finished->outcome);
    return finished->asked_private;
  };
  CHECK(asked_private({.url = server.url(1, "/moved")}) == true);
  CHECK(asked_private({.url = server.url(1, "/old")}) == true);
  // What lies behind a proxy nobody here can tell, but for addresses and local names.
  CHECK_FALSE(asked_private({.url = "http://press.example/", .proxy = proxy_at(proxy)}));
  CHECK(asked_private({.url = "http://10.0.0.1/", .proxy = proxy_at(proxy)}) == true);
  CHECK(asked_private({.url = "http://93.184.216.34/redirect", .proxy = proxy_at(proxy)}) == false);
}
