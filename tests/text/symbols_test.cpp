#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"

using namespace jianbao::text;

namespace {

struct Symbol {
  std::string folded;
  std::size_t begin;
  std::size_t end;
};

class SymbolCollector final : public TokenSink {
 public:
  explicit SymbolCollector(std::size_t limit = static_cast<std::size_t>(-1)) : limit_(limit) {}
  bool token(std::string_view, std::size_t, std::size_t) override { return true; }
  bool beside(std::string_view folded, std::size_t begin, std::size_t end) override {
    if (folded.starts_with(kNote)) return true;
    symbols.push_back({std::string(folded), begin, end});
    return symbols.size() < limit_;
  }
  std::vector<Symbol> symbols;

 private:
  std::size_t limit_;
};

/// Writes tokens and notes with a space between them; symbols are left out.
class TokenLister final : public TokenSink {
 public:
  explicit TokenLister(std::string& all) : all_(all) {}
  bool token(std::string_view folded, std::size_t, std::size_t) override {
    if (folded.starts_with(kNote)) return add("[" + std::string(folded.substr(1)) + "]");
    return add(folded.starts_with(kRunEnd) ? "|" : std::string(folded));
  }
  bool beside(std::string_view folded, std::size_t begin, std::size_t end) override {
    return !folded.starts_with(kNote) || token(folded, begin, end);
  }

 private:
  bool add(const std::string& word) {
    all_ += (all_.empty() ? "" : " ") + word;
    return true;
  }

