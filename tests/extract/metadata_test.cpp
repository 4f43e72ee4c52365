#include <catch2/catch.hpp>
#include <string>

#include "extract/json_ld.h"
#include "jianbao/extract/extractor.h"
#include "jianbao/text/date.h"

using jianbao::extract::Extractor;
using jianbao::extract::LinkedData;
using jianbao::extract::Page;
using Names = std::vector<std::string>;

namespace {

Page read(const std::string& head, const std::string& body = "") {
  Extractor extractor;
  return extractor.page(
      "<html lang=zh_CN><head>" + head + "</head><body>" + body + "</body></html>",
      "https://news.example/a/1.html?utm=1");
}

std::string iso(const std::optional<jianbao::Timestamp>& at) {
  return at ? jianbao::text::to_rfc3339(*at) : std::string{};
}

std::string script(const std::string& json) {
  return "<script type=\"application/ld+json\">" + json + "</script>";
}

}  // namespace

TEST_CASE("OpenGraph and meta tell of a page", "[extract]") {
  const Page page = read(
      "<title>城市新闻：新方案 - 某某日报</title><meta property=og:title "
      "content='城市新闻：新方案'>"
      "<meta property=og:site_name content=某某日报><meta name=author content='张三、李四'>"
      "<meta property=article:published_time content='2024-06-03T17:30:00+08:00'>"
      "<meta property=article:modified_time content='2024-06-04T00:00:00Z'>"
      "<meta property=og:image content=/pic/lead.jpg><meta property=article:tag content=交通>"
      "<meta property=article:tag content=城市><link rel=canonical href='/a/1.html'>");
  CHECK(page.title == "城市新闻：新方案");
  CHECK(page.site_name == "某某日报");
  CHECK(page.authors == std::vector<std::string>{"张三", "李四"});
  CHECK(iso(page.published) == "2024-06-03T09:30:00Z");
  CHECK(iso(page.updated) == "2024-06-04T00:00:00Z");
  CHECK(page.image_url == "https://news.example/pic/lead.jpg");
  CHECK(page.tags == std::vector<std::string>{"交通", "城市"});
  CHECK(page.url == "https://news.example/a/1.html");
  CHECK(page.language == "zh-CN");
}

TEST_CASE("JSON-LD comes first", "[extract]") {
  const Page page =
      read(script(R"({"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"站"},
        {"@type":"Person","@id":"#p","name":"王五"},
        {"@type":["NewsArticle","Thing"],"headline":"题目在此","author":[{"@id":"#p"},"By Ann Lee"],
         "datePublished":"2024-06-03","dateModified":"2024-06-05","keywords":"甲,乙",
         "image":[{"url":"https://img.example/a.jpg"}],"publisher":{"name":"某报"},
         "inLanguage":"zh-Hant"}]})") +
           "<meta name=author content=别人><meta property=og:title content=别的>");
  CHECK(page.title == "题目在此");
  CHECK(page.authors == std::vector<std::string>{"王五", "Ann Lee"});
  CHECK(iso(page.published) == "2024-06-03T00:00:00Z");
  CHECK(iso(page.updated) == "2024-06-05T00:00:00Z");
  CHECK(page.image_url == "https://img.example/a.jpg");
  CHECK(page.site_name == "某报");
  CHECK(page.tags == std::vector<std::string>{"甲", "乙"});
}

TEST_CASE("dates of JSON-LD may be lists, typed values and Unix time", "[extract]") {
  const auto published = [](const std::string& value) {
    return iso(read(script(R"({"@type":"NewsArticle","datePublished":)" + value + "}")).published);
  };
  CHECK(published("[\"2024-05-15\",\"2024-05-16\"]") == "2024-05-15T00:00:00Z");
  CHECK(published("{\"@value\":\"2024-05-15\"}") == "2024-05-15T00:00:00Z");
  CHECK(published("1715733237") == "2024-05-15T00:33:57Z");
  CHECK(published("1715733237000") == "2024-05-15T00:33:57Z");
  for (const char* const none :
       {"0", "-1", "1.5", "18446744073709551615", "[]", "{}", "[[]]", "null", "true"}) {
    CAPTURE(none);
    CHECK(published(none).empty());
  }
}

TEST_CASE("names in parts are put together", "[extract]") {
  CHECK(read(script(R"({"@type":"NewsArticle","author":[{"givenName":"Ann","familyName":"Lee"},
                        {"@type":"Person","familyName":"Chen"}]})"))
            .authors == std::vector<std::string>{"Ann Lee", "Chen"});
}

