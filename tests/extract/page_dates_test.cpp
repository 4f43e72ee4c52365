#include "extract/page_dates.h"

#include <catch2/catch.hpp>

#include "jianbao/extract/extractor.h"
#include "jianbao/text/date.h"

namespace {

std::string in_url(const std::string& path) {
  const auto day = jianbao::extract::date_in_url("https://news.example" + path);
  return day ? jianbao::text::to_rfc3339(*day).substr(0, 10) : "none";
}

std::string published(const std::string& body, const std::string& url = "https://news.example/a") {
  jianbao::extract::Extractor extractor;
  const auto page = extractor.page("<html><body>" + body + "</body></html>", url);
  if (!page.published) return "none";
  return jianbao::text::to_rfc3339(*page.published, page.published_offset.value_or(0));
}

}  // namespace

TEST_CASE("addresses tell days", "[extract]") {
  CHECK(in_url("/2024/05/15/bridge.html") == "2024-05-15");
  CHECK(in_url("/2024/5/5/bridge.html") == "2024-05-05");
  CHECK(in_url("/a/2024-05-15-bridge") == "2024-05-15");
  CHECK(in_url("/2024-05/15/content_1.htm") == "2024-05-15");
  CHECK(in_url("/2024/0515/c1-2.html") == "2024-05-15");
  CHECK(in_url("/202405/t20240515_77.html") == "2024-05-15");
  CHECK(in_url("/news/29-10-2021") == "2021-10-29");
  CHECK(in_url("/05-05-2021-bridge.html") == "2021-05-05");
  for (const char* const path :
       {"/05-06-2021", "/29-10-21", "/29-10-", "/", "/2024/", "/2024/05/", "/2024/13/15/",
        "/1024/05/15/", "/12345678/", "/99999999999", "/2024/05/15x2024/77/88/"}) {
    CAPTURE(path);
    CHECK((in_url(path) == "none" || std::string(path).find("05/15x") != std::string::npos));
  }
}

TEST_CASE("what the page's markup says of its date comes before its address", "[extract]") {
  const std::string url = "https://news.example/2024/05/15/a.html";
  CHECK(published("<p>x</p>", url) == "2024-05-15T00:00:00Z");
  CHECK(published("<time class=post-date>14. Mai 2024, 8:30 Uhr</time>", url) ==
        "2024-05-14T08:30:00Z");
}

TEST_CASE("the address comes before words, which may be the date of today", "[extract]") {
  const std::string url = "https://news.example/2024/05/15/a.html";
  CHECK(published("<div class=top-date>2026年11月27日 星期五</div>", url) ==
        "2024-05-15T00:00:00Z");
  CHECK(published("<div class=pub-date>2024-05-15 08:30</div>", url) == "2024-05-15T08:30:00Z");
}

TEST_CASE("a time in the article comes before a meta date that says no more", "[extract]") {
  const std::string meta = "<meta name=date content=2024-05-14>";
  CHECK(published(meta + "<article><time>15 May 2024</time></article>") == "2024-05-15T00:00:00Z");
  CHECK(published(meta + "<p>15 May 2024</p>") == "2024-05-14T00:00:00Z");
}

TEST_CASE("the time of publishing may stand in a script alone", "[extract]") {
  const auto script = [](const std::string& words) {
    return published("<p>正文。</p><script>var user = \"x\"; " + words + "</script>");
  };
  CHECK(script("var ct = \"1715731200\"; var createTime = '2024-05-16';") ==
        "2024-05-15T00:00:00Z");
  CHECK(script("x = {\"publishTime\": 1715731200123}") == "2024-05-15T00:00:00.123Z");
  CHECK(script("x = {'pubDate':'2024-05-15 08:00'}") == "2024-05-15T08:00:00Z");
  CHECK(published("<time>16 May 2024</time><script>var ct = 1715731200;</script>") ==
        "2024-05-16T00:00:00Z");
  for (const char* const words :
       {"publishTime", "publishTime:", "publishTime: now", "'publishTime':'12345'",
        "publishTime=\"", "republishTime = 1715731200", "var ct = 171573120"}) {
    CAPTURE(words);
    CHECK(script(words) == "none");
  }
}

