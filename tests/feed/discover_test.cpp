#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <string>

#include "jianbao/feed/discover.h"
#include "jianbao/text/url.h"

using namespace jianbao;
using feed::FeedLink;
using feed::find_feed_links;
using feed::looks_like_feed;
using Texts = std::vector<std::string>;

namespace {

constexpr const char* kPage = "https://news.example/zh/index.html";

Texts urls(const std::vector<FeedLink>& links) {
  Texts found;
  for (const FeedLink& link : links) found.push_back(link.url);
  return found;
}

bool has(const Texts& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

}  // namespace

TEST_CASE("the feeds that a page's head names are found with their titles", "[feed][discover]") {
  const std::string page =
      "<!doctype html><html><head><meta charset=utf-8>"
      "<LINK REL=\"Alternate\" TYPE=\"application/rss+xml; charset=utf-8\" TITLE=\"晨报 &amp; "
      "晚报\" "
      "HREF=\"/feed?a=1&amp;b=2\">"
      "<link rel='alternate' type='application/atom+xml' href=atom.xml />"
      "<link rel=alternate type=application/feed+json href=//json.example/feed.json>"
      "<link rel=\"feed\" href=\"/everything\">"
      "</head><body></body></html>";
  CHECK(find_feed_links(page, kPage) ==
        std::vector<FeedLink>{{"https://news.example/feed?a=1&b=2", "晨报 & 晚报", true},
                              {"https://news.example/zh/atom.xml", "", true},
                              {"https://json.example/feed.json", "", true},
                              {"https://news.example/everything", "", true}});
}

TEST_CASE("alternates that are no feeds are left alone", "[feed][discover]") {
  const std::string page =
      "<link rel=alternate hreflang=en href=https://news.example/en/>"
      "<link rel=alternate type=application/json href=https://news.example/wp-json/wp/v2/pages/1>"
      "<link rel=alternate type=application/json+oembed href=/oembed?format=json&url=x>"
      "<link rel=\"alternate stylesheet\" type=text/css href=/feed.css>"
      "<link rel=alternate media=handheld href=https://m.news.example/>"
      "<link rel=stylesheet type=application/rss+xml href=/odd>"
      "<link rel=alternate type=application/rss+xml>"
      "<link rel=alternate type=application/rss+xml href=\"javascript:alert(1)\">"
      "<!-- <link rel=alternate type=application/rss+xml href=/commented> -->"
      "<script>'<link rel=alternate type=application/rss+xml href=/scripted>'</script>";
  CHECK(find_feed_links(page, kPage).empty());
}

TEST_CASE("anchors are found by their address or by what they say", "[feed][discover]") {
  const std::string page =
      "<a href=/about>关于</a><a href=/zh/rss.xml>新闻</a><a href=\"/api/zm_y-v\"><b>RSS</b></a>"
      "<a href=/x title='RSS feed'><img src=i.png></a><a href=/dy>订阅源</a>"
      "<a href=/feedback>意见</a><a href=/rss/help.html>帮助</a><a href=#rss>RSS</a>"
      "<a href=mailto:rss@news.example>RSS</a><a href=/cross>rssi</a>";
  CHECK(urls(find_feed_links(page, kPage)) ==
        Texts{"https://news.example/zh/rss.xml", "https://news.example/api/zm_y-v",
              "https://news.example/x", "https://news.example/dy"});
}

TEST_CASE("declared feeds come first, feeds of comments last, each once", "[feed][discover]") {
  const std::string page =
      "<a href=/rss.xml>RSS</a>"
      "<link rel=alternate type=application/rss+xml title='Comments Feed' href=/comments/feed/>"
      "<link rel=alternate type=application/rss+xml title=News href=/feed/>"
      "<a href=/feed/#top>RSS</a><a href=/feed/>RSS</a>";
  CHECK(urls(find_feed_links(page, kPage)) == Texts{"https://news.example/feed/",
                                                    "https://news.example/rss.xml",
                                                    "https://news.example/comments/feed/"});
}

TEST_CASE("a page's base element holds for its links", "[feed][discover]") {
  const std::string page =
      "<base href=/de/><base href=/fr/><link rel=alternate type=application/rss+xml href=feed>";
  CHECK(urls(find_feed_links(page, kPage)) == Texts{"https://news.example/de/feed"});
}

TEST_CASE("the number of links taken from a page is bounded", "[feed][discover]") {
  std::string page;
  for (int i = 0; i < 1000; ++i) page += "<a href=/" + std::to_string(i) + "/rss>x</a>";
  CHECK(find_feed_links(page, kPage).size() == 100);
}

TEST_CASE("addresses of feeds are told from others", "[feed][discover]") {
  for (const char* url :
       {"https://a.example/feed", "https://a.example/feed/", "https://a.example/zh/rss.xml",
        "https://a.example/rss2.xml", "https://a.example/index.xml", "https://a.example/?feed=rss2",
        "https://a.example/feeds/posts/default", "https://a.example/x.atom",
        "https://a.example/list?format=RSS", "https://feeds.a.example/zh", "https://a.example/RSS",
        "https://a.example/rss/zh.xml", "https://rss.dw.example/rdf/rss-chi-all"}) {
    CAPTURE(url);
    CHECK(looks_like_feed(url));
  }
  for (const char* url :
       {"https://a.example/", "https://a.example/feedback", "https://a.example/feedback.php",
        "https://a.example/rss/help.html", "https://a.example/news.xml", "https://feeds.a.example/",
        "https://a.example/article?id=rss", "https://a.example/atomic-energy.html", "", "rss"}) {
    CAPTURE(url);
    CHECK_FALSE(looks_like_feed(url));
  }
}

TEST_CASE("the usual places begin at the page's own folder", "[feed][discover]") {
  const Texts root = feed::usual_feed_urls("https://news.example");
  CHECK(root.front() == "https://news.example/feed");
  for (const char* path : {"/rss", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/feed.json",
                           "/feeds/posts/default", "/?feed=rss2"}) {
    CHECK(has(root, std::string("https://news.example") + path));
  }
  const Texts section = feed::usual_feed_urls("http://news.example:8080/zh/tech?page=2#x");
  CHECK(section.front() == "http://news.example:8080/zh/tech/feed");
  CHECK(has(section, "http://news.example:8080/feed"));
  CHECK(feed::usual_feed_urls("https://news.example/zh/a.html").front() ==
        "https://news.example/zh/feed");
  CHECK(feed::usual_feed_urls("ftp://news.example/").empty());
  CHECK(feed::usual_feed_urls("").empty());
  CHECK(feed::usual_news_sitemap_urls("https://news.example/zh/").front() ==
        "https://news.example/news-sitemap.xml");
}

TEST_CASE("sitemaps are made absolute, those of news first", "[feed][discover]") {
  const Texts named{"https://a.example/sitemap.xml", "/News/sitemap.xml", "ftp://a.example/x", "",
                    "https://a.example/sitemap.xml"};
  CHECK(feed::news_sitemaps_first(named, "https://a.example/robots.txt") ==
        Texts{"https://a.example/News/sitemap.xml", "https://a.example/sitemap.xml"});
  Texts many;
  for (int i = 0; i < 1000; ++i) many.push_back("/" + std::to_string(i));
  CHECK(feed::news_sitemaps_first(many, "https://a.example/").size() == 50);
}

TEST_CASE("the sitemaps of an index are found", "[feed][discover]") {
  const std::string index =
      "<?xml version=\"1.0\"?><!-- <loc>https://a.example/no.xml</loc> -->"
      "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
      "<sitemap><loc> https://a.example/pages.xml?a=1&amp;b=2 </loc></sitemap>"
      "<sitemap><loc>https://a.example/3.xml</loc><lastmod>2024-03-31</lastmod></sitemap>"
      "<sitemap><loc>https://a.example/4.xml</loc><lastmod>2024-04-30T08:00:00+08:00</lastmod>"
      "</sitemap>"
      "<sitemap><loc>https://a.example/news.xml</loc></sitemap></sitemapindex>";
  CHECK(feed::sitemaps_of_index(index, "https://a.example/sitemap.xml") ==
        Texts{"https://a.example/news.xml", "https://a.example/4.xml", "https://a.example/3.xml",
              "https://a.example/pages.xml?a=1&b=2"});
  CHECK(feed::sitemaps_of_index("<urlset><url><loc>https://a.example/</loc></url></urlset>",
                                "https://a.example/sitemap.xml")
            .empty());
}

TEST_CASE("pages cut or changed at any byte give absolute links or none",
          "[feed][discover][hostile]") {
  std::string page =
      "<html><base href='/b/'><link rel=\"alternate\" type='application/rss+xml' href=/f "
      "title=&lt;>"
      "<script>x</script><!-- c --><a href=\"rss.xml\"><b>RSS</b></a><sitemapindex><loc>/s</loc>";
  std::mt19937 random(20240515);
  std::uniform_int_distribution<unsigned> byte(0, 127);
  const auto check = [](const std::string& html) {
    for (const FeedLink& link : find_feed_links(html, kPage)) CHECK(text::is_http(link.url));
    for (const std::string& url : feed::sitemaps_of_index(html, kPage)) CHECK(text::is_http(url));
  };
  for (std::size_t at = 0; at < page.size(); ++at) {
    CAPTURE(at);
    check(page.substr(0, at));
    const char old = page[at];
    for (const unsigned value : {byte(random), unsigned{'<'}, unsigned{'"'}, unsigned{'>'}}) {
      page[at] = static_cast<char>(value);
      check(page);
    }
    page[at] = old;
  }
}
