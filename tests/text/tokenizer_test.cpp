#include "jianbao/text/tokenizer.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "jianbao/text/unicode.h"
#include "support/fixture.h"

using namespace jianbao::text;

namespace {

struct Token {
  std::string folded;
  std::size_t begin;
  std::size_t end;
};

class Collector final : public TokenSink {
 public:
  explicit Collector(std::size_t limit = static_cast<std::size_t>(-1)) : limit_(limit) {}
  bool token(std::string_view folded, std::size_t begin, std::size_t end) override {
    tokens.push_back({std::string(folded), begin, end});
    return tokens.size() < limit_;
  }
  std::vector<Token> tokens;

 private:
  std::size_t limit_;
};

std::vector<Token> tokens_of(std::string_view text, TokenizeFor purpose = TokenizeFor::kIndex) {
  Collector sink;
  CHECK(tokenize(text, purpose, sink));
  return sink.tokens;
}

// The tokens with a space between them, the end of a run as |.
std::string cut(std::string_view text, TokenizeFor purpose = TokenizeFor::kIndex) {
  std::string out;
  for (const Token& token : tokens_of(text, purpose)) {
    if (!out.empty()) out.push_back(' ');
    out += (token.folded.starts_with(kRunEnd) ? "|" : token.folded);
  }
  return out;
}

std::string cut_query(std::string_view text) {
  return cut(text, TokenizeFor::kQuery);
}

// What each token stands on in the text, in brackets.
std::string ground(std::string_view text) {
  std::string out;
  for (const Token& token : tokens_of(text)) {
    out += "[" + std::string(text.substr(token.begin, token.end - token.begin)) + "]";
  }
  return out;
}

std::string utf8_of(char32_t c) {
  std::string out;
  append_utf8(out, c);
  return out;
}

}  // namespace

TEST_CASE("each Han character is a token and each run has an end", "[text]") {
  CHECK(cut("中国新闻") == "中 国 新 闻 |");
  CHECK(cut("AI技术。中国") == "ai 技 术 | 中 国 |");
  CHECK(cut("技术AI") == "技 术 | ai");
  CHECK(cut("一，二\n三") == "一 | 二 | 三 |");
  CHECK(cut("《1984》是书") == "1984 是 书 |");
  CHECK(cut("") == "");
  CHECK(cut("，。 \n!") == "");
}

TEST_CASE("a query leaves out the end of its last run only", "[text]") {
  CHECK(cut_query("中国") == "中 国");
  CHECK(cut_query("怎么办？") == "怎 么 办");
  CHECK(cut_query("一，二") == "一 | 二");
  CHECK(cut_query("技术AI") == "技 术 | ai");
  CHECK(cut_query("AI 技术 ") == "ai 技 术");
  CHECK(cut_query("  ") == "");
}

TEST_CASE("kana, Bopomofo, Hangul and iteration marks belong to runs", "[text]") {
  CHECK(cut("佐々木ヶ丘") == "佐 々 木 ヶ 丘 |");
  CHECK(cut("二〇二四年") == "二 〇 二 四 年 |");
  CHECK(cut("コーヒーとお茶") == "コ ー ヒ ー と お 茶 |");
  CHECK(cut("ㄅㄆ한국") == "ㄅ ㄆ 한 국 |");
  CHECK(cut("〆切ゝヽ") == "〆 切 ゝ ヽ |");
  CHECK(cut("\U00020BB7野家\U00030EDE") == "\U00020BB7 野 家 \U00030EDE |");
}

TEST_CASE("traditional Han folds to simplified, one character for one", "[text]") {
  CHECK(cut("臺灣網絡頭髮") == "台 湾 网 络 头 发 |");
  CHECK(cut("發展") == "发 展 |");
  CHECK(cut("乾隆") == "干 隆 |");
  // A first choice that is itself listed is followed to its end.
  CHECK(fold_text("薴") == fold_text("苧"));
}

TEST_CASE("several traditional characters fold to one simplified one", "[text]") {
  CHECK(fold_text("發髮发") == "发发发");
  CHECK(fold_text("臺檯颱台") == "台台台台");
  CHECK(fold_text("後后") == "后后");
  CHECK(fold_text("裏裡里") == "里里里");
  CHECK(fold_text("乾幹干") == "干干干");
  CHECK(cut("頭髮發展") == cut("头发发展"));
  CHECK(cut("颱風臺灣檯燈") == cut("台风台湾台灯"));
  CHECK(cut("皇后以後") == cut("皇后以后"));
  CHECK(cut("公里裏面裡面") == cut("公里里面里面"));
  CHECK(cut("乾燥幹部干涉") == cut("干燥干部干涉"));
}

