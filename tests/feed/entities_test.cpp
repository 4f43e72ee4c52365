#include "feed/entities.h"

#include <catch2/catch.hpp>

#include <string>

using namespace jianbao::feed;

TEST_CASE("HTML 4's entities are known by their exact names", "[feed]") {
  CHECK(named_entity("nbsp") == "\u00A0");
  CHECK(named_entity("AElig") == "Æ");
  CHECK(named_entity("aelig") == "æ");
  CHECK(named_entity("zwnj") == "\u200C");
  CHECK(named_entity("mdash") == "—");
  CHECK(named_entity("apos") == "'");
  CHECK(named_entity("NBSP").empty());
  CHECK(named_entity("").empty());
  CHECK(named_entity("zzzz").empty());
}

TEST_CASE("numeric references are read as browsers read them", "[feed]") {
  CHECK(numeric_reference("65") == U'A');
  CHECK(numeric_reference("x4e2d") == U'中');
  CHECK(numeric_reference("X4E2D") == U'中');
  CHECK(numeric_reference("146") == U'’');
  CHECK(numeric_reference("0") == U'\uFFFD');
  CHECK(numeric_reference("xD800") == U'\uFFFD');
  CHECK(numeric_reference("x110000") == U'\uFFFD');
  CHECK(numeric_reference("99999999999999999999") == U'\uFFFD');
  CHECK_FALSE(numeric_reference(""));
  CHECK_FALSE(numeric_reference("x"));
  CHECK_FALSE(numeric_reference("12a"));
  CHECK_FALSE(numeric_reference("xyz"));
}

TEST_CASE("a reference is measured with its ampersand and semicolon", "[feed]") {
  CHECK(reference_size("&amp;x") == 5);
  CHECK(reference_size("&#38;") == 5);
  CHECK(reference_size("&amp") == 0);
  CHECK(reference_size("&;") == 0);
  CHECK(reference_size("&#;") == 0);
  CHECK(reference_size("& b;") == 0);
  CHECK(reference_size("&") == 0);
  CHECK(reference_size("&" + std::string(100, 'a') + ";") == 0);
}

TEST_CASE("two references to the halves of a character are one", "[feed]") {
  CHECK(decode_references("&#55357;&#56832;x&#xD842;&#xDFB7;") == "😀x𠮷");
  CHECK(decode_references("&#55357;x&#56832;&#56832;&#55357;") == "\uFFFDx\uFFFD\uFFFD\uFFFD");
  CHECK(surrogate_pair("&#55357;&#56832").size == 0);
  CHECK(surrogate_pair("&#55357;").size == 0);
}

TEST_CASE("references are decoded once, unknown ones stay", "[feed]") {
  CHECK(decode_references("a &lt; b &amp;lt; &eacute; &#x4E2D; &nosuch; & &copy") ==
        "a < b &lt; é 中 &nosuch; & &copy");
  CHECK(decode_references("").empty());
}

TEST_CASE("plain text becomes HTML", "[feed]") {
  CHECK(escape_text("a<b>&\"c\"") == "a&lt;b&gt;&amp;\"c\"");
  CHECK(escape_lines(" 一\n二 ") == "一<br>\n二");
  CHECK(escape_lines("").empty());
}

TEST_CASE("C1 controls stand for windows-1252 characters", "[feed]") {
  CHECK(windows_1252(0x80) == U'€');
  CHECK(windows_1252(0x92) == U'’');
  CHECK(windows_1252(0x9F) == U'Ÿ');
}
