#include <catch2/catch.hpp>
#include <optional>
#include <vector>

#include "cli/progress_bar.h"
#include "cli/sandbox.h"
#include "jianbao/store/lock.h"
#include "support/http_server.h"

using namespace jianbao;
using namespace std::chrono_literals;
using jianbao::test::HttpAnswer;
using jianbao::test::HttpServer;
using jianbao::test::lines;
using jianbao::test::parse_json;
using jianbao::test::RawConnection;
using jianbao::test::RawServer;
using jianbao::test::Sandbox;

namespace {

HttpAnswer feed_of(const std::string& item) {
  return {.body = "<rss version=\"2.0\"><channel><title>晨报</title><item><title>" + item +
                  "</title><link>https://news.example/" + item +
                  "</link><description>雨下了一天。</description></item></channel></rss>"};
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("ingest of a feed's address says that it subscribes", "[cli][ingest-talk]") {
  const Sandbox jianbao;
  HttpServer server;
  const auto feed = server.serve("/feed", feed_of("a"));
  const auto quiet = server.serve("/quiet", feed_of("b"));
  const auto first = lines(jianbao({"ingest", feed.url()}).err);
  REQUIRE(first.size() == 2);
  CHECK(first[0] ==
        "subscribed to " + feed.url() + " as number 1; `jianbao feed remove 1` ends that");
  CHECK(first[1].starts_with("new 1,"));
  CHECK(lines(jianbao({"ingest", "--pause", "0", feed.url()}).err).size() == 1);
  const auto silent = jianbao({"-q", "ingest", quiet.url()});
  CHECK(silent.err.empty());
  CHECK(silent.out.empty());
}

TEST_CASE("a removed feed that is named is fetched once, and stays removed", "[cli][ingest-talk]") {
  const Sandbox jianbao;
  HttpServer server;
  auto feed = server.serve("/feed", feed_of("a"));
  jianbao({"-q", "ingest", feed.url()});
  jianbao({"-q", "feed", "remove", "1"});
  feed.answer(feed_of("b"));
  const auto again = jianbao({"ingest", feed.url()});
  CHECK(again.status == 0);
  const auto told = lines(again.err);
  REQUIRE(told.size() == 2);
  CHECK(told[0] == feed.url() + " was removed: it is fetched this once; `jianbao feed add " +
                       feed.url() + "` subscribes to it again");
  CHECK(told[1].starts_with("new 1,"));
  CHECK(has(jianbao({"feed", "list"}).err, "no feed is subscribed"));
}

TEST_CASE("ingest --all tells how many feeds it left alone, as their servers asked",
          "[cli][ingest-talk]") {
  const Sandbox jianbao;
  HttpServer server;
  const auto calm = server.serve("/calm", feed_of("a"));
  const auto busy = server.serve("/busy", {.status = 503, .headers = {{"Retry-After", "3600"}}});
  jianbao({"-q", "feed", "add", calm.url(), busy.url()});
  jianbao({"-q", "ingest", "--pause", "0"});
  const auto all = jianbao({"ingest", "--all", "--pause", "0", "--report", "json"});
  CHECK(has(all.err, "; 1 feed left alone, as the server asked (Retry-After)\n"));
  CHECK(parse_json(all.out).at("left_alone") == 1);
  CHECK(busy.hits() == 1);
  const auto due = jianbao({"ingest", "--pause", "0", "--report", "json"});
  CHECK_FALSE(has(due.err, "left alone"));
  CHECK(parse_json(due.out).at("left_alone") == 0);
}

TEST_CASE("status names the host that wants to be left alone, and until when",
          "[cli][ingest-talk]") {
  const Sandbox jianbao;
  HttpServer server;
  constexpr std::size_t kFeeds = 8;
  std::vector<test::HttpEndpoint> feeds;
  for (std::size_t i = 0; i < kFeeds; ++i) {
    feeds.push_back(server.serve("/" + std::to_string(i),
                                 {.status = 429, .headers = {{"Retry-After", "90000"}}}));
    jianbao({"-q", "feed", "add", feeds.back().url()});
  }
  const auto polled = jianbao({"ingest", "--pause", "0.001"});
  CHECK(has(polled.err, " feeds left alone, as the server asked (Retry-After)\n"));
  const auto status = jianbao({"status", "--format", "jsonl"});
  CHECK(status.status == 0);
  const auto rows = lines(status.out);
  REQUIRE(rows.size() == kFeeds);
  const auto first = parse_json(rows[0]);
  const auto last = parse_json(rows[kFeeds - 1]);
  CHECK(last.at("state") == "retrying");
  CHECK(last.at("why") == "due, but its host wants to be left alone for 25 h more");
  CHECK(last.at("last_poll").is_null());
  CHECK(last.at("next_poll") >= first.at("last_poll"));
  CHECK(last.at("next_poll_reason") == "its host wants to be left alone");
  CHECK_FALSE(has(jianbao({"status", "--format", "table"}).out, "at once"));
  const auto listed = lines(jianbao({"feed", "list", "--format", "jsonl"}).out);
  CHECK(parse_json(listed.at(kFeeds - 1)).at("next_poll") == last.at("next_poll"));
}

TEST_CASE("ingest tells how many feeds it left due, as their hosts do not answer",
          "[cli][ingest-talk]") {
  const Sandbox jianbao;
  RawServer server([](RawConnection& connection) { connection.read_request(); });
  for (int i = 0; i < 5; ++i)
    jianbao({"-q", "feed", "add", server.origin() + "/" + std::to_string(i)});
  const auto run = jianbao({"ingest", "--pause", "0", "--report", "json"});
  CHECK(run.status == 4);
  CHECK(has(run.err, "; 2 feeds left for the next run, as their hosts do not answer\n"));
  CHECK(parse_json(run.out).at("left_due") == 2);
  CHECK(server.connections() == 3);
}

TEST_CASE("the log of level debug has a line for each poll", "[cli][ingest-talk]") {
  const Sandbox jianbao;
  HttpServer server;
  const auto good = server.serve("/good", feed_of("a"));
  const auto gone = server.serve("/gone", {.status = 404});
  jianbao({"-q", "feed", "add", good.url(), gone.url()});
  jianbao({"-q", "ingest", "--pause", "0", "--log-file", "log", "--log-level", "debug"});
  std::string polls;
  for (const std::string& line : lines(jianbao.read("log")))
    if (has(line, " debug ") && has(line, "] feed ")) polls += line + "\n";
  CHECK(lines(polls).size() == 2);
  CHECK(has(polls, "] feed 1 " + good.url() + ": 200, "));
  CHECK(has(polls, " bytes, 1 items, 1 new, "));
  CHECK(has(polls, "] feed 2 " + gone.url() + ": 404, "));
  CHECK(has(polls, ", 404 Not Found; next poll 20"));
}

TEST_CASE("the progress of polls tells feeds, new articles and who is waited for",
          "[cli][ingest-talk]") {
  const app::Progress progress{.phase = "polling",
                               .done = 10,
                               .total = 12,
                               .bytes = 5000,
                               .unit = "feeds",
                               .fresh = 1160,
                               .waiting = "slow.example, far.example"};
  const std::string line = cli::progress_line(progress, 5s, 120);
  CHECK(line ==
        "polling [##########--] 10/12 feeds, 1,160 new, waiting for "
        "slow.example, far.example");
  const app::Progress files{.phase = "reading", .done = 500, .total = 1000};
  CHECK(has(cli::progress_line(files, 5s, 120), "500/1,000  100 articles/s"));
}

TEST_CASE("changes of subscriptions wait for an ingest that runs", "[cli][feed]") {
  Sandbox jianbao;
  jianbao.options.environment["JIANBAO_DB"] = "a.db";
  jianbao({"-q", "feed", "add", "https://a.example/rss"});
  jianbao.write("list.opml",
                "<opml version=\"2.0\"><body><outline type=\"rss\" text=\"x\" "
                "xmlUrl=\"https://c.example/rss\"/></body></opml>");
  const std::vector<std::string> command =
      GENERATE(as<std::vector<std::string>>(),
               std::vector<std::string>{"feed", "add", "https://b.example/rss"},
               std::vector<std::string>{"feed", "set", "--interval", "1h", "1"},
               std::vector<std::string>{"feed", "remove", "1"},
               std::vector<std::string>{"feed", "import", "list.opml"});
  CAPTURE(command);
  std::optional<store::IngestLock> ingest(jianbao / "a.db");
  const auto refused = jianbao(command);
  CHECK(refused.status == 75);
  CHECK(has(refused.err, "wait for it with --wait SECONDS"));
  auto waiting = command;
  waiting.insert(waiting.begin() + 2, {"--wait", "0.05"});
  CHECK(jianbao(waiting).status == 75);
  waiting[3] = "60";
  auto process = jianbao.start(waiting);
  ingest.reset();
  CHECK(process.finish().status == 0);
}

TEST_CASE("ingest with nothing to do names the archive and the ways on", "[cli][ingest-talk]") {
  const Sandbox jianbao;
  const auto none = jianbao({"-q", "ingest"});
  CHECK(none.status == 2);
  CHECK(has(none.err, ".db: no archive there yet, and no source given; `jianbao feed add URL` "));
  jianbao({"-q", "feed", "add", "https://example.org/feed"});
  jianbao({"-q", "feed", "remove", "1"});
  const auto empty = jianbao({"-q", "ingest"});
  CHECK(empty.status == 2);
  CHECK(has(empty.err, ".db: no feed is subscribed, and no source given; "));
  CHECK(lines(empty.err).size() == 1);
}

TEST_CASE("ingest of what is no feed names the way to feeds", "[cli][ingest-talk]") {
  const Sandbox jianbao;
  HttpServer server;
  const auto page =
      server.serve("/page", {.body = "<html><body><p>雨下了一天。</p></body></html>"});
  const auto list =
      server.serve("/list", {.body = "<opml version=\"2.0\"><body><outline "
                                     "xmlUrl=\"https://c.example/rss\"/></body></opml>"});
  const auto index = server.serve(
      "/index", {.body = "<sitemapindex><sitemap><loc>https://c.example/news.xml</loc></sitemap>"
                         "</sitemapindex>"});
  const auto opml = jianbao({"-q", "ingest", "--pause", "0", list.url()});
  CHECK(opml.status == 4);
  CHECK(lines(opml.err).size() == 1);
  CHECK(has(opml.err, "an OPML list of feeds, not a feed; `jianbao feed import FILE`"));
  const auto sitemaps = jianbao({"-q", "ingest", "--pause", "0", index.url()});
  CHECK(sitemaps.status == 4);
  CHECK(has(sitemaps.err, "a sitemap index, not a feed; it lists https://c.example/news.xml\n"));
  const std::string way = "; `jianbao feed discover " + page.url() + "` looks for feeds\n";
  const auto named = jianbao({"-q", "ingest", page.url()});
  CHECK(named.status == 4);
  CHECK(has(named.err, way));
  jianbao({"-q", "feed", "add", page.url()});
  const auto polled = jianbao({"-q", "ingest", "--pause", "0"});
  CHECK(polled.status == 4);
  CHECK(lines(polled.err).size() == 1);
  CHECK(has(polled.err, way));
}

TEST_CASE("a login form and an empty answer in place of a feed are named", "[cli][ingest-talk]") {
  const Sandbox jianbao;
  HttpServer server;
  auto feed = server.serve("/feed", feed_of("a"));
  jianbao({"-q", "feed", "add", feed.url()});
  CHECK(jianbao({"-q", "ingest", "--pause", "0"}).status == 0);
  feed.answer({.body = "<!doctype html><html><head><title>会员登录</title></head><body>"
                       "<form action=\"/login\"><p>请登录后继续访问</p><input name=\"user\">"
                       "<input type=\"password\" name=\"pass\"><button>登录</button></form>"
                       "</body></html>"});
  const auto login = jianbao({"-q", "ingest", "--all", "--pause", "0"});
  CHECK(login.err == "jianbao: " + feed.url() +
                         ": a login page in place of the feed; a header of your own (feed set "
                         "--header) can carry a session\n");
  feed.answer({.body = ""});
  const auto empty = jianbao({"-q", "ingest", "--all", "--pause", "0"});
  CHECK(empty.err ==
        "jianbao: " + feed.url() + ": is no longer a feed: it answered with nothing\n");
}
