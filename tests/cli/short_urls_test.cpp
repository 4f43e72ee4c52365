#include "cli/short_urls.h"

#include <catch2/catch.hpp>
#include <set>

#include "jianbao/text/width.h"

using namespace jianbao;
using namespace jianbao::cli;

namespace {

std::string short_url(const std::string& url, std::size_t width) {
  return short_urls({url}, width).front();
}

}  // namespace

TEST_CASE("a URL is shortened in its middle", "[cli][short_urls]") {
  const std::string url = "https://www.a.example/news/world/rss.xml";
  CHECK(short_url(url, 80) == url);
  CHECK(short_url(url, 30) == "a.example/news/world/rss.xml");
  CHECK(short_url(url, 24) == "a.example/…/rss.xml");
  CHECK(short_url(url, 18) == "a.example/…rss.xml");
  CHECK(short_url(url, 14) == "a.exam…rss.xml");
  CHECK(short_url("https://u:p@a.example/news/rss.xml", 24) == "a.example/news/rss.xml");
  CHECK(short_url("晨报的国际新闻", 9) == "晨报的国…");
  for (std::size_t width = 1; width < 50; ++width) {
    CAPTURE(width);
    CHECK(text::columns(short_url(url, width)) <= width);
    CHECK(text::columns(short_url("https://山城.example/很长的路径/新闻", width)) <= width);
  }
}

TEST_CASE("URLs of one site are told apart", "[cli][short_urls]") {
  const std::vector<std::string> urls{
      "https://www.news.example/mandarin/region/army/feed/rss2.xml",
      "https://www.news.example/mandarin/region/peoples/feed/rss2.xml",
      "https://www.news.example/cantonese/feed/rss2.xml"};
  CHECK(short_urls(urls, 24) == std::vector<std::string>{"news.example/…gion/army…",
                                                         "news.example/…/peoples…",
                                                         "news.example/cantonese…"});
  for (std::size_t width = 12; width < 80; ++width) {
    CAPTURE(width);
    const auto shown = short_urls(urls, width);
    CHECK(std::set<std::string>(shown.begin(), shown.end()).size() == urls.size());
    for (const std::string& url : shown) CHECK(text::columns(url) <= width);
  }
}

TEST_CASE("if one URL of a column does not fit, none has its scheme", "[cli][short_urls]") {
  const std::vector<std::string> urls{"https://a.example/rss", "https://b.example/a/long/path/rss",
                                      "晨报"};
  CHECK(short_urls(urls, 33) == urls);
  CHECK(short_urls(urls, 25) ==
        std::vector<std::string>{"a.example/rss", "b.example/a/long/path/rss", "晨报"});
}

TEST_CASE("addresses that differ in their scheme alone end the search for a difference",
          "[cli][short_urls]") {
  const std::vector<std::string> same{"https://a.example/a/long/path/rss",
                                      "http://a.example/a/long/path/rss"};
  CHECK(short_urls(same, 20) == std::vector<std::string>(2, "a.example/…/path/rss"));
  for (std::size_t width = 0; width < 12; ++width) CHECK(short_urls(same, width).size() == 2);
}
