#include <catch2/catch.hpp>
#include <filesystem>

#include "cli/sandbox.h"

using jianbao::test::lines;
using jianbao::test::parse_json;
using jianbao::test::Sandbox;

namespace {

struct SitePage {
  const char* url;
  const char* body;
  const char* author;
  const char* published;
};

// Written for this test, in the structure of the sites' own pages.  Each has the paragraphs 正文甲
// and 正文乙 and, where the site puts such things, 杂物 that is no text.
const SitePage kPages[] = {
    {"https://www.voachinese.com/a/7001.html",
     "<h1 class='title pg-title'>题目</h1><div class=publishing-details><div class=published>"
     "<time pubdate datetime='2024-05-15T08:48:57+08:00'>x</time></div><div class=links>"
     "<a class=links__item-link>张三</a></div></div><div class=body-container><div class=wsw>"
     "<p>正文甲。</p><div class=wsw__embed><p>杂物</p></div><p>正文乙。</p></div>"
     "<div class=media-block-wrap>杂物</div></div>",
     "张三", "2024-05-15T08:48:57+08:00"},
    {"https://www.rfa.org/mandarin/yataibaodao/1.html",
     "<div id=storypagemaincol><h1>题目</h1><span id=story_date>2024-05-15</span>"
     "<div id=story_byline>张三</div><div id=storytext><p>正文甲。</p>"
     "<div class=image-inline>杂物</div><p>正文乙。</p></div></div><div id=comments>杂物</div>",
     "张三", "2024-05-15T00:00:00Z"},
    {"https://www.rfi.fr/cn/1",
     "<article class=t-content><h1 class=t-content__title>题目</h1>"
     "<a class=m-from-author__name>张三</a><div class=m-pub-dates><span class=m-pub-dates__date>"
     "<time datetime='2024-05-15T08:48:57+02:00'>x</time></span></div>"
     "<p class=t-content__chapo>正文甲。</p><div class=t-content__body><p>正文乙。</p>"
     "<div class=o-self-promo>杂物</div></div></article>",
     "张三", nullptr},
    {"https://www.dw.com/zh/a-1",
     "<article><h1>题目</h1><div class=author-details><a class=author-link>张三</a>"
     "<time>2024年5月15日</time></div><p class=teaser-text>正文甲。</p><div class=rich-text>"
     "<p>正文乙。</p><div class=embed>杂物</div></div></article>",
     "张三", "2024-05-15T00:00:00Z"},
    {"https://www.bbc.com/zhongwen/simp/1",
     "<main role=main><h1 id=content>题目</h1><div dir=ltr><time datetime=2024-05-15>x</time></div>"
     "<div dir=ltr><p>正文甲。</p></div><figure><p>杂物</p></figure><div "
     "dir=ltr><p>正文乙。</p></div>"
     "<section role=region><div dir=ltr><p>杂物</p></div></section></main>",
     nullptr, "2024-05-15T00:00:00Z"},
    {"https://www.bbc.com/news/articles/1",
     "<main><article><h1>题目</h1><time datetime='2024-05-15T08:48:57Z'>x</time>"
     "<span data-testid=byline-name>张三</span><div data-component=text-block><p>正文甲。</p></div>"
     "<div data-component=links-block><p>杂物</p></div><div data-component=text-block>"
     "<p>正文乙。</p></div></article></main>",
     "张三", "2024-05-15T08:48:57Z"},
    {"https://cn.nytimes.com/china/20240515/a/",
     "<div class=article-area><div class=article-header><h1>题目</h1><address>张三</address>"
     "<time datetime='2024-05-15 08:48:57'>x</time></div><section class=article-body>"
     "<div class=article-paragraph>正文甲。</div><div class=big_ad>杂物</div>"
     "<div class=article-paragraph>正文乙。</div></section></div>",
     "张三", "2024-05-15T08:48:57Z"},
    {"https://www.zaobao.com.sg/news/china/story20240515-1",
     "<h1 class=article-title>题目</h1><div class=article-byline><a>张三</a></div>"
     "<div class=story-postdate>发布/2024年5月15日 08:48</div><article><div class=articleBody>"
     "<p>正文甲。</p><div class=bff-google-ad>杂物</div><p>正文乙。</p></div></article>",
     "张三", "2024-05-15T08:48:00+08:00"},
    {"https://chinadigitaltimes.net/chinese/1.html",
     "<article><h1 class=post-title>题目</h1><div class=post-meta><time "
     "datetime=2024-05-15>x</time>"
     "<span class=author><a>张三</a></span></div><div class=post-content><p>正文甲。</p>"
     "<div class=sharedaddy>杂物</div><p>正文乙。</p></div></article>",
     "张三", "2024-05-15T00:00:00Z"},
};

}  // namespace

