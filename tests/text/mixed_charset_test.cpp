#include <catch2/catch.hpp>

#include <string>

#include "jianbao/text/charset.h"

using namespace jianbao;
using namespace std::string_literals;

namespace {

const std::string kGbk = "\xD6\xD0\xB9\xFA\xD0\xC2\xCE\xC5";
const std::string kBig5 = "\xA4\xA4\xB0\xEA\xB7\x73\xBB\x44";
const std::string kKoi8 =
    "\xCE\xCF\xD7\xCF\xD3\xD4\xC9 \xC4\xCE\xD1 \xD3\xC5\xC7\xCF\xC4\xCE\xD1 \xD5\xD4\xD2\xCF\xCD";

}  // namespace

TEST_CASE("Texts of two encodings in one document are each read as what they are", "[text]") {
  const struct {
    std::string text;
    std::string read;
    std::string charset;
  } others[] = {{kGbk, "中国新闻", "gb18030"},
                {kBig5, "中國新聞", "Big5"},
                {kKoi8, "новости дня сегодня утром", "KOI8-R"}};
  for (const auto& other : others) {
    for (const std::size_t of_utf8 : {1U, 4U, 10U, 19U}) {
      std::string mixed, read;
      for (std::size_t i = 0; i < 20; ++i) {
        mixed += i < of_utf8 ? "<p>北京今天下雨</p>" : "<p title=\"" + other.text + "\">x</p>\n";
        read += i < of_utf8 ? "<p>北京今天下雨</p>" : "<p title=\"" + other.read + "\">x</p>\n";
      }
      for (const std::string& label : {""s, "utf-8"s, other.charset, "iso-8859-1"s}) {
        for (const char* mark : {"", "\xEF\xBB\xBF"}) {
          CAPTURE(other.charset, of_utf8, label, mark);
          const auto decoded = text::decode(mark + mixed, label);
          CHECK(decoded.utf8 == read);
          CHECK(decoded.replaced == 0);
          CHECK(decoded.mixed_pieces == 1);
          const bool utf8 = decoded.charset == "UTF-8";
          CHECK((utf8 ? decoded.mixed_in : decoded.charset) == other.charset);
          CHECK((utf8 ? decoded.charset : decoded.mixed_in) == "UTF-8");
          if (of_utf8 == 1) CHECK_FALSE(utf8);
          if (of_utf8 == 19) CHECK(utf8);
        }
      }
    }
  }
}

TEST_CASE("One character of UTF-8 among texts in another encoding is told", "[text]") {
  CHECK(text::decode("<t>" + kGbk + "</t><t>二</t>").utf8 == "<t>中国新闻</t><t>二</t>");
  CHECK(text::decode("<t>" + kBig5 + "</t><t>二</t>", "big5").utf8 == "<t>中國新聞</t><t>二</t>");
  for (const char* label : {"", "utf-8", "iso-8859-1", "gb2312"}) {
    CAPTURE(label);
    const auto read = text::decode("<t>caf\xE9 \xA9 2024</t><t>二</t><t>Z\xFCrich</t>", label);
    CHECK(read.utf8 == "<t>café © 2024</t><t>二</t><t>Zürich</t>");
    CHECK(read.replaced == 0);
  }
  CHECK(text::decode("<t>iPhone\xE4</t><t>二三</t>", "utf-8").replaced == 1);
}

TEST_CASE("The offsets of a mixed document lead back to its bytes", "[text]") {
  const std::string mixed =
      "<b>" + kGbk + "</b><b>北京\xFF今天下雨</b><b>" + kGbk + "1</b><b>北京2</b>";
  for (const std::string mark : {"", "\xEF\xBB\xBF"}) {
    const auto decoded = text::decode(mark + mixed, "gbk");
    CHECK(decoded.utf8 == "<b>中国新闻</b><b>北京\uFFFD今天下雨</b><b>中国新闻1</b><b>北京2</b>");
    CHECK(decoded.charset == "UTF-8");
    CHECK(decoded.replaced == 1);
    CHECK(decoded.mixed_pieces == 2);
    CHECK(decoded.first_mixed == 3);
    for (const char digit : {'1', '2'}) {
      CHECK(text::source_offset(mark + mixed, decoded, decoded.utf8.find(digit)) ==
            mark.size() + mixed.find(digit));
    }
    CHECK(text::source_offset(mark + mixed, decoded, decoded.utf8.size()) ==
          mark.size() + mixed.size());
  }
}

TEST_CASE("Damaged texts of UTF-8 are not taken for another encoding", "[text]") {
  std::string damaged;
  for (int i = 0; i < 9; ++i) damaged += "<p>北京今天下雨</p><p>\xE4\xB8</p><p>\x93 \xD6</p>";
  for (const char* label : {"", "utf-8", "gbk", "iso-8859-1"}) {
    CAPTURE(label);
    const auto read = text::decode(damaged, label);
    CHECK(read.charset == "UTF-8");
    CHECK(read.mixed_pieces == 0);
    CHECK(read.replaced > 9);
  }
}

TEST_CASE("Little text of UTF-8 with a cut character stays UTF-8 under any label", "[text]") {
  for (const char* label : {"", "utf-8", "gb2312", "big5", "iso-8859-1"}) {
    CAPTURE(label);
    const auto read = text::decode("<t>日刊</t><t>中文\xE6\x96</t>", label);
    CHECK(read.utf8 == "<t>日刊</t><t>中文\uFFFD</t>");
    CHECK(read.replaced == 1);
  }
}

TEST_CASE("Rubbish inside one text does not make UTF-8 something else", "[text]") {
  std::string rubbish;
  for (int byte = 0x80; byte < 0x100; ++byte) rubbish += static_cast<char>(byte);
  for (const char* label : {"", "utf-8", "gb2312"}) {
    CAPTURE(label);
    const auto read = text::decode("<t>一</t><t>" + rubbish + "</t><t>二</t>", label);
    CHECK(read.utf8.starts_with("<t>一</t><t>"));
    CHECK(read.utf8.ends_with("</t><t>二</t>"));
  }
}
