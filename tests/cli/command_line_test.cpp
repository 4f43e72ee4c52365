#include <algorithm>
#include <catch2/catch.hpp>

#include "cli/sandbox.h"
#include "jianbao/text/width.h"

using jianbao::test::lines;
using jianbao::test::Sandbox;

namespace {

const std::vector<std::vector<std::string>>& commands() {
  static const std::vector<std::vector<std::string>> all{
      {"ingest"},  {"search"},     {"list"},  {"show"},     {"stats"},         {"export"},
      {"extract"}, {"parse-feed"}, {"check"}, {"optimize"}, {"config", "show"}};
  return all;
}

}  // namespace

TEST_CASE("without a command the help goes to stderr and the status is 2", "[cli]") {
  const Sandbox jianbao;
  const auto result = jianbao({});
  CHECK(result.status == 2);
  CHECK(result.out.empty());
  CHECK(result.err.find("Usage: jianbao") != std::string::npos);
  CHECK(result.err.find("search") != std::string::npos);
}

TEST_CASE("option --version prints one line", "[cli]") {
  const Sandbox jianbao;
  for (const auto& line : {std::vector<std::string>{"--version"}, {"search", "--version"}}) {
    const auto result = jianbao(line);
    CHECK(result.status == 0);
    CHECK(result.out.starts_with("jianbao "));
    CHECK(lines(result.out).size() == 1);
  }
}

TEST_CASE("every help says what the command does, fits 80 columns and ends in two examples",
          "[cli]") {
  const Sandbox jianbao;
  std::vector<std::vector<std::string>> all = commands();
  all.push_back({});
  all.push_back({"config"});
  for (auto line : all) {
    line.push_back("--help");
    const auto result = jianbao(line);
    CHECK(result.status == 0);
    CHECK(result.err.empty());
    const auto help = lines(result.out);
    REQUIRE(help.size() > 5);
    CHECK(help[0].ends_with("."));
    CHECK(help[help.size() - 3] == "Examples:");
    CHECK(help[help.size() - 2].find("jianbao") != std::string::npos);
    CHECK(help.back().find("jianbao") != std::string::npos);
    for (const auto& text : help) {
      CAPTURE(text);
      CHECK(jianbao::text::columns(text) <= 80);
    }
  }
}

TEST_CASE("option -h helps too, after the command's options", "[cli]") {
  const Sandbox jianbao;
  const auto result = jianbao({"search", "--limit", "3", "美国", "-h"});
  CHECK(result.status == 0);
  CHECK(result.out.find("QUERY...") != std::string::npos);
}

TEST_CASE("an unknown command suggests the nearest", "[cli]") {
  const Sandbox jianbao;
  const auto result = jianbao({"serach", "美国"});
  CHECK(result.status == 2);
  CHECK(result.out.empty());
  CHECK(result.err == "jianbao: serach: no such command; did you mean search?\n");
  CHECK(jianbao({"frobnicate"}).err ==
        "jianbao: frobnicate: no such command; see jianbao --help\n");
  CHECK(jianbao({"config", "shwo"}).err == "jianbao: shwo: no such command; did you mean show?\n");
}

TEST_CASE("an unknown option suggests the nearest", "[cli]") {
  const Sandbox jianbao;
  const auto result = jianbao({"list", "--limt=3"});
  CHECK(result.status == 2);
  CHECK(result.err == "jianbao: --limt: no such option; did you mean --limit?\n");
  CHECK(jianbao({"list", "--frobnicate"}).err ==
        "jianbao: --frobnicate: no such option; see jianbao list --help\n");
  CHECK(jianbao({"--quite", "list"}).status == 2);
  CHECK(jianbao({"list", "-z"}).status == 2);
}