TEST_CASE("the site rules that come along read the sites' own structure", "[cli]") {
  const Sandbox jianbao;
  for (const SitePage& site : kPages) {
    CAPTURE(site.url);
    jianbao.write("page.html", std::string("<html><head><title>站名</title></head><body>") +
                                   site.body + "</body></html>");
    const auto result = jianbao({"extract", "--explain", "--url", site.url, "page.html"});
    REQUIRE(result.status == 0);
    CHECK(result.err.find("site rule: none") == std::string::npos);
    CHECK(result.err.find("found no text") == std::string::npos);
    const auto page = parse_json(result.out);
    CHECK(page.at("title") == "题目");
    CHECK(page.at("text") == "正文甲。\n\n正文乙。");
    if (site.author != nullptr) CHECK(page.at("author").at(0) == site.author);
    if (site.published != nullptr) CHECK(page.at("published") == site.published);
  }
}

TEST_CASE("the rule of DW leaves out what stands between its paragraphs", "[cli]") {
  const Sandbox jianbao;
  const std::string lead = "Ein Dorf am Fluss baut seine alte Brücke aus Holz wieder auf.";
  const std::string first =
      "Seit dem Hochwasser müssen die Bewohner einen Umweg von zwanzig Kilometern fahren, um auf "
      "die andere Seite zu kommen, sagt die Bürgermeisterin.";
  const std::string second =
      "Im Herbst soll die Brücke fertig sein, und dann, so hoffen die Wirte, kommen auch die "
      "Wanderer zurück, die den Ort in diesem Sommer gemieden haben.";
  jianbao.write("page.html",
                "<html lang=de><head><title>Die Brücke</title></head><body><article><h1>Die "
                "Brücke</h1><p class=teaser-text>" +
                    lead + "</p><div class=rich-text><p>" + first +
                    "</p><div class='embed vjs-wrapper'><p>Video: 2 Minuten, 17 Sekunden</p></div>"
                    "<p><em>Mehr zum Thema</em>: <a href=/de/a-2>Hochwasser am Fluss</a></p><p>" +
                    second +
                    "</p><p><em><a href=/newsletter>Newsletter: Sign up here for news from our "
                    "editors.</a></em></p></div></article></body></html>");
  const auto result =
      jianbao({"extract", "--explain", "--url", "https://www.dw.com/de/a-1", "page.html"});
  CHECK(result.err.find("dw.toml") != std::string::npos);
  CHECK(result.err.find("found no text") == std::string::npos);
  CHECK(parse_json(result.out).at("text") == lead + "\n\n" + first + "\n\n" + second);
}

TEST_CASE("an ingest goes by the site rules too", "[cli]") {
  const Sandbox jianbao;
  jianbao.write("page.html",
                "<html><head><link rel=canonical href='https://chinadigitaltimes.net/1'></head>"
                "<body><article><h1 class=post-title>题目</h1><div class=post-content>"
                "<p>正文甲。</p><p>正文乙。</p></div></article><p>别的话说了很多，"
                "很长，很长，很长，还有很多，很多。</p></body></html>");
  REQUIRE(jianbao({"ingest", "page.html"}).status == 0);
  const auto shown = jianbao({"list", "--format", "jsonl", "--fields", "title,text"});
  CHECK(parse_json(shown.out).at("text") == "正文甲。\n\n正文乙。");
}

TEST_CASE("a program finds its rules below its prefix, and says with -v where there are none",
          "[cli]") {
  namespace fs = std::filesystem;
  const Sandbox jianbao;
  jianbao.write("page.html", "<p>正文甲。</p>");
  fs::create_directories(jianbao / "bin");
  fs::copy_file(JIANBAO_BINARY, jianbao / "bin/jianbao");
  const auto copied = [&] {
    return jianbao::test::run(jianbao / "bin/jianbao", {"-v", "extract", "page.html"},
                              jianbao.options);
  };
  const std::string words = "the site rules that belong to jianbao are missing";
  const auto without = copied();
  CHECK(without.status == 0);
  if (fs::exists("/usr/local/share/jianbao/sites")) {
    WARN("skipped: site rules are installed on this machine");
  } else {
    CHECK(without.err.starts_with(words));
    CHECK(lines(without.err).size() == 1);
  }
  fs::create_directories(jianbao / "share/jianbao/sites");
  CHECK(copied().err.empty());
  CHECK(jianbao({"-v", "extract", "page.html"}).err.empty());
}
