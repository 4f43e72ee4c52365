#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <future>
#include <mutex>

#include "cli/sandbox.h"
#include "support/http_server.h"

using jianbao::test::lines;
using jianbao::test::parse_json;
using jianbao::test::Process;
using jianbao::test::RawConnection;
using jianbao::test::RawServer;
using jianbao::test::Sandbox;
using jianbao::test::Stream;

TEST_CASE("ingest reports what it did, once", "[cli]") {
  const Sandbox jianbao;
  jianbao.write_article("in/a.md", 1704067200000, "甲", "第一篇。");
  jianbao.write_article("in/b.md", 1704153600000, "乙", "第二篇。");
  jianbao.write("in/README.txt", "prose\n");
  const auto first = jianbao({"ingest", "in"});
  CHECK(first.status == 0);
  CHECK(first.out.empty());
  CHECK(first.err.starts_with("new 2, changed 0, unchanged 0, ignored 1, failed 0 ("));
  const auto second = jianbao({"ingest", "in"});
  CHECK(second.status == 0);
  CHECK(second.err.starts_with("new 0, changed 0, unchanged 2, ignored 1, failed 0 ("));
  CHECK(second.err.find("README.txt") == std::string::npos);
  CHECK(jianbao({"-v", "ingest", "in"}).err.find("README.txt") != std::string::npos);
}

TEST_CASE("a clean quiet ingest prints nothing", "[cli]") {
  const Sandbox jianbao;
  jianbao.write_article("in/a.md", 1704067200000, "甲", "第一篇。");
  const auto result = jianbao({"-q", "ingest", "in"});
  CHECK(result.status == 0);
  CHECK(result.out.empty());
  CHECK(result.err.empty());
}

TEST_CASE("failures are said even when quiet, and the rest is stored", "[cli]") {
  const Sandbox jianbao;
  jianbao.write_article("a.md", 1704067200000, "甲", "第一篇。");
  const auto result = jianbao({"-q", "ingest", "none.md", "a.md"});
  CHECK(result.status == 3);
  CHECK(lines(result.err).size() == 1);
  CHECK(result.err.starts_with("jianbao: none.md: "));
  CHECK(lines(jianbao({"list"}).out).size() == 2);
}

TEST_CASE("where every source fails the status is 4", "[cli]") {
  const Sandbox jianbao;
  const auto result = jianbao({"-q", "ingest", "none.md", "neither.md"});
  CHECK(result.status == 4);
  CHECK(lines(result.err).size() == 2);
}

TEST_CASE("ingest without a source and without feeds is a usage error", "[cli]") {
  const Sandbox jianbao;
  const auto result = jianbao({"ingest"});
  CHECK(result.status == 2);
  CHECK(lines(result.err).size() == 1);
}

TEST_CASE("ingest reads standard input", "[cli]") {
  Sandbox jianbao;
  jianbao.options.input =
      "<!--1704067200000-->\n[标题](https://news.example/1)\n------\n\n<p>正文。</p>\n";
  CHECK(jianbao({"-q", "ingest", "-"}).status == 0);
  jianbao.options.input.clear();
  CHECK(parse_json(jianbao({"export", "--format", "jsonl"}).out).at("title") == "标题");
}

TEST_CASE("option --source files everything under one name", "[cli]") {
  const Sandbox jianbao;
  jianbao.write_article("in/x/a.md", 1704067200000, "甲", "第一篇。");
  REQUIRE(jianbao({"-q", "ingest", "in", "--source", "我的"}).status == 0);
  CHECK(jianbao({"list", "--fields", "source", "--format", "csv"}).out == "source\r\n我的\r\n");
}

TEST_CASE("an archive in an unwritable place is an error that names it", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("file", "");
  jianbao.write_article("a.md", 1704067200000, "甲", "第一篇。");
  const auto result = jianbao({"--db", "file/archive.db", "-q", "ingest", "a.md"});
  CHECK(result.status == 4);
  CHECK(lines(result.err).size() == 1);
  CHECK(result.err.find("file/archive.db") != std::string::npos);
}

TEST_CASE("while another ingest holds the archive the status is 75", "[cli]") {
  const Sandbox jianbao;
  jianbao.write_article("a.md", 1704067200000, "甲", "第一篇。");
  REQUIRE(jianbao({"--db", "a.db", "-q", "ingest", "a.md"}).status == 0);
  const std::string lock_file = jianbao / "a.db-lock";
  const int held = ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  REQUIRE(held >= 0);
  REQUIRE(::flock(held, LOCK_EX | LOCK_NB) == 0);
  const auto result = jianbao({"--db", "a.db", "-q", "ingest", "a.md"});
  ::close(held);
  CHECK(result.status == 75);
  CHECK(lines(result.err).size() == 1);
  CHECK(jianbao({"--db", "a.db", "-q", "ingest", "a.md"}).status == 0);
}

TEST_CASE("a signal during ingest ends it with its own status", "[cli]") {
  for (const auto& [number, status] : {std::pair{SIGTERM, 143}, {SIGINT, 130}}) {
    Sandbox jianbao;
    for (int i = 0; i < 3000; ++i) {
      jianbao.write_article("in/" + std::to_string(i) + ".md", 1704067200000 + i, "标题",
                            "第" + std::to_string(i) + "篇的正文，没有什么特别的。");
    }
    jianbao.options.err = Stream::kTerminal;
    Process running = jianbao.start({"ingest", "in"});
    REQUIRE(running.wait_for("\x1b[K"));  // the bar is up, so the work has begun
    running.signal(number);
    const auto result = running.finish();
    CHECK_FALSE(result.killed);
    CHECK(result.status == status);
    CHECK(result.err.find("; interrupted; run again to finish") != std::string::npos);
    jianbao.options.err = Stream::kPipe;
    CHECK(jianbao({"-q", "ingest", "in"}).status == 0);
    CHECK(lines(jianbao({"list", "--fields", "id"}).out).size() == 3001);
    CHECK(jianbao({"-q", "check"}).status == 0);
  }
}

