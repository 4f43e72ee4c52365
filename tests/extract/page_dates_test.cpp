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
  for (const char* const path : {"/", "/2024/", "/2024/05/", "/2024/13/15/", "/1024/05/15/",
                                 "/12345678/", "/99999999999", "/2024/05/15x2024/77/88/"}) {
    CAPTURE(path);
    CHECK((in_url(path) == "none" || std::string(path).find("05/15x") != std::string::npos));
  }
}

TEST_CASE("what the page says of its date comes before its address", "[extract]") {
  const std::string url = "https://news.example/2024/05/15/a.html";
  CHECK(published("<p>x</p>", url) == "2024-05-15T00:00:00Z");
  CHECK(published("<div class=post-date>14. Mai 2024, 8:30 Uhr</div>", url) ==
        "2024-05-14T08:30:00Z");
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
  CHECK(published("<p>Die Brücke öffnet – am 15.05.2024. " + more + "</p>") == "none");
  CHECK(published("<p>Die Brücke öffnet am 15.05.2024 – früher. " + more + "</p>") == "none");
}
