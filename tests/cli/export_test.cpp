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
