#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>

#include "cli/sandbox.h"

using jianbao::test::lines;
using jianbao::test::parse_json;
using jianbao::test::Sandbox;
using jianbao::test::Stream;

TEST_CASE("export writes every article with its text", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto result = jianbao({"export", "--format", "jsonl", "--sort", "oldest"});
  CHECK(result.status == 0);
  CHECK(result.err.empty());
  const auto rows = lines(result.out);
  REQUIRE(rows.size() == 4);
  const auto first = parse_json(rows[0]);
  CHECK(first.at("title") == "美国总统访问日本");
  CHECK(first.at("text") == "东京举行了会谈，讨论贸易。");
  CHECK(first.at("header_ms") == 1704067200000);
}

TEST_CASE("export is CSV unless told otherwise", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const std::vector<std::string> base{"export", "--fields", "title", "--source", "夜报"};
  CHECK(jianbao(base).out == "title\r\n天气转暖\r\n学习 C++ 的人多了\r\n");
  auto headless = base;
  headless.push_back("--no-header");
  CHECK(jianbao(headless).out == "天气转暖\r\n学习 C++ 的人多了\r\n");
  auto excel = base;
  excel.push_back("--excel");
  CHECK(jianbao(excel).out.starts_with("\xef\xbb\xbftitle\r\n"));
  auto bom = base;
  bom.push_back("--bom");
  CHECK(jianbao(bom).out.starts_with("\xef\xbb\xbftitle\r\n"));
}

TEST_CASE("option --excel defuses formulas", "[cli]") {
  const Sandbox jianbao;
  jianbao.write_article("f/x.md", 1704067200000, "=1+1", "正文。");
  REQUIRE(jianbao({"-q", "ingest", "f"}).status == 0);
  CHECK(jianbao({"export", "--fields", "title"}).out == "title\r\n=1+1\r\n");
  CHECK(jianbao({"export", "--fields", "title", "--excel", "--format", "tsv"}).out ==
        "title\n'=1+1\n");
}

TEST_CASE("options of one format are refused with another", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  CHECK(jianbao({"export", "--format", "json", "--no-header"}).status == 2);
  CHECK(jianbao({"export", "--format", "tsv", "--bom"}).status == 2);
  CHECK(jianbao({"export", "--format", "article-files"}).status == 2);
  const auto narrowed =
      jianbao({"export", "--format", "article-files", "--output", "x", "--source", "夜报"});
  CHECK(narrowed.status == 2);
  CHECK(narrowed.err.starts_with("jianbao: --source: does not go with article-files"));
}

TEST_CASE("option --output names the file, and its ending the format", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto result = jianbao({"export", "--output", "all.json"});
  CHECK(result.status == 0);
  CHECK(result.out.empty());
  CHECK(result.err == "4 articles written to all.json\n");
  CHECK(parse_json(jianbao.read("all.json")).at("results").size() == 4);
  struct stat status {};
  REQUIRE(::stat((jianbao / "all.json").c_str(), &status) == 0);
  CHECK((status.st_mode & 0444) == 0444);
  CHECK(jianbao({"-q", "export", "-o", "all.csv"}).err.empty());
  CHECK(jianbao.read("all.csv").starts_with("id,"));
}

TEST_CASE("option --output replaces a file whole and keeps a link a link", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  jianbao.write("real.csv", "old");
  std::filesystem::create_symlink("real.csv", jianbao / "link.csv");
  REQUIRE(jianbao({"-q", "export", "--fields", "id", "--output", "link.csv"}).status == 0);
  CHECK(std::filesystem::is_symlink(jianbao / "link.csv"));
  CHECK(jianbao.read("real.csv").starts_with("id\r\n"));
}

TEST_CASE("an export that fails leaves nothing behind", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto before = jianbao.names();
  const auto nowhere = jianbao({"export", "--output", "no/such/place.csv"});
  CHECK(nowhere.status == 4);
  CHECK(nowhere.err.starts_with("jianbao: no/such/place.csv: cannot write: "));
  CHECK(jianbao({"export", "--output", "."}).status == 4);
  CHECK(jianbao({"export", "--output", "articles/"}).status == 4);
  CHECK(jianbao({"export", "--fields", "nonsense", "--output", "x.csv"}).status == 2);
  CHECK(jianbao({"--db", "none.db", "export", "--output", "x.csv"}).status == 4);
  CHECK(jianbao({"export", "--output", "/dev/full"}).status == 4);
  CHECK(jianbao.names() == before);
}

TEST_CASE("a closed pipe ends an export quietly, a full disk does not", "[cli]") {
  Sandbox jianbao;
  jianbao.fill_archive();
  jianbao.options.out = Stream::kBrokenPipe;
  const auto closed = jianbao({"export"});
  CHECK(closed.status == 0);
  CHECK(closed.err.empty());
  jianbao.options.out = Stream::kFull;
  CHECK(jianbao({"export"}).status == 4);
}

