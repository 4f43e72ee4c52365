#include "random_text.h"

namespace jianbao::test {

const std::vector<std::string_view> kSmallAlphabet{
    "台", "臺", "湾", "灣", "技", "术", "術", "AI", "ai", "c",  "C++", "++", "a",  "Ａ", "é",
    "e",  "1",  "19", "-",  "，", "。", "！", " ",  " ",  "\n", "·",   "‧",  "《", "》", "😂"};

const std::vector<std::string_view> kNastyAlphabet{
    "\"",      "“",        "”",           "＂",   "「",    "」",
    "(",       ")",        "（",          "）",   "-",     "－",
    ":",       "：",       "*",           "＊",   " ",     "　",
    "\t",      "\n",       "OR",          " OR ", "OR(",   "title:",
    "title：", "-title:",  "AND",         "NOT",  "NEAR(", "^",
    "+",       "{",        "}",           "'",    ";",     "--",
    "/*",      "\\",       "%",           "|",    "台",    "湾",
    "a",       "é",        "1",           "，",   "😂",     "\u200d",
    "\u0301",  "\u202e",   "\x1b[31m",    "\x01", "\x7f",  std::string_view("\0", 1),
    "\xff",    "\xe5\x8f", "\xed\xa0\x80"};

std::string RandomText::of(const std::vector<std::string_view>& pieces, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += any_of(pieces);
  return text;
}

std::string RandomText::word() {
  static const std::vector<std::string_view> kWords{
      "台湾", "臺", "湾", "术技", "AI技术", "技术AI", "ai", "c",   "C++", "a",
      "A",    "é",  "19", "e1",   "湾，台", "1-19",   "a*", "ai*", "1*",  "台！"};
  return std::string(any_of(kWords));
}

std::string RandomText::phrase() {
  const bool symbols = chance(3);
  std::string text =
      symbols ? std::string(any_of({"C++", "，", "😂", "《台", "湾》", "-", "a ", "·", "! "}))
              : std::string();
  text += of({"台", "湾", "灣", "技", "a", "ai", "c", "1", " "}, 1 + below(2));
  if (text.find_first_not_of(' ') == std::string::npos) text = "台";
  return chance(2) ? "\"" + text + "\"" : "“" + text + "”";
}

std::string RandomText::term() {
  const std::string column = chance(5) ? (chance(2) ? "title:" : "title：") : "";
  return column + (chance(3) ? phrase() : word());
}

std::string RandomText::query(int depth) {
  std::string all;
  const std::size_t arms = 1 + below(chance(3) ? 3 : 1);
  for (std::size_t arm = 0; arm < arms; ++arm) {
    if (arm > 0) all += " OR ";
    all += depth > 0 && chance(4) ? "(" + query(depth - 1) + ")" : term();
    for (std::size_t more = below(3); more > 0; --more) {
      all += chance(3) ? " -" : " ";
      all += depth > 0 && chance(4) ? "(" + query(depth - 1) + ")" : term();
    }
  }
  return all;
}

}  // namespace jianbao::test