TEST_CASE("what is no JSON-LD of an article counts for nothing", "[extract]") {
  for (const std::string json :
       {"", "{", "[]", "null", "7", "{\"@type\":\"WebSite\",\"headline\":\"x\"}", "{\"@type\":7}",
        "{\"@type\":\"NewsArticle\",\"headline\":{},\"author\":[[[1]]],\"image\":null}"}) {
    CAPTURE(json);
    LinkedData data;
    jianbao::extract::read_json_ld(json, data);
    CHECK(data.headline.empty());
    CHECK(data.authors.empty());
    CHECK(read(script(json) + "<title>好题目</title>").title == "好题目");
  }
}

TEST_CASE("deeply nested JSON-LD is survived", "[extract][robust]") {
  LinkedData data;
  jianbao::extract::read_json_ld(std::string(200'000, '[') + std::string(200'000, ']'), data);
  jianbao::extract::read_json_ld(std::string(200'000, '['), data);
  CHECK(data.headline.empty());
}

TEST_CASE("dates are found in microdata, <time> and plain words", "[extract]") {
  CHECK(iso(read("", "<span itemprop=datePublished content='2024-01-02T03:04:05Z'>x</span>")
                .published) == "2024-01-02T03:04:05Z");
  CHECK(iso(read("", "<time datetime='2024-02-03'>x</time>").published) == "2024-02-03T00:00:00Z");
  CHECK(iso(read("", "<div class=pub-date>2024年5月15日 08:48</div>").published) ==
        "2024-05-15T08:48:00Z");
  CHECK_FALSE(read("<meta name=date content=昨天>", "<p>2024</p>").published);
}

TEST_CASE("a title comes from the heading where nothing else gives one", "[extract]") {
  CHECK(read("", "<h1>只有 <b>标题</b></h1>").title == "只有 标题");
  CHECK(read("").title.empty());
}

TEST_CASE("a heading that leads to the front page names the site", "[extract]") {
  const std::string title = "<title>Harbour Notes &raquo; Blog Archive &raquo; A day out</title>";
  for (const std::string heading :
       {"<h1><a href='/'>Harbour Notes</a></h1>",
        "<h1><a href='https://news.example'>Harbour Notes</a></h1>",
        "<h1><a rel=home href='/en'>Harbour Notes</a></h1>",
        "<div id=site-title><h1><a href='/start'>Harbour Notes</a></h1></div>"}) {
    CAPTURE(heading);
    CHECK(read(title, heading + "<h2><a href='/2024/05/a' rel=bookmark>A day out</a></h2>").title ==
          "A day out");
  }
  CHECK(read("<title>A day out | Harbour Notes and more</title>", "<h2>A day out</h2>").title ==
        "A day out");
  CHECK(read(title, "<h1><a href='/?p=12'>A day out</a></h1>").title == "A day out");
  CHECK(read(title, "<h1><a href='javascript:;'>A day out</a></h1>").title == "A day out");
}

TEST_CASE("addresses that lead nowhere are not taken", "[extract]") {
  CHECK(read("<link rel=canonical href='javascript:x'>").url ==
        "https://news.example/a/1.html?utm=1");
  CHECK(read("<link rel=canonical href='https://news.example/'>").url ==
        "https://news.example/a/1.html?utm=1");
  CHECK(read("<meta property=og:image content='data:image/png;base64,x'>").image_url.empty());
}

TEST_CASE("unknown languages and authors that are links stay empty", "[extract]") {
  Extractor extractor;
  const Page page = extractor.page(
      "<html lang='<b>'><meta property=article:author content='https://social.example/u'>", "");
  CHECK(page.language.empty());
  CHECK(page.authors.empty());
  CHECK(page.url.empty());
}

TEST_CASE("authors are found in microdata, links, classes and words", "[extract]") {
  CHECK(read("", "<span itemprop=author><img><b itemprop=name>Ann Lee</b> writes</span>").authors ==
        Names{"Ann Lee"});
  CHECK(read("", "<p>By <a rel=author href=/ann>Ann Lee</a></p>").authors == Names{"Ann Lee"});
  CHECK(read("", "<div class=byline><p>Von</p><p>Anna Weber</p><p>Redakteurin</p></div>").authors ==
        Names{"Anna Weber"});
  CHECK(read("", "<span class=author>Ann Lee</span><span class=author>Bo Chen</span>").authors ==
        Names{"Ann Lee", "Bo Chen"});
  CHECK(read("", "<p>作者：张三</p><p>正文在此。</p>").authors == Names{"张三"});
  CHECK(read("", "<div class=author-bio>Ann Lee</div>").authors.empty());
  CHECK(read("", "<aside><a rel=author>Ann Lee</a></aside>").authors.empty());
  CHECK(read("", "<aside class=meta><p class=authors>Von <a>Anna Weber</a></p></aside>").authors ==
        Names{"Anna Weber"});
  CHECK(
      read("", "<span class='author vcard'><a class='url fn n'>harbourwalker</a></span>").authors ==
      Names{"harbourwalker"});
  CHECK(read("",
             "<div class=post-footer><span class='post-author vcard'>Posted by <span "
             "class=fn><span itemprop=name>Ann Lee</span></span></span></div>")
            .authors == Names{"Ann Lee"});
  CHECK(read("",
             "<h1>A day out</h1><div class=node__submitted>Submitted by <span>Ann Lee</span> on "
             "Wed, 05/15/2024</div>")
            .authors == Names{"Ann Lee"});
  CHECK(read("", "<div class=byline>by harbourwalker</div>").authors == Names{"harbourwalker"});
  CHECK(read("", "<div class=byline>harbourwalker</div>").authors.empty());
  CHECK(read("", "<div class=author>大桥通车，市民过江。</div>").authors.empty());
  CHECK(read("", "<div class='comment-author vcard'><b class=fn>walker</b></div>").authors.empty());
  const std::string footer = "<footer><span class=byline>By Ann Lee</span></footer>";
  CHECK(read("", "<article><h1>A day out</h1>" + footer + "</article>").authors ==
        Names{"Ann Lee"});
  CHECK(read("", "<article><h1>A day out</h1></article>" + footer).authors.empty());
}

TEST_CASE("the site's own name is an author only where there is no other", "[extract]") {
  const std::string head =
      "<meta property=og:site_name content=江城日报><meta name=author "
      "content=江城日报>";
  CHECK(read(head, "<a rel=author>张三</a>").authors == Names{"张三"});
  CHECK(read(head).authors == Names{"江城日报"});
  const std::string echo = "<meta property=og:site_name content='Daily Echo'><meta name=author ";
  CHECK(read(echo + "content='Ann Lee, Daily Echo'>").authors == Names{"Ann Lee"});
  // A firm with its address.
  CHECK(read(echo + "content='Daily Echo, Harbourtown'>", "<a rel=author>Ann Lee</a>").authors ==
        Names{"Ann Lee"});
}

TEST_CASE("a meta of the site's own about the author is understood", "[extract]") {
  CHECK(read("<meta property=echo_authors content='Ann Lee'>").authors == Names{"Ann Lee"});
  CHECK(read("<meta name=articleAuthor content='Ann Lee'>").authors == Names{"Ann Lee"});
  CHECK(read("<meta name=twitter:author content='Ann Lee'>").authors.empty());
}

TEST_CASE("Dublin Core names the family first", "[extract]") {
  const auto creators = [](const std::string& given) {
    return read("<meta name=DC.Creator content='" + given + "'>").authors;
  };
  CHECK(creators("Lee, Ann") == Names{"Ann Lee"});
  CHECK(creators("Lee, Ann B.; Chen, Bo") == Names{"Ann B. Lee", "Bo Chen"});
  CHECK(creators("van Dam, Bo") == Names{"Bo van Dam"});
  CHECK(creators("Dam, Bo van") == Names{"Bo van Dam"});
  CHECK(creators("Ann Lee, Bo Chen") == Names{"Ann Lee", "Bo Chen"});
  CHECK(creators("张三") == Names{"张三"});
  CHECK(read("<meta name=DC.Creator content='Lee, A.'><meta name=DC.Creator content='Chen, Bo'>")
            .authors == Names{"A. Lee", "Bo Chen"});
}

TEST_CASE("a first name or an account is told in full where the page does", "[extract]") {
  const std::string byline = "<p><a rel=author>Ann Lee</a></p>";
  CHECK(read("<meta name=author content=Ann>", byline).authors == Names{"Ann Lee"});
  CHECK(read("<meta name=author content=annlee>", byline).authors == Names{"Ann Lee"});
  CHECK(read("<meta name=author content=Anna>", byline).authors == Names{"Anna"});
}

TEST_CASE("bylines in plain words are found below the heading", "[extract]") {
  CHECK(read("", "<h1>Brücke</h1><p>Von Anna Weber und Bert Kuhn</p>").authors ==
        Names{"Anna Weber", "Bert Kuhn"});
  CHECK(read("", "<h1>Brücke</h1><p>Ein Artikel von <b>Anna Weber</b> | 3.5.2024</p>").authors ==
        Names{"Anna Weber"});
  CHECK(read("", "<h1>Brücke</h1><h5>Autor:</h5>Anna Weber<br>").authors == Names{"Anna Weber"});
  for (const std::string words :
       {"<p>Von Anna Weber</p><h1>Brücke</h1>", "<h1>Brücke</h1><p>Von Brücken und Straßen</p>",
        "<h1>Bridge</h1><p>By Christmas</p>", "<h1>Bridge</h1><p>By June 2024 Ann Lee</p>",
        "<h1>Bridge</h1><p>Powered by <a href=/x>Press Engine</a></p>"}) {
    CAPTURE(words);
    CHECK(read("", words).authors.empty());
  }
}

TEST_CASE("a frame around the article is no box beside it, whatever its name", "[extract]") {
  const Page page = read("",
                         "<div class='page with-sidebar'><section class=article__teaser>"
                         "<h1>题目</h1><span class=author>张三</span></section>"
                         "<div class=sidebar><span class=author>李四</span></div></div>");
  CHECK(page.title == "题目");
  CHECK(page.authors == std::vector<std::string>{"张三"});
}

TEST_CASE("entities that were encoded twice are decoded", "[extract]") {
  CHECK(read(script(R"({"@type":"NewsArticle","headline":"A &amp; B &#8220;C&#8221; <i>d</i>"})"))
            .title == "A & B “C” d");
  CHECK(read("<meta property=og:title content='Br&amp;uuml;cke'>").title == "Brücke");
  CHECK(read("<meta property=og:title content='AT&amp;T: 3 < 5'>").title == "AT&T: 3 < 5");
}

TEST_CASE("a meta may carry several names", "[extract]") {
  CHECK(read("<meta property='og:title dc:title' content=题目>").title == "题目");
}

TEST_CASE("an explanation says where each field was read", "[extract]") {
  Extractor extractor;
  jianbao::extract::Explanation why;
  extractor.page(
      "<html lang=zh><meta property=og:title content=题目><h1>题目</h1>"
      "<time datetime=2024-05-15>x</time>",
      "https://news.example/1", &why);
  std::string all;
  for (const auto& field : why.fields) all += field.field + " <- " + field.source + "\n";
  CHECK(all.find("title <- meta og:title\n") != std::string::npos);
  CHECK(all.find("published <- time element\n") != std::string::npos);
  CHECK(all.find("language <- html lang\n") != std::string::npos);
}

TEST_CASE("authors that stand in elements of their own are parted", "[extract]") {
  const auto authors = [](const std::string& body) { return read("", body).authors; };
  const Names both = {"Ann Lee", "Bo Chen"};
  CHECK(authors("<div class=authors><a>Ann Lee</a><a>Bo Chen</a></div>") == both);
  CHECK(authors("<div class=authors>\n<a>Ann Lee</a>\n<a>Bo Chen</a></div>") == both);
  CHECK(authors("<ul class=byline><li>Ann Lee</li><li>Bo Chen</li></ul>") == both);
  CHECK(authors("<p class=byline><b>By</b> <span class=author-name>Ann Lee</span>"
                "<span class=author-name>Bo Chen</span></p>") == both);
  CHECK(authors("<p class=byline>By <a>Ann Lee</a> and <a>Bo Chen</a> in London</p>") == both);
  CHECK(authors("<div class=authors><a>张三</a><a>李四</a></div>") == Names{"张三", "李四"});
  CHECK(authors("<div class=author><span>Ann Lee</span><span>Reporter</span></div>") ==
        Names{"Ann Lee"});
  CHECK(authors("<ul class=byline><li>Ann Lee</li><li>Echo Political Writer</li></ul>") ==
        Names{"Ann Lee"});
  CHECK(authors("<div class=author>\n<b>Ann Lee</b>\n<b>Harbour Echo</b></div>") ==
        Names{"Ann Lee"});
  CHECK(authors("<h1>T</h1><p>By <a>Ann Lee</a> and <a>Bo Chen</a></p>") == both);
}

TEST_CASE("an employer beside a person is no author", "[extract]") {
  const auto authors = [](const std::string& list) {
    return read(script(R"({"@type":"NewsArticle","author":[)" + list + "]}")).authors;
  };
  const std::string agency = R"({"@type":"NewsMediaOrganization","name":"Wire"})";
  CHECK(authors(agency + R"(,{"@type":"Person","name":"Ann Lee"})") == Names{"Ann Lee"});
  CHECK(authors(agency) == Names{"Wire"});
}

TEST_CASE("an editor in the page's text is no author", "[extract]") {
  CHECK(read("", "<h1>题</h1><p>责任编辑：张三</p>").authors.empty());
  CHECK(read("", "<h1>题</h1><p>记者从江城市交通局获悉</p>").authors.empty());
  CHECK(read("<meta name=author content='责任编辑：张三'>").authors == Names{"张三"});
}
