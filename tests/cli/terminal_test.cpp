#include <catch2/catch.hpp>
#include <cstdint>

#include "cli/sandbox.h"
#include "jianbao/text/width.h"

using jianbao::test::lines;
using jianbao::test::Sandbox;
using jianbao::test::Stream;

namespace {

bool colored(const jianbao::test::ProcessResult& result) {
  return result.out.find("\x1b[") != std::string::npos;
}

// The column at which `part` stands in a line.
std::size_t column_of(const std::string& line, const std::string& part) {
  const std::size_t at = line.find(part);
  REQUIRE(at != std::string::npos);
  return jianbao::text::columns(line.substr(0, at));
}

}  // namespace

TEST_CASE("colour follows the terminal, NO_COLOR, TERM and --color", "[cli]") {
  Sandbox jianbao;
  CHECK_FALSE(colored(jianbao({"config", "show", "--format", "table"})));
  CHECK(colored(jianbao({"config", "show", "--format", "table", "--color", "always"})));
  jianbao.options.out = Stream::kTerminal;
  CHECK(colored(jianbao({"config", "show"})));
  CHECK_FALSE(colored(jianbao({"config", "show", "--color", "never"})));
  jianbao.options.environment["NO_COLOR"] = "1";
  CHECK_FALSE(colored(jianbao({"config", "show"})));
  CHECK(colored(jianbao({"config", "show", "--color=always"})));
  jianbao.options.environment["NO_COLOR"] = "";
  CHECK(colored(jianbao({"config", "show"})));
  jianbao.options.environment["TERM"] = "dumb";
  CHECK_FALSE(colored(jianbao({"config", "show"})));
}

TEST_CASE("a terminal gets a table whose columns stand under each other", "[cli]") {
  Sandbox jianbao;
  jianbao.fill_archive();
  jianbao.options.out = Stream::kTerminal;
  const auto result = jianbao({"list", "--color", "never"});
  CHECK(result.status == 0);
  CHECK(result.err == "4 of 4 articles\n");
  const auto rows = lines(result.out);
  REQUIRE(rows.size() == 5);
  const std::size_t title = column_of(rows[0], "TITLE");
  CHECK(column_of(rows[1], "天气转暖") == title);
  CHECK(column_of(rows[2], "学习 C++") == title);
  CHECK(column_of(rows[4], "美国总统") == title);
  CHECK(rows[4].find("2024-01-01 00:00") != std::string::npos);
}

TEST_CASE("titles are fitted to the terminal's width", "[cli]") {
  Sandbox jianbao;
  std::string title;
  for (int i = 0; i < 40; ++i) title += "很长的标题";
  jianbao.write_article("in/a.md", 1704067200000, title, "正文。");
  REQUIRE(jianbao({"-q", "ingest", "in"}).status == 0);
  jianbao.options.out = Stream::kTerminal;
  for (const unsigned short columns : {std::uint16_t{60}, std::uint16_t{100}}) {
    jianbao.options.columns = columns;
    const auto rows = lines(jianbao({"list", "--color", "never"}).out);
    REQUIRE(rows.size() == 2);
    CHECK(jianbao::text::columns(rows[1]) <= columns);
    CHECK(jianbao::text::columns(rows[1]) >= columns - 1U);
    CHECK(rows[1].ends_with("…"));
  }
  jianbao.options.environment["COLUMNS"] = "50";
  CHECK(jianbao::text::columns(lines(jianbao({"list", "--color", "never"}).out).at(1)) <= 50);
  jianbao.options.environment.erase("COLUMNS");
  jianbao.options.out = Stream::kPipe;
  CHECK(jianbao({"list", "--format", "table"}).out.find(title) != std::string::npos);
}

TEST_CASE("a search on a terminal shows passages and marks what it found", "[cli]") {
  Sandbox jianbao;
  jianbao.fill_archive();
  jianbao.options.out = Stream::kTerminal;
  const auto colors = jianbao({"search", "日内瓦"});
  CHECK(colors.out.find("\x1b[1;31m日内瓦\x1b[0m") != std::string::npos);
  const auto plain = jianbao({"search", "日内瓦", "--highlight", "stars", "--color", "never"});
  CHECK(plain.out.find("**日内瓦**") != std::string::npos);
  CHECK(plain.err == "1 of 1 article\n");
  CHECK(jianbao({"search", "-q", "没有这个词"}).out.empty());
  CHECK(jianbao({"search", "没有这个词"}).err == "no articles found\n");
}

