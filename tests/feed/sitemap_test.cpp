#include <catch2/catch.hpp>

#include "jianbao/feed/parse.h"
#include "jianbao/text/date.h"

using namespace jianbao;

namespace {

const std::string kSitemap =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
    "xmlns:n=\"http://www.google.com/schemas/sitemap-news/0.9\" "
    "xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">\n"
    "<url><loc>https://news.example/1?a=1&amp;b=2</loc><lastmod>2024-05-15T09:00:00+08:00</lastmod>"
    "<n:news><n:publication><n:name>晨报</n:name><n:language>zh-cn</n:language></n:publication>"
    "<n:publication_date>2024-05-15T08:48:57+08:00</n:publication_date>"
    "<n:title>第一条 &amp; 其他</n:title><n:keywords>经济, 茶叶,经济，春茶</n:keywords></n:news>"
    "<image:image><image:loc>https://news.example/1.jpg</image:loc></image:image></url>\n"
    "<url><loc>https://news.example/about</loc></url>\n"
    "<url><loc>https://news.example/2</loc><n:news><n:title>第二条</n:title></n:news></url>\n"
    "</urlset>\n";

}  // namespace

TEST_CASE("a news sitemap is read as a feed, its other pages left out", "[feed]") {
  const feed::ParseResult result = feed::parse(kSitemap, {});
  CHECK(result.problem.empty());
  CHECK(result.losses.empty());
  CHECK(result.feed.format == "sitemap");
  CHECK(result.feed.title == "晨报");
  REQUIRE(result.feed.entries.size() == 2);
  const FeedEntry& first = result.feed.entries[0];
  CHECK(first.url == "https://news.example/1?a=1&b=2");
  CHECK(first.title == "第一条 & 其他");
  CHECK(first.tags == std::vector<std::string>{"经济", "茶叶", "春茶"});
  CHECK(first.image_url == "https://news.example/1.jpg");
  CHECK(first.language == "zh-cn");
  REQUIRE(first.published);
  CHECK(text::to_rfc3339(*first.published) == "2024-05-15T00:48:57Z");
  REQUIRE(first.updated);
  CHECK(text::to_rfc3339(*first.updated) == "2024-05-15T01:00:00Z");
  CHECK_FALSE(result.feed.entries[1].published);
}

TEST_CASE("a sitemap entry's raw bytes give it back", "[feed]") {
  for (const FeedEntry& entry : feed::parse(kSitemap, {}).feed.entries) {
    const feed::ParseResult again = feed::parse(entry.raw, {});
    REQUIRE(again.feed.entries.size() == 1);
    CHECK(again.feed.entries[0].url == entry.url);
    CHECK(again.feed.entries[0].title == entry.title);
    CHECK(again.feed.entries[0].published == entry.published);
    CHECK(again.feed.entries[0].raw == entry.raw);
  }
}

TEST_CASE("a sitemap without news is no feed", "[feed]") {
  CHECK(feed::parse("<urlset><url><loc>https://news.example/</loc></url></urlset>", {}).problem ==
        "a sitemap without news, not a feed");
  CHECK(feed::parse("<sitemapindex><sitemap><loc>https://news.example/x.xml</loc></sitemap>"
                    "</sitemapindex>",
                    {})
            .problem == "a sitemap index, not a feed");
}

TEST_CASE("the last entry of a sitemap that was cut off is left out", "[feed]") {
  const feed::ParseResult result = feed::parse(kSitemap.substr(0, kSitemap.find("第二条") + 3), {});
  CHECK(result.feed.entries.size() == 1);
  CHECK(result.losses == std::vector<std::string>{"left out: the last entry, which is not whole"});
  REQUIRE(result.cut_entry);
  CHECK(result.cut_entry->title == "第");
}

TEST_CASE("relative addresses of a sitemap are those of its site", "[feed]") {
  const feed::ParseResult result = feed::parse(
      "<urlset><url><loc>/1</loc><news:news><news:title>题</news:title></news:news>"
      "<image:image><image:loc>/1.jpg</image:loc></image:image></url></urlset>",
      {.base_url = "https://news.example/sitemap.xml"});
  REQUIRE(result.feed.entries.size() == 1);
  CHECK(result.feed.entries[0].url == "https://news.example/1");
  CHECK(result.feed.entries[0].image_url == "https://news.example/1.jpg");
}
