#include "extract/page_language.h"

#include <catch2/catch.hpp>

using jianbao::extract::page_language;

namespace {

const std::string kEnglish =
    "The bridge across the harbour opened this morning, and the first ferry stayed in its dock.";
const std::string kGerman =
    "Die Brücke über den Hafen wurde heute Morgen eröffnet, und die erste Fähre blieb liegen.";
const std::string kChinese = "海港大桥今天早上开放，第一班渡轮没有开出。";

}  // namespace

TEST_CASE("a declared language is believed unless the script denies it", "[extract]") {
  CHECK(page_language("zh-Hant", kChinese).tag == "zh-Hant");
  CHECK(page_language("yue", kChinese).tag == "yue");
  CHECK(page_language("en", kChinese).tag == "zh");
  CHECK(page_language("fr", kEnglish).tag == "fr");
  CHECK(page_language("zh-CN", kEnglish).tag == "en");
  CHECK(page_language("zh-CN", "").tag == "zh-CN");
}

TEST_CASE("an undeclared language is told by script or words", "[extract]") {
  CHECK(page_language("", kChinese).tag == "zh");
  CHECK(page_language("", kEnglish).tag == "en");
  CHECK(page_language("", kGerman).tag == "de");
  CHECK(page_language("", kGerman).source == "words of the text");
  CHECK(page_language("", "x").tag.empty());
  CHECK(page_language("", "").tag.empty());
}
