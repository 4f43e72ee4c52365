#include <catch2/catch.hpp>
#include <set>

#include "cli/sandbox.h"

using jianbao::test::lines;
using jianbao::test::parse_json;
using jianbao::test::Sandbox;

namespace {

std::set<std::string> found(const Sandbox& jianbao, std::vector<std::string> words) {
  words.insert(words.begin(), {"search", "--format", "json"});
  const auto result = jianbao(words);
  CHECK(result.status == 0);
  const auto answer = parse_json(result.out);
  std::set<std::string> files;
  for (const auto& hit : answer.at("results")) files.insert(hit.at("file").get<std::string>());
  CHECK(answer.at("total") == files.size());
  return files;
}

using Files = std::set<std::string>;

}  // namespace

TEST_CASE("search takes what is no option as raw words", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const std::string a1 = "晨报/a1.md", a2 = "晨报/a2.md", b1 = "夜报/b1.md", b2 = "夜报/b2.md";
  CHECK(found(jianbao, {"美国"}) == Files{a1, a2});
  CHECK(found(jianbao, {"美国", "-中国"}) == Files{a1});
  CHECK(found(jianbao, {"-中国 美国"}) == Files{a1});
  CHECK(found(jianbao, {"美国 中国"}) == Files{a2});
  CHECK(found(jianbao, {"\"[a,b]\""}) == Files{b1});
  CHECK(found(jianbao, {"\"C++\""}) == Files{b1, b2});
  CHECK(found(jianbao, {"\"C++\"", "-公园"}) == Files{b1});
  CHECK(found(jianbao, {"--", "美国", "-中国"}) == Files{a1});
  CHECK(found(jianbao, {"[a,b]"}) == Files{b1});
  CHECK(found(jianbao, {"++"}) == Files{b1, b2});
  CHECK(found(jianbao, {"美国", "NOT", "中国"}) == Files{a1});
}

TEST_CASE("fields of the query narrow as the options do", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const std::string a1 = "晨报/a1.md", a2 = "晨报/a2.md", b1 = "夜报/b1.md", b2 = "夜报/b2.md";
  CHECK(found(jianbao, {"source:晨报"}) == Files{a1, a2});
  CHECK(found(jianbao, {"source：晨報", "-中国"}) == Files{a1});
  CHECK(found(jianbao, {"source:夜*", "OR", "日内瓦"}) == Files{b1, b2, a2});
  CHECK(found(jianbao, {"date:2024-02"}) == Files{a2});
  CHECK(found(jianbao, {"date:2024-01..2024-02", "美国"}) == Files{a1, a2});
  CHECK(found(jianbao, {"美国", "-date:2024-02"}) == Files{a1});
  CHECK(found(jianbao, {"url:NEWS.example/b1"}) == Files{b1});
  CHECK(found(jianbao, {"NEAR(美国 日本, 4)"}) == Files{a1});
  CHECK(found(jianbao, {"NEAR(美国 日本, 3)"}).empty());
  CHECK(found(jianbao, {"--tz", "America/New_York", "date:2024-01"}) == Files{a2});
}

TEST_CASE("a search that finds nothing names what looks mistyped", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  CHECK(jianbao({"search", "titel：美国人"})
            .err.find("titel: is no field of the query; did you mean "
                      "title?") != std::string::npos);
  CHECK(jianbao({"search", "source:晨保"}).err.find("no source is called 晨保; ") !=
        std::string::npos);
  CHECK(jianbao({"-q", "search", "source:晨保"}).err.empty());
  CHECK(jianbao({"search", "source:晨报", "没有这个词"}).err.find("no source") ==
        std::string::npos);
}

TEST_CASE("option --explain takes a format", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto json = parse_json(jianbao({"search", "--explain", "--format", "json", "美国"}).out);
  CHECK(json.at("schema") == "jianbao/1");
  CHECK(json.at("total") == json.at("results").size());
  CHECK(json.at("results")[0].at("step") == "query");
  CHECK(json.at("results")[0].at("text") == "美国");
  const auto tsv = lines(jianbao({"search", "--explain", "--format", "tsv", "美国"}).out);
  CHECK(tsv[0] == "step\ttext");
  CHECK(tsv[1] == "query\t美国");
}

TEST_CASE("option --explain prints how a query is read, and no results", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto result = jianbao({"search", "--explain", "美国 -“C++” source:晨报"});
  CHECK(result.status == 0);
  const auto said = lines(result.out);
  REQUIRE(said.size() >= 6);
  CHECK(said[0].starts_with("query   (美国 AND source:晨报) NOT \"C++\""));
  CHECK(said[1] == "index   \"美国\"");
  CHECK(result.out.find("\norder   newest first") != std::string::npos);
  CHECK(result.out.find("\nsql     SELECT a.id") != std::string::npos);
  CHECK(result.out.find("\ntest    the source is \"晨报\"\n") != std::string::npos);
  CHECK(result.out.find("\nplan    SCAN article_fts VIRTUAL TABLE") != std::string::npos);
}

