// The whole program against servers: what reaches the command line of the rules for transfers.

#include <catch2/catch.hpp>
#include <future>
#include <string>
#include <vector>

#include "cli/sandbox.h"
#include "support/http_server.h"
#include "support/site_server.h"
#include "support/tls_server.h"

using jianbao::test::header_of;
using jianbao::test::news_page;
using jianbao::test::ok;
using jianbao::test::parse_json;
using jianbao::test::Sandbox;
using jianbao::test::SiteServer;
using jianbao::test::target_of;

namespace {

std::string feed_of(const std::string& title, const std::string& link) {
  return "<rss version=\"2.0\"><channel><title>" + title + "</title><item><title>" + title +
         "头条</title><link>" + link + "</link><description>渡口今天停航。</description></item>" +
         "</channel></rss>";
}

std::string at(int number, const SiteServer& sites, const std::string& path) {
  constexpr int kSites = 250;
  return "http://127.0." + std::to_string(1 + number / kSites) + "." +
         std::to_string(1 + number % kSites) + ":" + std::to_string(sites.port()) + path;
}

/// Another site of the server that this request came to.
std::string neighbour(const std::string& head, const std::string& path) {
  const std::string host = header_of(head, "Host");
  return "http://127.0.1.2" + host.substr(host.find(':')) + path;
}

/// An ingest of all that is subscribed to; its report.
nlohmann::json poll(const Sandbox& jianbao, const std::vector<std::string>& more = {}) {
  std::vector<std::string> line{"--db", "a.db", "-q", "ingest", "--all", "--report", "json"};
  line.insert(line.end(), more.begin(), more.end());
  const auto run = jianbao(line);
  INFO(run.err);
  CHECK(run.status == 0);
  return parse_json(run.out);
}

}  // namespace

TEST_CASE("a feed's link to a private address is followed with --allow-private alone",
          "[cli][network]") {
  SiteServer sites([](const std::string& head) {
    if (target_of(head) == "/feed.xml") {
      return ok(feed_of("渡口报", neighbour(head, "/inside.html")));
    }
    if (target_of(head) == "/robots.txt") return ok("");
    return ok(news_page("渡口报头条", "摆渡船在浓雾里停了一天。"),
              "Content-Type: text/html; charset=utf-8\r\n");
  });
  const std::string page = sites.url(2, "/inside.html");
  const bool named = GENERATE(true, false);
  CAPTURE(named);
  const Sandbox jianbao;
  REQUIRE(jianbao({"--db", "a.db", "-q", "feed", "add", "--full-page", sites.url(1, "/feed.xml")})
              .status == 0);
  if (named) {
    const auto report = poll(jianbao, {"--pause", "0", "--allow-private"});
    CHECK(report.at("pages") == 1);
    CHECK(jianbao({"--db", "a.db", "show", "1"}).out.find("摆渡船在浓雾里停了一天") !=
          std::string::npos);
    return;
  }
  const auto run = jianbao({"--db", "a.db", "-v", "ingest", "--pause", "0"});
  CHECK(run.status == 0);
  CHECK(run.err.find(page + ": ") != std::string::npos);
  CHECK(run.err.find("127.0.1.2, a loopback address; --allow-private fetches it all the same") !=
        std::string::npos);
  CHECK(jianbao({"--db", "a.db", "show", "1"}).out.find("渡口今天停航。") != std::string::npos);
  for (const auto& visit : sites.visits()) CHECK(visit.host == sites.host(1));
}

TEST_CASE("a feed's own address may be private, and its redirects within what is private",
          "[cli][network]") {
  SiteServer sites([](const std::string& head) {
    if (target_of(head) == "/old.xml") {
      return jianbao::test::redirect_to(neighbour(head, "/feed.xml"));
    }
    return ok(feed_of("渡口报", "https://news.example/1"));
  });
  const Sandbox jianbao;
  REQUIRE(jianbao({"--db", "a.db", "-q", "feed", "add", sites.url(1, "/old.xml")}).status == 0);
  CHECK(poll(jianbao).at("new") == 1);
}

