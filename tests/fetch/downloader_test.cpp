#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "fetch/coding_writer.h"
#include "fetch/fetch_one.h"
#include "jianbao/fetch/downloader.h"
#include "support/environment_variable.h"
#include "support/http_server.h"

using namespace jianbao;
using fetch::Body;
using fetch::Downloader;
using fetch::Failed;
using fetch::NotModified;
using fetch::Outcome;
using fetch::Redirected;
using fetch::Rejected;
using test::EnvironmentVariable;
using test::expect;
using test::fetch_one;
using test::hasty;
using test::HttpAnswer;
using test::HttpServer;

namespace {

constexpr const char* kFeed = "<rss version=\"2.0\"><channel><title>早报</title></channel></rss>";

HttpAnswer redirect(int status, std::string to) {
  return {.status = status, .headers = {{"Location", std::move(to)}}};
}

/// Serves /0 → /1 → … → /n, the last one a document.
std::vector<test::HttpEndpoint> redirect_chain(HttpServer& server,
                                               const std::vector<int>& statuses) {
  std::vector<test::HttpEndpoint> chain;
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    const std::string next = "/" + std::to_string(i + 1);
    chain.push_back(server.serve("/" + std::to_string(i), redirect(statuses[i], next)));
  }
  chain.push_back(server.serve("/" + std::to_string(statuses.size()), {.body = kFeed}));
  return chain;
}

}  // namespace

TEST_CASE("a document arrives with its type, charset and validators", "[fetch]") {
  HttpServer server;
  const auto page = server.serve(
      "/feed.xml",
      {.body = kFeed,
       .content_type = "text/xml; charset=\"GB18030\"",
       .headers = {{"ETag", "\"v1\""}, {"Last-Modified", "Wed, 15 May 2024 00:48:57 GMT"}}});
  Downloader downloader(hasty());
  const Outcome outcome = fetch_one(downloader, {.url = page.url()});
  const Body& body = expect<Body>(outcome);
  CHECK(body.bytes == kFeed);
  CHECK(body.status == 200);
  CHECK(body.final_url == page.url());
  CHECK(body.permanent_url.empty());
  CHECK(body.content_type == "text/xml; charset=\"GB18030\"");
  CHECK(body.charset == "GB18030");
  CHECK(body.etag == "\"v1\"");
  CHECK(body.last_modified == "Wed, 15 May 2024 00:48:57 GMT");
  CHECK(body.headers.find("HTTP/1.1 200") == 0);
  CHECK(page.hits() == 1);
}

TEST_CASE("an honest User-Agent and what can be decompressed are sent", "[fetch]") {
  HttpServer server;
  const auto page = server.serve("/", {.body = kFeed});
  Downloader downloader(hasty());
  expect<Body>(fetch_one(downloader, {.url = page.url(), .accept = "application/rss+xml"}));
  const auto request = page.requests().at(0);
  CHECK(request.header("user-agent").find("jianbao/") == 0);
  CHECK(request.header("user-agent").find("(+https://") != std::string::npos);
  CHECK(request.header("accept") == "application/rss+xml");
  CHECK(request.header("accept-encoding").find("gzip") != std::string::npos);
  CHECK(request.header("if-none-match").empty());
  CHECK(request.header("if-modified-since").empty());

  fetch::DownloaderOptions options;
  options.user_agent = "reader/9";
  Downloader named(options);
  expect<Body>(fetch_one(named, {.url = page.url()}));
  CHECK(page.requests().at(1).header("user-agent") == "reader/9");
  expect<Body>(fetch_one({.url = page.url(), .user_agent = "own/1"}));
  CHECK(page.requests().at(2).header("user-agent") == "own/1");
}

TEST_CASE("validators are sent back and 304 means not modified", "[fetch]") {
  HttpServer server;
  const std::string date = "Wed, 15 May 2024 00:48:57 GMT";
  const auto page =
      server.serve("/feed.xml", {.body = kFeed,
                                 .headers = {{"ETag", "W/\"1\""}, {"Last-Modified", date}},
                                 .conditional = true});
  Downloader downloader(hasty());
  const Outcome first = fetch_one(downloader, {.url = page.url()});
  const Body& body = expect<Body>(first);
  expect<NotModified>(fetch_one(
      downloader, {.url = page.url(), .etag = body.etag, .last_modified = body.last_modified}));
  REQUIRE(page.hits() == 2);
  CHECK(page.requests().at(1).header("if-none-match") == "W/\"1\"");
  CHECK(page.requests().at(1).header("if-modified-since") == date);
}