TEST_CASE("compatibility ideographs and radicals are the characters they stand for", "[text]") {
  CHECK(cut("\uF900\u2F00") == cut("豈一"));
  CHECK(cut("\uFA0E") == "\uFA0E |");  // twelve of the block are characters of their own
  CHECK(cut("\U0002F800") == cut("丽"));
  CHECK(fold_text("\uF9DC\uF98E") == fold_text("隆年"));
}

TEST_CASE("characters of planes 2 and 3 are tokens, and fold where they are listed", "[text]") {
  CHECK(cut("\U00020BB7野家") == "\U00020BB7 野 家 |");
  CHECK(cut("\U00030EDE\U00031350\U0002EBF0") == "\U00030EDE \U00031350 \U0002EBF0 |");
  CHECK(cut("中\U00020000国") == "中 \U00020000 国 |");
  CHECK(ground("\U00020BB7a") == "[\U00020BB7][][a]");
  CHECK(fold_text("\U00029028䂎") == "\U0002B55A\U0002539D");
}

TEST_CASE("full and half width fold to one", "[text]") {
  CHECK(cut("ＡＩ１２３") == "ai123");
  CHECK(cut("ｱｲｳｰ") == "ア イ ウ ー |");
  CHECK(cut("ｶﾞﾊﾟﾞ") == "ガ パ |");
  CHECK(cut("ﾡ") == "ㄱ |");
  CHECK(fold_text("ＡＢＣ，！　（￥）") == "abc,! (¥)");
  CHECK(fold_text("｡｢｣､･") == "。「」、·");
}

TEST_CASE("hiragana and katakana stay distinct", "[text]") {
  CHECK(cut("かカ") == "か カ |");
  CHECK(cut("はばぱ") == "は ば ぱ |");
  CHECK(cut("ッツ") == "ッ ツ |");
}

TEST_CASE("decomposed text gives the tokens of composed text", "[text]") {
  CHECK(cut("か\u3099ハ\u309Aウ\u3099") == "が パ ヴ |");
  CHECK(cut("\u1112\u1161\u11AB\uAD6D") == "한 국 |");
  CHECK(cut("\uD558\u11AB") == "한 |");
  CHECK(cut("\uD558\u11A7") == "하 \u11A7 |");
  CHECK(cut("\u1100") == "\u1100 |");
  CHECK(cut("\u1161") == "\u1161 |");
  CHECK(cut("\u3099\u4E2D\u3099") == "中 |");
  CHECK(cut("Cafe\u0301 Zu\u0308rich") == "cafe zurich");
  CHECK(fold_text("か\u3099\u1112\u1161\u11ABe\u0301") == fold_text("が한é"));
}

TEST_CASE("words lose case and diacritics", "[text]") {
  CHECK(cut("COVID-19 VPN") == "covid 19 vpn");
  CHECK(cut("Café naïve Ångström") == "cafe naive angstrom");
  CHECK(cut("Straße ﬁn İstanbul") == "strasse fin istanbul");
  CHECK(cut("ΣΊΣΥΦΟΣ Ἀθῆναι") == "σισυφοσ αθηναι");
  CHECK(cut("Россия Ёлка") == "россия елка");
  CHECK(cut("Tiếng Việt") == "tieng viet");
  CHECK(cut("don't snake_case a.b") == "don t snake case a b");
}

TEST_CASE("other scripts keep their vowel signs and lose their points", "[text]") {
  CHECK(cut("ภาษาไทย") == "ภาษาไทย");
  CHECK(cut("हिन्दी") == "हिन्दी");
  CHECK(cut("مَرْحَبًا") == "مرحبا");
  CHECK(cut("مـرحبا") == "مرحبا");
  CHECK(cut("שָׁלוֹם") == "שלום");
}

TEST_CASE("emoji, symbols and private use separate", "[text]") {
  CHECK(cut("好😂的") == "好 | 的 |");
  CHECK(cut("😂") == "");
  CHECK(cut("C++ x\uE000y a€b") == "c x y a b");
  CHECK(cut("列夫·托尔斯泰") == "列 夫 | 托 尔 斯 泰 |");
}

