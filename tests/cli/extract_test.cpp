#include <catch2/catch.hpp>

#include "cli/sandbox.h"

using jianbao::test::lines;
using jianbao::test::news_page;
using jianbao::test::parse_json;
using jianbao::test::Sandbox;

namespace {

const std::string kOpening = "第一段说明了发生的事情，时间，地点，还有人物。";

}  // namespace

TEST_CASE("extract prints one JSON object with the contract's members", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("page.html", news_page("一条新闻", kOpening));
  const auto result =
      jianbao({"extract", "--format", "json", "--url", "https://news.example/1", "page.html"});
  CHECK(result.status == 0);
  CHECK(result.err.empty());
  const auto page = parse_json(result.out);
  CHECK(page.at("title") == "一条新闻");
  CHECK(page.at("url") == "https://news.example/1");
  CHECK(page.at("language").is_string());
  CHECK(page.at("author").is_array());
  CHECK(page.at("published").is_null());
  CHECK(page.at("updated").is_null());
  CHECK(page.at("text").get<std::string>().find(kOpening) != std::string::npos);
  CHECK_FALSE(page.contains("file"));
}

TEST_CASE("extract reads standard input, and bytes of another charset", "[cli]") {
  Sandbox jianbao;
  // "中文" in GB18030 within an otherwise ASCII page that says so.
  std::string page = "<html><head><meta charset=\"gb2312\"><title>\xd6\xd0\xce\xc4</title></head>";
  page += "<body><p>\xd6\xd0\xce\xc4</p></body></html>";
  jianbao.options.input = page;
  const auto result = jianbao({"extract", "-"});
  CHECK(result.status == 0);
  CHECK(parse_json(result.out).at("title") == "中文");
}

TEST_CASE("extract prints one line a file and goes on after a bad one", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("1.html", news_page("甲", kOpening));
  jianbao.write("3.html", news_page("丙", kOpening));
  const auto result = jianbao({"extract", "--format", "jsonl", "1.html", "2.html", "3.html"});
  CHECK(result.status == 3);
  CHECK(result.err == "jianbao: 2.html: no such file\n");
  const auto printed = lines(result.out);
  REQUIRE(printed.size() == 2);
  CHECK(parse_json(printed[0]).at("file") == "1.html");
  CHECK(parse_json(printed[1]).at("file") == "3.html");
  CHECK(parse_json(printed[1]).at("title") == "丙");
}

TEST_CASE("extract says 4 where no page could be read", "[cli]") {
  const Sandbox jianbao;
  const auto result = jianbao({"extract", "none.html", "."});
  CHECK(result.status == 4);
  CHECK(result.out.empty());
  CHECK(result.err == "jianbao: none.html: no such file\njianbao: .: Is a directory\n");
}

TEST_CASE("extract refuses what is too large by name", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("big.html", std::string((15U << 20U) + 1, 'x'));
  const auto result = jianbao({"extract", "big.html"});
  CHECK(result.status == 4);
  CHECK(result.err == "jianbao: big.html: larger than 15728640 bytes\n");
}

TEST_CASE("extract survives deep nesting and says so", "[cli]") {
  const Sandbox jianbao;
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  jianbao.write("deep.html", deep);
  const auto result = jianbao({"extract", "deep.html"});
  CHECK(result.status == 4);
  CHECK(lines(result.err).size() == 1);
  CHECK(result.err.starts_with("jianbao: deep.html: "));
}

TEST_CASE("extract as text is title and text", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("page.html", news_page("一条新闻", kOpening));
  const auto result = jianbao({"extract", "--format", "text", "page.html"});
  CHECK(result.status == 0);
  CHECK(result.out.starts_with("一条新闻\n\n"));
  CHECK(result.out.find(kOpening + "\n") != std::string::npos);
}

TEST_CASE("extract refuses one object for many files", "[cli]") {
  const Sandbox jianbao;
  CHECK(jianbao({"extract", "--format", "json", "a", "b"}).status == 2);
  CHECK(jianbao({"extract", "--url", "https://a.example/", "a", "b"}).status == 2);
}

TEST_CASE("extract gives an answer for an empty file", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("empty.html", "");
  const auto result = jianbao({"extract", "empty.html"});
  CHECK(result.status == 0);
  CHECK(parse_json(result.out).at("text") == "");
}
