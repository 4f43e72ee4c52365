#include <catch2/catch.hpp>
#include <string>

#include "jianbao/search/search.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"
#include "random_text.h"
#include "search/literal.h"
#include "search/patterns.h"

using namespace jianbao;

namespace {

std::vector<search::Phrase> phrases_of(std::string_view typed) {
  return search::compile(search::parse(typed), typed).highlights;
}

search::Highlighter highlighter(std::string_view typed) {
  return search::Highlighter(phrases_of(typed));
}

std::string marked(std::string_view typed, std::string_view text) {
  const search::Passage whole{std::string(text), highlighter(typed).marks(text)};
  return search::highlighted(whole, "[", "]");
}

std::string shown(std::string_view typed, std::string_view text, std::size_t columns) {
  return search::highlighted(highlighter(typed).snippet(text, columns), "[", "]");
}

std::string joined(const std::vector<std::string>& tokens) {
  std::string all;
  for (const std::string& token : tokens) all += token;
  return all;
}

}  // namespace

TEST_CASE("marks cover what matched, in the original script", "[search][marks]") {
  CHECK(marked("台湾", "臺灣選舉，台湾！") == "[臺灣]選舉，[台湾]！");
  CHECK(marked("AI技术", "用 AI 技术") == "用 [AI 技术]");
  CHECK(marked("elect", "Elect elections") == "[Elect] elections");
  CHECK(marked("elect*", "Elect elections reelect") == "[Elect] [elections] reelect");
  CHECK(marked("cafe", "Café") == "[Café]");
  CHECK(marked("a b*", "b a bc") == "[b] [a] [bc]");
  CHECK(marked("covid-19*", "covid-1984 covid 20") == "[covid-1984] covid 20");
  CHECK(marked("x", "").empty());
}

TEST_CASE("marks that overlap or touch are one", "[search][marks]") {
  CHECK(marked("明月 月光", "床前明月光") == "床前[明月光]");
  CHECK(marked("明 月", "床前明月光") == "床前[明月]光");
  CHECK(marked("哈哈", "哈哈哈") == "[哈哈哈]");
}

TEST_CASE("a quoted phrase with symbols is marked as a whole", "[search][marks]") {
  CHECK(marked("\"C++\"", "C, Ｃ＋＋ and C++.") == "C, [Ｃ＋＋] and [C++].");
  CHECK(marked("\"，　a\"", "台，\n a") == "台[，\n a]");
  CHECK(marked("\"😂\"", "a😂😂") == "a[😂😂]");
  CHECK(marked("\"e!\"", "É! e\u0301!") == "[É!] [e\u0301!]");
  CHECK(marked("\"办？\"", "怎么办。怎么办？好") == "怎么办。怎么[办？]好");
  CHECK(marked("\"+c+\"", "c +c+ ++c++ c+") == "c [+c+] +[+c+]+ c+");
  CHECK(marked("\"a.a\"", "a.a.a a a") == "[a.a.a] a a");
}

TEST_CASE("a short text is its own snippet, on one line", "[search][snippet]") {
  CHECK(shown("台湾", "  第一段。\n\n臺灣 第二段。\n", 40) == "第一段。 [臺灣] 第二段。");
  CHECK(shown("台湾", "台湾", 4) == "[台湾]");
  CHECK(shown("x", "", 40).empty());
  CHECK(shown("x", " \n ", 40).empty());
  CHECK(shown("台湾", "台湾", 0).empty());
}

TEST_CASE("a snippet without an occurrence is the beginning, cut at a sentence or word",
          "[search][snippet]") {
  CHECK(shown("x", "第一句话在这里。第二句话在那里。", 20) == "第一句话在这里。…");
  CHECK(shown("y", "several words without any stop", 20) == "several words…");
  CHECK(shown("y", "abcdefghijklmnopqrstuvwxyz", 12) == "abcdefghij…");
}

TEST_CASE("a snippet begins at the sentence if it is near, else with some context",
          "[search][snippet]") {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "这里没有什么。";
  text += "有人说，台湾的选举结束了。";
  for (int i = 0; i < 50; ++i) text += "这里没有什么。";
  CHECK(shown("台湾", text, 40) == "…有人说，[台湾]的选举结束了。…");

  std::string unbroken;
  for (int i = 0; i < 50; ++i) unbroken += "没有标点";
  const std::string passage = shown("台湾", unbroken + "台湾" + unbroken, 40);
  CHECK(passage.find("[台湾]") != std::string::npos);
  CHECK(passage.starts_with("…"));
  CHECK(passage.ends_with("…"));
  CHECK(text::columns(passage) <= 42);
}

TEST_CASE("the passage with most different phrases wins, then most occurrences, then the first",
          "[search][snippet]") {
  std::string gap;
  for (int i = 0; i < 40; ++i) gap += "空白。";
  CHECK(shown("甲 乙", "甲甲甲。" + gap + "甲和乙。" + gap + "乙乙。", 30).find("[甲]和[乙]") !=
        std::string::npos);
  CHECK(shown("甲", "一甲。" + gap + "二甲三甲。" + gap + "四甲。", 20).find("二[甲]三[甲]") !=
        std::string::npos);
  CHECK(shown("甲", "一甲。" + gap + "二甲。", 20).find("一[甲]") != std::string::npos);
}

TEST_CASE("a long text is looked through to its end only for what its first 16 KiB lack",
          "[search][snippet]") {
  std::string filler;
  while (filler.size() < (std::size_t{20} << 10U)) filler += "空白的一段。\n\n";
  const std::string late = "一甲。" + filler + "二甲三甲四乙。";
  CHECK(shown("甲", late, 20).find("一[甲]") != std::string::npos);
  CHECK(shown("甲 乙", late, 20).find("[甲]四[乙]") != std::string::npos);
  CHECK(shown("乙", late, 20).find("[乙]") != std::string::npos);
}

