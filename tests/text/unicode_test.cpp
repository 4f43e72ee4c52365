#include "jianbao/text/unicode.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace jianbao::text;

namespace {

std::string utf8_of(char32_t c) {
  std::string out;
  append_utf8(out, c);
  return out;
}

// Every code point that UTF-8 can say.
template <class Check>
void for_each_code_point(Check check) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c < 0xD800 || c > 0xDFFF) check(c);
  }
}

std::string cleaned_mark(const std::string& text) {
  return clean_text(text + "e\xCC\x81");
}

}  // namespace

TEST_CASE("every code point survives encoding and decoding", "[text]") {
  std::string all;
  std::size_t count = 0;
  for_each_code_point([&](char32_t c) {
    append_utf8(all, c);
    ++count;
  });
  CHECK(is_valid_utf8(all));
  CHECK(count_code_points(all) == count);
  std::size_t at = 0;
  std::size_t wrong = 0;
  for_each_code_point([&](char32_t c) { wrong += next_code_point(all, at) == c ? 0U : 1U; });
  CHECK(wrong == 0);
  CHECK(at == all.size());
}

TEST_CASE("well-formed UTF-8 is told from malformed", "[text]") {
  CHECK(is_valid_utf8(""));
  CHECK(is_valid_utf8("plain words, long enough for more than one machine word"));
  CHECK(is_valid_utf8("剪报 é 😀"));
  const std::string bad =
      GENERATE(as<std::string>{}, "\x80", "a\xFF", "\xC0\xAF", "\xC1\xBF", "\xE0\x9F\xBF",
               "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
               "\xE5\x89", "\xE5\x89z", "\xF0\x9F\x98", "eight by\xC3");
  CAPTURE(bad);
  CHECK_FALSE(is_valid_utf8(bad));
  CHECK(is_valid_utf8(make_valid_utf8(bad)));
}

TEST_CASE("malformed sequences become U+FFFD, one for each maximal part", "[text]") {
  std::size_t replaced = 0;
  CHECK(make_valid_utf8("剪报", &replaced) == "剪报");
  CHECK(replaced == 0);
  CHECK(make_valid_utf8("a\x80z", &replaced) == "a\uFFFDz");
  CHECK(replaced == 1);
  // The example of the Unicode standard, §3.9.
  CHECK(make_valid_utf8("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64") ==
        "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd");
  CHECK(make_valid_utf8("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");
  CHECK(make_valid_utf8("\xE5\x89") == "\uFFFD");
  CHECK(make_valid_utf8("") == "");
  replaced = 5;
  make_valid_utf8("\xFF\xFE", &replaced);
  CHECK(replaced == 7);
}

TEST_CASE("every prefix and every flipped byte of a text can be made valid", "[text]") {
  const std::string text = "A é 剪报，𠮷 😀";
  for (std::size_t i = 0; i < text.size(); ++i) {
    CHECK(is_valid_utf8(make_valid_utf8(text.substr(0, i))));
    std::string flipped = text;
    flipped[i] = static_cast<char>(flipped[i] ^ 0x40);
    CHECK(is_valid_utf8(make_valid_utf8(flipped)));
    CHECK(is_valid_utf8(clean_line(flipped)));
  }
}

TEST_CASE("white space of any script is known, zero width is none", "[text]") {
  for (const char32_t c : {U' ', U'\t', U'\n', U'\r', U'\u00A0', U'\u2003', U'\u202F', U'\u3000'}) {
    CHECK(is_space(c));
  }
  for (const char32_t c : {U'a', U'\0', U'\u200B', U'\uFEFF', U'\u180E', U'国'}) {
    CHECK_FALSE(is_space(c));
  }
}

TEST_CASE("Han, kana, Bopomofo and Hangul are told from other scripts", "[text]") {
  const char32_t yes = GENERATE(U'国', U'國', U'々', U'〇', U'〆', U'ヶ', U'ー', U'ｰ', U'ｶ', U'ﾞ',
                                U'ひ', U'ㄅ', U'한', U'ᄒ', U'ᅡ', U'ㅎ', U'ﾡ', U'\uF900', U'⼀',
                                U'\U00020BB7', U'\U0002F800', U'\U00030000');
  CAPTURE(static_cast<unsigned>(yes));
  CHECK(is_cjk(yes));
  const char32_t no = GENERATE(U'A', U'Ａ', U'１', U'，', U'。', U'、', U'・', U'·', U'「', U' ',
                               U'\u3000', U'é', U'Я', U'ก', U'😀', U'\uE000', U'\0');
  CAPTURE(static_cast<unsigned>(no));
  CHECK_FALSE(is_cjk(no));
  CHECK_FALSE(is_cjk(0x110000));
}

TEST_CASE("Symbols are told from punctuation", "[text]") {
  for (const char32_t yes :
       {U'+', U'<', U'=',  U'|',  U'~', U'^', U'$', U'`', U'¥',          U'€',
        U'°', U'×', U'＋', U'￥', U'→', U'★', U'😂', U'❤', U'\U0001F1F9', U'\U0001F3FD'}) {
    CAPTURE(static_cast<std::uint32_t>(yes));
    CHECK(is_symbol(yes));
  }
  for (const char32_t no :
       {U'-',  U'#', U'%', U'&', U'@',  U'*', U'/',  U'!',      U'，',     U'。',
        U'《', U'·', U'a', U'1', U'台', U' ', U'\0', U'\u0301', U'\u200d', U'\ufe0f'}) {
    CAPTURE(static_cast<std::uint32_t>(no));
    CHECK_FALSE(is_symbol(no));
  }
  CHECK_FALSE(is_symbol(0x110000));
}

TEST_CASE("text that is clean already comes back as it was", "[text]") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "剪报\n\n第二段，１２３ ‧·・", "ASCII ~ text", "é ñ Ω",
               "\u0939\u093F\u0928\u094D\u0926\u0940", "می\u200Cخواهم", "👨\u200D👩\u200D👧", "한국어",
               "がぎぐ ガギグ", "  two  spaces\u3000");
  CHECK(clean_text(text) == text);
}