TEST_CASE("a table shows a page and says how to see more", "[cli]") {
  Sandbox jianbao;
  for (int i = 0; i < 25; ++i) {
    jianbao.write_article("in/" + std::to_string(i) + ".md", 1704067200000 + i, "标题", "正文。");
  }
  REQUIRE(jianbao({"-q", "ingest", "in"}).status == 0);
  CHECK(lines(jianbao({"list"}).out).size() == 26);
  jianbao.options.out = Stream::kTerminal;
  const auto page = jianbao({"list"});
  CHECK(lines(page.out).size() == 21);
  CHECK(page.err == "20 of 25 articles; --offset 20 shows more\n");
  CHECK(jianbao({"list", "--offset", "20"}).err == "5 of 25 articles\n");
  CHECK(lines(jianbao({"list", "--limit", "3"}).out).size() == 4);
}

TEST_CASE("an article without a date of its own has none in a table", "[cli]") {
  Sandbox jianbao;
  jianbao.write("page.html", jianbao::test::news_page("没有日期", "正文第一段，讲的是一件事情。"));
  REQUIRE(jianbao({"-q", "ingest", "page.html"}).status == 0);
  jianbao.options.out = Stream::kTerminal;
  for (const auto& line : {std::vector<std::string>{"list"}, {"search", "正文"}}) {
    CHECK(jianbao(line).out.find("\x1b[2munknown") != std::string::npos);
  }
  jianbao.options.out = Stream::kPipe;
  CHECK(jianbao({"show", "1"}).out.find("\npublished   unknown\n") != std::string::npos);
}

TEST_CASE("option --fields chooses the columns of a table", "[cli]") {
  Sandbox jianbao;
  jianbao.fill_archive();
  jianbao.options.out = Stream::kTerminal;
  jianbao.options.environment["NO_COLOR"] = "1";
  const auto listed = jianbao({"list", "--fields", "url,title", "--source", "夜报"});
  CHECK(listed.out ==
        "URL                      TITLE\n"
        "https://news.example/b2  天气转暖\n"
        "https://news.example/b1  学习 C++ 的人多了\n");
  CHECK(listed.err == "2 of 2 articles\n");
  const auto found =
      jianbao({"search", "--fields", "id,snippet", "--highlight", "stars", "日内瓦"});
  REQUIRE(lines(found.out).size() == 2);
  CHECK(lines(found.out)[0] == "ID  SNIPPET");
  CHECK(lines(found.out)[1].find("**日内瓦**") != std::string::npos);
  CHECK(jianbao({"list", "--fields", "title,text"}).out.find("公园里的花") != std::string::npos);
  jianbao.options.environment.erase("NO_COLOR");
  CHECK(jianbao({"search", "--fields", "id,title", "关税"}).out.find("\x1b[1;31m关税\x1b[0m") !=
        std::string::npos);
}

TEST_CASE("on a narrow terminal the source goes first, then the date", "[cli]") {
  Sandbox jianbao;
  jianbao.fill_archive();
  jianbao.options.out = Stream::kTerminal;
  jianbao.options.environment["NO_COLOR"] = "1";
  const auto heading = [&](unsigned short columns) {
    jianbao.options.columns = columns;
    const auto rows = lines(jianbao({"list"}).out);
    for (const auto& row : rows) CHECK(jianbao::text::columns(row) <= columns);
    return rows.at(0);
  };
  CHECK(heading(60).find("SOURCE") != std::string::npos);
  CHECK(heading(40).find("SOURCE") == std::string::npos);
  CHECK(heading(40).find("DATE") != std::string::npos);
  CHECK(heading(30).find("DATE") == std::string::npos);
  CHECK(heading(30).find("ID") != std::string::npos);
}

TEST_CASE("the progress line is never wider than the terminal", "[cli]") {
  Sandbox jianbao;
  for (int i = 0; i < 50; ++i) {
    jianbao.write_article("in/" + std::to_string(i) + ".md", 1704067200000 + i, "标题", "正文。");
  }
  jianbao.options.err = Stream::kTerminal;
  jianbao.options.columns = 12;
  jianbao.options.environment["COLUMNS"] = "90";
  const std::string shown = jianbao({"ingest", "in"}).err;
  REQUIRE(shown.find("\x1b[K") != std::string::npos);
  for (std::size_t at = 0, end = 0; (end = shown.find("\x1b[K", at)) != std::string::npos;
       at = end + 3) {
    const std::size_t begin = shown.rfind('\r', end) + 1;
    CHECK(jianbao::text::columns(shown.substr(begin, end - begin)) < 12);
  }
}
