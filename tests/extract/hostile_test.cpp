#include <catch2/catch.hpp>
#include <chrono>
#include <string>

#include "jianbao/core/error.h"
#include "jianbao/extract/extractor.h"
#include "jianbao/text/unicode.h"

using jianbao::Error;
using jianbao::extract::Extractor;

namespace {

const std::string kTricky =
    "<!DOCTYPE html><html lang=zh><head><title>题 - 站</title><script type='application/ld+json'>"
    "{\"@type\":\"NewsArticle\",\"author\":[{\"name\":\"甲\"}]}</script></head><body>"
    "<div><i>Mon, 03 Jun 2024 09:30:00 GMT</i></div><img src=\"https://images.weserv.nl?url=a/b\">"
    "<div><small>图</small></div>东京 — <p>文&amp;字<b>粗<i>斜</b>体</i><table><tr><td>一<td>二"
    "</table><ul><li>项<pre>\n a\tb\n</pre></ul><svg><path d='M0'/><title>t</title></svg>"
    "<select><option>甲</select><textarea><p></textarea><!-- c --><a "
    "title='>'>链</a></body></html>";

}  // namespace

TEST_CASE("a document cut at any byte is read or refused, never more", "[extract][robust]") {
  Extractor extractor;
  for (std::size_t n = 0; n <= kTricky.size(); ++n) {
    CAPTURE(n);
    const std::string cut = jianbao::text::make_valid_utf8(std::string_view(kTricky).substr(0, n));
    CHECK(jianbao::text::is_valid_utf8(extractor.body(cut, "https://a.example/").text));
    CHECK(jianbao::text::is_valid_utf8(extractor.page(cut, "https://a.example/").text));
    CHECK(extractor.plain_line(cut).find('\n') == std::string::npos);
  }
}

TEST_CASE("a document with any byte changed is read", "[extract][robust]") {
  Extractor extractor;
  for (std::size_t n = 0; n < kTricky.size(); ++n) {
    for (const char c : {'<', '>', '"', '&', '\0'}) {
      std::string changed = kTricky;
      changed[n] = c;
      changed = jianbao::text::make_valid_utf8(changed);
      CAPTURE(n, c);
      CHECK(jianbao::text::is_valid_utf8(extractor.body(changed, "").text));
    }
  }
}

TEST_CASE("odd inputs are read", "[extract][robust]") {
  Extractor extractor;
  CHECK(extractor.body({}, {}).text.empty());
  CHECK(extractor.page({}, {}).text.empty());
  CHECK(extractor.body("\uFEFF", "").text.empty());
  CHECK(extractor.body(std::string_view("a\0b<p\0>c", 8), "").text.find("c") != std::string::npos);
  CHECK(extractor.body(std::string(100'000, '<'), "").text.size() == 100'000);
  CHECK(extractor.body(std::string(100'000, '&'), "").text.size() == 100'000);
  CHECK(extractor.body("<frameset><frame></frameset>", "").text.empty());
}

TEST_CASE("after a refusal the extractor goes on", "[extract][robust]") {
  Extractor extractor;
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  CHECK_THROWS_AS(extractor.body(deep, ""), Error);
  CHECK_THROWS_AS(extractor.page(deep, ""), Error);
  CHECK_THROWS_AS(extractor.plain_line(deep), Error);
  CHECK(extractor.body("<p>好</p>", "").text == "好");
}

TEST_CASE("a tree that would take all memory is refused", "[extract][robust]") {
  // Two bytes of source make a hundred and fifty of tree.
  std::string element = "<i";
  for (int i = 0; i < 20; ++i) {
    element += {' ', static_cast<char>('a' + i % 26), static_cast<char>('a' + i / 26)};
  }
  element += "></i>";
  std::string page;
  while (page.size() < (std::size_t{13} << 20U)) page += element;
  Extractor extractor;
  CHECK_THROWS_WITH(extractor.body(page, ""), Catch::Contains("MiB of memory"));
  CHECK(extractor.body("<p>好</p>", "").text == "好");
}

TEST_CASE("a page of more boxes than a reader could use is refused", "[extract][robust]") {
  constexpr int kBoxes = 150'000;
  std::string page;
  for (int i = 0; i < kBoxes; ++i) page += "<p>x";
  Extractor extractor;
  CHECK_THROWS_WITH(extractor.page(page, ""), Catch::Contains("more than 150000 elements"));
  CHECK(extractor.page("<p>好</p>", "").text == "好");
}

TEST_CASE("boxes of one kind inside each other cost as much as their words", "[extract][robust]") {
  constexpr int kLevels = 400;
  constexpr int kParagraphs = 40'000;
  const std::string entry =
      "<h2>Head</h2><p>The bridge opened on Wednesday morning, and hundreds of people walked "
      "across in the rain.</p>";
  const std::string level =
      "<div><div class=e>" + entry + "</div><div class=e>" + entry + "</div><div class=e>" + entry;
  std::string rest;
  for (int i = 0; i < kParagraphs; ++i) rest += "<p>Many people walked.";
  const auto seconds = [](const std::string& html) {
    Extractor extractor;
    const auto begin = std::chrono::steady_clock::now();
    CHECK_FALSE(extractor.page(html, "").text.empty());
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  std::string nested;
  std::string beside;
  for (int i = 0; i < kLevels; ++i) {
    nested += level;
    beside += level + "</div></div>";
  }
  // It was nine times as much; other work on the machine does not make a difference of five.
  CHECK(seconds(nested + rest) < 5 * seconds(beside + rest));
}

TEST_CASE("markup of which gumbo loses track does not end the process", "[extract][robust]") {
  Extractor extractor;
  for (const std::string html :
       {"<table><svg><select><title x=1><select/><table>", "<table>x<svg><select><table>",
        "<table/>x<svg>x<select><foreignObject><select><table>",
        "<table>&amp;<math x=1/><mi><math> </math><![CDATA[x]]> ",
        "<table><math x=1> <select encoding=text/html><mi>",
        "<template>x<thead><svg><foreignObject><table><![CDATA[x]]>x",
        "<math><mi> <table x=1/><form encoding=text/html>&amp;<math><mi encoding=text/html>",
        "<xmp><svg><select><foreignobject><select><select><select></xmp>",
        "<table><th><math><td></tr>", "<b><nobr><r><d><r><ol></b><nobr>"}) {
    CAPTURE(html);
    CHECK_NOTHROW(extractor.body(html + "<p>后文", ""));
  }
  CHECK(extractor.body("<table><tr><td>一<td><svg><text>二</text></svg></table>三", "").text ==
        "一 二\n\n三");
}