TEST_CASE("option --highlight marks passages for pages and mails", "[cli]") {
  const Sandbox jianbao;
  jianbao.write_article("in/1.md", 1704067200000, "标题", "甲 &lt;b&gt; &amp; 台湾。");
  REQUIRE(jianbao({"-q", "ingest", "in"}).status == 0);
  const auto snippet = [&](const std::string& way) {
    return lines(jianbao({"search", "--highlight", way, "--fields", "snippet", "台湾"}).out).at(1);
  };
  CHECK(snippet("none") == "甲 <b> & 台湾。");
  CHECK(snippet("stars") == "甲 <b> & **台湾**。");
  CHECK(snippet("mark") == "甲 &lt;b&gt; &amp; <mark>台湾</mark>。");
  CHECK(jianbao({"search", "--highlight", "bold", "台湾"}).status == 2);
  const auto titled =
      jianbao({"search", "--highlight", "stars", "--fields", "title", "title:标题"}).out;
  CHECK(lines(titled).at(1) == "**标题**");
}

TEST_CASE("words that shells and option parsers mistreat are answered, not refused", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  for (const std::string word : {"[a,b]", "++", "\"C++\"", "-", "\"++\"", "a=b", "/x", "{}"}) {
    const auto result = jianbao({"search", "--format", "json", word});
    CAPTURE(word);
    const bool answered = result.status == 0 && parse_json(result.out).contains("total");
    const bool explained = result.status == 2 && result.err.find('^') != std::string::npos;
    CHECK((answered || explained));
  }
}

TEST_CASE("search knows its own options wherever they stand", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto quiet = jianbao({"search", "美国", "-q"});
  CHECK(quiet.status == 0);
  CHECK(lines(quiet.out).size() == 3);
  const auto limited = jianbao({"search", "美国", "--limit", "1"});
  CHECK(lines(limited.out).size() == 2);
  const auto source = jianbao({"search", "--source", "夜报", "美国"});
  CHECK(lines(source.out).size() == 1);
}

TEST_CASE("a slip in a long option of search is not taken for a word", "[cli]") {
  const Sandbox jianbao;
  const auto result = jianbao({"search", "美国", "--limti", "3"});
  CHECK(result.status == 2);
  CHECK(result.err ==
        "jianbao: --limti: no such option; did you mean --limit? (to search for it, put -- before "
        "the query)\n");
}

TEST_CASE("search's JSON has the members of its contract", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto answer = parse_json(jianbao({"search", "--format", "json", "日内瓦"}).out);
  CHECK(answer.at("schema").is_string());
  CHECK(answer.at("total") == 1);
  const auto& hit = answer.at("results").at(0);
  CHECK(hit.at("id").is_number_integer());
  CHECK(hit.at("url") == "https://news.example/a2");
  CHECK(hit.at("canonical_url") == "https://news.example/a2");
  CHECK(hit.at("file") == "晨报/a2.md");
  CHECK(hit.at("title") == "美国与中国商谈关税");
  CHECK(hit.at("source") == "晨报");
  CHECK(hit.at("published") == "2024-02-01T00:00:00Z");
  CHECK(hit.at("header_ms") == 1706745600000);
  CHECK(hit.at("snippet").get<std::string>().find("日内瓦") != std::string::npos);
}

TEST_CASE("search marks what it found, as wide as asked", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto marked =
      jianbao({"search", "--highlight", "stars", "--fields", "snippet,id", "日内瓦"});
  CHECK(lines(marked.out).at(0) == "snippet\tid");
  CHECK(lines(marked.out).at(1).find("**日内瓦**") != std::string::npos);
  const auto narrow = jianbao({"search", "--snippet", "8", "--fields", "snippet", "日内瓦"});
  CHECK(lines(narrow.out).at(1).find("双方代表") == std::string::npos);
  CHECK(lines(narrow.out).at(1).find("日内瓦") != std::string::npos);
}

TEST_CASE("search narrows, orders and pages by the selectors", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto ids = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"search", "--fields", "title"});
    std::vector<std::string> titles = lines(jianbao(words).out);
    titles.erase(titles.begin());
    return titles;
  };
  const std::string older = "美国总统访问日本", newer = "美国与中国商谈关税";
  CHECK(ids({"美国"}) == std::vector{newer, older});
  CHECK(ids({"美国", "--sort", "oldest"}) == std::vector{older, newer});
  CHECK(ids({"美国", "--since", "2024-02-01"}) == std::vector{newer});
  CHECK(ids({"美国", "--until", "2024-02-01"}) == std::vector{older});
  CHECK(ids({"美国", "--since", "2024-02-01", "--tz", "America/New_York"}).empty());
  CHECK(ids({"美国", "--offset", "1"}) == std::vector{older});
}

TEST_CASE("option --fail-empty turns nothing found into 1", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  CHECK(jianbao({"search", "没有这个词"}).status == 0);
  CHECK(jianbao({"search", "--fail-empty", "没有这个词"}).status == 1);
  CHECK(jianbao({"search", "--fail-empty", "美国"}).status == 0);
}

TEST_CASE("a malformed query is explained with a caret", "[cli]") {
  const Sandbox jianbao;
  jianbao.fill_archive();
  const auto result = jianbao({"search", "美国 (中国"});
  CHECK(result.status == 2);
  CHECK(result.out.empty());
  const auto said = lines(result.err);
  REQUIRE(said.size() == 3);
  CHECK(said[0].starts_with("jianbao: "));
  CHECK(said[1] == "美国 (中国");
  CHECK(said[2].find('^') != std::string::npos);
}
