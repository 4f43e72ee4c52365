#include "jianbao/text/charset.h"

#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <string_view>

#include "jianbao/text/unicode.h"

namespace text = jianbao::text;
using namespace std::string_literals;

namespace {

// "中国新闻" and "中國新聞" as their encodings write them.
const std::string kGbk = "\xD6\xD0\xB9\xFA\xD0\xC2\xCE\xC5";
const std::string kBig5 = "\xA4\xA4\xB0\xEA\xB7\x73\xBB\x44";

std::string utf16le(std::u16string_view units) {
  std::string bytes;
  for (const char16_t unit : units) {
    bytes += static_cast<char>(unit & 0xFF);
    bytes += static_cast<char>(unit >> 8);
  }
  return bytes;
}

std::string utf16be(std::u16string_view units) {
  std::string bytes;
  for (const char16_t unit : units) {
    bytes += static_cast<char>(unit >> 8);
    bytes += static_cast<char>(unit & 0xFF);
  }
  return bytes;
}

}  // namespace

TEST_CASE("Charset labels are read as the Encoding Standard reads them", "[text]") {
  CHECK(text::charset_name("utf-8") == "UTF-8");
  CHECK(text::charset_name("UTF8") == "UTF-8");
  CHECK(text::charset_name(" GBK ") == "gb18030");
  CHECK(text::charset_name("gb2312") == "gb18030");
  CHECK(text::charset_name("GB_2312-80") == "gb18030");
  CHECK(text::charset_name("big5-hkscs") == "Big5");
  CHECK(text::charset_name("iso-8859-1") == "windows-1252");
  CHECK(text::charset_name("us-ascii") == "windows-1252");
  CHECK(text::charset_name("x-sjis") == "Shift_JIS");
  CHECK(text::charset_name("CP936") == "gb18030");
  CHECK(text::charset_name("cp950") == "Big5");
  CHECK(text::charset_name("utf8mb4") == "UTF-8");
  CHECK(text::charset_name("ks_c_5601-1987") == "EUC-KR");
  CHECK(text::charset_name("utf-16") == "UTF-16LE");
  CHECK(text::charset_name("unicodefffe") == "UTF-16BE");
  CHECK(text::charset_name("logical") == "ISO-8859-8-I");
  CHECK(text::charset_name("\t\"koi8-r\"\n") == "KOI8-R");
}

