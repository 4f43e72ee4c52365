#include "jianbao/text/width.h"

#include <catch2/catch.hpp>
#include <string>

using namespace jianbao::text;

TEST_CASE("East Asian characters and emoji take two columns", "[text]") {
  CHECK(columns("") == 0);
  CHECK(columns("abc") == 3);
  CHECK(columns("剪报") == 4);
  CHECK(columns("Ａ，　") == 6);
  CHECK(columns("ｶﾅ") == 2);
  CHECK(columns("한국 コ") == 7);
  CHECK(columns("\U00020BB7") == 2);
  CHECK(columns("é“…·") == 4);
  CHECK(columns("😀") == 2);
}

TEST_CASE("marks and ignorable characters take no column", "[text]") {
  CHECK(columns("e\u0301") == 1);
  CHECK(columns("か\u3099") == 2);
  CHECK(columns("\u1112\u1161\u11AB") == 2);
  CHECK(columns("a\u200B\u200D\uFEFF") == 1);
  CHECK(columns("葛\U000E0100") == 2);
  CHECK(columns("\n") == 0);
}

TEST_CASE("a presentation selector makes a symbol an emoji, two letters a flag", "[text]") {
  CHECK(columns("❤") == 1);
  CHECK(columns("❤\uFE0F") == 2);
  CHECK(columns("❤\uFE0F\uFE0F\uFE0F") == 2);
  CHECK(columns("1\uFE0F") == 1);
  CHECK(columns("🇹🇼") == 2);
  CHECK(columns("🇹🇼🇨🇳") == 4);
}

TEST_CASE("text is cut to columns with an ellipsis", "[text]") {
  CHECK(fit("剪报", 4) == "剪报");
  CHECK(fit("剪报集", 4) == "剪…");
  CHECK(fit("剪报集", 5) == "剪报…");
  CHECK(fit("abcdef", 4) == "abc…");
  CHECK(fit("abc", 3) == "abc");
  CHECK(fit("abc", 1) == "…");
  CHECK(fit("剪报", 1) == "…");
  CHECK(fit("剪报", 0) == "");
  CHECK(fit("", 0) == "");
  CHECK(fit("", 5) == "");
}

TEST_CASE("no character is split", "[text]") {
  CHECK(fit("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
  CHECK(fit("a👨\u200D👩bcdefgh", 4) == "a…");
  CHECK(fit("🇹🇼🇨🇳", 3) == "🇹🇼…");
  const std::string text = "新闻 news 👨\u200D👩 が\u3099 🇹🇼 é";
  for (std::size_t max = 0; max < 40; ++max) {
    CHECK(columns(fit(text, max)) <= max);
    CHECK(columns(pad(text, max)) == max);
  }
}

TEST_CASE("padding fills up to the width exactly", "[text]") {
  CHECK(pad("剪报", 6) == "剪报  ");
  CHECK(pad("剪报集", 4) == "剪… ");
  CHECK(pad("", 3) == "   ");
  CHECK(pad("abc", 3) == "abc");
  CHECK(pad("abc", 0) == "");
}

TEST_CASE("malformed bytes are counted and never read past", "[text]") {
  CHECK(columns("a\xFF") == 2);
  CHECK(columns("\xE5\x89") == 1);
  CHECK(fit("\xE5\x89 abc", 2) == "\xE5\x89…");
}
