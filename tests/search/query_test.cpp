#include "jianbao/search/query.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "jianbao/search/search.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"
#include "random_text.h"

using namespace jianbao;
using search::Query;

namespace {

/// The tree in one line: words as they are, quoted phrases in [], prefixes with *, t: for titles.
std::string drawn(const Query& query) {
  if (query.kind == Query::Kind::kPhrase) {
    const search::Phrase& phrase = query.phrase;
    const std::string text = phrase.quoted ? "[" + phrase.text + "]" : phrase.text;
    return (phrase.column == "title" ? "t:" : phrase.column) + text + (phrase.prefix ? "*" : "");
  }
  const std::string name = query.kind == Query::Kind::kAnd  ? "and"
                           : query.kind == Query::Kind::kOr ? "or"
                                                            : "not";
  std::string all = "(" + name;
  for (const Query& child : query.children) all += " " + drawn(child);
  return all + ")";
}

std::string drawn(std::string_view typed) {
  return drawn(search::parse(typed));
}

/// The error that parsing or compiling ends in.
search::QueryError error_of(std::string_view typed) {
  try {
    search::compile(search::parse(typed), typed);
  } catch (const search::QueryError& error) {
    return error;
  }
  FAIL("no error for: " << typed);
  throw std::logic_error("unreachable");
}

std::size_t offset_of(std::string_view typed) {
  return error_of(typed).offset();
}

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
  CHECK(drawn("a -OR") == "(not a OR)");
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
  CHECK(offset_of("a “b\"") == 2);
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
  CHECK(offset_of("a 😂") == 2);
  CHECK(offset_of("a \"\"") == 2);
  CHECK(offset_of("a “　”") == 2);
  CHECK(offset_of("a \"\u200b\"") == 2);
}

TEST_CASE("the message says what is wrong and what to do", "[search][query]") {
  CHECK(error_of("a 😂").what() ==
        std::string("query: holds nothing that can be looked for; quote it to find it as written"));
  CHECK(error_of("-a").what() ==
        std::string("query: only says what to leave out; add a word that is to be found"));
  CHECK(error_of("“a").what() ==
        std::string("query: this quotation mark is not closed; add a ” after the phrase"));
  CHECK(error_of("-a").kind() == ErrorKind::kUsage);
}

TEST_CASE("what other search languages call fields is not read as words", "[search][query]") {
  CHECK(std::string(error_of("source:美国之音").what())
            .ends_with("source: is not a field of the query; use --source NAME"));
  CHECK(std::string(error_of("author:王").what()).find("the only field is title:") !=
        std::string::npos);
  CHECK(offset_of("美国 tag:政治") == 7);
  CHECK(offset_of("-Source：x") == 1);
  CHECK(offset_of("(a OR url:https://x)") == 6);
  CHECK(offset_of("source:\"美国 之音\"") == 0);
  CHECK(offset_of("date:2024-05-15") == 0);
  CHECK(drawn("\"source:x\"") == "[source:x]");
  CHECK(drawn("https://source:x") == "https://source:x");
  CHECK(drawn("resource:x sources:x") == "(and resource:x sources:x)");
  CHECK(drawn("source: x") == "(and source: x)");
  CHECK(drawn("(source:)") == "source:");
  CHECK(drawn("title:source:x") == "t:source:x");
}

TEST_CASE("NEAR( is refused, NEAR is a word", "[search][query]") {
  CHECK(offset_of("a NEAR(b c)") == 2);
  CHECK(offset_of("NEAR（b") == 0);
  CHECK(drawn("NEAR (b c)") == "(and NEAR (and b c))");
  CHECK(drawn("a NEAR b") == "(and a NEAR b)");
  CHECK(drawn("near(b)") == "(and near b)");
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

TEST_CASE("any string parses and compiles, or is explained", "[search][query][property]") {
  test::RandomText random(20240515);
  for (int round = 0; round < 20000; ++round) {
    const std::string typed =
        random.of(test::kNastyAlphabet, random.below(random.chance(4) ? 200 : 12));
    CAPTURE(round, typed);
    try {
      const search::Plan plan = search::compile(search::parse(typed), typed);
      REQUIRE((plan.match || !plan.condition.children.empty()));
    } catch (const search::QueryError& error) {
      REQUIRE(error.offset() <= typed.size());
      REQUIRE(std::string_view(error.what()).find('\n') == std::string_view::npos);
      const std::string shown = error.pointed();
      REQUIRE(text::is_valid_utf8(shown));
      REQUIRE(std::count(shown.begin(), shown.end(), '\n') == 1);
      REQUIRE(shown.ends_with("^"));
      REQUIRE(text::columns(shown.substr(0, shown.find('\n'))) <= 80);
    }
  }
}
