// to_string(), and hostile input.

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "drawn_query.h"
#include "jianbao/search/search.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"
#include "random_text.h"

using namespace jianbao;
using test::drawn;
using test::error_of;
using test::offset_of;

namespace {

std::string canonical(std::string_view typed) {
  return search::to_string(search::parse(typed));
}

std::string repeated(std::string_view piece, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += piece;
  return all;
}

void require_explained(const search::QueryError& error, std::string_view typed) {
  REQUIRE(error.offset() <= typed.size());
  REQUIRE(std::string_view(error.what()).find('\n') == std::string_view::npos);
  const std::string shown = error.pointed();
  REQUIRE(text::is_valid_utf8(shown));
  REQUIRE(std::count(shown.begin(), shown.end(), '\n') == 1);
  REQUIRE(shown.ends_with("^"));
  REQUIRE(text::columns(shown.substr(0, shown.find('\n'))) <= 80);
}

void require_same_tree(std::string_view typed) {
  const std::string tree = drawn(typed);
  const std::string written = canonical(typed);
  CAPTURE(tree, written);
  REQUIRE(drawn(written) == tree);
  REQUIRE(canonical(written) == written);
}

}  // namespace

TEST_CASE("the canonical form says every operator and parenthesis", "[search][query]") {
  CHECK(canonical("台湾 选举 OR 香港") == "(台湾 AND 选举) OR 香港");
  CHECK(canonical("a b -c －“d e”") == "(a AND b) NOT (c OR \"d e\")");
  CHECK(canonical("Title：（a OR b＊）") == "title:a OR title:b*");
  CHECK(canonical("((a)) (b c)") == "a AND (b AND c)");
  CHECK(canonical("SOURCE：“BBC 中文” -tag:x*") == "source:\"BBC 中文\" NOT tag:x*");
  CHECK(canonical("title:NEAR（a「b c」 d*）") == "title:NEAR(a \"b c\" d*, 10)");
  CHECK(canonical("😂 -OR") == "\"😂\" NOT \"OR\"");
}

TEST_CASE("a phrase that holds quotation marks is written in others", "[search][query]") {
  CHECK(canonical("“say \"hi\"”") == "“say \"hi\"”");
  CHECK(canonical("「a\"b”c」") == "＂a\"b”c＂");
  CHECK(canonical("「a\"b”c＂d」") == "「a\"b”c＂d」");
  CHECK(canonical("\"“a” ＂ 」\"") == "\"“a” ＂ 」\"");
}

TEST_CASE("a query too deep for every parenthesis is written with those it needs",
          "[search][query]") {
  std::string deep = "a";
  for (std::size_t i = 0; i < search::kMaxDepth; ++i) deep = "b -c OR (d e (" + deep + ") -f)";
  CHECK_THROWS_AS(search::parse(deep), search::QueryError);
  deep = "a";
  for (std::size_t i = 0; i < search::kMaxDepth / 2; ++i) deep = "b -c OR (d e (" + deep + ") -f)";
  require_same_tree(deep);
  require_same_tree(repeated("title:(b c -d -(", 10) + "e" + repeated(" OR f) OR g)", 10));
}

TEST_CASE("the canonical form of any query parses to the same tree", "[search][query][property]") {
  test::RandomText random(19890604);
  for (int round = 0; round < 2000; ++round) {
    const std::string typed = random.full_query(1 + static_cast<int>(random.below(4)));
    CAPTURE(round, typed);
    require_same_tree(typed);
  }
}

TEST_CASE("any string parses and can be written, or is explained", "[search][query][property]") {
  test::RandomText random(20240515);
  int parsed = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string typed = random.of(test::kNastyAlphabet, random.below(random.chance(4) ? 80 : 8));
    if (typed.size() > 200) typed.resize(200);
    CAPTURE(round, typed);
    try {
      require_same_tree(typed);
      ++parsed;
    } catch (const search::QueryError& error) {
      require_explained(error, typed);
    }
  }
  CHECK(parsed > 2000);
}

TEST_CASE("each piece of a query alone, and each two, parse or are explained", "[search][query]") {
  for (const std::string_view first : test::kNastyAlphabet) {
    for (const std::string_view second : test::kNastyAlphabet) {
      const std::string typed = std::string(first) + std::string(second);
      CAPTURE(typed);
      try {
        require_same_tree(typed);
      } catch (const search::QueryError& error) {
        require_explained(error, typed);
      }
    }
  }
}