TEST_CASE("ignorable characters neither end a run nor a word", "[text]") {
  CHECK(cut("中\u200B国\u200D人\uFEFF") == "中 国 人 |");
  CHECK(cut("soft\u00ADware\u2060s") == "softwares");
  CHECK(cut("می\u200Cخواهم") == "میخواهم");
  CHECK(cut("葛\U000E0100城") == "葛 城 |");
  CHECK(cut("\u202Eabc\u202C") == "abc");
  CHECK(cut("\u200B") == "");
}

TEST_CASE("tokens stand on the bytes they came from", "[text]") {
  CHECK(ground("AI技術，Café!") == "[AI][技][術][][Café]");
  CHECK(ground("Cafe\u0301 x") == "[Cafe\u0301][x]");
  CHECK(ground("ｶﾞ中") == "[ｶﾞ][中][]");
  CHECK(ground("\u1112\u1161\u11AB") == "[\u1112\u1161\u11AB][]");
  CHECK(ground("中\u0301国") == "[中\u0301][国][]");
  CHECK(ground("葛\U000E0100城\u200B") == "[葛\U000E0100][城][]");
  const std::vector<Token> tokens = tokens_of("中，");
  REQUIRE(tokens.size() == 2);
  CHECK(tokens[1].folded.starts_with(kRunEnd));
  CHECK(tokens[1].begin == 3);
  CHECK(tokens[1].end == 3);
}

TEST_CASE("malformed bytes separate and are never read past", "[text]") {
  CHECK(cut("ab\xFF"
            "cd") == "ab cd");
  CHECK(cut("中\x80国") == "中 | 国 |");
  CHECK(cut("中\xE5\x9B") == "中 |");
  CHECK(cut("a\xED\xA0\x80") == "a");
  const std::string text = "AI 技術ｶﾞ é 𠮷";
  for (std::size_t i = 0; i <= text.size(); ++i) {
    for (const Token& token : tokens_of(text.substr(0, i))) CHECK(token.end <= i);
  }
}

TEST_CASE("a query can say that a run ends", "[text][tokenizer]") {
  CHECK(cut_query("中国\x1F") == "中 国 |");
  CHECK(cut_query("中国，\x1F") == "中 国 |");
  CHECK(cut_query("a\x1F") == "a");
  CHECK(cut("中\x1F国") == "中 | 国 |");
}

TEST_CASE("a word is cut off at 256 bytes, at a whole character", "[text]") {
  CHECK(cut(std::string(256, 'A')) == std::string(256, 'a'));
  CHECK(cut(std::string(1000, 'A') + "é") == std::string(256, 'a'));
  std::string cyrillic;
  for (int i = 0; i < 200; ++i) cyrillic += "я";
  CHECK(cut("a" + cyrillic + "b").size() == 255);
  CHECK(cut(std::string(255, 'a') + "яb") == std::string(255, 'a'));
  CHECK(cut(std::string(254, 'a') + "กяb") == std::string(254, 'a'));
  CHECK(ground(std::string(1000, 'A')).size() == 1002);
  CHECK(cut(std::string(1000, 'A') + " b中") == std::string(256, 'a') + " b 中 |");
}

TEST_CASE("any bytes give tokens in order and inside the text", "[text]") {
  std::mt19937 random(20240515);
  const std::vector<std::string> pieces = {
      "中",     "國",     "ｶ",      "ﾞ",      "\u3099", "a",    "É",    "\u0301", "，",      " ",
      "\u200B", "\u1112", "\u1161", "\u11A8", "😀",      "\xE4", "\xB8", "\xFF",   "\xF0\x9F"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) text += pieces[random() % pieces.size()];
    CAPTURE(round, text);
    const std::vector<Token> tokens = tokens_of(text);
    std::size_t last = 0;
    bool ordered = true;
    for (const Token& token : tokens) {
      ordered = ordered && last <= token.begin && token.begin <= token.end &&
                token.end <= text.size() && !token.folded.empty();
      last = token.end;
    }
    CHECK(ordered);
    const bool ends_in_run = !tokens.empty() && tokens.back().folded.starts_with(kRunEnd);
    CHECK(tokens_of(text, TokenizeFor::kQuery).size() == tokens.size() - (ends_in_run ? 1 : 0));
    CHECK(fold(text).folded == fold_text(text));
  }
}