TEST_CASE("progress is shown on a terminal and gone at the end", "[cli]") {
  Sandbox jianbao;
  for (int i = 0; i < 300; ++i) {
    jianbao.write_article("in/" + std::to_string(i) + ".md", 1704067200000 + i, "标题", "正文。");
  }
  jianbao.options.err = Stream::kTerminal;
  jianbao.options.columns = 60;
  const auto shown = jianbao({"ingest", "in"});
  CHECK(shown.status == 0);
  CHECK(shown.err.find("/300") != std::string::npos);
  const std::size_t last = shown.err.rfind("\r\x1b[K");
  REQUIRE(last != std::string::npos);
  CHECK(shown.err.substr(last + 4).starts_with("new 300,"));
  CHECK(jianbao({"-q", "ingest", "in"}).err.empty());
}

TEST_CASE("a source that can only be a slip is refused with advice", "[cli]") {
  const Sandbox jianbao;
  jianbao.write_article("www.dir/a.md", 1704067200000, "甲", "第一篇。");
  const auto said = [&](const std::string& source) {
    const auto result = jianbao({"ingest", "www.dir", source});
    CHECK(result.status == 2);
    return result.err;
  };
  CHECK(said("") == "jianbao: SOURCE: is empty\n");
  CHECK(said("ftp://x/feed.xml") == "jianbao: ftp://x/feed.xml: only http and https are read\n");
  CHECK(said("htp://x/feed.xml") ==
        "jianbao: htp://x/feed.xml: only http and https are read; did you mean "
        "http://x/feed.xml?\n");
  const std::string form = ": names no server; write it as https://example.org/feed.xml\n";
  CHECK(said("http://") == "jianbao: http://" + form);
  CHECK(said("HTTPS:///feed.xml") == "jianbao: HTTPS:///feed.xml" + form);
  CHECK(said("www.example.org/feed.xml") ==
        "jianbao: www.example.org/feed.xml: no such file; did you mean "
        "https://www.example.org/feed.xml?\n");
  CHECK(jianbao({"-q", "ingest", "www.dir"}).status == 0);
  CHECK(jianbao({"-q", "ingest", "none.md"}).err ==
        "jianbao: none.md: No such file or directory; check the path\n");
}

TEST_CASE("a .netrc that cannot be read is named", "[cli][cron]") {
  const Sandbox jianbao;
  jianbao.write_article("a.md", 1704067200000, "甲", "第一篇。");
  std::vector<std::string> words = GENERATE(values<std::vector<std::string>>(
      {{"ingest", "a.md"}, {"extract", "http://127.0.0.1:1/"}, {"feed", "discover", "x.example"}}));
  words.insert(words.end(), {"-q", "--netrc", "none"});
  const auto result = jianbao(words);
  CHECK(result.status == 4);
  CHECK(result.err ==
        "jianbao: none: No such file or directory; name another .netrc with --netrc, or none\n");
}

TEST_CASE("a server that never answers does not delay the end of an ingest", "[cli][cron]") {
  for (const auto& [number, status] : {std::pair{SIGTERM, 143}, {SIGINT, 130}}) {
    std::promise<void> asked;
    std::once_flag first;
    RawServer server([&](RawConnection& connection) {
      connection.read_request();
      std::call_once(first, [&asked] { asked.set_value(); });
      connection.wait_for_close();
    });
    const Sandbox jianbao;
    jianbao.write_article("a.md", 1704067200000, "甲", "第一篇。");
    Process running =
        jianbao.start({"ingest", "--report", "json", "a.md", server.origin() + "/feed.xml"});
    asked.get_future().wait();
    running.signal(number);
    const auto result = running.finish();
    CHECK_FALSE(result.killed);
    CHECK(result.status == status);
    // Not one word of a transfer that ran out of time.
    CHECK(lines(result.err).size() == 1);
    CHECK(result.err.find("; interrupted; run again to finish") != std::string::npos);
    const auto report = parse_json(result.out);
    CHECK(report.at("interrupted") == true);
    CHECK(report.at("exit_status") == status);
    CHECK(report.at("new") == 1);
    CHECK(lines(jianbao({"list", "--fields", "id"}).out).size() == 2);
    CHECK(jianbao({"-q", "check"}).status == 0);
  }
}

TEST_CASE("ingest of a sitemap index names its newest sitemaps", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("index.xml",
                "<sitemapindex><sitemap><loc>https://news.example/1.xml</loc></sitemap><sitemap>"
                "<loc>https://news.example/2.xml</loc><lastmod>2024-05-15</lastmod></sitemap>"
                "</sitemapindex>");
  const auto result = jianbao({"ingest", "index.xml"});
  CHECK(result.status == 4);
  CHECK(result.err.find("index.xml: a sitemap index, not a feed; it lists "
                        "https://news.example/2.xml, https://news.example/1.xml") !=
        std::string::npos);
}
