#include <catch2/catch.hpp>

#include "cli/sandbox.h"

using jianbao::test::lines;
using jianbao::test::parse_json;
using jianbao::test::Sandbox;
using jianbao::test::Stream;

namespace {

// The one line that a run prints.
nlohmann::ordered_json report_of(const std::string& out) {
  REQUIRE(lines(out).size() == 1);
  REQUIRE(out.back() == '\n');
  return nlohmann::ordered_json::parse(out);
}

std::vector<std::string> keys_of(const nlohmann::ordered_json& json) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  return keys;
}

}  // namespace

TEST_CASE("option --report json prints one line with what the run did", "[cli][cron]") {
  const Sandbox jianbao;
  jianbao.write_article("in/a.md", 1704067200000, "甲", "第一篇。");
  jianbao.write_article("in/b.md", 1704153600000, "乙", "第二篇。");
  jianbao.write("in/README.txt", "prose\n");
  const auto run = jianbao({"--db", "a.db", "-q", "ingest", "--report", "json", "in"});
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  const auto report = report_of(run.out);
  CHECK(keys_of(report) ==
        std::vector<std::string>{
            "schema",       "archive",       "started",     "ended",        "seconds",
            "exit_status",  "interrupted",   "out_of_time", "sources",      "sources_failed",
            "not_due",      "left_alone",    "left_due",    "not_modified", "pages",
            "pages_failed", "pages_waiting", "new",         "changed",      "unchanged",
            "ignored",      "failed",        "bytes",       "errors",       "errors_left_out"});
  CHECK(report["schema"] == "jianbao-ingest/1");
  CHECK(report["archive"] == "a.db");
  CHECK(report["started"].get<std::string>().starts_with("20"));
  CHECK(report["started"].get<std::string>() <= report["ended"].get<std::string>());
  CHECK(report["seconds"].is_number());
  CHECK(report["exit_status"] == 0);
  CHECK(report["interrupted"] == false);
  CHECK(report["out_of_time"] == false);
  CHECK(report["sources"] == 1);
  CHECK(report["sources_failed"] == 0);
  CHECK(report["new"] == 2);
  CHECK(report["changed"] == 0);
  CHECK(report["unchanged"] == 0);
  CHECK(report["ignored"] == 1);
  CHECK(report["failed"] == 0);
  CHECK(report["bytes"] > 0);
  CHECK(report["errors"] == nlohmann::ordered_json::array());
  CHECK(report["errors_left_out"] == 0);
}

TEST_CASE("the report says what failed, in the words of stderr", "[cli][cron]") {
  const Sandbox jianbao;
  jianbao.write_article("a.md", 1704067200000, "甲", "第一篇。");
  const auto some = jianbao({"-q", "ingest", "--report", "json", "none.md", "a.md"});
  CHECK(some.status == 3);
  const auto report = report_of(some.out);
  CHECK(report["exit_status"] == 3);
  CHECK(report["new"] == 1);
  CHECK(report["failed"] == 1);
  CHECK(report["sources"] == 2);
  CHECK(report["sources_failed"] == 1);
  REQUIRE(report["errors"].size() == 1);
  CHECK(some.err == "jianbao: " + report["errors"][0].get<std::string>() + "\n");
}

TEST_CASE("the report holds a hundred errors and counts the others", "[cli][cron]") {
  const Sandbox jianbao;
  std::vector<std::string> words{"-q", "ingest", "--report", "json"};
  for (int i = 0; i < 130; ++i) words.push_back("none" + std::to_string(i) + ".md");
  const auto run = jianbao(words);
  CHECK(run.status == 4);
  CHECK(lines(run.err).size() == 130);
  const auto report = report_of(run.out);
  CHECK(report["exit_status"] == 4);
  CHECK(report["errors"].size() == 100);
  CHECK(report["errors_left_out"] == 30);
}

TEST_CASE("a run that an error ends has its report too", "[cli][cron]") {
  const Sandbox jianbao;
  const auto nothing = jianbao({"-q", "ingest", "--report", "json"});
  CHECK(nothing.status == 2);
  const auto report = report_of(nothing.out);
  CHECK(report["exit_status"] == 2);
  CHECK(report["errors"].size() == 1);
  jianbao.write("file", "");
  jianbao.write_article("a.md", 1704067200000, "甲", "第一篇。");
  const auto broken = jianbao({"--db", "file/a.db", "-q", "ingest", "--report", "json", "a.md"});
  CHECK(broken.status == 4);
  CHECK(report_of(broken.out)["exit_status"] == 4);
  CHECK(lines(broken.err).size() == 1);
}

TEST_CASE("a report that nobody reads costs nothing, one that cannot be written is an error",
          "[cli][cron]") {
  Sandbox jianbao;
  jianbao.write_article("a.md", 1704067200000, "甲", "第一篇。");
  jianbao.options.out = Stream::kBrokenPipe;
  CHECK(jianbao({"-q", "ingest", "--report", "json", "none.md", "a.md"}).status == 3);
  jianbao.options.out = Stream::kFull;
  const auto full = jianbao({"-q", "ingest", "--report", "json", "a.md"});
  CHECK(full.status == 4);
  CHECK(lines(full.err).size() == 1);
  jianbao.options.out = Stream::kPipe;
  CHECK(lines(jianbao({"list"}).out).size() == 2);
}