TEST_CASE("a 304 that nobody asked for is no success", "[fetch]") {
  HttpServer server;
  const auto page = server.serve("/", {.status = 304});
  Downloader downloader(hasty());
  const Outcome outcome = fetch_one(downloader, {.url = page.url()});
  CHECK(expect<Rejected>(outcome).status == 304);
}

TEST_CASE("a validator that would begin another header is not sent", "[fetch]") {
  HttpServer server;
  const auto page = server.serve("/", {.body = kFeed});
  Downloader downloader(hasty());
  expect<Body>(fetch_one(downloader, {.url = page.url(), .etag = "x\r\nX-Injected: 1"}));
  CHECK(page.requests().at(0).header("x-injected").empty());
  CHECK(page.requests().at(0).header("if-none-match").empty());
}

TEST_CASE("refusals carry the status, the reason and when to come back", "[fetch]") {
  HttpServer server;
  Downloader downloader(hasty());
  const Outcome missing = fetch_one(downloader, {.url = server.origin() + "/nothing"});
  CHECK(expect<Rejected>(missing).status == 404);
  CHECK(expect<Rejected>(missing).reason == "404 Not Found");

  const auto busy = server.serve("/busy", {.status = 429, .headers = {{"Retry-After", "120"}}});
  const Outcome later = fetch_one(downloader, {.url = busy.url()});
  CHECK(expect<Rejected>(later).status == 429);
  CHECK(expect<Rejected>(later).headers.find("Retry-After: 120\r\n") != std::string::npos);
  CHECK(busy.hits() == 1);
}

TEST_CASE("five redirects are followed, a sixth is not", "[fetch]") {
  HttpServer server;
  Downloader downloader(hasty());
  {
    const auto chain = redirect_chain(server, {302, 301, 303, 307, 308});
    const Outcome outcome = fetch_one(downloader, {.url = chain.front().url()});
    CHECK(expect<Body>(outcome).bytes == kFeed);
    CHECK(expect<Body>(outcome).final_url == chain.back().url());
  }
  const auto chain = redirect_chain(server, {302, 302, 302, 302, 302, 302});
  const Outcome outcome = fetch_one(downloader, {.url = chain.front().url()});
  CHECK(expect<Failed>(outcome).reason == "more than 5 redirects");
  CHECK(expect<Failed>(outcome).kind == Failed::Kind::kTooManyRedirects);
  CHECK(chain.back().hits() == 0);
}

TEST_CASE("a request that stays is not redirected to another host", "[fetch]") {
  HttpServer here;
  HttpServer there;
  const auto target = there.serve("/2", {.body = kFeed});
  const auto between = here.serve("/1", redirect(301, target.url()));
  const auto begin = here.serve("/0", redirect(301, "/1"));
  fetch::Request request{.url = begin.url()};
  request.stay = true;
  const Outcome outcome = fetch_one(request);
  const auto& onward = expect<Redirected>(outcome);
  CHECK(onward.url == target.url());
  CHECK(onward.redirects == 2);
  CHECK_FALSE(onward.guarded);  // as loopback said so
  CHECK_FALSE(onward.same_site);
  CHECK(target.hits() == 0);
  request.redirects = 4;
  CHECK(expect<Failed>(fetch_one(request)).kind == Failed::Kind::kTooManyRedirects);
}

TEST_CASE("what is asked one at a time is named with its port", "[fetch]") {
  CHECK(fetch::site_of("https://News.example/a?b") == "news.example:443");
  CHECK(fetch::site_of("http://news.example") == "news.example:80");
  CHECK(fetch::site_of("http://news.example:8080/") == "news.example:8080");
  CHECK(fetch::site_of("https://[2001:db8::1]/") == "[2001:db8::1]:443");
  CHECK(fetch::site_of("feed.xml") == "feed.xml");
}

TEST_CASE("an address has moved for good only if every redirect says so", "[fetch]") {
  HttpServer server;
  Downloader downloader(hasty());
  const auto [statuses, permanent] = GENERATE(table<std::vector<int>, bool>({
      {{301}, true},
      {{308}, true},
      {{301, 308, 301}, true},
      {{302}, false},
      {{307}, false},
      {{301, 302}, false},
      {{302, 301}, false},
  }));
  const auto chain = redirect_chain(server, statuses);
  const Outcome outcome = fetch_one(downloader, {.url = chain.front().url()});
  const Body& body = expect<Body>(outcome);
  CHECK(body.final_url == chain.back().url());
  CHECK(body.permanent_url == (permanent ? chain.back().url() : ""));
}

