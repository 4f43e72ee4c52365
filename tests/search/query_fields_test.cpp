// Fields, NEAR and the words that are operators.

#include <catch2/catch.hpp>
#include <string>

#include "drawn_query.h"

using namespace jianbao;
using search::Query;
using test::drawn;
using test::error_of;
using test::offset_of;

TEST_CASE("a field takes the word, the quotation or the group after its colon", "[search][query]") {
  CHECK(drawn("source:VOA") == "source=VOA");
  CHECK(drawn("美国 tag:政治") == "(and 美国 tag=政治)");
  CHECK(drawn("source:\"BBC 中文网\" x") == "(and source=[BBC 中文网] x)");
  CHECK(drawn("author:“王 丹”") == "author=[王 丹]");
  CHECK(drawn("source:(VOA OR BBC)") == "(or source=VOA source=BBC)");
  CHECK(drawn("tag：（政治 “人权”）") == "(and tag=政治 tag=[人权])");
  CHECK(drawn("source:((VOA) OR (BBC -RFA)) a") ==
        "(and (or source=VOA (not source=BBC source=RFA)) a)");
  CHECK(drawn("SOURCE:x Tag：y") == "(and source=x tag=y)");
}

TEST_CASE("a field's word reaches to the next space, quotation mark or parenthesis",
          "[search][query]") {
  CHECK(drawn("url:https://a.example/b?c=d&e=-f#g") == "url=https://a.example/b?c=d&e=-f#g");
  CHECK(drawn("date:2024-03..2024-05") == "date=2024-03..2024-05");
  CHECK(drawn("date:..2024") == "date=..2024");
  CHECK(drawn("date：２０２４－０５") == "date=２０２４－０５");
  CHECK(drawn("source:VOA(a)") == "(and source=VOA a)");
  CHECK(drawn("url:a\"b\"") == "(and url=a [b])");
  CHECK(drawn("(url:x)") == "url=x");
  CHECK(drawn("source:tag:x") == "source=tag:x");
  CHECK(drawn("tag:+ tag:C++ tag:#x") == "(and tag=+ tag=C++ tag=#x)");
  CHECK(drawn("source:OR") == "source=OR");
}

TEST_CASE("a star ends a field's word, whatever its script", "[search][query]") {
  CHECK(drawn("source:VO* tag:美国＊") == "(and source=VO* tag=美国*)");
  CHECK(drawn("tag:C++**") == "tag=C++*");
  CHECK(drawn("source:\"VO*\"") == "source=[VO*]");
  // An author is compared as text is.
  CHECK(drawn("author:Wan*") == "author=Wan*");
  CHECK_FALSE(search::parse("author:王*").field.prefix);
  CHECK(offset_of("a source:*") == 9);
}

TEST_CASE("a field can be left out, and is something wanted", "[search][query]") {
  CHECK(drawn("a -tag:x NOT source:\"y z\"") == "(not a (or tag=x source=[y z]))");
  CHECK(drawn("source:VOA -美国") == "(not source=VOA 美国)");
  CHECK(drawn("a -date:(2023 OR 2024)") == "(not a (or date=2023 date=2024))");
  CHECK(offset_of("-source:VOA") == 0);
  CHECK(offset_of("source:(-VOA)") == 8);
}

TEST_CASE("a field knows where its value begins", "[search][query]") {
  CHECK(search::parse("-source:x date:\"2024\"").children.at(0).field.offset == 15);
  CHECK(search::parse("tag：（a b）").children.at(1).field.offset == 11);
}

TEST_CASE("a field without a value is explained at the field", "[search][query]") {
  CHECK(offset_of("a source: b") == 2);
  CHECK(offset_of("a date:") == 2);
  CHECK(offset_of("(tag:)") == 1);
  CHECK(offset_of("a -url: b") == 2);
  CHECK(offset_of("a tag:()") == 2);
  CHECK(offset_of("a tag:\"\"") == 6);
  CHECK(offset_of("a tag:“　”") == 6);
  CHECK(offset_of("a tag:\u200b") == 6);
  CHECK(offset_of("a source:-b") == 9);
  CHECK(std::string(error_of("a source:-b").what()) ==
        "query: a minus after \"source:\"; write -source:word");
  CHECK(offset_of("date : 2024") == 5);
}

