#include "random_text.h"

namespace jianbao::test {

const std::vector<std::string_view> kSmallAlphabet{
    "台", "臺", "湾", "灣", "技", "术", "術", "AI", "ai", "c",  "C++", "++", "a",  "Ａ", "é",
    "e",  "1",  "19", "-",  "，", "。", "！", " ",  " ",  "\n", "·",   "‧",  "《", "》", "😂"};

const std::vector<std::string_view> kNastyAlphabet{"\"",
                                                   "“",
                                                   "”",
                                                   "＂",
                                                   "「",
                                                   "」",
                                                   "(",
                                                   ")",
                                                   "（",
                                                   "）",
                                                   "-",
                                                   "－",
                                                   ":",
                                                   "：",
                                                   "*",
                                                   "＊",
                                                   " ",
                                                   "　",
                                                   "\t",
                                                   "\n",
                                                   "OR",
                                                   " OR ",
                                                   "OR(",
                                                   "title:",
                                                   "title：",
                                                   "-title:",
                                                   "AND",
                                                   "NOT",
                                                   "NEAR(",
                                                   "^",
                                                   "+",
                                                   "{",
                                                   "}",
                                                   "'",
                                                   ";",
                                                   "--",
                                                   "/*",
                                                   "\\",
                                                   "%",
                                                   "|",
                                                   "台",
                                                   "湾",
                                                   "a",
                                                   "é",
                                                   "1",
                                                   "，",
                                                   "😂",
                                                   "\u200d",
                                                   "\u0301",
                                                   "\u202e",
                                                   "\x1b[31m",
                                                   "\x01",
                                                   "\x7f",
                                                   std::string_view("\0", 1),
                                                   "\xff",
                                                   "\xe5\x8f",
                                                   "\xed\xa0\x80",
                                                   " NEAR(",
                                                   "NEAR（",
                                                   "NEAR",
                                                   " NOT ",
                                                   "-NOT",
                                                   " AND ",
                                                   "source:",
                                                   "author：",
                                                   "Tag:",
                                                   "url:",
                                                   "date:",
                                                   "source:(",
                                                   "2024-05",
                                                   "..",
                                                   ",",
                                                   ", 5)",
                                                   "，５）",
                                                   "，10",
                                                   "\" ",
                                                   " a",
                                                   " b*",
                                                   "VOA",
                                                   "https://a.example/?b=c",
                                                   "＋",
                                                   "￥",
                                                   "。",
                                                   "！",
                                                   "《",
                                                   "》",
                                                   "<",
                                                   "❤\ufe0f",
                                                   "🇹🇼",
                                                   "👩\u200d💻"};

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

std::string RandomText::operand(bool fields) {
  static const std::vector<std::string_view> kWords{"台湾", "ai*",  "C++", "1-19",  "😂",
                                                    "++",   "NEAR", "a:b", "美国*", "not"};
  static const std::vector<std::string_view> kQuoted{"\"a b\"",  "“say \"hi\"”",   "”a」”",
                                                     "＂“”\"＂", "「OR \" ” ＂」", "\"-a\"",
                                                     "\"(\"",    "\"，\""};
  static const std::vector<std::string_view> kNames{"source:", "Author：",
                                                    "tag:", "URL:", "date："};
  static const std::vector<std::string_view> kValues{
      "VOA", "美国*", "https://a.example/?b=c", "2024-03..2024-05", "OR", "+", "title:x"};
  if (fields && chance(4)) {
    return std::string(any_of(kNames)) + std::string(any_of(chance(3) ? kQuoted : kValues));
  }
  const std::string column = fields && chance(4) ? "title:" : "";
  if (fields && chance(5)) {
    std::string near = column + (chance(2) ? "NEAR(" : "NEAR（");
    for (std::size_t more = 2 + below(3); more > 0; --more) {
      near += std::string(any_of(chance(3) ? kQuoted : kWords)) + " ";
    }
    return near + std::string(any_of({")", "）", ", 5)", "，1000 ）", " ，５)"}));
  }
  if (chance(12)) return column + "\"NOT\"";
  return column + std::string(any_of(chance(3) ? kQuoted : kWords));
}

std::string RandomText::full_query(int depth, bool fields) {
  static const std::vector<std::string_view> kBetween{" ",     "　",  " AND ",     " -",
                                                      " NOT ", " －", " AND NOT ", " AND -"};
  const auto item = [&] {
    if (depth == 0 || !chance(4)) return operand(fields);
    const bool field = fields && chance(3);
    const std::string group = "(" + full_query(depth - 1, fields && !field) + "）";
    return field ? std::string(any_of({"title:", "source:", "Tag：", "author:"})) + group : group;
  };
  std::string all;
  for (std::size_t arm = 1 + below(3); arm > 0; --arm) {
    all += item();
    for (std::size_t more = below(3); more > 0; --more) {
      all += std::string(any_of(kBetween)) + item();
    }
    if (arm > 1) all += " OR ";
  }
  return all;
}

}  // namespace jianbao::test