TEST_CASE("an empty query is explained", "[search][query]") {
  CHECK(offset_of("") == 0);
  CHECK(offset_of(" 　\t\n") == 0);
}

TEST_CASE("a query of a megabyte is refused at the bound", "[search][query]") {
  for (const std::string_view piece :
       {"a", "台湾 ", "(", "\"", "-", "NEAR(a ", "source:x ", "\xff"}) {
    const std::string typed = repeated(piece, (1U << 20U) / piece.size());
    CHECK(offset_of(typed) == search::kMaxQueryBytes);
    require_explained(error_of(typed), typed);
  }
}

TEST_CASE("the term too many is pointed at, whatever it is", "[search][query]") {
  CHECK(offset_of(repeated("a ", 10000)) == 2 * search::kMaxTerms);
  CHECK(offset_of(repeated("a\"b\"", 5000)) == 4 * search::kMaxTerms / 2);
  CHECK(offset_of(repeated("tag:x ", 10000)) == 6 * search::kMaxTerms);
  CHECK(offset_of("NEAR(" + repeated("a ", 10000) + ")") == 5 + 2 * search::kMaxTerms);
  CHECK(offset_of(repeated("NEAR(a b) ", 5000)) == 10 * search::kMaxTerms / 2 + 5);
  CHECK_NOTHROW(search::parse(repeated("NEAR(a b) ", search::kMaxTerms / 2)));
}

TEST_CASE("a query of operators alone is explained", "[search][query]") {
  CHECK(offset_of("OR OR OR") == 0);
  CHECK(offset_of("AND OR NOT") == 0);
  CHECK(offset_of("NOT NOT") == 4);
  CHECK(offset_of("NOT") == 0);
  CHECK(offset_of("- - -") == 0);
  CHECK(offset_of("---") == 1);
  CHECK(offset_of("NEAR()") == 0);
  CHECK(offset_of("title:") == 0);
  CHECK(offset_of("***") == 0);
}

TEST_CASE("a query of punctuation alone is explained", "[search][query]") {
  CHECK(offset_of("，") == 0);
  CHECK(offset_of("。！？") == 0);
  CHECK(offset_of("... ,,,") == 0);
  CHECK(offset_of("：") == 0);
  CHECK(std::string(error_of("……").what()) ==
        "query: holds nothing that can be looked for; quote it to find it as written");
}

TEST_CASE("unbalanced quotation marks are explained at the open one", "[search][query]") {
  CHECK(offset_of("\"") == 0);
  CHECK(offset_of("a \"b\" \"c") == 6);
  CHECK(offset_of("a “b」") == 2);
  CHECK(offset_of("「a") == 0);
  CHECK(offset_of("a source:\"b") == 9);
  CHECK(offset_of("a\"") == 1);
  CHECK(drawn("a」") == "a」");
}

TEST_CASE("unbalanced parentheses are explained at the one that has no other", "[search][query]") {
  CHECK(offset_of("(a") == 0);
  CHECK(offset_of("a)") == 1);
  CHECK(offset_of("(a))") == 3);
  CHECK(offset_of("((a)") == 0);
  CHECK(offset_of("source:(a") == 0);
  CHECK(offset_of("NEAR(a b") == 0);
  CHECK(offset_of("NEAR(a b))") == 9);
  CHECK(offset_of("（a))") == 5);
}

TEST_CASE("a NUL byte is refused wherever it stands", "[search][query]") {
  using namespace std::string_literals;
  CHECK(offset_of("\0"s) == 0);
  CHECK(offset_of("a\0b"s) == 1);
  CHECK(offset_of("\"a\0b\""s) == 2);
  CHECK(offset_of("source:\0"s) == 7);
  CHECK(offset_of("NEAR(a\0b)"s) == 6);
}

TEST_CASE("bytes that are not UTF-8 are refused wherever they stand", "[search][query]") {
  CHECK(offset_of("a \xff") == 2);
  CHECK(offset_of("\"a\xc0\xaf\"") == 2);
  CHECK(offset_of("台\xe5\x8f") == 3);
  CHECK(offset_of("tag:\xed\xa0\x80") == 4);
  CHECK(offset_of("\xf4\x90\x80\x80") == 0);
  CHECK(offset_of("NEAR(a b,\xff)") == 9);
}
