#include <catch2/catch.hpp>
#include <string>

#include "jianbao/extract/extractor.h"

using jianbao::extract::Extractor;

namespace {

std::string body_of(const std::string& html) {
  Extractor extractor;
  return extractor.body(html, "https://news.example/a/1").text;
}

std::string page_of(const std::string& html) {
  const std::string rest =
      "，铁路局说夜里的班车照常开行，傍晚时分第一批客人才冒着小雨离开，老板借来了邻居的板凳。";
  Extractor extractor;
  return extractor
      .page("<html><head><title>雨</title></head><body><article><h1>雨</h1><p>" + html + rest +
                "</p><p>" + rest + "</p></article></body></html>",
            "https://news.example/a/1")
      .text;
}

}  // namespace

TEST_CASE("marks of footnotes go, with their brackets", "[extract][footnotes]") {
  const std::string mark =
      GENERATE("<sup><a href=\"#fn1\">1</a></sup>", "<sup id=\"r1\"><a href=\"#n1\">[1]</a></sup>",
               "<sup>[<a href=\"#n1\">1</a>]</sup>", "<a href=\"#_ftn1\">[1]</a>",
               "<a href=\"https://news.example/a/1#fn2\"><sup>2</sup></a>",
               "<a href=\"#n\" role=\"doc-noteref\">note</a>", "<a href=\"#star\">*</a>",
               "<sup><a href=\"#d\">††</a></sup>", "<a href=\"#fnref1\">↩︎</a>",
               "<a href=\"#a\">[a]</a>", "<sup>[1]</sup>", "<sup>[2, 5–7]</sup>",
               "<sup>［3］</sup>", "<sup><b>[ 12 ]</b></sup>");
  CAPTURE(mark);
  CHECK(body_of("<p>雨从清晨下到傍晚" + mark + "。</p>") == "雨从清晨下到傍晚。");
  CHECK(page_of("雨从清晨下到傍晚" + mark).find("雨从清晨下到傍晚，铁路局") != std::string::npos);
}

TEST_CASE("what programs put beside headings goes", "[extract][footnotes]") {
  const std::string tool = GENERATE(
      "<a href='#early'>#</a>", "<a class=headerlink href='#early'>¶</a>",
      "<span class=mw-editsection><span>[</span><a href='/edit'>编辑</a><span>]</span></span>");
  CAPTURE(tool);
  const std::string rest = "，铁路局说夜里的班车照常开行，傍晚时分第一批客人才冒着小雨离开。";
  CHECK(page_of(rest + "</p><h2>清晨" + tool + "</h2><p>清晨" + rest).find("\n清晨\n") !=
        std::string::npos);
}

TEST_CASE("what is no mark of a footnote stays", "[extract][footnotes]") {
  CHECK(body_of("<p>E=mc<sup>2</sup></p>") == "E=mc2");
  CHECK(body_of("<p>x<sup>(2)</sup> and y<sup>[n]</sup>, [1]</p>") == "x(2) and y[n], [1]");
  CHECK(body_of("<p>the 21<sup>st</sup> century</p>") == "the 21st century");
  CHECK(body_of("<p><a href=\"#part\">第二章</a></p>") == "第二章");
  CHECK(body_of("<p>in <a href=\"/archive/2024\">2024</a></p>") == "in 2024");
  CHECK(body_of("<p>in <a href=\"#y\">2024</a></p>") == "in 2024");
  CHECK(body_of("<p><a href=\"#\">1</a></p>") == "1");
  CHECK(body_of("<p>figure <a href=\"#fig3\">3</a> shows</p>") == "figure 3 shows");
  CHECK(body_of("<p><a href=\"https://b.example/r#p\">950</a> passengers</p>") == "950 passengers");
  CHECK(body_of("<p>plan <a href=\"/plans#b\">b</a> was</p>") == "plan b was");
  CHECK(body_of("<p>10<sup><a href=\"/powers\">3</a></sup></p>") == "103");
}
