#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <regex>

#include "cli/sandbox.h"

using jianbao::test::lines;
using jianbao::test::Process;
using jianbao::test::Sandbox;

namespace {

const std::regex& line_form() {
  static const std::regex form(
      R"(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (error|warn|info|debug) \[\d+\] .+)");
  return form;
}

// Level and message of each line; each must have the form that docs/cron.md gives.
std::vector<std::string> logged(const Sandbox& jianbao, const std::string& file = "log") {
  std::vector<std::string> all;
  for (const std::string& line : lines(jianbao.read(file))) {
    INFO(line);
    REQUIRE(std::regex_match(line, line_form()));
    const std::size_t level = line.find(' ') + 1;
    const std::size_t message = line.find("] ") + 2;
    all.push_back(line.substr(level, line.find(' ', level) - level) + " " + line.substr(message));
  }
  return all;
}

}  // namespace

TEST_CASE("the log says that a run began, what failed and how it ended", "[cli][cron]") {
  const Sandbox jianbao;
  jianbao.write_article("a.md", 1704067200000, "甲", "第一篇。");
  const auto run =
      jianbao({"--db", "a.db", "-q", "ingest", "--log-file", "log", "none.md", "a.md"});
  CHECK(run.status == 3);
  CHECK(run.err == "jianbao: none.md: No such file or directory; check the path\n");
  const auto log = logged(jianbao);
  REQUIRE(log.size() == 3);
  CHECK(log[0] == "info an ingest into a.db begins");
  CHECK(log[1] == "warn none.md: No such file or directory; check the path");
  CHECK(log[2].starts_with(
      "info the ingest into a.db ends with status 3: new 1, changed 0, unchanged 0, ignored 0, "
      "failed 1 ("));
}

TEST_CASE("the level decides how much is logged, quiet or not", "[cli][cron]") {
  const Sandbox jianbao;
  jianbao.write_article("in/a.md", 1704067200000, "甲", "第一篇。");
  jianbao.write("in/README.txt", "prose\n");
  const auto levels = [&](const std::string& level, const std::string& verbosity) {
    static_cast<void>(jianbao({verbosity, "ingest", "--log-file", level + verbosity, "--log-level",
                               level, "in", "none.md"}));
    std::string all;
    for (const std::string& line : logged(jianbao, level + verbosity))
      all += line.substr(0, line.find(' ')) + " ";
    return all;
  };
  for (const std::string verbosity : {"-q", "-v"}) {
    CHECK(levels("error", verbosity).empty());
    CHECK(levels("warn", verbosity) == "warn ");
    CHECK(levels("info", verbosity) == "info warn info ");
    CHECK(levels("debug", verbosity) == "info debug warn info ");
  }
}

TEST_CASE("what ends a run is logged as an error", "[cli][cron]") {
  const Sandbox jianbao;
  const auto run = jianbao({"-q", "ingest", "--log-file", "log", "--log-level", "error"});
  CHECK(run.status == 2);
  const auto log = logged(jianbao);
  REQUIRE(log.size() == 1);
  CHECK("jianbao: " + log[0].substr(6) + "\n" == run.err);
}

TEST_CASE("a log that was renamed is begun anew by the next run", "[cli][cron]") {
  const Sandbox jianbao;
  jianbao.write_article("a.md", 1704067200000, "甲", "第一篇。");
  const std::vector<std::string> line{"-q", "ingest", "--log-file", "log", "a.md"};
  REQUIRE(jianbao(line).status == 0);
  REQUIRE(jianbao(line).status == 0);
  CHECK(logged(jianbao).size() == 4);
  std::filesystem::rename(jianbao / "log", jianbao / "log.1");
  REQUIRE(jianbao(line).status == 0);
  CHECK(logged(jianbao).size() == 2);
  CHECK(logged(jianbao, "log.1").size() == 4);
}

TEST_CASE("runs that share a log do not mix their lines", "[cli][cron]") {
  const Sandbox jianbao;
  const auto line = [](const std::string& archive) {
    std::vector<std::string> words{"--db", archive, "-q", "ingest", "--log-file", "log"};
    for (int i = 0; i < 200; ++i) words.push_back("none" + std::to_string(i) + ".md");
    return words;
  };
  Process one = jianbao.start(line("one.db"));
  Process other = jianbao.start(line("other.db"));
  CHECK(one.finish().status == 4);
  CHECK(other.finish().status == 4);
  CHECK(logged(jianbao).size() == 2 * 202);
}

TEST_CASE("a log that cannot be opened ends the run before it begins", "[cli][cron]") {
  const Sandbox jianbao;
  jianbao.write_article("a.md", 1704067200000, "甲", "第一篇。");
  jianbao.write("file", "");
  REQUIRE(::mkfifo((jianbao / "fifo").c_str(), 0600) == 0);
  for (const std::string file : {"none/log", "file/log", ".", "fifo"}) {
    const auto run = jianbao({"--db", "a.db", "-q", "ingest", "--log-file", file, "a.md"});
    CHECK(run.status == 4);
    CHECK(run.err.starts_with("jianbao: " + file + ": cannot be logged to: "));
    CHECK(lines(run.err).size() == 1);
  }
  CHECK_FALSE(std::filesystem::exists(jianbao / "a.db"));
}

TEST_CASE("a log that takes no more is said once and does not end the run", "[cli][cron]") {
  const Sandbox jianbao;
  jianbao.write_article("a.md", 1704067200000, "甲", "第一篇。");
  const auto run = jianbao({"-q", "ingest", "--log-file", "/dev/full", "a.md"});
  CHECK(run.status == 0);
  CHECK(run.err ==
        "jianbao: /dev/full: cannot be logged to: No space left on device; the run goes on without "
        "a log\n");
  CHECK(lines(jianbao({"list"}).out).size() == 2);
}