TEST_CASE("values that make no sense are named with their option", "[cli]") {
  const Sandbox jianbao;
  const auto fails = [&](const std::vector<std::string>& line, const std::string& said) {
    const auto result = jianbao(line);
    CHECK(result.status == 2);
    CHECK(lines(result.err).size() == 1);
    CHECK(result.err.find(said) != std::string::npos);
  };
  fails({"list", "--limit", "many"}, "--limit: \"many\" is no whole number");
  fails({"list", "--limit", "-1"}, "--limit: \"-1\"");
  fails({"list", "--limit", ""}, "--limit: \"\"");
  fails({"list", "--limit", "99999999999999999999"}, "--limit");
  fails({"list", "--limit"}, "--limit: needs a value");
  fails({"list", "--format", "jsno"}, "did you mean json?");
  fails({"list", "--sort", "relevance"}, "--sort");
  fails({"list", "--quiet=yes"}, "--quiet: takes no value");
  fails({"list", "--tz", "Mars/Olympus"}, "--tz: \"Mars/Olympus\" is no time zone");
  fails({"list", "--since", "soon"}, "--since");
  fails({"list", "--fields", "id,nonsense"}, "nonsense");
  fails({"--color", "sometimes", "list"}, "--color: \"sometimes\"");
  fails({"list", "extra"}, "list: does not take \"extra\"");
  fails({"show"}, "show: needs ID...");
  fails({"show", "12x"}, "12x: no article's ID");
  fails({"search"}, "search: needs QUERY...");
  fails({"parse-feed", "--format", "json", "a", "b"}, "--format: json takes one FILE");
  fails({"--", "list"}, "--: no command before it");
  fails({"ingest", "--jobs", "1000", "x"}, "--jobs: \"1000\" is no number from 1 to 100");
  fails({"ingest", "--jobs", "0", "x"}, "--jobs: \"0\"");
  fails({"ingest", "--threads", "1000", "x"}, "--threads: \"1000\"");
  const std::string form = "; write it as 30 (seconds), 0.5, 500ms, 10m or 1h30m";
  for (const char* wrong : {"soon", "", "-1", "2h", "1e3", "1.2.3", ".", "1 s", "nan"}) {
    fails({"ingest", "--pause", wrong, "x"},
          std::string("--pause: \"") + wrong + "\" is no span of time up to 1h" + form);
  }
  fails({"ingest", "--wait", "5w", "x"}, "--wait: \"5w\" is no span of time up to 4w" + form);
  fails({"ingest", "--max-runtime", "99999999", "x"}, "--max-runtime: \"99999999\"");
  fails({"ingest", "--log-level", "all", "x"}, "\"all\" is none of error, warn, info, debug");
  fails({"ingest", "--report", "jsn", "x"}, "did you mean json?");
  fails({"ingest", "--allow-private=no", "x"}, "--allow-private: takes no value");
  fails({"ingest", "--all", "x"}, "--all: polls the subscribed feeds; leave out \"x\"");
  fails({"ingest", "-", "-"}, "standard input can be read once only");
}

TEST_CASE("global options stand before the command or after it", "[cli]") {
  const Sandbox jianbao;
  for (const auto& line : {std::vector<std::string>{"--db", "x.db", "config", "show"},
                           {"config", "--db", "x.db", "show"},
                           {"config", "show", "--db=x.db"}}) {
    const auto result = jianbao(line);
    CHECK(result.status == 0);
    CHECK(result.out.find("db\tx.db\toption --db\n") != std::string::npos);
  }
}

TEST_CASE("the last of a repeated option counts", "[cli]") {
  const Sandbox jianbao;
  const auto result = jianbao({"--db", "x.db", "config", "show", "--db", "y.db"});
  CHECK(result.out.find("db\ty.db\toption --db\n") != std::string::npos);
}

TEST_CASE("words that look strange reach commands unchanged", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("[a,b].html", jianbao::test::news_page("标题", "正文第一段，讲的是今天的事情。"));
  jianbao.write("-x.html", jianbao::test::news_page("标题", "正文第一段，讲的是今天的事情。"));
  CHECK(jianbao({"extract", "[a,b].html"}).status == 0);
  CHECK(jianbao({"extract", "--", "-x.html"}).status == 0);
  CHECK(jianbao({"extract", "-x.html"}).status == 2);
}

TEST_CASE("help is a command too", "[cli]") {
  const Sandbox jianbao;
  CHECK(jianbao({"help"}).out == jianbao({"--help"}).out);
  CHECK(jianbao({"help", "search"}).out == jianbao({"search", "--help"}).out);
  CHECK(jianbao({"help", "config", "show"}).out == jianbao({"config", "show", "--help"}).out);
  CHECK(jianbao({"help"}).status == 0);
  const auto unknown = jianbao({"help", "serach"});
  CHECK(unknown.status == 2);
  CHECK(unknown.err == "jianbao: serach: no such command; did you mean search?\n");
  CHECK(jianbao({"search", "help"}).status == 4);  // a word, and there is no archive
}

TEST_CASE("an option that takes text refuses none", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  for (const std::string option : {"--since", "--until", "--fields", "--tag", "--lang"}) {
    for (const auto& line :
         {std::vector<std::string>{"list", option, ""}, {"list", option + "="}}) {
      const auto result = jianbao(line);
      CHECK(result.status == 2);
      CHECK(result.err == "jianbao: " + option + ": is empty\n");
    }
  }
  CHECK(jianbao({"export", "-o", ""}).err == "jianbao: --output: is empty\n");
}

TEST_CASE("stats does not offer what makes no sense for counts", "[cli]") {
  const Sandbox jianbao;
  for (const std::string option : {"--limit", "--offset", "--sort"}) {
    const auto result = jianbao({"stats", option, "1"});
    CHECK(result.status == 2);
    CHECK(result.err.starts_with("jianbao: " + option + ": no such option"));
  }
  CHECK(jianbao({"stats", "--help"}).out.find("--tz") != std::string::npos);
}
