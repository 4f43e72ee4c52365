#include "jianbao/search/query.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "drawn_query.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"

using namespace jianbao;
using search::Query;
using test::drawn;
using test::error_of;
using test::offset_of;

namespace {

std::string pointed(std::string_view typed) {
  return error_of(typed).pointed();
}

}  // namespace

TEST_CASE("words are joined by and", "[search][query]") {
  CHECK(drawn("台湾") == "台湾");
  CHECK(drawn("台湾 选举") == "(and 台湾 选举)");
  CHECK(drawn("　台湾\n选举 AI\t") == "(and 台湾 选举 AI)");
}

TEST_CASE("a phrase is what stands between quotation marks of one kind", "[search][query]") {
  CHECK(drawn("\"a b\" c") == "(and [a b] c)");
  CHECK(drawn("“言论 自由”") == "[言论 自由]");
  CHECK(drawn("”言论 自由”") == "[言论 自由]");
  CHECK(drawn("＂言论＂「自由」") == "(and [言论] [自由])");
  CHECK(drawn("“say \"hi\"”") == "[say \"hi\"]");
  CHECK(drawn("美国\"中国\"日本") == "(and 美国 [中国] 日本)");
  CHECK(drawn("\"OR\" \"-a\" \"(\"") == "(and [OR] [-a] [(])");
}

TEST_CASE("a minus before a term leaves it out, a hyphen in a word belongs to it",
          "[search][query]") {
  CHECK(drawn("a -b") == "(not a b)");
  CHECK(drawn("-b a") == "(not a b)");
  CHECK(drawn("a －“b c” -d") == "(not a (or [b c] d))");
  CHECK(drawn("COVID-19") == "COVID-19");
  CHECK(drawn("a -(b c)") == "(not a (and b c))");
  CHECK(drawn("a -title:b") == "(not a t:b)");
}

TEST_CASE("OR in capitals binds weaker than standing side by side", "[search][query]") {
  CHECK(drawn("a OR b") == "(or a b)");
  CHECK(drawn("a b OR c d") == "(or (and a b) (and c d))");
  CHECK(drawn("a OR b -c") == "(or a (not b c))");
  CHECK(drawn("a or b") == "(and a or b)");
  CHECK(drawn("ORB OR FOR") == "(or ORB FOR)");
  CHECK(drawn("a OR\"b\"OR(c)") == "(or a [b] c)");
}

TEST_CASE("parentheses of both widths group", "[search][query]") {
  CHECK(drawn("a (b OR c)") == "(and a (or b c))");
  CHECK(drawn("（a OR b）c") == "(and (or a b) c)");
  CHECK(drawn("((((a))))") == "a");
  CHECK(drawn("中国(香港)") == "(and 中国 香港)");
}

TEST_CASE("title: concerns the next term or group", "[search][query]") {
  CHECK(drawn("title:a b") == "(and t:a b)");
  CHECK(drawn("Title：\"a b\"") == "t:[a b]");
  CHECK(drawn("title:(a OR b) c") == "(and (or t:a t:b) c)");
  CHECK(drawn("subtitle:a 12:30") == "(and subtitle:a 12:30)");
  CHECK(drawn("titles title") == "(and titles title)");
}

TEST_CASE("a star after a word of letters makes it a prefix", "[search][query]") {
  CHECK(drawn("elect*") == "elect*");
  CHECK(drawn("élec＊ title:x*") == "(and élec* t:x*)");
  CHECK_FALSE(search::parse("美国*").phrase.prefix);
  CHECK_FALSE(search::parse("C++*").phrase.prefix);
  CHECK_FALSE(search::parse("\"elect*\"").phrase.prefix);
  CHECK(search::parse("5-elect**").phrase.prefix);
}

TEST_CASE("each phrase knows where it begins", "[search][query]") {
  const Query query = search::parse("台湾 -title:\"b\"");
  CHECK(query.children.at(0).phrase.offset == 0);
  CHECK(query.children.at(1).phrase.offset == 14);
}

TEST_CASE("a malformed query is explained at its place", "[search][query]") {
  CHECK(offset_of("") == 0);
  CHECK(offset_of("  　") == 0);
  CHECK(offset_of("a \"b c") == 2);
  CHECK(offset_of("a “b」") == 2);
  CHECK(offset_of("a (b") == 2);
  CHECK(offset_of("a (b (c)") == 2);
  CHECK(offset_of("a b) c") == 3);
  CHECK(offset_of("a ()") == 2);
  CHECK(offset_of("a -()") == 2);
  CHECK(offset_of("OR") == 0);
  CHECK(offset_of("a OR") == 2);
  CHECK(offset_of("a OR OR b") == 5);
  CHECK(offset_of("(OR b)") == 1);
  CHECK(offset_of("-a") == 0);
  CHECK(offset_of("-a -b") == 0);
  CHECK(offset_of("a OR -b") == 5);
  CHECK(offset_of("a (-b)") == 3);
  CHECK(offset_of("a - b") == 2);
  CHECK(offset_of("a --b") == 3);
  CHECK(offset_of("a title: b") == 2);
  CHECK(offset_of("a title:-b") == 8);
  CHECK(offset_of("a *b") == 2);
  CHECK(offset_of("台湾 ，") == 7);
  CHECK(offset_of("。！") == 0);
  CHECK(offset_of("a \"\"") == 2);
  CHECK(offset_of("a “　”") == 2);
  CHECK(offset_of("a \"\u200b\"") == 2);
}