TEST_CASE("no flag, family or marked letter is cut in two", "[search][snippet]") {
  const std::string family = "👨\u200d👩\u200d👧";
  const std::string flag = "🇹🇼";
  const std::string letter = "e\u0301\u0323";
  const std::string piece = GENERATE_COPY(family, flag, letter);
  std::string text = "甲";
  for (int i = 0; i < 40; ++i) text += piece;
  for (std::size_t columns = 4; columns < 20; ++columns) {
    CAPTURE(piece, columns);
    for (const std::string_view typed : {"甲", "乙"}) {
      std::string passage = shown(typed, text + "乙", columns);
      for (const std::string_view mark : {"[甲]", "甲", "[乙]", "乙", "…"}) {
        const auto at = passage.find(mark);
        if (at != std::string::npos) passage.erase(at, mark.size());
      }
      if (passage.ends_with("…")) passage.erase(passage.size() - 3);
      REQUIRE(passage.size() % piece.size() == 0);
    }
  }
}

TEST_CASE("a character of which a part was found is marked whole, and nothing after it",
          "[search][snippet]") {
  const std::string family = "👨\u200d👩\u200d👧";
  CHECK(shown("👩", "你好" + family + "世界", 40) == "你好[" + family + "]世界");
  CHECK(shown("\"👨\" \"👧\"", family + " 中", 40) == "[" + family + "] 中");
  CHECK(shown("\"🇹\"", "甲🇹🇼乙", 40) == "甲[🇹🇼]乙");
}

TEST_CASE("highlighted_markup escapes all but its own marks", "[search][snippet]") {
  const search::Passage passage{"<a>&\"台湾\"", {{0, 3}, {5, 11}}};
  CHECK(search::highlighted_markup(passage, "<mark>", "</mark>") ==
        "<mark>&lt;a&gt;</mark>&amp;&quot;<mark>台湾</mark>&quot;");
}

TEST_CASE("a mark wider than the snippet is shown in part", "[search][snippet]") {
  const std::string passage = shown("一二三四五六七八九十", "说一二三四五六七八九十。", 12);
  CHECK(passage == "…[一二三四五]…");
}

TEST_CASE("highlighted puts its words around the marks", "[search][snippet]") {
  const search::Passage passage{"ab台湾c", {{0, 1}, {2, 8}}};
  CHECK(search::highlighted(passage, "<b>", "</b>") == "<b>a</b>b<b>台湾</b>c");
  CHECK(search::highlighted({"", {}}, "<", ">").empty());
  CHECK(search::highlighted({"x", {}}, "<", ">") == "x");
}

TEST_CASE("what is marked is what the query says, folded", "[search][marks][property]") {
  test::RandomText random(17);
  int marks = 0;
  for (int round = 0; round < 4000; ++round) {
    const std::string text = random.of(test::kSmallAlphabet, random.below(60));
    // With symbols or without; quoted, so that the symbols count.
    const std::string phrase = random.of(test::kSmallAlphabet, 1 + random.below(3));
    if (phrase.find('"') != std::string::npos) continue;
    const std::string typed = "＂" + phrase + "＂";
    CAPTURE(round, text, typed);
    std::vector<search::Phrase> phrases;
    try {
      phrases = phrases_of(typed);
    } catch (const search::QueryError&) {
      continue;
    }
    const search::Pattern pattern = search::pattern_of(phrases.front());
    const std::string wanted = pattern.literal.empty() ? joined(pattern.tokens) : pattern.literal;
    for (const auto& mark : search::Highlighter(phrases).marks(text)) {
      const std::string_view marked(text.data() + mark.begin, mark.end - mark.begin);
      const search::Pattern found = search::pattern_of({std::string(marked), true, false, "", 0});
      const std::string run =
          pattern.literal.empty() ? joined(found.tokens) : search::literal_of(marked);
      REQUIRE(run.starts_with(wanted));
      REQUIRE(run.ends_with(wanted));
      ++marks;
    }
  }
  CHECK(marks > 1000);
}

TEST_CASE("a snippet keeps its promises on any text", "[search][snippet][property]") {
  test::RandomText random(7);
  for (int round = 0; round < 3000; ++round) {
    const std::string text = random.of(test::kSmallAlphabet, random.below(120));
    const std::string typed = random.query(1);
    const std::size_t columns = random.below(50);
    CAPTURE(round, text, typed, columns);
    const search::Passage passage = highlighter(typed).snippet(text, columns);
    REQUIRE(text::is_valid_utf8(passage.text));
    REQUIRE(text::columns(passage.text) <= columns);
    REQUIRE(passage.text.find('\n') == std::string::npos);
    std::size_t at = 0;
    for (const search::Passage::Range& mark : passage.marks) {
      REQUIRE(mark.begin >= at);
      REQUIRE(mark.end > mark.begin);
      REQUIRE(mark.end <= passage.text.size());
      REQUIRE(text::is_valid_utf8(passage.text.substr(mark.begin, mark.end - mark.begin)));
      at = mark.end;
    }
    const bool occurs = !highlighter(typed).marks(text).empty();
    if (columns >= 10) REQUIRE(passage.marks.empty() != occurs);
  }
}

TEST_CASE("a snippet of a line of marks without width is bounded", "[search][snippet][robust]") {
  std::string text = "台湾";
  for (int i = 0; i < 100'000; ++i) text += "\u0301";
  text += "台湾";
  CHECK(highlighter("台湾").snippet(text, 40).text.size() < 2000);
  CHECK(highlighter("台湾").snippet(std::string(300'000, ')'), 80).text.size() < 100);
}
