#include <catch2/catch.hpp>
#include <string>

#include "jianbao/search/search.h"

using namespace jianbao;

namespace {

search::Plan planned(std::string_view typed) {
  return search::compile(search::parse(typed), typed);
}

std::string match_of(std::string_view typed) {
  return planned(typed).match;
}

}  // namespace

TEST_CASE("words and phrases become quoted FTS5 strings", "[search][compile]") {
  CHECK(match_of("台湾") == "\"台湾\"");
  CHECK(match_of("台湾 AI技术") == "\"台湾\" AND \"AI技术\"");
  CHECK(match_of("a OR b") == "\"a\" OR \"b\"");
  CHECK(match_of("a -b") == "\"a\" NOT \"b\"");
  CHECK(match_of("title:\"a b\"") == "title : \"a b\"");
  CHECK(match_of("elect*") == "\"elect\" *");
  CHECK(match_of("title:elect*") == "title : \"elect\" *");
  CHECK(match_of("a b OR c -d") == "\"a\" AND \"b\" OR \"c\" NOT \"d\"");
  CHECK(match_of("a -(b -c)") == "\"a\" NOT (\"b\" NOT \"c\")");
  CHECK(match_of("(a -b) -c") == "\"a\" NOT \"b\" NOT \"c\"");
  CHECK(match_of("(a b) -c") == "(\"a\" AND \"b\") NOT \"c\"");
  CHECK(match_of("a (b OR c)") == "(\"b\" OR \"c\") AND \"a\"");
}

TEST_CASE("what is syntax to FTS5 reaches it as text alone", "[search][compile]") {
  CHECK(match_of("NEAR{a}") == "\"NEAR{a\"");
  CHECK(match_of("a^b NOT AND") == "\"a^b\" AND \"NOT\" AND \"AND\"");
  CHECK(match_of("“a\"b”") == "\"a\"\"b\"");
  CHECK(match_of("text:x") == "\"text:x\"");
}

TEST_CASE("punctuation around an unquoted word is not looked for", "[search][compile]") {
  CHECK(match_of("怎么办？") == "\"怎么办\"");
  CHECK(match_of("《1984》") == "\"1984\"");
  CHECK(match_of("C++") == "\"C\"");
  CHECK_FALSE(planned("C++ 怎么办？").verify);
}

TEST_CASE("a quoted phrase with a symbol is narrowed and then verified", "[search][compile]") {
  CHECK(planned("\"C++\"").verify);
  CHECK(match_of("\"C++\"") == "\"C\"");
  CHECK(planned("“怎么办？”").verify);
  CHECK(planned("“你好，世界”").verify);
  CHECK(planned("\"100%\"").verify);
  CHECK_FALSE(planned("\"AI 技术\"").verify);
  CHECK_FALSE(planned("\" AI\u200b 技术　\"").verify);
  CHECK(match_of("\" AI 技术　\"") == "\"AI 技术\"");
}

TEST_CASE("what the index does not know is narrowed by the rest", "[search][compile]") {
  CHECK(match_of("\"😂\"").empty());
  CHECK(planned("\"😂\"").verify);
  CHECK(match_of("\"😂\" 台湾") == "\"台湾\"");
  CHECK(planned("\"😂\" 台湾").verify);
  CHECK(match_of("\"😂\" OR 台湾").empty());
  CHECK(match_of("(\"😂\" OR a) b") == "\"b\"");
  CHECK(match_of("\"😂\" -a").empty());
}

TEST_CASE("only what is sure to be unwanted is left out by the index", "[search][compile]") {
  CHECK(match_of("a -\"C++\"") == "\"a\"");
  CHECK(planned("a -\"C++\"").verify);
  CHECK(match_of("\"C++\" -a") == "\"C\" NOT \"a\"");
  CHECK(planned("\"C++\" -a").verify);
  CHECK(match_of("a -(b \"😂\")") == "\"a\"");
  CHECK(match_of("a -(b -\"😂\")") == "\"a\"");
}

TEST_CASE("wanted phrases are the ones to highlight", "[search][compile]") {
  const search::Plan plan = planned("台湾 -选举 (title:\"a b\" OR elect* -c)");
  REQUIRE(plan.highlights.size() == 3);
  CHECK(plan.highlights[0].text == "台湾");
  CHECK(plan.highlights[1].text == "a b");
  CHECK(plan.highlights[1].column == "title");
  CHECK(plan.highlights[2].text == "elect");
  CHECK(plan.highlights[2].prefix);
}

TEST_CASE("a query of more characters than FTS5 bears is explained", "[search]") {
  const auto compiled = [](std::size_t characters) {
    std::string typed;
    for (std::size_t i = 0; i < characters; ++i) typed += "的";
    return planned(typed);
  };
  CHECK_NOTHROW(compiled(search::kMaxTokens));
  CHECK_THROWS_WITH(compiled(search::kMaxTokens + 1),
                    Catch::Contains("more than 1000 characters and words"));
}