TEST_CASE("a field inside a field is explained at the inner one", "[search][query]") {
  CHECK(offset_of("source:(title:x)") == 8);
  CHECK(offset_of("source:(a source:x)") == 10);
  CHECK(offset_of("title:(a -tag:x)") == 10);
  CHECK(offset_of("title:(a (b OR date:x))") == 15);
  CHECK(offset_of("title:source:x") == 6);
  CHECK(offset_of("title:title:x") == 6);
  CHECK(drawn("title:(a OR title:b)") == "(or t:a t:b)");
}

TEST_CASE("what only looks like a field is a word", "[search][query]") {
  CHECK(drawn("\"source:x\"") == "[source:x]");
  CHECK(drawn("https://source:x") == "https://source:x");
  CHECK(drawn("resource:x sources:x source") == "(and resource:x sources:x source)");
}

TEST_CASE("NEAR takes words and phrases and a distance", "[search][query]") {
  CHECK(drawn("NEAR(美国 贸易)") == "(near 10 美国 贸易)");
  CHECK(drawn("NEAR( a  \"b c\" d* , 5 ) e") == "(and (near 5 a [b c] d*) e)");
  CHECK(drawn("NEAR（美国「贸易 战」，１０００）") == "(near 1000 美国 [贸易 战])");
  CHECK(drawn("NEAR(a b,1)") == "(near 1 a b)");
  CHECK(drawn("NEAR(a b, 0007)") == "(near 7 a b)");
  CHECK(drawn("a -NEAR(b c) OR NOT NEAR(d e) f") ==
        "(or (not a (near 10 b c)) (not f (near 10 d e)))");
  CHECK(drawn("title:NEAR(a \"b\", 3)") == "(near 3 t:a t:[b])");
  CHECK(drawn("title:(NEAR(a b) OR c)") == "(or (near 10 t:a t:b) t:c)");
  CHECK(drawn("NEAR(😂 COVID-19)") == "(near 10 [😂] COVID-19)");
  CHECK(search::parse("x NEAR(a \"b\")").children.at(1).near.phrases.at(1).offset == 9);
}

TEST_CASE("NEAR is a word where no parenthesis follows directly", "[search][query]") {
  CHECK(drawn("NEAR (b c)") == "(and NEAR (and b c))");
  CHECK(drawn("a NEAR b") == "(and a NEAR b)");
  CHECK(drawn("near(b)") == "(and near b)");
  CHECK(drawn("\"NEAR\"(b)") == "(and [NEAR] b)");
  CHECK(drawn("ANEAR(b)") == "(and ANEAR b)");
}

TEST_CASE("a NEAR that cannot be read is explained at its place", "[search][query]") {
  CHECK(offset_of("a NEAR()") == 2);
  CHECK(offset_of("a NEAR(b)") == 2);
  CHECK(offset_of("a NEAR(\"b c\", 3)") == 2);
  CHECK(offset_of("a NEAR(b c") == 2);
  CHECK(offset_of("a -NEAR(b c") == 3);
  CHECK(offset_of("a NEAR(b c,") == 2);
  CHECK(offset_of("a NEAR(b c, 5") == 2);
  CHECK(offset_of("NEAR(a \"b)") == 7);
  CHECK(offset_of("NEAR(a b, )") == 10);
  CHECK(offset_of("NEAR(a b, x)") == 10);
  CHECK(offset_of("NEAR(a b, -5)") == 10);
  CHECK(offset_of("NEAR(a b, 0)") == 10);
  CHECK(offset_of("NEAR(a b, 1001)") == 10);
  CHECK(offset_of("NEAR(a b, 99999999999999999999999)") == 10);
  CHECK(offset_of("NEAR(a b, 5x)") == 11);
  CHECK(offset_of("NEAR(a b, 5 c)") == 12);
  CHECK(offset_of("NEAR(a b, 5, 6)") == 11);
  CHECK(offset_of("NEAR(美国，中国，5)") == 14);
  CHECK(std::string(error_of("NEAR(a b, 0)").what()) ==
        "query: a distance is a number from 1 to 1000");
}

