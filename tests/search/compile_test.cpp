#include <catch2/catch.hpp>
#include <string>

#include "jianbao/search/search.h"
#include "jianbao/text/date.h"
#include "jianbao/text/tokenizer.h"

using namespace jianbao;

namespace {

search::Plan planned(std::string_view typed) {
  return search::compile(search::parse(typed), typed);
}

std::string match_of(std::string_view typed) {
  return text::readable_query(planned(typed).match.value_or("-"));
}

std::string shape_of(const store::Condition& condition) {
  using Kind = store::Condition::Kind;
  if (condition.kind == Kind::kMatch) return text::readable_query(condition.match);
  if (condition.kind == Kind::kTest) return "test";
  if (condition.kind == Kind::kDate) return "date";
  std::string shape;
  for (const store::Condition& child : condition.children) {
    if (!shape.empty()) shape += condition.kind == Kind::kOr ? " OR " : " ";
    shape += shape_of(child);
  }
  return (condition.kind == Kind::kNot ? "not(" : "(") + shape + ")";
}

/// What is tested besides the index, one after the other.
std::string tests_of(std::string_view typed) {
  std::string tests;
  for (const store::Condition& child : planned(typed).condition.children) {
    tests += (tests.empty() ? "" : " ") + shape_of(child);
  }
  return tests;
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
  CHECK(match_of("a^b \"NOT\" \"AND\"") == "\"a^b\" AND \"NOT\" AND \"AND\"");
  CHECK(match_of("“好\"”") == "\"好[=\"\"]\" OR \"好[<\"\"]\"");
  CHECK(match_of("text:x") == "\"text:x\"");
}

TEST_CASE("punctuation around an unquoted word is not looked for", "[search][compile]") {
  CHECK(match_of("怎么办？") == "\"怎么办\"");
  CHECK(match_of("《1984》") == "\"1984\"");
  CHECK(match_of("C++") == "\"C\"");
  CHECK(tests_of("C++ 怎么办？").empty());
}

TEST_CASE("a quoted phrase with a symbol is narrowed by the index and then tested",
          "[search][compile]") {
  CHECK(tests_of("\"C++\"") == "test");
  CHECK(match_of("\"C++\"") == "\"C\" AND \"[&++]\"");
  CHECK(tests_of("“怎么 办？” title:“你好， 世界” \"100%\"") == "test test test");
  CHECK(tests_of("\"AI 技术\" \" AI\u200b 技术　\"").empty());
  CHECK(match_of("\" AI 技术　\"") == "\"AI 技术\"");
}

TEST_CASE("what stands at the ends of runs is asked of the index", "[search][compile]") {
  CHECK(match_of("“包括，”") == "\"包括[=,]\" OR \"包括[<,]\"");
  CHECK(match_of("“，包括”") == "\"[=,]包括\" OR \"[>,]包括\"");
  CHECK(match_of("“包括，中国”") == "\"包括[=,]中国\"");
  CHECK(match_of("title:“包括，”") == "title : (\"包括[=,]\" OR \"包括[<,]\")");
  CHECK(match_of("包括，") == "\"包括\"");
  CHECK(tests_of("“包括，” “，包括” “包括，中国”").empty());
}

TEST_CASE("what the index does not know of symbols is compared", "[search][compile]") {
  CHECK(match_of("“包括 ，”") == "\"包括|\"");
  CHECK(match_of("“《包括》”") == "(\"包括[=》]\" OR \"包括[<》]\") AND \"《\"");
  CHECK(match_of("“包括：‘”") == "\"包括[<:]\" AND \"[&:‘]\"");
  CHECK(match_of("“：‘包括”") == "\"[>‘]包括\" AND \"[&:‘]\"");
  CHECK(match_of("“包括ai，”") == "\"包括ai\"");
  CHECK(match_of("“包括，ai”") == "\"包括[=,]ai\"");
  CHECK(match_of("“ai，包括”") == "\"ai 包括\"");
  CHECK(match_of("“2020年，”") == "\"2020年[=,]\" OR \"2020年[<,]\"");
  for (const char* typed : {"“包括 ，”", "“《包括》”", "“包括：‘”", "“：‘包括”", "“包括ai，”",
                            "“ai，包括”", "“2020年，”", "“年2020，”", "“包括， 中国”"}) {
    CAPTURE(typed);
    CHECK(tests_of(typed) == "test");
  }
}

TEST_CASE("the index knows of symbols that they are there, and which stand together",
          "[search][compile]") {
  CHECK(match_of("\"😂\"") == "\"😂\"");
  CHECK(match_of("“：‘”") == "\"[&:‘]\"");
  CHECK(tests_of("\"😂\" “：‘”").empty());
  CHECK(match_of("😂 title:“％”") == "\"😂\" AND title : \"%\"");
  CHECK(match_of("\"😂！😂\"") == "\"[&😂!]\" AND \"[&!😂]\"");
  CHECK(tests_of("\"😂！😂\"") == "test");
  CHECK(match_of("“：　‘”") == "\":\" AND \"‘\"");
  CHECK(match_of("“\"”") == "\"\"\"\"");
  // Nearly every article has some; they are looked up only where there is nothing else.
  CHECK(match_of("“a, b”") == "\"a b\"");
  CHECK(match_of("“a; b”") == "\"a b\" AND \";\"");
  CHECK(match_of("“，”") == "\",\"");
}

TEST_CASE("the letters that words begin with are known to the index", "[search][compile]") {
  CHECK(match_of("c*") == "\"[^c]\"");
  CHECK(match_of("É*") == "\"[^e]\"");
  CHECK(match_of("title:c*") == "title : \"[^c]\"");
  CHECK(match_of("ch*") == "\"ch\" *");
  CHECK(match_of("台*") == "\"台\"");
  CHECK(match_of("NEAR(c* a)") == "NEAR(\"c\" * \"a\", 10)");
}

TEST_CASE("the index leads where it has a part in every alternative", "[search][compile]") {
  CHECK(match_of("\"C#\" OR b") == "\"C\" AND \"#\" OR \"b\"");
  CHECK(tests_of("\"C#\" OR b") == "((\"C\" AND \"#\" test) OR \"b\")");
  CHECK(match_of("source:x OR b") == "-");
  CHECK(tests_of("source:x OR b") == "(test OR \"b\")");
  CHECK(match_of("(source:x OR a) b") == "\"b\"");
  CHECK(match_of("source:x b -a") == "\"b\" NOT \"a\"");
  CHECK(tests_of("source:x b -a") == "test");
}

TEST_CASE("what is unwanted is left out by the index, or tested", "[search][compile]") {
  CHECK(match_of("a -\"C++\"") == "\"a\"");
  CHECK(tests_of("a -\"C++\"") == "not((\"C\" AND \"[&++]\" test))");
  CHECK(match_of("\"C++\" -a") == "(\"C\" AND \"[&++]\") NOT \"a\"");
  CHECK(tests_of("\"C++\" -a") == "test");
  CHECK(match_of("a -(b source:x)") == "\"a\"");
  CHECK(tests_of("a -(b source:x)") == "not((\"b\" test))");
  CHECK(match_of("source:x -a") == "-");
  CHECK(tests_of("source:x -a") == "test not(\"a\")");
}

TEST_CASE("near phrases go to the index as they are", "[search][compile]") {
  CHECK(match_of("NEAR(a 台湾*, 5)") == "NEAR(\"a\" \"台湾\", 5)");
  CHECK(match_of("NEAR(ab* \"c d\")") == "NEAR(\"ab\" * \"c d\", 10)");
  CHECK(match_of("title:NEAR(a b) -c") == "title : NEAR(\"a\" \"b\", 10) NOT \"c\"");
  CHECK(tests_of("NEAR(\"C++\" b)") == "test");
  CHECK(planned("NEAR(a b)").highlights.size() == 2);
}

TEST_CASE("a date is a period with both its ends", "[search][compile]") {
  const auto period = [](std::string_view typed) {
    const search::Plan plan =
        search::compile(search::parse(typed), typed, {Timestamp{1'700'000'000'000}, "UTC"});
    const store::Condition& condition = plan.condition.children.at(0);
    REQUIRE(condition.kind == store::Condition::Kind::kDate);
    const auto day = [](const std::optional<Timestamp>& at) {
      return at ? text::to_rfc3339(*at).substr(0, 10) : std::string("-");
    };
    return day(condition.since) + " " + day(condition.until);
  };
  CHECK(period("date:2024-05") == "2024-05-01 2024-06-01");
  CHECK(period("date：２０２４－０５") == "2024-05-01 2024-06-01");
  CHECK(period("date:2024-01..2024-03") == "2024-01-01 2024-04-01");
  CHECK(period("date:2024..") == "2024-01-01 -");
  CHECK(period("date:..2024-02-28") == "- 2024-02-29");
  for (const std::string_view bad : {"date:2024-13", "date:..", "date:2024..2023", "date:x",
                                     "date:2024*", "date:2024-01...2024-02"}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(planned(bad), search::QueryError);
  }
}

TEST_CASE("what stands in a query twice is asked once", "[search][compile]") {
  CHECK(match_of("的 的 a 的") == "\"的\" AND \"a\"");
  CHECK(match_of("a OR b OR a") == "\"a\" OR \"b\"");
  CHECK(tests_of("source:x source:x") == "test");
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