TEST_CASE("the message says what is wrong and what to do", "[search][query]") {
  CHECK(error_of("a ，").what() ==
        std::string("query: holds nothing that can be looked for; quote it to find it as written"));
  CHECK(error_of("-a").what() ==
        std::string("query: only says what to leave out; add a word that is to be found"));
  CHECK(error_of("“a").what() ==
        std::string("query: this quotation mark is not closed; add a ” after the phrase"));
  CHECK(error_of("-a").kind() == ErrorKind::kUsage);
}

TEST_CASE("bytes that are no UTF-8, and NUL, are refused where they stand", "[search][query]") {
  CHECK(offset_of("台\xff") == 3);
  CHECK(offset_of("\xe5\x8f") == 0);
  CHECK(offset_of("ab \xed\xa0\x80") == 3);
  CHECK(offset_of(std::string_view("a\0b", 3)) == 1);
  CHECK(pointed("台\xff") == "台\uFFFD\n  ^");
}

TEST_CASE("a query is bounded in bytes, terms and depth", "[search][query]") {
  CHECK_NOTHROW(search::parse(std::string(search::kMaxQueryBytes, 'a')));
  CHECK(offset_of(std::string(search::kMaxQueryBytes + 1, 'a')) == search::kMaxQueryBytes);
  CHECK_THAT(error_of(std::string(search::kMaxQueryBytes + 1, 'a')).what(),
             Catch::Contains("65536"));

  std::string terms;
  for (std::size_t i = 0; i < search::kMaxTerms; ++i) terms += "a ";
  CHECK(search::parse(terms).children.size() == search::kMaxTerms);
  CHECK(offset_of(terms + "b") == terms.size());
  CHECK_THAT(error_of(terms + "b").what(), Catch::Contains("1000"));

  const std::string open(search::kMaxDepth, '(');
  const std::string close(search::kMaxDepth, ')');
  CHECK(drawn(open + "a" + close) == "a");
  CHECK(offset_of("(" + open + "a" + close + ")") == search::kMaxDepth);
  CHECK(offset_of(std::string(search::kMaxQueryBytes, '(')) == search::kMaxDepth);
}

TEST_CASE("the caret stands under the place in columns", "[search][query]") {
  CHECK(pointed("a b) c") == "a b) c\n   ^");
  CHECK(pointed("台湾 ，") == "台湾 ，\n     ^");
  CHECK(pointed("") == "\n^");
  CHECK(pointed("a OR") == "a OR\n  ^");
  CHECK(pointed("e\u0301e\u0301 )") == "e\u0301e\u0301 )\n   ^");
}

TEST_CASE("what is pointed at cannot act on the terminal", "[search][query]") {
  const std::string shown = pointed("a\x1b[31m\x07 \n\u202e )");
  CHECK(shown.find('\x1b') == std::string::npos);
  CHECK(shown.find('\x07') == std::string::npos);
  CHECK(shown.find("\u202e") == std::string::npos);
  CHECK(std::count(shown.begin(), shown.end(), '\n') == 1);
}

TEST_CASE("a phrase may be closed by another kind of quotation mark", "[search][query]") {
  CHECK(search::to_string(search::parse("“言论自由\" a")) == "\"言论自由\" AND a");
  CHECK(search::to_string(search::parse("\"言论自由” a")) == "\"言论自由\" AND a");
  CHECK(search::to_string(search::parse("“a \"b\" c”")) == "“a \"b\" c”");
}

TEST_CASE("of a long query the part around the place is shown", "[search][query]") {
  std::string query;
  for (int i = 0; i < 500; ++i) query += "台湾选举 ";
  const std::string shown = pointed(query + ") " + query);
  const std::size_t end = shown.find('\n');
  const std::string line = shown.substr(0, end);
  CHECK(line.starts_with("…"));
  CHECK(line.ends_with("…"));
  CHECK(text::columns(line) <= 80);
  const std::size_t caret = shown.size() - end - 2;
  CHECK(text::columns(line.substr(0, line.find(')'))) == caret);
}
