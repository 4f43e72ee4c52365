#include "cli/wrapping.h"

#include <catch2/catch.hpp>

#include "jianbao/text/width.h"

using namespace jianbao;
using namespace jianbao::cli;

TEST_CASE("text is broken at spaces and beside wide characters", "[cli][wrapping]") {
  CHECK(wrapped("", 4, 20).empty());
  CHECK(wrapped("one two three", 0, 20) == "one two three");
  CHECK(wrapped("one two three", 2, 9) == "one two\n  three");
  CHECK(wrapped("山城的雨从清晨下到傍晚", 2, 12) == "山城的雨从\n  清晨下到傍\n  晚");
  CHECK(wrapped("雨, 茶。", 0, 80) == "雨, 茶。");
  CHECK(wrapped("try https://a.example/long now", 2, 10) == "try\n  https://a.example/long\n  now");
}

TEST_CASE("a URL is shortened in its middle", "[cli][wrapping]") {
  const std::string url = "https://www.a.example/news/world/rss.xml";
  CHECK(short_url(url, 80) == url);
  CHECK(short_url(url, 30) == "a.example/news/world/rss.xml");
  CHECK(short_url(url, 24) == "a.example/…/rss.xml");
  CHECK(short_url(url, 18) == "a.example/…rss.xml");
  CHECK(short_url("https://u:p@a.example/news/rss.xml", 24) == "a.example/news/rss.xml");
  CHECK(short_url("晨报的国际新闻", 9) == "晨报的国…");
  for (std::size_t width = 1; width < 50; ++width) {
    CAPTURE(width);
    CHECK(text::columns(short_url(url, width)) <= width);
    CHECK(text::columns(short_url("https://山城.example/很长的路径/新闻", width)) <= width);
  }
}