TEST_CASE("a phrase of a run's tokens is in a text exactly where its folded form is", "[text]") {
  std::mt19937 random(7);
  const std::vector<std::string> pieces = {"中", "国", "國", "一",     "Ａ",
                                           "b",  "，", " ",  "\u200B", "。"};
  std::size_t found = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 15; ++i) text += pieces[random() % pieces.size()];
    std::string query;
    for (std::size_t i = 0; i <= random() % 3; ++i) query += pieces[random() % 4];
    const std::vector<Token> in_text = tokens_of(text);
    const std::vector<Token> wanted = tokens_of(query, TokenizeFor::kQuery);
    const bool phrase = std::search(in_text.begin(), in_text.end(), wanted.begin(), wanted.end(),
                                    [](const Token& a, const Token& b) {
                                      return a.folded == b.folded;
                                    }) != in_text.end();
    CAPTURE(text, query);
    CHECK(phrase == (fold_text(text).find(fold_text(query)) != std::string::npos));
    found += phrase ? 1U : 0U;
  }
  CHECK(found > 300);
  CHECK(found < 2700);
}

TEST_CASE("a sink can stop the tokenizer at any token", "[text]") {
  const std::string text = "AI技术。中国 end";
  const std::size_t all = tokens_of(text).size();
  for (std::size_t limit = 1; limit <= all; ++limit) {
    Collector sink(limit);
    CHECK_FALSE(tokenize(text, TokenizeFor::kIndex, sink));
    CHECK(sink.tokens.size() == limit);
  }
}

TEST_CASE("the tokens of every code point are its folded form", "[text]") {
  std::size_t letters = 0;
  std::vector<char32_t> wrong;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string text = utf8_of(c);
    const std::string folded = fold_text(text);
    Collector sink;
    tokenize(text, TokenizeFor::kQuery, sink);
    letters += sink.tokens.size();
    const bool same = sink.tokens.empty() || sink.tokens[0].folded == folded;
    if (!same || sink.tokens.size() > 1 || fold_text(folded) != folded ||
        fold_text(clean_text(text)) != folded) {
      // What clean_text drops or turns into a line break has nothing to agree with.
      if (clean_text(text) == text) wrong.push_back(c);
    }
  }
  CHECK(wrong.empty());
  CHECK(letters > 130'000);
}

TEST_CASE("folding keeps punctuation and spaces and makes name dots one", "[text]") {
  CHECK(fold_text("列夫‧托尔斯泰") == "列夫·托尔斯泰");
  CHECK(fold_text("列夫・托尔斯泰") == fold_text("列夫·托尔斯泰"));
  CHECK(fold_text("「C++」 語言\n\n《1984》") == "「c++」 语言\n\n《1984》");
  CHECK(fold_text("a\u00A0b\u3000c") == "a b c");
  CHECK(fold_text("中\u200B国\u00AD") == "中国");
  CHECK(fold_text("😂≠=") == "😂≠=");
  CHECK(fold_text("") == "");
  CHECK(fold_text("a\xFF") == "a\uFFFD");
}

TEST_CASE("each folded byte knows where it came from", "[text]") {
  const Folded folded = fold("Ａ臺ｶﾞß\u200Bz");
  CHECK(folded.folded == "a台ガssz");
  CHECK(folded.origin == std::vector<std::uint32_t>{0, 3, 3, 3, 6, 6, 6, 12, 12, 17, 18});
  CHECK(fold("").origin == std::vector<std::uint32_t>{0});
  CHECK(fold("\u200B").origin == std::vector<std::uint32_t>{3});
}

TEST_CASE("real articles fold to what their tokens say", "[text]") {
  const auto shared = jianbao::test::shared_input();
  if (!shared) {
    jianbao::test::skip("no shared input");
    return;
  }
  std::size_t articles = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*shared / "seed")) {
    if (!entry.is_regular_file()) continue;
    const std::string text = make_valid_utf8(jianbao::test::read_file(entry.path()));
    const Folded folded = fold(text);
    REQUIRE(folded.origin.size() == folded.folded.size() + 1);
    CHECK(fold_text(folded.folded) == folded.folded);
    CHECK(cut(text) == cut(folded.folded));
    ++articles;
  }
  CHECK(articles > 0);
}