  std::string& all_;
};

/// Takes tokens alone.
class TokenCounter final : public TokenSink {
 public:
  bool token(std::string_view, std::size_t, std::size_t) override {
    ++count;
    return true;
  }
  std::size_t count = 0;
};

std::vector<Symbol> symbols_of(std::string_view text) {
  SymbolCollector sink;
  CHECK(tokenize(text, TokenizeFor::kIndex, sink));
  return sink.symbols;
}

// The symbols with a space between them.
std::string marks(std::string_view text) {
  std::string out;
  for (const Symbol& symbol : symbols_of(text)) {
    if (!out.empty()) out.push_back(' ');
    out += symbol.folded;
  }
  return out;
}

std::string notes(std::string_view text) {
  std::string all;
  TokenLister lister(all);
  tokenize(text, TokenizeFor::kIndex, lister);
  return all;
}

std::string utf8_of(char32_t c) {
  std::string out;
  append_utf8(out, c);
  return out;
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

// The characters of a folded text that are symbols, found without reporting: what gives no token,
// and is neither white space nor control.
std::set<std::string> expected_symbols(std::string_view text) {
  const std::string folded = fold_text(text);
  std::set<std::string> expected;
  for (std::size_t at = 0; at < folded.size();) {
    const char32_t c = next_code_point(folded, at);
    if (is_space(c) || is_control(c)) continue;
    TokenCounter counter;
    tokenize(utf8_of(c), TokenizeFor::kIndex, counter);
    if (counter.count == 0) expected.insert(utf8_of(c));
  }
  return expected;
}

}  // namespace

TEST_CASE("symbols are reported folded, each once", "[text][symbols]") {
  CHECK(marks("《1984》，好！好！") == "《 》 , !");
  CHECK(marks("Ｃ＋＋ C++") == "+");
  CHECK(marks("列夫‧托尔斯泰 列夫・托 列夫·托 ･") == "·");
  CHECK(marks("笑😂笑😂👍🏽") == "😂 👍 🏽");
  CHECK(marks("￥100％ $5 100%") == "¥ % $");
  CHECK(marks("x\uE000≠=") == "\uE000 ≠ =");
  CHECK(marks("台湾AI技术") == "");
  CHECK(marks("") == "");
}

TEST_CASE("white space, control characters and what is ignored are no symbols", "[text][symbols]") {
  CHECK(marks(" \t\r\n\u00A0\u3000\u2003\u0085\u2028\u2029\x01\x7F\u009B") == "");
  CHECK(marks(std::string("a\0b", 3)) == "");
  CHECK(marks("中\u200B国\u200D\uFEFF\u00AD\u202E\uFE0F\u0301") == "");
}

TEST_CASE("a malformed sequence is the symbol it is folded to", "[text][symbols]") {
  CHECK(marks("a\xFF"
              "b") == "\uFFFD");
  CHECK(marks("中\xE5\x9B") == "\uFFFD");
}

TEST_CASE("a symbol stands on the bytes it came from", "[text][symbols]") {
  const std::string text = "好，C＋";
  const std::vector<Symbol> symbols = symbols_of(text);
  REQUIRE(symbols.size() == 2);
  CHECK(text.substr(symbols[0].begin, symbols[0].end - symbols[0].begin) == "，");
  CHECK(text.substr(symbols[1].begin, symbols[1].end - symbols[1].begin) == "＋");
}

TEST_CASE("a query has no symbols, and a sink need not take them", "[text][symbols]") {
  SymbolCollector sink;
  CHECK(tokenize("C++，😂", TokenizeFor::kQuery, sink));
  CHECK(sink.symbols.empty());
  TokenCounter counter;
  CHECK(tokenize("C++，😂好", TokenizeFor::kIndex, counter));
  CHECK(counter.count == 3);
}

TEST_CASE("a sink can stop the tokenizer at any symbol", "[text][symbols]") {
  for (std::size_t limit = 1; limit <= 4; ++limit) {
    SymbolCollector sink(limit);
    CHECK_FALSE(tokenize("《一》，二！", TokenizeFor::kIndex, sink));
    CHECK(sink.symbols.size() == limit);
  }
}

TEST_CASE("a text with more symbols than are remembered has all of them", "[text][symbols]") {
  std::string text;
  std::set<std::string> written;
  for (int round = 0; round < 3; ++round) {
    for (char32_t c = 0x1F300; c < 0x1F300 + 600; ++c) {
      text += utf8_of(c) + " ";
      written.insert(utf8_of(c));
    }
  }
  const std::vector<Symbol> symbols = symbols_of(text);
  std::set<std::string> reported;
  for (const Symbol& symbol : symbols) reported.insert(symbol.folded);
  CHECK(reported == written);
  CHECK(symbols.size() < 3 * written.size());
}

TEST_CASE("notes say what stands around tokens, each pair and beginning once", "[text][notes]") {
  CHECK(notes("中国，美国。") == "中 国 | [=,] 美 国 | [=。]");
  CHECK(notes("中国”，美国") == "中 国 [&”,] | [<”] [>,] 美 国 |");
  CHECK(notes("“中国”") == "[=“] 中 国 | [=”]");
  CHECK(notes("：“中国") == "[&:“] [>“] 中 国 |");
  CHECK(notes("中国， 美国") == "中 国 | [<,] 美 国 |");
  CHECK(notes("中国 “美国") == "中 国 | [>“] 美 国 |");
  CHECK(notes("中国\n\n美国") == "中 国 | 美 国 |");
  CHECK(notes("C++ cat, Dog") == "c [^c] [&++] cat dog [^d]");
  CHECK(notes("GDP，增长") == "gdp [^g] [=,] 增 长 |");
  CHECK(notes("。。。 。。。") == "[&。。] [>。]");
  CHECK(notes("") == "");
}

TEST_CASE("what a query says of notes is a token", "[text][notes]") {
  const auto tokens = [](const std::string& query) {
    std::string all;
    TokenLister lister(all);
    tokenize(query, TokenizeFor::kQuery, lister);
    return all;
  };
  const std::string comma = note_query(gap_note(GapPlace::kWhole, ","));
  CHECK(tokens("中国" + comma + "美国") == "中 国 [=,] 美 国");
  CHECK(tokens(comma + "美国") == "[=,] 美 国");
  CHECK(tokens("中国" + std::string(kRunEnd)) == "中 国 |");
  CHECK(tokens("中国" + comma.substr(0, 3)) == "中 国");
  CHECK(tokens(note_query(pair_note("+", "+"))) == "[&++]");
  CHECK(tokens(note_query(beginning_note("c"))) == "[^c]");
  CHECK(readable_query("\"中国" + comma + "美国" + std::string(kRunEnd) + "\"") ==
        "\"中国[=,]美国|\"");
}

TEST_CASE("every code point is reported exactly if its folded form is a symbol",
          "[text][symbols]") {
  std::size_t symbols = 0;
  std::vector<char32_t> wrong;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string text = utf8_of(c);
    SymbolCollector sink;
    tokenize(text, TokenizeFor::kIndex, sink);
    const std::set<std::string> expected = expected_symbols(text);
    const bool same = sink.symbols.size() == expected.size() &&
                      (expected.empty() || sink.symbols[0].folded == *expected.begin());
    if (!same) wrong.push_back(c);
    symbols += expected.size();
  }
  CHECK(wrong.empty());
  CHECK(symbols > 100'000);
}

TEST_CASE("a folded text holds a symbol exactly if the tokenizer reports it", "[text][symbols]") {
  const std::vector<std::string> pieces = {
      "中",     "國", "か", "\u3099", "ﾞ",      "a",      "é", "，", ",",
      "！",     "·",  "‧",  "・",     "😂",      "\u200D", " ", "\n", "％",
      "\u0338", "=",  "<",  "\xFF",   "\u1112", "\u1161", "¥", "￥", "\xF0\x9F"};
  std::mt19937 random(20240515);
  std::size_t symbols = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = random() % 20; i > 0; --i) text += pieces[random() % pieces.size()];
    CAPTURE(round, text);
    std::set<std::string> reported;
    for (const Symbol& symbol : symbols_of(text)) {
      CHECK(reported.insert(symbol.folded).second);
      CHECK(symbol.begin < symbol.end);
      CHECK(symbol.end <= text.size());
      CHECK(fold_text(text.substr(symbol.begin, symbol.end - symbol.begin)) == symbol.folded);
    }
    CHECK(reported == expected_symbols(text));
    symbols += reported.size();
  }
  CHECK(symbols > 3000);
}