TEST_CASE("the headers of the last response count, not those of the redirect", "[fetch]") {
  HttpServer server;
  const auto target = server.serve("/new", {.body = kFeed});
  const auto old = server.serve(
      "/old",
      {.status = 302, .body = "moved", .headers = {{"Location", "/new"}, {"ETag", "\"old\""}}});
  Downloader downloader(hasty());
  const Outcome outcome = fetch_one(downloader, {.url = old.url()});
  const Body& body = expect<Body>(outcome);
  CHECK(body.etag.empty());
  CHECK(body.bytes == kFeed);
  CHECK(body.headers.find("302") == std::string::npos);
}

TEST_CASE("only http and https are fetched, also behind a redirect", "[fetch]") {
  HttpServer server;
  Downloader downloader(hasty());
  for (const char* url :
       {"file:///etc/hostname", "ftp://127.0.0.1/x", "not a url", "", "gopher:x"}) {
    CAPTURE(url);
    const Outcome outcome = fetch_one(downloader, {.url = url});
    CHECK(expect<Failed>(outcome).reason == "not an http or https address");
  }
  const auto evil = server.serve("/evil", redirect(302, "file:///etc/hostname"));
  const Outcome outcome = fetch_one(downloader, {.url = evil.url()});
  CHECK(expect<Failed>(outcome).reason == "leads to an address that is not http or https");
}

TEST_CASE("gzip is undone", "[fetch]") {
  HttpServer server;
  const auto page = server.serve(
      "/", {.body = test::gzip_stored(kFeed), .headers = {{"Content-Encoding", "gzip"}}});
  Downloader downloader(hasty());
  const Outcome outcome = fetch_one(downloader, {.url = page.url()});
  CHECK(expect<Body>(outcome).bytes == kFeed);
}

TEST_CASE("brotli and zstd are undone", "[fetch]") {
  HttpServer server;
  const auto [coding, bytes] = GENERATE(table<std::string, std::string>({
      {"br", test::brotli_stored(kFeed)},
      {"zstd", test::zstd_stored(kFeed)},
  }));
  const auto page = server.serve("/", {.body = bytes, .headers = {{"Content-Encoding", coding}}});
  CHECK(expect<Body>(fetch_one({.url = page.url()})).bytes == kFeed);
  CHECK(page.requests().at(0).header("accept-encoding").find(coding) != std::string::npos);
}

TEST_CASE("what is no gzip although it says so is named", "[fetch]") {
  HttpServer server;
  const auto page = server.serve("/", {.body = kFeed, .headers = {{"Content-Encoding", "gzip"}}});
  Downloader downloader(hasty());
  const Outcome outcome = fetch_one(downloader, {.url = page.url()});
  CHECK(expect<Failed>(outcome).reason.find("cannot be decompressed") == 0);
}

TEST_CASE("an empty document is a document", "[fetch]") {
  HttpServer server;
  const auto page = server.serve("/", {.body = ""});
  Downloader downloader(hasty());
  const Outcome outcome = fetch_one(downloader, {.url = page.url()});
  CHECK(expect<Body>(outcome).bytes.empty());
}

TEST_CASE("non-ASCII addresses are encoded on the way", "[fetch]") {
  HttpServer server;
  const auto page = server.serve("/新闻", {.body = kFeed});
  Downloader downloader(hasty());
  const Outcome outcome = fetch_one(downloader, {.url = page.url() + "?词=中"});
  CHECK(expect<Body>(outcome).bytes == kFeed);
  CHECK(page.requests().at(0).target == "/%E6%96%B0%E9%97%BB?%E8%AF%8D=%E4%B8%AD");
}

TEST_CASE("the proxy of the environment is used", "[fetch]") {
  std::string seen;
  {
    test::RawServer proxy([&](test::RawConnection& connection) {
      seen = connection.read_request();
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    });
    const EnvironmentVariable variable("http_proxy", proxy.origin());
    Downloader downloader(hasty());
    const Outcome outcome = fetch_one(downloader, {.url = "http://feeds.invalid/a.xml"});
    CHECK(expect<Body>(outcome).bytes == "hi");
  }
  CHECK(seen.find("GET http://feeds.invalid/a.xml HTTP/1.1\r\n") == 0);
}

TEST_CASE("unreachable hosts are failures that say what to look at", "[fetch]") {
  Downloader downloader(hasty());
  const Outcome unknown = fetch_one(downloader, {.url = "http://no-such-host.invalid/"});
  CHECK(expect<Failed>(unknown).reason.find("no-such-host.invalid") != std::string::npos);
  CHECK(expect<Failed>(unknown).kind == Failed::Kind::kDns);
  std::string closed;
  {
    const test::RawServer server([](test::RawConnection&) {});
    closed = server.origin();
  }
  const Outcome refused = fetch_one(downloader, {.url = closed});
  CHECK(expect<Failed>(refused).kind == Failed::Kind::kConnect);
}