TEST_CASE("article files come back byte for byte", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto result = jianbao({"export", "--format", "article-files", "--output", "back"});
  CHECK(result.status == 0);
  CHECK(result.err == "4 files written to back\n");
  for (const std::string name : {"晨报/a1.md", "晨报/a2.md", "夜报/b1.md", "夜报/b2.md"}) {
    CHECK(jianbao.read("back/" + name) == jianbao.read("articles/" + name));
  }
  const auto again = jianbao({"export", "--format", "article-files", "--output", "back"});
  CHECK(again.status == 2);
  CHECK(lines(again.err).size() == 1);
}

TEST_CASE("option --after-change gives what came later", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto all = parse_json(jianbao({"export", "--format", "json"}).out);
  std::int64_t last = 0;
  for (const auto& row : all.at("results"))
    last = std::max(last, row.at("change").get<std::int64_t>());
  jianbao.write_article("articles/晨报/a3.md", 1577836800000, "旧闻", "很久以前的事情。");
  REQUIRE(jianbao({"-q", "ingest", "articles"}).status == 0);
  const auto later =
      jianbao({"export", "--fields", "title", "--after-change", std::to_string(last)});
  CHECK(later.out == "title\r\n旧闻\r\n");
}

TEST_CASE("a limit on file sizes is an error that leaves nothing behind", "[cli]") {
  const Sandbox jianbao;
  std::string text;
  for (int i = 0; i < 8000; ++i) text += "一段很长的正文，";
  jianbao.write_article("in/a.md", 1704067200000, "甲", text);
  REQUIRE(jianbao({"-q", "ingest", "in"}).status == 0);
  const auto before = jianbao.names();
  const auto limited = [&](const std::string& arguments) {
    const std::string line = std::string("ulimit -f 200; exec ") + JIANBAO_BINARY + " " + arguments;
    return jianbao::test::run("/bin/sh", {"-c", line}, jianbao.options);
  };
  const auto csv = limited("export -o big.csv");
  CHECK(csv.status == 4);
  CHECK(csv.err == "jianbao: big.csv: cannot write: File too large\n");
  const auto files = limited("export --format article-files -o out");
  CHECK(files.status == 4);
  CHECK(files.err == "jianbao: out/a.md: cannot write this file: File too large\n");
  const auto ingest = limited("--db new/a.db -q ingest in");
  CHECK_FALSE(ingest.killed);
  CHECK(ingest.status == 4);
  std::filesystem::remove_all(jianbao / "new");
  CHECK(jianbao.names() == before);
}

TEST_CASE("standard output is written to under its other names too", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const std::vector<std::string> line{"-q",       "export", "--fields", "title",
                                      "--source", "夜报",   "-o"};
  for (const std::string name : {"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}) {
    auto arguments = line;
    arguments.push_back(name);
    CHECK(jianbao(arguments).out == "title\r\n天气转暖\r\n学习 C++ 的人多了\r\n");
  }
  jianbao.write("kept.csv", "first\n");
  const std::string appended = std::string(JIANBAO_BINARY) +
                               " -q export --fields title --no-header -o /dev/stdout >> kept.csv";
  CHECK(jianbao::test::run("/bin/sh", {"-c", appended}, jianbao.options).status == 0);
  CHECK(lines(jianbao.read("kept.csv")).size() == 5);
  CHECK(jianbao.read("kept.csv").starts_with("first\n"));
}

TEST_CASE("a named pipe is written into and stays a pipe", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  REQUIRE(::mkfifo((jianbao / "pipe").c_str(), 0600) == 0);
  const std::string line =
      std::string(JIANBAO_BINARY) + " -q export --fields id -o pipe & cat pipe; wait $!";
  const auto result = jianbao::test::run("/bin/sh", {"-c", line}, jianbao.options);
  CHECK(result.status == 0);
  CHECK(lines(result.out).size() == 5);
  CHECK(std::filesystem::is_fifo(jianbao / "pipe"));
}

TEST_CASE("a signal during an export of article files leaves nothing behind", "[cli]") {
  for (const auto& [number, status] : {std::pair{SIGTERM, 143}, {SIGINT, 130}}) {
    Sandbox jianbao;
    for (int i = 0; i < 4000; ++i) {
      jianbao.write_article("in/" + std::to_string(i) + ".md", 1704067200000 + i, "标题", "正文。");
    }
    REQUIRE(jianbao({"-q", "ingest", "in"}).status == 0);
    const auto before = jianbao.names();
    jianbao.options.err = Stream::kTerminal;
    auto running = jianbao.start({"export", "--format", "article-files", "-o", "out"});
    REQUIRE(running.wait_for("\x1b[K"));
    running.signal(number);
    const auto result = running.finish();
    CHECK_FALSE(result.killed);
    CHECK(result.status == status);
    CHECK(jianbao.names() == before);
  }
}

TEST_CASE("one article is not called articles", "[cli]") {
  const Sandbox jianbao;
  jianbao.write_article("in/a.md", 1704067200000, "甲", "正文。");
  REQUIRE(jianbao({"-q", "ingest", "in"}).status == 0);
  CHECK(jianbao({"export", "-o", "a.csv"}).err == "1 article written to a.csv\n");
  CHECK(jianbao({"export", "--format", "article-files", "-o", "out"}).err ==
        "1 file written to out\n");
  CHECK(jianbao({"stats", "--format", "table"}).err == "1 article\n");
}