TEST_CASE("Unknown charset labels have no name", "[text]") {
  CHECK(text::charset_name("").empty());
  CHECK(text::charset_name("  ").empty());
  CHECK(text::charset_name("utf-9").empty());
  CHECK(text::charset_name("gb").empty());
  CHECK(text::charset_name("gbk\0"s).empty());
  CHECK(text::charset_name("iso-2022-cn").empty());
  CHECK(text::charset_name(std::string(10'000, 'x')).empty());
}

TEST_CASE("Every encoding with a label has a converter that reads ASCII", "[text]") {
  const auto* label = GENERATE(
      "utf-8", "ibm866", "latin2", "latin3", "latin4", "cyrillic", "arabic", "greek", "visual",
      "logical", "latin6", "iso-8859-13", "iso-8859-14", "iso-8859-15", "koi8-r", "koi8-u",
      "macintosh", "windows-874", "windows-1250", "windows-1251", "windows-1252", "windows-1253",
      "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258",
      "x-mac-cyrillic", "gb18030", "big5", "euc-jp", "shift_jis", "euc-kr");
  CAPTURE(label);
  // The high byte is malformed as UTF-8, so that the label is asked at all.
  const auto decoded = text::decode("<p>plain text 0123\\~</p>\xB1 ", label);
  CHECK(decoded.utf8.substr(0, 20) == "<p>plain text 0123\\~");
  CHECK(text::is_valid_utf8(decoded.utf8));
}

TEST_CASE("A document's own charset is found in its head", "[text]") {
  using text::declared_charset;
  CHECK(declared_charset("<?xml version=\"1.0\" encoding=\"gb2312\"?><rss/>") == "gb2312");
  CHECK(declared_charset("<?xml version='1.0' encoding = 'Big5' ?>") == "Big5");
  CHECK(declared_charset("\n <html><head><meta charset=gbk></head>") == "gbk");
  CHECK(declared_charset("<META CHARSET=\" utf-8 \" />") == "utf-8");
  CHECK(declared_charset("<meta http-equiv=\"Content-Type\" "
                         "content=\"text/html; charset=gb2312\">") == "gb2312");
  CHECK(declared_charset("<meta content='text/html;charset = \"big5\";x' "
                         "http-equiv=content-type>") == "big5");
  CHECK(declared_charset("<!-- <meta charset=koi8-r> --><meta charset=gbk>") == "gbk");
  CHECK(declared_charset("<a title=\"<meta charset=koi8-r>\"><meta charset=gbk>") == "gbk");
  CHECK(declared_charset("<meta name=a content=b><meta charset=gbk>") == "gbk");
}

TEST_CASE("What declares no charset gives none", "[text]") {
  using text::declared_charset;
  CHECK(declared_charset("").empty());
  CHECK(declared_charset("<").empty());
  CHECK(declared_charset("plain text, charset=gbk").empty());
  CHECK(declared_charset("<?xml version=\"1.0\"?>").empty());
  CHECK(declared_charset("<metadata charset=gbk>").empty());
  CHECK(declared_charset("<meta name=x content=\"charset=gbk\">").empty());
  CHECK(declared_charset("<!-- <meta charset=gbk>").empty());
  CHECK(declared_charset(std::string(4096, ' ') + "<meta charset=gbk>").empty());
}

TEST_CASE("A charset declaration cut anywhere does no harm", "[text]") {
  const std::string head =
      "<?xml version='1.0'?><!--x--><a b='c' d=e =f><meta http-equiv=content-type content=\"a; "
      "charset='gbk'\"><meta charset=\"big5\">";
  for (std::size_t size = 0; size <= head.size(); ++size) {
    const auto found = text::declared_charset(head.substr(0, size));
    CHECK(head.find(found) != std::string::npos);
  }
}

TEST_CASE("Valid UTF-8 is UTF-8 whatever the labels say", "[text]") {
  const std::string page = "<meta charset=gb2312><p>中国新闻 👍</p>";
  const auto decoded = text::decode(page, "big5");
  CHECK(decoded.utf8 == page);
  CHECK(decoded.charset == "UTF-8");
  CHECK(decoded.replaced == 0);
  CHECK(text::decode("").utf8.empty());
  CHECK(text::decode("", "gbk").charset == "UTF-8");
}

TEST_CASE("A byte order mark decides and is dropped", "[text]") {
  CHECK(text::decode("\xEF\xBB\xBF中国", "gbk").utf8 == "中国");
  CHECK(text::decode("\xEF\xBB\xBF").utf8.empty());
  const auto little = text::decode("\xFF\xFE" + utf16le(u"中国 👍"), "gbk");
  CHECK(little.utf8 == "中国 👍");
  CHECK(little.charset == "UTF-16LE");
  const auto big = text::decode("\xFE\xFF" + utf16be(u"中国 👍"));
  CHECK(big.utf8 == "中国 👍");
  CHECK(big.charset == "UTF-16BE");
  CHECK(text::decode("\xFF\xFE\0\0a\0\0\0\x2D\x4E\0\0"s).utf8 == "a中");
  CHECK(text::decode("\0\0\xFE\xFF\0\0\0a\0\0\x4E\x2D"s).utf8 == "a中");
  const auto damaged = text::decode("\xEF\xBB\xBFok\xFF");
  CHECK(damaged.utf8 == "ok\uFFFD");
  CHECK(damaged.replaced == 1);
}

TEST_CASE("The mark of UTF-8 before Chinese in another encoding is none", "[text]") {
  std::string gbk, big5;
  for (int i = 0; i < 5; ++i) gbk += "<p>" + kGbk + "</p>", big5 += "<p>" + kBig5 + "</p>";
  const auto read = text::decode("\xEF\xBB\xBF" + gbk);
  CHECK(read.charset == "gb18030");
  CHECK(read.utf8.starts_with("<p>中国新闻</p>"));
  CHECK(read.replaced == 0);
  CHECK(text::source_offset("\xEF\xBB\xBF" + gbk, read, read.utf8.find("</p>")) ==
        3 + gbk.find("</p>"));
  CHECK(text::decode("\xEF\xBB\xBF" + big5, "utf-8").charset == "Big5");
  // 新聞 is beyond GB 2312, so that the ranges of its bytes could be those of Big5.
  std::string wide;
  for (int i = 0; i < 9; ++i) wide += "<p>\xB1\xB1\xBE\xA9\xBD\xF1\xCC\xEC\xD0\xC2\xC2\x84</p>";
  CHECK(text::decode("\xEF\xBB\xBF" + wide).utf8.starts_with("<p>北京今天新聞</p>"));
  const std::string french =
      "\xEF\xBB\xBF"
      "café fermé \xFF déjà vu à l'été";
  CHECK(text::decode(french).charset == "UTF-8");
}

TEST_CASE("Characters in two halves are made one", "[text]") {
  for (const std::string chinese : {"", "中", "中国新闻中国新闻"}) {
    for (const char* label : {"", "utf-8", "gb2312"}) {
      CAPTURE(chinese, label);
      const std::string bytes = "<t>" + chinese + "\xED\xA0\xBD\xED\xB8\x80</t><t>二</t>";
      const auto read = text::decode(bytes, label);
      CHECK(read.utf8 == "<t>" + chinese + "😀</t><t>二</t>");
      CHECK(read.charset == "UTF-8");
      CHECK(read.replaced == 0);
      CHECK(read.halved == 1);
      CHECK(read.first_halved == read.utf8.find("😀"));
      CHECK(text::source_offset(bytes, read, read.utf8.find("二")) == bytes.find("二"));
    }
  }
  CHECK(text::decode("<t>中国</t>\xED\xA0\xBD<t>新闻</t>").replaced == 3);
  CHECK(text::decode("<t>中国</t>\xED\xB8\x80\xED\xA0\xBD<t>新闻</t>").halved == 0);
}

TEST_CASE("Chinese without a label is told also where a character is broken", "[text]") {
  std::string gbk, big5;
  for (int i = 0; i < 6; ++i) gbk += "<p>" + kGbk + "</p>", big5 += "<p>" + kBig5 + "</p>";
  CHECK(text::decode(gbk.substr(4)).charset == "gb18030");
  CHECK(text::decode("\xFF" + gbk).utf8.ends_with("<p>中国新闻</p>"));
  CHECK(text::decode(big5.substr(4)).charset == "Big5");
}

TEST_CASE("GB 2312 that is declared as Big5 is told", "[text]") {
  CHECK(text::decode(kGbk, "big5").utf8 == "中国新闻");
  CHECK(text::decode("<?xml version='1.0' encoding='big5'?>" + kGbk).charset == "gb18030");
  CHECK(text::decode(kBig5, "big5").utf8 == "中國新聞");
}

TEST_CASE("UTF-16 without a mark is told by its NULs or its label", "[text]") {
  CHECK(text::decode(utf16le(u"<?xml version='1.0'?><a>中国</a>")).utf8 ==
        "<?xml version='1.0'?><a>中国</a>");
  CHECK(text::decode(utf16be(u"<p>中国新闻</p>")).charset == "UTF-16BE");
  CHECK(text::decode(utf16le(u"中国新闻报道"), "utf-16").utf8 == "中国新闻报道");
  CHECK(text::decode(utf16be(u"中国新闻报道"), "utf-16be").utf8 == "中国新闻报道");
  const std::string with_nul = "<p>中国\0新闻</p>"s;
  CHECK(text::decode(with_nul).utf8 == with_nul);
}

TEST_CASE("Half a surrogate pair and half a unit are replaced and counted", "[text]") {
  const auto lone = text::decode("\xFF\xFE" + utf16le(u"a") + "\x3D\xD8" + utf16le(u"b"));
  CHECK(lone.utf8 == "a\uFFFDb");
  CHECK(lone.replaced == 1);
  const auto odd = text::decode("\xFF\xFE" + utf16le(u"ab") + "c");
  CHECK(odd.utf8 == "ab\uFFFD");
  CHECK(odd.replaced == 1);
}

TEST_CASE("Surrogate pairs survive wherever the conversion's buffer ends", "[text]") {
  std::u16string units(1, u'x');
  std::string expected = "x";
  for (int i = 0; i < 5000; ++i) {
    units += u"👍";
    expected += "👍";
  }
  CHECK(text::decode("\xFF\xFE" + utf16le(units)).utf8 == expected);
}

TEST_CASE("Labels are asked in order: HTTP, then the document", "[text]") {
  CHECK(text::decode(kGbk, "gb2312").utf8 == "中国新闻");
  CHECK(text::decode(kGbk, "gb2312").charset == "gb18030");
  CHECK(text::decode("<meta charset=gbk>" + kGbk).utf8 == "<meta charset=gbk>中国新闻");
  CHECK(text::decode(kBig5, "big5").utf8 == "中國新聞");
  CHECK(text::decode("caf\xE9", "iso-8859-1").utf8 == "café");
  CHECK(text::decode("<meta charset=windows-1251>\xCC\xE8\xF0", "latin1").charset ==
        "windows-1252");
  CHECK(text::decode("<meta charset=windows-1251>\xCC\xE8\xF0", "no-such").utf8 ==
        "<meta charset=windows-1251>Мир");
}

TEST_CASE("A label under which bytes are malformed gives way", "[text]") {
  SECTION("GBK labelled UTF-8 by the server") {
    const auto decoded = text::decode("<meta charset=gb2312>" + kGbk, "utf-8");
    CHECK(decoded.utf8 == "<meta charset=gb2312>中国新闻");
    CHECK(decoded.replaced == 0);
  }
  SECTION("GBK labelled UTF-8 everywhere is detected") {
    const auto decoded = text::decode("<meta charset=utf-8><title>" + kGbk + "</title>", "utf-8");
    CHECK(decoded.charset == "gb18030");
    CHECK(decoded.utf8.find("<title>中国新闻</title>") != std::string::npos);
  }
  SECTION("Big5 labelled gb2312 falls into the private use area") {
    const auto decoded = text::decode("<meta charset=big5>" + kBig5 + "\xAA\xBA", "gb2312");
    CHECK(decoded.utf8 == "<meta charset=big5>中國新聞的");
  }
  SECTION("a document of one encoding whose declaration says UTF-16") {
    CHECK(text::decode("<?xml version='1.0' encoding='UTF-16'?><a>中国新闻\xFF</a>").charset ==
          "UTF-8");
  }
}

TEST_CASE("A few damaged characters do not turn a page into another charset", "[text]") {
  std::string utf8;
  std::string gbk;
  for (int i = 0; i < 200; ++i) {
    utf8 += "中国新闻，";
    gbk += kGbk + "\xA3\xAC";
  }
  const auto cut_utf8 = text::decode(utf8 + "\xE4\xB8", "utf-8");
  CHECK(cut_utf8.charset == "UTF-8");
  CHECK(cut_utf8.replaced == 1);
  CHECK(cut_utf8.utf8 == utf8 + "\uFFFD");
  CHECK(text::decode(utf8 + "\xE4\xB8<b>").charset == "UTF-8");
  CHECK(text::decode(utf8 + "\xE4\xB8<b>", "gbk").charset == "UTF-8");
  const auto cut_gbk = text::decode(gbk + "\xD6<b>", "gbk");
  CHECK(cut_gbk.charset == "gb18030");
  CHECK(cut_gbk.replaced == 1);
  CHECK(cut_gbk.utf8 == utf8 + "\uFFFD<b>");
}

TEST_CASE("Unlabelled Chinese is detected, also where it is short", "[text]") {
  CHECK(text::decode(kGbk).utf8 == "中国新闻");
  CHECK(text::decode("<title>" + kGbk + "</title>").charset == "gb18030");
  CHECK(text::decode(kBig5).utf8 == "中國新聞");
  CHECK(text::decode("<h1>" + kBig5 + kBig5 + "</h1>").charset == "Big5");
}

TEST_CASE("Unlabelled Western text is windows-1252", "[text]") {
  CHECK(text::decode("caf\xE9").utf8 == "café");
  CHECK(text::decode("caf\xE9").charset == "windows-1252");
  CHECK(text::decode("It\x92s \x93quoted\x94").utf8 == "It’s “quoted”");
  CHECK(text::decode("25\xB0"
                     "C to 30\xB0"
                     "C")
            .utf8 == "25°C to 30°C");
  CHECK(text::decode("\xFF").utf8 == "ÿ");
  CHECK(text::decode("na\xEFve").replaced == 0);
}

TEST_CASE("GB18030 covers all of Unicode and no private use area", "[text]") {
  const std::string label = "gb18030";
  CHECK(text::decode("\x95\x32\x82\x36", label).utf8 == "𠀀");
  CHECK(text::decode("\x80", label).utf8 == "€");
  const auto euro = text::decode(kGbk + "\x80 5," + kGbk + "\x80", label);
  CHECK(euro.utf8 == "中国新闻€ 5,中国新闻€");
  CHECK(euro.replaced == 0);
  CHECK(text::decode("\xA8\xBC", label).utf8 == "ḿ");
  CHECK(text::decode(kGbk + "\xA3\xA0" + kGbk, label).utf8 == "中国新闻\u3000中国新闻");
  CHECK(text::decode(kGbk + "\xA6\xD9\xA6\xF3\xFE\x59", label).utf8 == "中国新闻\uFE10\uFE19龴");
}

TEST_CASE("Other East Asian encodings are read", "[text]") {
  CHECK(text::decode("\x93\xFA\x96\x7B \x81\x60 \x5C", "shift_jis").utf8 == "日本 ～ \\");
  CHECK(text::decode("\xC6\xFC\xCB\xDC", "euc-jp").utf8 == "日本");
  CHECK(text::decode("\xC7\xD1\xB1\xDB \x8C\x63", "euc-kr").utf8 == "한글 똠");
  CHECK(text::decode("\xA4\xA4\x87\x40", "big5").replaced == 0);
}

TEST_CASE("ISO-2022-JP, though made of ASCII bytes, is read by its label", "[text]") {
  const std::string bytes = "\x1B$BF|K\\\x1B(B ok";
  CHECK(text::decode(bytes, "iso-2022-jp").utf8 == "日本 ok");
  CHECK(text::decode("<meta charset=iso-2022-jp>" + bytes).charset == "ISO-2022-JP");
  CHECK(text::decode(bytes).utf8 == bytes);
}

TEST_CASE("Any bytes decode to valid UTF-8 under any label", "[text]") {
  std::mt19937 random(20240515);
  std::uniform_int_distribution<int> byte(0, 255);
  std::uniform_int_distribution<std::size_t> size(0, 300);
  for (const char* label : {"", "utf-8", "gbk", "big5", "shift_jis", "euc-kr", "euc-jp",
                            "iso-2022-jp", "utf-16", "utf-16be", "windows-1251", "nonsense"}) {
    for (int round = 0; round < 60; ++round) {
      std::string bytes(size(random), '\0');
      for (char& c : bytes) c = static_cast<char>(byte(random));
      const auto decoded = text::decode(bytes, label);
      CAPTURE(label, round);
      CHECK(text::is_valid_utf8(decoded.utf8));
      CHECK_FALSE(decoded.charset.empty());
    }
  }
}

TEST_CASE("Every prefix of a GBK document decodes with at most one replacement", "[text]") {
  const std::string bytes = "<meta charset=gbk><p>" + kGbk + " \x95\x32\x82\x36</p>";
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const auto decoded = text::decode(bytes.substr(0, size), "gbk");
    CAPTURE(size);
    CHECK(decoded.replaced <= 1);
    CHECK(text::is_valid_utf8(decoded.utf8));
  }
}

TEST_CASE("a few bad bytes in a short UTF-8 text are replaced, not read as accents", "[text]") {
  const auto decoded = text::decode("港口\n渡轮\xFF\xFE\x80");
  CHECK(decoded.charset == "UTF-8");
  CHECK(decoded.utf8.starts_with("港口\n渡轮"));
  CHECK(decoded.replaced > 0);
}

TEST_CASE("UTF-32 without a byte order mark is told by its NULs", "[text]") {
  const std::u32string wide = U"<?xml version='1.0'?><t>中文\U00020000</t>";
  std::string little;
  std::string big;
  for (const char32_t c : wide) {
    for (unsigned i = 0; i < 4; ++i) {
      little += static_cast<char>(c >> (8 * i) & 0xFFU);
      big += static_cast<char>(c >> (24 - 8 * i) & 0xFFU);
    }
  }
  for (const std::string& bytes : {little, big}) {
    const auto decoded = text::decode(bytes);
    CHECK(decoded.utf8 == "<?xml version='1.0'?><t>中文\xF0\xA0\x80\x80</t>");
    CHECK(decoded.replaced == 0);
  }
}

TEST_CASE("a Latin-1 label is not believed of bytes that stand in pairs", "[text]") {
  CHECK(text::decode("\xD6\xD0\xCE\xC4 \xD0\xC2\xCE\xC5", "iso-8859-1").utf8 == "中文 新闻");
  CHECK(text::decode("caf\xE9, na\xEFve, d\xE9j\xE0 vu", "iso-8859-1").utf8 ==
        "café, naïve, déjà vu");
}

TEST_CASE("Lone bytes of windows-1252 beside ASCII in UTF-8 are read as such", "[text]") {
  const auto decoded = text::decode(
      "漢字と\x93"
      "AI\x94，3\x96"
      "5\x80 漢字漢字漢字");
  CHECK(decoded.utf8 == "漢字と“AI”，3–5€ 漢字漢字漢字");
  CHECK(decoded.charset == "UTF-8");
  CHECK(decoded.strays == 4);
  CHECK(decoded.first_stray == std::string("漢字と").size());
  CHECK(decoded.replaced == 0);
}

TEST_CASE("Remains of broken characters are no windows-1252", "[text]") {
  const std::string text = "今天天气很好我们去公园";
  for (const std::string broken : {"a\xE6\x9C"
                                   "b",
                                   "a\x9C\x80"
                                   "b",
                                   "a\xE6"
                                   "b",
                                   "a\x81"
                                   "b",
                                   "公\x93园",
                                   "a\x93\xFF"
                                   "b"}) {
    CAPTURE(broken);
    const auto decoded = text::decode(text + broken + text);
    CHECK(decoded.charset == "UTF-8");
    CHECK(decoded.strays == 0);
    CHECK(decoded.replaced > 0);
  }
}

TEST_CASE("Offsets of UTF-8 with lone bytes lead back to them", "[text]") {
  const std::string bytes =
      "漢\x93"
      "a\xFF\xFF"
      "b漢";
  const auto decoded = text::decode("漢漢漢漢漢漢漢漢" + bytes);
  REQUIRE(decoded.charset == "UTF-8");
  const std::string read = "漢“a\uFFFD\uFFFDb漢";
  const std::size_t starts[] = {0, 3, 4, 5, 6, 7, 8};
  const std::size_t read_starts[] = {0, 3, 6, 7, 10, 13, 14};
  for (std::size_t i = 0; i < std::size(starts); ++i) {
    CAPTURE(i);
    CHECK(text::source_offset(bytes, decoded, read_starts[i]) == starts[i]);
  }
  CHECK(text::source_offset(bytes, decoded, 15) == 8);
  CHECK(text::source_offset(bytes, decoded, read.size()) == bytes.size());
}
