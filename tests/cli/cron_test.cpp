#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <future>
#include <mutex>
#include <optional>

#include "cli/sandbox.h"
#include "support/http_server.h"
#include "support/site_server.h"

using jianbao::test::HttpServer;
using jianbao::test::lines;
using jianbao::test::news_page;
using jianbao::test::ok;
using jianbao::test::parse_json;
using jianbao::test::Process;
using jianbao::test::RawConnection;
using jianbao::test::RawServer;
using jianbao::test::Sandbox;
using jianbao::test::SiteServer;

namespace {

std::string feed_of(const std::string& title, const std::string& link) {
  return "<rss version=\"2.0\"><channel><title>" + title + "</title><item><title>" + title +
         "一则</title><link>" + link + "</link><description>摘要一句。</description>" +
         "<pubDate>Wed, 15 May 2024 08:48:57 +0800</pubDate></item></channel></rss>";
}

// The archive's lock, held by a process that left no name.
class HeldLock {
 public:
  explicit HeldLock(const std::string& archive)
      : fd_(::open((archive + "-lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
    REQUIRE(::flock(fd_, LOCK_EX | LOCK_NB) == 0);
  }
  ~HeldLock() { ::close(fd_); }
  HeldLock(const HeldLock&) = delete;
  HeldLock& operator=(const HeldLock&) = delete;

 private:
  int fd_;
};

void subscribe(const Sandbox& jianbao, const std::vector<std::string>& words) {
  std::vector<std::string> line{"--db", "a.db", "-q", "feed", "add"};
  line.insert(line.end(), words.begin(), words.end());
  REQUIRE(jianbao(line).status == 0);
}

// A quiet poll of what is subscribed, with a report.
jianbao::test::ProcessResult poll(const Sandbox& jianbao, const std::vector<std::string>& more) {
  std::vector<std::string> line{"--db", "a.db", "-q", "ingest", "--report", "json"};
  line.insert(line.end(), more.begin(), more.end());
  return jianbao(line);
}

}  // namespace

TEST_CASE("a quiet poll without faults prints nothing, whatever there was to do", "[cli][cron]") {
  HttpServer server;
  const auto feed = server.serve("/feed.xml", {.body = feed_of("晨报", "https://news.example/1"),
                                               .headers = {{"ETag", "\"1\""}},
                                               .conditional = true});
  const Sandbox jianbao;
  subscribe(jianbao, {feed.url()});
  for (const auto& more : {std::vector<std::string>{}, {}, {"--all"}}) {
    std::vector<std::string> line{"--db", "a.db", "-q", "ingest"};
    line.insert(line.end(), more.begin(), more.end());
    const auto run = jianbao(line);
    CHECK(run.status == 0);
    CHECK(run.out.empty());
    CHECK(run.err.empty());
  }
  CHECK(feed.hits() == 2);  // new, not due, not modified
}

TEST_CASE("the report counts feeds that were polled, not due, and not modified", "[cli][cron]") {
  HttpServer server;
  const auto feed = server.serve("/feed.xml", {.body = feed_of("晨报", "https://news.example/1"),
                                               .headers = {{"ETag", "\"1\""}},
                                               .conditional = true});
  const Sandbox jianbao;
  subscribe(jianbao, {feed.url()});
  const auto first = parse_json(poll(jianbao, {}).out);
  CHECK(first.at("bytes") > 0);
  CHECK(first.at("sources") == 1);
  CHECK(first.at("new") == 1);
  const auto second = parse_json(poll(jianbao, {}).out);
  CHECK(second.at("sources") == 0);
  CHECK(second.at("not_due") == 1);
  CHECK(second.at("exit_status") == 0);
  const auto third = parse_json(poll(jianbao, {"--all"}).out);
  CHECK(third.at("sources") == 1);
  CHECK(third.at("not_due") == 0);
  CHECK(third.at("not_modified") == 1);
  CHECK(third.at("new") == 0);
}

TEST_CASE("each feed that fails is one line, and the others are stored", "[cli][cron]") {
  HttpServer server;
  const auto good = server.serve("/good.xml", {.body = feed_of("晨报", "https://news.example/1")});
  const auto bad = server.serve("/bad.xml", {.status = 503, .body = "later"});
  const Sandbox jianbao;
  subscribe(jianbao, {good.url(), bad.url(), server.origin() + "/none.xml"});
  const auto run = poll(jianbao, {"--pause", "0"});
  CHECK(run.status == 3);
  REQUIRE(lines(run.err).size() == 2);
  CHECK(run.err.find("jianbao: " + bad.url() + ": 503") != std::string::npos);
  CHECK(run.err.find("/none.xml: 404") != std::string::npos);
  const auto report = parse_json(run.out);
  CHECK(report.at("sources") == 3);
  CHECK(report.at("sources_failed") == 2);
  CHECK(report.at("new") == 1);
  CHECK(report.at("errors").size() == 2);
}

TEST_CASE("where no feed answers the status is 4", "[cli][cron]") {
  HttpServer server;
  const Sandbox jianbao;
  subscribe(jianbao, {server.origin() + "/none.xml"});
  const auto run = poll(jianbao, {});
  CHECK(run.status == 4);
  CHECK(lines(run.err).size() == 1);
}

TEST_CASE("option --max-runtime ends a run that a server holds up, without a fault",
          "[cli][cron]") {
  RawServer silent([](RawConnection& connection) {
    connection.read_request();
    connection.wait_for_close();
  });
  HttpServer server;
  const auto good = server.serve("/good.xml", {.body = feed_of("晨报", "https://news.example/1")});
  const Sandbox jianbao;
  subscribe(jianbao, {good.url(), silent.origin() + "/feed.xml"});
  const auto run = poll(jianbao, {"--max-runtime", "4s"});
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  const auto report = parse_json(run.out);
  CHECK(report.at("out_of_time") == true);
  CHECK(report.at("interrupted") == false);
  CHECK(report.at("new") == 1);
  CHECK(report.at("failed") == 0);
  const auto loud = jianbao({"--db", "a.db", "ingest", "--max-runtime", "500ms"});
  CHECK(loud.status == 0);
  CHECK(loud.err.find("; --max-runtime ended it; the next run goes on") != std::string::npos);
}

TEST_CASE("another ingest is waited for as long as --wait says", "[cli][cron]") {
  const Sandbox jianbao;
  jianbao.write_article("a.md", 1704067200000, "甲", "第一篇。");
  const std::vector<std::string> line{"--db", "a.db", "-q", "ingest", "--wait"};
  const auto waiting = [&](const std::string& wait) {
    std::vector<std::string> words = line;
    words.insert(words.end(), {wait, "--report", "json", "a.md"});
    return words;
  };
  {
    const HeldLock held(jianbao / "a.db");
    const auto run = jianbao(waiting("0.1"));
    CHECK(run.status == 75);
    CHECK(run.err ==
          "jianbao: a.db: another ingest holds it; try again when it is done, or wait "
          "for it with --wait SECONDS\n");
    const auto report = parse_json(run.out);
    CHECK(report.at("exit_status") == 75);
    CHECK(report.at("new") == 0);
  }
  std::optional<HeldLock> held(jianbao / "a.db");
  Process patient = jianbao.start(waiting("600"));
  held.reset();
  const auto run = patient.finish();
  CHECK(run.status == 0);
  CHECK(parse_json(run.out).at("new") == 1);
}

TEST_CASE("a signal ends the wait for another ingest", "[cli][cron]") {
  const Sandbox jianbao;
  jianbao.write_article("a.md", 1704067200000, "甲", "第一篇。");
  const HeldLock held(jianbao / "a.db");
  Process waiting = jianbao.start({"--db", "a.db", "-q", "ingest", "--wait", "600", "--report",
                                   "json", "--log-file", "/dev/stderr", "a.md"});
  REQUIRE(waiting.wait_for("begins"));
  waiting.signal(SIGTERM);
  const auto run = waiting.finish();
  CHECK_FALSE(run.killed);
  CHECK(run.status == 143);
  const auto report = parse_json(run.out);
  CHECK(report.at("interrupted") == true);
  CHECK(report.at("exit_status") == 143);
}

TEST_CASE("the owner of the archive is named while it works, by every command", "[cli][cron]") {
  std::promise<void> asked;
  std::once_flag first;
  RawServer silent([&](RawConnection& connection) {
    connection.read_request();
    std::call_once(first, [&asked] { asked.set_value(); });
    connection.wait_for_close();
  });
  const Sandbox jianbao;
  Process owner = jianbao.start({"--db", "a.db", "ingest", "--log-file", "log", silent.origin()});
  asked.get_future().wait();
  const std::string log = jianbao.read("log");
  const std::string process = log.substr(log.find('[') + 1, log.find(']') - log.find('[') - 1);
  const std::string told = "another ingest holds it (process " + process + ", since 20";
  for (const auto& line : {std::vector<std::string>{"ingest", silent.origin()},
                           {"feed", "add", "https://news.example/feed.xml"},
                           {"optimize"}}) {
    std::vector<std::string> words{"--db", "a.db", "-q"};
    words.insert(words.end(), line.begin(), line.end());
    const auto run = jianbao(words);
    CHECK(run.status == 75);
    CHECK(run.err.find(told) != std::string::npos);
  }
  owner.signal(SIGTERM);
  CHECK(owner.finish().status == 143);
}

TEST_CASE("a .netrc is used only if it is named", "[cli][cron]") {
  HttpServer server;
  const auto feed = server.serve("/feed.xml", {.body = feed_of("晨报", "https://news.example/1")});
  Sandbox jianbao;
  jianbao.write(".netrc", "machine 127.0.0.1 login reader password secret\n");
  REQUIRE(jianbao({"-q", "ingest", feed.url()}).status == 0);
  REQUIRE(jianbao({"-q", "ingest", "--netrc", ".netrc", feed.url()}).status == 0);
  jianbao.options.environment["JIANBAO_NETRC"] = "~/.netrc";
  REQUIRE(jianbao({"-q", "ingest", feed.url()}).status == 0);
  const auto requests = feed.requests();
  REQUIRE(requests.size() == 3);
  const std::string credentials = "Basic cmVhZGVyOnNlY3JldA==";
  CHECK(requests[0].header("authorization").empty());
  CHECK(requests[1].header("authorization") == credentials);
  CHECK(requests[2].header("authorization") == credentials);
}

TEST_CASE("pages that robots.txt forbids are fetched with --no-robots alone", "[cli][cron]") {
  HttpServer server;
  const auto robots = server.serve(
      "/robots.txt", {.body = "User-agent: *\nDisallow: /\n", .content_type = "text/plain"});
  const auto page = server.serve("/1.html", {.body = news_page("晨报一则", "全文第一段。"),
                                             .content_type = "text/html; charset=utf-8"});
  const auto feed = server.serve("/feed.xml", {.body = feed_of("晨报", page.url())});
  const Sandbox jianbao;
  const bool obedient = GENERATE(true, false);
  CAPTURE(obedient);
  subscribe(jianbao, {"--full-page", feed.url()});
  std::vector<std::string> more{"--pause", "0"};
  if (!obedient) more.emplace_back("--no-robots");
  const auto report = parse_json(poll(jianbao, more).out);
  CHECK(page.hits() == (obedient ? 0 : 1));
  CHECK(report.at("pages") == (obedient ? 0 : 1));
  CHECK(report.at("new") == 1);
}

TEST_CASE("option --jobs bounds the transfers at one time", "[cli][cron]") {
  SiteServer sites([](const std::string& head) {
    const std::string host = jianbao::test::header_of(head, "Host");
    return ok(feed_of(host, "http://" + host + "/1"));
  });
  const Sandbox jianbao;
  std::vector<std::string> urls;
  for (int i = 1; i <= 12; ++i) urls.push_back(sites.url(i, "/feed.xml"));
  subscribe(jianbao, urls);
  const auto report = parse_json(poll(jianbao, {"--jobs", "1"}).out);
  CHECK(report.at("sources") == 12);
  CHECK(report.at("new") == 12);
  CHECK(sites.most_at_once() == 1);
}
