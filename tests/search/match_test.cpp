#include <catch2/catch.hpp>
#include <chrono>
#include <string>

#include "matcher.h"

using namespace jianbao;

namespace {

bool matches(std::string_view typed, std::string_view title, std::string_view text = {}) {
  return test::matches(typed, title, text);
}

}  // namespace

TEST_CASE("Han text is found by substring, in order and adjacent", "[search][match]") {
  CHECK(matches("月", "", "床前明月光"));
  CHECK(matches("明月", "", "床前明月光"));
  CHECK_FALSE(matches("月明", "", "床前明月光"));
  CHECK_FALSE(matches("前光", "", "床前明月光"));
  CHECK_FALSE(matches("月光", "明月", "光"));
  CHECK_FALSE(matches("台湾", "", ""));
}

TEST_CASE("scripts and widths find each other", "[search][match]") {
  CHECK(matches("台湾", "", "臺灣的選舉"));
  CHECK(matches("臺灣選舉", "", "台湾选举"));
  CHECK(matches("ＡＩ", "", "an ai model"));
  CHECK(matches("列奥纳多·达芬奇", "", "列奧納多‧達芬奇"));
  CHECK(matches("\"列奥纳多·达芬奇\"", "", "列奧納多・達芬奇"));
}

TEST_CASE("quoted symbols are found wherever folding puts them", "[search][match]") {
  CHECK(matches("“包括，”", "", "也包括,美国"));
  CHECK(matches("“，包括”", "", "他说，包\u200b括美国"));
  CHECK(matches("“国。”", "", "包括美\u200b國\u2060。"));
  CHECK_FALSE(matches("“国。”", "", "美国的。"));
  CHECK(matches("\"a ，\"", "", "xa a \n　, b"));
  CHECK_FALSE(matches("\"a!\"", "", "xa! a ! aa!"));
  CHECK(matches("“が！”", "", "か\u3099！"));
  CHECK(matches("\"！が\"", "", "!か\u3099"));
  std::string joiners;
  for (int i = 0; i < 100; ++i) joiners += "\u200b";
  CHECK(matches("“国，中”", "", joiners + "國" + joiners + "，" + joiners + "中" + joiners));
  CHECK(matches("“国 ，”", "", "國" + std::string(300, '\n') + "，"));
  CHECK_FALSE(matches("“国，”", "", ""));
}

TEST_CASE("other scripts are found by word, and by prefix with a star", "[search][match]") {
  CHECK(matches("cafe", "", "Un CAFÉ."));
  CHECK_FALSE(matches("elect", "", "elections"));
  CHECK(matches("elect*", "", "the elections"));
  CHECK_FALSE(matches("elect*", "", "reelect"));
  CHECK(matches("covid-19*", "", "COVID-1984"));
  CHECK_FALSE(matches("covid-19*", "", "COVID 20 19"));
}

TEST_CASE("spaces and punctuation between runs do not matter", "[search][match]") {
  CHECK(matches("AI技术", "", "用 AI 技术"));
  CHECK(matches("\"技术 AI\"", "", "技术，AI"));
  CHECK(matches("怎么办？", "", "怎么办"));
  CHECK(matches("美国，中国", "", "美国 中国"));
  CHECK_FALSE(matches("美国中国", "", "美国，中国"));
}

TEST_CASE("a quoted phrase with symbols is found as written", "[search][match]") {
  CHECK(matches("\"C++\"", "", "用C++写"));
  CHECK(matches("\"c++\"", "", "Ｃ＋＋"));
  CHECK_FALSE(matches("\"C++\"", "", "C and ++"));
  CHECK_FALSE(matches("\"C++\"", "", "ABC++ and C#"));
  CHECK(matches("C++", "", "C and ++"));
  CHECK(matches("“怎么办？”", "", "他问：怎么办？"));
  CHECK_FALSE(matches("“怎么办？”", "", "怎么办"));
  CHECK(matches("\"你好，世界\"", "", "你好，世界"));
  CHECK_FALSE(matches("\"你好，世界\"", "", "你好 世界"));
  CHECK(matches("\"a, b\"", "", "a,\n\n b"));
  CHECK(matches("\"😂\"", "笑😂了"));
  CHECK_FALSE(matches("\"😂\"", "笑了"));
  CHECK(matches("\"#MeToo\"", "", "#metoo运动"));
  CHECK_FALSE(matches("\"#Me\"", "", "#metoo运动"));
}

TEST_CASE("title: looks at the title alone", "[search][match]") {
  CHECK(matches("title:台湾", "台湾选举", "x"));
  CHECK_FALSE(matches("title:台湾", "选举", "台湾"));
  CHECK_FALSE(matches("title:\"😂\"", "x", "😂"));
  CHECK(matches("title:(a OR \"b!\")", "b!", ""));
}

TEST_CASE("operators combine", "[search][match]") {
  CHECK(matches("a b", "a", "b"));
  CHECK_FALSE(matches("a b", "a", "c"));
  CHECK(matches("x OR b", "a", "b"));
  CHECK_FALSE(matches("a -b", "a", "b"));
  CHECK(matches("a -\"b!\"", "a", "b"));
  CHECK_FALSE(matches("a -\"b!\"", "a", "b!"));
  CHECK_FALSE(matches("a -(x OR b)", "a", "b"));
  CHECK(matches("a -(x b)", "a", "b"));
}

TEST_CASE("no phrase makes matching quadratic", "[search][match][robust]") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "的";
  std::string phrase;
  for (int i = 0; i < 10'000; ++i) phrase += "的";
  CHECK(matches(phrase, "", text));
  CHECK_FALSE(matches(phrase + "了", "", text));
  CHECK_FALSE(matches("\"" + phrase + "！\"", "", text));
  CHECK_FALSE(matches("\"" + std::string(20'000, '!') + "?\"", "", std::string(300'000, '!')));
}