TEST_CASE("clean text loses controls and invisible characters", "[text]") {
  CHECK(clean_text(std::string("a\0b\x01"
                               "c\x1B"
                               "d\x7F"
                               "e\xC2\x80"
                               "f\xC2\x9F",
                               15)) == "abcdef");
  CHECK(clean_text("中\u200B国\uFEFF人\u2060民\u00AD") == "中国人民");
  CHECK(clean_text("\u202Aa\u202Eb\u202C\u2066c\u2069\u200E\u200F\u061C") == "abc");
  CHECK(clean_text("\uFEFF") == "");
}

TEST_CASE("line breaks of every kind become newlines, tabs spaces", "[text]") {
  CHECK(clean_text("a\r\nb\rc\nd") == "a\nb\nc\nd");
  CHECK(clean_text("a\u2028b\u2029c\u0085d") == "a\nb\nc\nd");
  CHECK(clean_text("\r\r\n\n\r") == "\n\n\n\n");
  CHECK(clean_text("a\tb\vc\fd") == "a b c d");
  CHECK(clean_text("a \u00A0\u3000 b") == "a \u00A0\u3000 b");
}

TEST_CASE("clean text is NFC, also across what was dropped", "[text]") {
  CHECK(clean_text("e\u0301") == "é");
  CHECK(clean_text("e\u200B\u0301") == "é");
  CHECK(clean_text("か\u3099") == "が");
  CHECK(clean_text("\u1112\u1161\u11AB") == "한");
  CHECK(clean_text("\uF900") == "豈");
  CHECK(clean_text("\u212B\u2126") == "ÅΩ");
  CHECK(clean_text("q\u0307\u0323") == "q\u0323\u0307");
  CHECK(clean_text("a\uA66F\uA92B") == "a\uA92B\uA66F");
}

TEST_CASE("the quick look decides as full normalisation does, for every code point", "[text]") {
  std::vector<char32_t> wrong;
  for_each_code_point([&](char32_t c) {
    const std::string text = utf8_of(c);
    const std::string quick = clean_text(text);
    // The decomposed letter behind it forces the full way.
    if (cleaned_mark(text) != quick + "é" || clean_text(quick) != quick) wrong.push_back(c);
  });
  CHECK(wrong.empty());
}

TEST_CASE("a line has single spaces inside and none at its ends", "[text]") {
  CHECK(clean_line("  a \r\n\t b\u3000\u00A0c  ") == "a b c");
  CHECK(clean_line("中国\n新闻") == "中国 新闻");
  CHECK(clean_line(" \n\u3000 ") == "");
  CHECK(clean_line("") == "");
  CHECK(clean_line("a \u200B b") == "a b");
  CHECK(clean_line("bad \xFF byte") == "bad \uFFFD byte");
}

TEST_CASE("a stranger's words cannot command the terminal", "[text]") {
  CHECK(for_terminal("\x1B[31mred\x1B[0m") == "red");
  CHECK(for_terminal("\x1B]0;title\x07news") == "news");
  CHECK(for_terminal("\x1B]8;;http://a/\x1B\\link\x1B]8;;\x1B\\") == "link");
  CHECK(for_terminal("\x1BPdcs\x1B\\a\x1B_apc\x1B\\b") == "ab");
  CHECK(for_terminal("\xC2\x9B"
                     "31mred \xC2\x9D"
                     "0;t\xC2\x9C"
                     "x") == "red x");
  CHECK(for_terminal("\x1B(Ba\x1B"
                     "cb\x1B") == "ab");
  CHECK(for_terminal("a\x08\x08"
                     "b\x7F\xC2\x85"
                     "c\u202E") == "ab c");
  CHECK(for_terminal("多行\n标题") == "多行 标题");
  CHECK(for_terminal("\xC2\x1B[m\x9B"
                     "31m")
            .find('\x9B') == std::string::npos);
}

TEST_CASE("an unfinished escape sequence hides nothing", "[text]") {
  CHECK(for_terminal("\x1B]0;the rest of the text") == "0;the rest of the text");
  CHECK(for_terminal("\x1B[") == "");
  CHECK(for_terminal("\x1B[3中") == "中");
  CHECK(for_terminal("\x1B") == "");
}

TEST_CASE("many unfinished escape sequences take no quadratic time", "[text]") {
  std::string hostile;
  const std::string opening = GENERATE(as<std::string>{}, "\x1B]", "\xC2\x9D", "\x1B[1");
  for (int i = 0; i < 1'000'000; ++i) hostile += opening;
  CHECK(for_terminal(hostile) == "");
}