TEST_CASE("inside NEAR stand no operators, fields or groups", "[search][query]") {
  CHECK(offset_of("NEAR(a OR b)") == 7);
  CHECK(offset_of("NEAR(a AND b)") == 7);
  CHECK(offset_of("NEAR(NOT a b)") == 5);
  CHECK(offset_of("NEAR(a -b)") == 7);
  CHECK(offset_of("NEAR(a (b c))") == 7);
  CHECK(offset_of("NEAR(a title:b)") == 7);
  CHECK(offset_of("NEAR(a NEAR(b c))") == 7);
  CHECK(offset_of("NEAR(a *b)") == 7);
  CHECK(offset_of("source:NEAR(a b)") == 7);
  CHECK(offset_of("author:(NEAR(a b))") == 8);
  CHECK(drawn("NEAR(\"OR\" \"-b\")") == "(near 10 [OR] [-b])");
}

TEST_CASE("NOT in capitals leaves out as a minus does", "[search][query]") {
  CHECK(drawn("a NOT b") == "(not a b)");
  CHECK(drawn("NOT b a") == "(not a b)");
  CHECK(drawn("a NOT \"b c\" NOT(d OR e)") == "(not a (or [b c] (or d e)))");
  CHECK(drawn("a NOT　title:b") == "(not a t:b)");
  CHECK(drawn("a not b") == "(and a not b)");
  CHECK(drawn("NOTA NOT-b NOT:c") == "(and NOTA NOT-b NOT:c)");
  CHECK(offset_of("a NOT") == 2);
  CHECK(offset_of("a (b NOT)") == 5);
  CHECK(offset_of("a NOT OR b") == 2);
  CHECK(offset_of("a NOT AND b") == 2);
  CHECK(offset_of("a NOT NOT b") == 6);
  CHECK(offset_of("a NOT -b") == 6);
  CHECK(offset_of("NOT a") == 0);
  CHECK(offset_of("a OR NOT b") == 5);
}

TEST_CASE("AND in capitals is what standing side by side is", "[search][query]") {
  CHECK(drawn("a AND b") == "(and a b)");
  CHECK(drawn("a AND b c OR d AND(e)") == "(or (and a b c) (and d e))");
  CHECK(drawn("a AND NOT b AND -c") == "(not a (or b c))");
  CHECK(drawn("-b AND a") == "(not a b)");
  CHECK(drawn("a and b") == "(and a and b)");
  CHECK(offset_of("AND") == 0);
  CHECK(offset_of("AND a") == 0);
  CHECK(offset_of("a AND") == 2);
  CHECK(offset_of("a AND AND b") == 6);
  CHECK(offset_of("a OR AND b") == 5);
  CHECK(offset_of("a AND OR b") == 2);
  CHECK(offset_of("(a AND) b") == 3);
  CHECK(std::string(error_of("AND").what()) ==
        "query: AND needs a word on both sides; quote \"AND\" to search for the word");
}

TEST_CASE("an operator behind a minus or a field is a word", "[search][query]") {
  CHECK(drawn("a -OR -AND -NOT") == "(not a (or [OR] [AND] [NOT]))");
  CHECK(drawn("title:OR title:NOT") == "(and t:[OR] t:[NOT])");
  CHECK(drawn("OR* AND*") == "(and OR* AND*)");
}

TEST_CASE("a word of symbols is a quotation, a word of punctuation is not", "[search][query]") {
  CHECK(drawn("😂") == "[😂]");
  CHECK(drawn("a ++ -¥") == "(not (and a [++]) [¥])");
  CHECK(drawn("title:<3 title:<->") == "(and t:<3 t:[<->])");
  CHECK(drawn("++* author:~") == "(and [++*] author=[~])");
  CHECK(drawn("C++ $100 。 #") == "(and C++ $100 。 #)");
}