TEST_CASE("five hundred feeds at once are polled, then found unchanged", "[cli][network]") {
  constexpr int kFeeds = 500;
  SiteServer sites([](const std::string& head) {
    const std::string host = header_of(head, "Host");
    const std::string etag = "\"" + host + "\"";
    if (header_of(head, "If-None-Match") == etag) {
      return "HTTP/1.1 304 Not Modified\r\nETag: " + etag + "\r\n\r\n";
    }
    return ok(feed_of(host, "https://news.example/" + host), "ETag: " + etag + "\r\n");
  });
  const Sandbox jianbao;
  std::string opml = "<opml version=\"2.0\"><head/><body>";
  for (int number = 0; number < kFeeds; ++number) {
    opml += "<outline type=\"rss\" xmlUrl=\"" + at(number, sites, "/feed.xml") + "\"/>";
  }
  jianbao.write("feeds.opml", opml + "</body></opml>");
  REQUIRE(jianbao({"--db", "a.db", "-q", "feed", "import", "feeds.opml"}).status == 0);
  const auto first = poll(jianbao);
  CHECK(first.at("sources") == kFeeds);
  CHECK(first.at("new") == kFeeds);
  const auto second = poll(jianbao);
  CHECK(second.at("not_modified") == kFeeds);
  CHECK(second.at("new") == 0);
  CHECK(sites.visits().size() == 2 * kFeeds);
  CHECK(sites.most_at_once() <= 8);
  CHECK(sites.most_at_once_by_host() == 1);
}

TEST_CASE("cookies are kept within a run and forgotten with it", "[cli][network]") {
  jianbao::test::HttpServer server;
  const auto entry = server.serve(
      "/entry", {.status = 302, .headers = {{"Location", "/feed"}, {"Set-Cookie", "visit=7"}}});
  const auto feed = server.serve("/feed", {.body = feed_of("晚潮", "https://news.example/1")});
  const Sandbox jianbao;
  for (int run = 0; run < 2; ++run) {
    REQUIRE(jianbao({"--db", "a.db", "-q", "ingest", entry.url()}).status == 0);
  }
  REQUIRE(entry.hits() == 2);
  for (const auto& request : entry.requests()) CHECK(request.header("cookie").empty());
  for (const auto& request : feed.requests()) CHECK(request.header("cookie") == "visit=7");
}

TEST_CASE("the environment's proxy is used, but for what no_proxy names", "[cli][network]") {
  SiteServer direct(
      [](const std::string&) { return ok(feed_of("近邻", "https://news.example/near")); });
  SiteServer proxy([](const std::string& head) {
    return ok(feed_of("远方", "https://news.example/far?" + target_of(head)));
  });
  Sandbox jianbao;
  jianbao.options.environment["http_proxy"] = "http://127.0.0.1:" + std::to_string(proxy.port());
  jianbao.options.environment["no_proxy"] = "127.0.1.0/24";
  const std::string far = "http://blocked.invalid/feed.xml";
  REQUIRE(jianbao({"--db", "a.db", "-q", "feed", "add", far, direct.url(1, "/feed.xml")}).status ==
          0);
  CHECK(poll(jianbao).at("new") == 2);
  REQUIRE(proxy.visits().size() == 1);
  CHECK(proxy.visits().at(0).target == far);
  CHECK(direct.visits().size() == 1);
}