TEST_CASE("a time may have its date in a title", "[extract]") {
  CHECK(published("<abbr class=published itemprop=datePublished "
                  "title='2024-05-15T14:33:00-07:00'>2:33 PM</abbr>") ==
        "2024-05-15T14:33:00-07:00");
  CHECK(published("<abbr class=published title='2024-05-15T14:33:00-07:00'>2:33 PM</abbr>") ==
        "2024-05-15T14:33:00-07:00");
  CHECK(published("<span itemprop=datePublished title='When'>15 May 2024</span>") ==
        "2024-05-15T00:00:00Z");
}

TEST_CASE("a frame around the article is no side box, whatever it is called", "[extract]") {
  std::string text;
  for (int i = 0; i < 20; ++i) text += "<p>The bridge opens a year early, says the council.</p>";
  const std::string footer = "<div>" + std::string(200, '-') + "</div>";
  CHECK(published("<div class=two-columns-sidebar><i class=datum>15.05.2024</i>" + text + "</div>" +
                  footer) == "2024-05-15T00:00:00Z");
  CHECK(published("<div class=comments><i class=datum>15.05.2024</i>" + text + "</div>" + footer) ==
        "none");
}

TEST_CASE("the one day that a side box names is the article's, if it has no other", "[extract]") {
  const auto side = [](const std::string& words) {
    return "<div class=sidebar><p class=time>" + words + "</p></div>";
  };
  const std::string text = "<p>" + std::string(400, 'x') + "</p>";
  CHECK(published(side("<time datetime=2024-05-15>15</time>") + text) == "2024-05-15T00:00:00Z");
  CHECK(published(side("15 May 2024") + text + "<p>16 May 2024</p>") == "2024-05-16T00:00:00Z");
  CHECK(published(side("15 May 2024") + text + side("16 May 2024")) == "none");
  CHECK(published("<div class=teaser><a href=/b><b class=date>15 May 2024</b></a></div>" + text) ==
        "none");
  CHECK(published("<div class=related>" + side("15 May 2024") + "</div>" + text) == "none");
}

TEST_CASE("the canonical address tells the day, words on the same day the hour", "[extract]") {
  const std::string link = "<link rel=canonical href='https://news.example/2024/05/15/a.html'>";
  CHECK(published(link, "https://news.example/?p=1") == "2024-05-15T00:00:00Z");
  CHECK(published(link + "<p>15. Mai 2024, 8:30 Uhr</p>") == "2024-05-15T08:30:00Z");
  CHECK(published(link + "<p>Stand: 16. Mai 2024</p>") == "2024-05-15T00:00:00Z");
}

TEST_CASE("the zone is kept as the page gives it", "[extract]") {
  CHECK(published("<time datetime='2024-05-15T08:48:57+08:00'>x</time>") ==
        "2024-05-15T08:48:57+08:00");
}

TEST_CASE("a date beside the article is not its own", "[extract]") {
  CHECK(published("<aside><time datetime='2020-01-01'>x</time></aside>"
                  "<div class=related><span class=date>2020-01-02</span></div>"
                  "<article><time datetime='2024-05-15'>x</time></article>") ==
        "2024-05-15T00:00:00Z");
  CHECK(published("<time class=updated datetime='2024-06-01'>x</time>"
                  "<time class=entry-date datetime='2024-05-15'>x</time>") ==
        "2024-05-15T00:00:00Z");
}

TEST_CASE("a date in plain words is found where nothing marks one", "[extract]") {
  std::string menu;
  for (int i = 0; i < 500; ++i) menu += "<li>栏目</li>";
  CHECK(published("<ul>" + menu + "</ul><p>2024年5月15日</p>") == "2024-05-15T00:00:00Z");
  CHECK(published("<p>江城日报　2024年5月15日</p><p>正文。</p>") == "2024-05-15T00:00:00Z");
  const std::string more(300, 'x');
  CHECK(published("<p>15.05.2024 – Die Brücke öffnet früher. " + more + "</p>") ==
        "2024-05-15T00:00:00Z");
  CHECK(published("<p>15.5.2024 - Die Brücke öffnet früher. " + more + "</p>") ==
        "2024-05-15T00:00:00Z");
  CHECK(published("<p>Die Brücke öffnet – am 15.05.2024. " + more + "</p>") == "none");
  CHECK(published("<p>Die Brücke öffnet am 15.05.2024 – früher. " + more + "</p>") == "none");
}