TEST_CASE("the proxy of the settings goes before the environment's, a feed's own before both",
          "[cli][network]") {
  const auto desk = [](const std::string& name) {
    return [name](const std::string& head) {
      return ok(feed_of(name, "https://" + name + ".example/" + target_of(head)));
    };
  };
  SiteServer own(desk("own"));
  SiteServer set(desk("set"));
  SiteServer environment(desk("environment"));
  const auto address = [](const SiteServer& proxy) {
    return "http://127.0.0.1:" + std::to_string(proxy.port());
  };
  Sandbox jianbao;
  jianbao.options.environment["http_proxy"] = address(environment);
  const std::string named = "http://one.invalid/feed.xml";
  const std::string plain = "http://two.invalid/feed.xml";
  REQUIRE(jianbao({"--db", "a.db", "-q", "feed", "add", "--proxy", address(own), named}).status ==
          0);
  REQUIRE(jianbao({"--db", "a.db", "-q", "feed", "add", plain}).status == 0);
  poll(jianbao, {"--proxy", address(set)});
  REQUIRE(own.visits().size() == 1);
  CHECK(own.visits().at(0).target == named);
  REQUIRE(set.visits().size() == 1);
  CHECK(set.visits().at(0).target == plain);
  CHECK(environment.visits().empty());
  jianbao.options.environment["JIANBAO_PROXY"] = address(set);
  poll(jianbao);
  CHECK(set.visits().size() == 2);
  jianbao.options.environment["no_proxy"] = "two.invalid";
  CHECK(jianbao({"--db", "a.db", "ingest", plain}).err.find("two.invalid") != std::string::npos);
  CHECK(set.visits().size() == 2);
}

TEST_CASE("extract and feed discover go through the proxy of the settings", "[cli][network]") {
  SiteServer proxy([](const std::string& head) {
    if (target_of(head).ends_with(".xml")) return ok(feed_of("渡口", "https://a.example/1"));
    return ok(news_page("渡口报头条", "摆渡船在浓雾里停了一天。"),
              "Content-Type: text/html; charset=utf-8\r\n");
  });
  const Sandbox jianbao;
  const std::string address = "http://127.0.0.1:" + std::to_string(proxy.port());
  CHECK(jianbao({"extract", "--proxy", address, "http://a.invalid/1.html"}).status == 0);
  CHECK(proxy.visits().size() == 1);
  const auto found = jianbao({"feed", "discover", "--proxy", address, "http://a.invalid/feed.xml"});
  CHECK(found.status == 0);
  CHECK(found.out.find("http://a.invalid/feed.xml") != std::string::npos);
}

TEST_CASE("a document has as long to come as the timeout says", "[cli][network]") {
  std::promise<void> ended;
  const std::shared_future<void> end = ended.get_future().share();
  SiteServer sites([&](const std::string&) {
    end.wait();
    return ok("");
  });
  const Sandbox jianbao;
  const std::string url = sites.url(1, "/feed.xml");
  for (const char* command : {"ingest", "extract"}) {
    const auto given_up = jianbao({"--db", "a.db", command, "--timeout", "200ms", url});
    CHECK(given_up.status == 4);
    CHECK(given_up.err.find("no complete answer within 200 ms") != std::string::npos);
  }
  const auto looked = jianbao({"feed", "discover", "--timeout", "200ms", url});
  CHECK(looked.err.find("no complete answer within 200 ms") != std::string::npos);
  ended.set_value();
}

TEST_CASE("a feed over TLS is fetched if its certificate is good, else named and not stored",
          "[cli][network]") {
  jianbao::test::CertificateAuthority authority;
  const jianbao::test::TlsServer server(authority.issue("IP:127.0.0.1"));
  server.publish("feed.xml", feed_of("密报", "https://news.example/1"));
  const std::string url = server.url("feed.xml");
  Sandbox jianbao;
  const auto refused = jianbao({"--db", "a.db", "-q", "ingest", url});
  CHECK(refused.status == 4);
  CHECK(refused.err.starts_with("jianbao: " + url + ": its certificate is not trusted: "));
  CHECK(jianbao::test::lines(refused.err).size() == 1);
  jianbao.options.environment["SSL_CERT_FILE"] = authority.file();
  CHECK(jianbao({"--db", "a.db", "-q", "ingest", url}).status == 0);
  CHECK(jianbao({"--db", "a.db", "list"}).out.find("密报头条") != std::string::npos);
}
