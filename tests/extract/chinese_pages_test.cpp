// Pages in the structure of Chinese newsrooms, in words of our own.

#include <catch2/catch.hpp>

#include "extract/bracketed_byline.h"
#include "jianbao/extract/extractor.h"
#include "jianbao/text/date.h"

using jianbao::extract::bracketed_byline;

namespace {

std::string shown(const std::optional<jianbao::Timestamp>& at, std::optional<int> offset) {
  return at ? jianbao::text::to_rfc3339(*at, offset.value_or(0)) : "none";
}

struct NewsPage {
  const char* name;
  const char* head;
  const char* body;
  const char* published;
  const char* updated;
  std::vector<std::string> authors;
};

const char* const kEight = "2024-05-15T08:48:00Z";
const char* const kDay = "2024-05-15T00:00:00Z";

void check(const NewsPage& news) {
  CAPTURE(news.name);
  const std::string text =
      "<p>　　大桥上周提前开放，市民纷纷前往参观，交通部门提醒大家注意安全。</p>";
  jianbao::extract::Extractor extractor;
  const auto page = extractor.page("<html lang=zh><head>" + std::string(news.head) +
                                       "</head><body>" + news.body + text + text + "</body></html>",
                                   "https://news.example/a");
  CHECK(page.title == "江城大桥提前开放");
  CHECK(shown(page.published, page.published_offset) == news.published);
  CHECK(shown(page.updated, page.updated_offset) == news.updated);
  CHECK(page.authors == news.authors);
}

}  // namespace

TEST_CASE("pages of the mainland's newsrooms", "[extract]") {
  for (const NewsPage& news : {
           NewsPage{
               "paper",
               "<title>江城大桥提前开放--江城频道--江城网</title><meta name=author content=105>"
               "<meta name=publishdate content=2024-05-15>",
               "<h1>江城大桥提前开放</h1><div "
               "class=author>本报记者　王小明</div><div>2024年05月15日"
               "08:48 | 来源：<a>江城网－江城日报</a></div><div>(责编：赵六、钱七)</div>",
               kEight,
               "none",
               {"王小明"}},
           NewsPage{"portal with an editor for an author",
                    "<title>江城大桥提前开放|大桥|江城_江城新闻</title>",
                    "<h1>江城大桥提前开放</h1><div>2024-05-15 08:48:00　来源: <a>江城晚报</a> "
                    "<span>江城</span></div><p>江城晚报讯（记者 王小明 通讯员 "
                    "李华）昨日，大桥开放。</p>"
                    "<div class=post_author><a>本文来源：江城晚报</a> 责任编辑：赵六_A1</div>",
                    kEight,
                    "none",
                    {"王小明", "李华"}},
           NewsPage{"portal that names its source as author",
                    "<title>江城大桥提前开放_江城新闻</title><meta property=article:author "
                    "content=东湖社>",
                    "<h1>江城大桥提前开放</h1><span class=date>2024年05月15日 08:48</span><p>　　"
                    "江城社江城5月15日电（记者王小明、李华）大桥15日开放。</p>",
                    kEight,
                    "none",
                    {"王小明", "李华"}},
           NewsPage{"agency",
                    "<title>江城大桥提前开放-江城网</title>",
                    "<h1>江城大桥提前开放</h1><div>2024年05月15日 "
                    "08:48　来源：江城网</div><p>　　江城社5月15日电"
                    "（记者王小明、李华）大桥提前开放。</p><div>【责任编辑:赵六】</div>",
                    kEight,
                    "none",
                    {"王小明", "李华"}},
           NewsPage{"second agency",
                    "<title>江城大桥提前开放-江城网</title>",
                    "<h1>江城大桥提前开放</h1><p>2024年05月15日 "
                    "08:48　来源：<a>江城网</a></p><p>　　江城网5月15日"
                    "电 (王小明 李华)大桥提前开放。</p><span>【编辑:赵六】</span>",
                    kEight,
                    "none",
                    {"王小明", "李华"}},
           NewsPage{"portal",
                    "<title>江城大桥提前开放|江城_江城新闻</title>",
                    "<h1>江城大桥提前开放</h1><div><span class=date>2024年05月15日 "
                    "08:48</span><a>江城晚报</a>"
                    "</div><p>　　记者 王小明</p><p class=show_author>责任编辑：赵六 </p>",
                    kEight,
                    "none",
                    {"王小明"}},
           NewsPage{"portal that names an editor alone",
                    "<title>江城大桥提前开放|江城_江城订阅</title>",
                    "<h1>江城大桥提前开放</h1><div>2024-05-15 08:48　来源: <a>江城晚报</a> "
                    "<a>举报</a></div>"
                    "<div class=post_author>责任编辑： 赵六_XX1234</div>",
                    kEight,
                    "none",
                    {}},
           NewsPage{"paper on the web",
                    "<title>江城大桥提前开放_江城新闻</title>",
                    "<h1>江城大桥提前开放</h1><div>江城新闻记者 王小明 实习生 "
                    "李华</div><div><span>2024-05-15 "
                    "08:48</span><span>来源：江城新闻</span><span>字号</span></div>",
                    kEight,
                    "none",
                    {"王小明", "李华"}},
           NewsPage{"magazine",
                    "<title>江城大桥提前开放_江城网</title>",
                    "<h1>江城大桥提前开放</h1><div>来源于 <a>江城网</a> 2024年05月15日 "
                    "08:48</div><p>【江城网】（记者 "
                    "王小明）大桥提前开放。</p>",
                    kEight,
                    "none",
                    {"王小明"}},
       }) {
    check(news);
  }
}

TEST_CASE("pages of newsrooms in Taiwan, Hong Kong and Singapore", "[extract]") {
  const char* const title = "<title>江城大桥提前开放 | 江城社</title>";
  for (const NewsPage& news : {
           NewsPage{"agency",
                    title,
                    "<h1>江城大桥提前开放</h1><div class=updatetime><span>2024/5/15 "
                    "08:48</span></div><p>"
                    "（江城社記者王小明台北15日電）大橋提前開放，市民紛紛前往參觀。</"
                    "p><p>（編輯：李華）1130515</p>",
                    kEight,
                    "none",
                    {"王小明"}},
           NewsPage{"paper",
                    title,
                    "<h1>江城大桥提前开放</h1><span class=time>2024/05/15 "
                    "08:48</span><p>〔記者王小明／台北報導〕"
                    "大橋提前開放，市民紛紛前往參觀。</p>",
                    kEight,
                    "none",
                    {"王小明"}},
           NewsPage{
               "paper with a link",
               title,
               "<h1>江城大桥提前开放</h1><section class=authors><time>2024-05-15 08:48</time><div "
               "class=content__author>江城報／ 記者<a>王小明</a>／台北即時報導</div></section>",
               kEight,
               "none",
               {"王小明"}},
           NewsPage{"clock and day in elements of their own",
                    title,
                    "<h1>江城大桥提前开放</h1><div class=author><a>王小明</a></div><time "
                    "datetime='2024-05-15 08:48'><span>08:48</span><span "
                    "class=date>2024/05/15</span></time>",
                    kEight,
                    "none",
                    {"王小明"}},
           NewsPage{"television",
                    title,
                    "<h1>江城大桥提前开放</h1><div><b>發布時間：</b><time>2024-05-15 "
                    "08:48</time><b>更新時間：</b>"
                    "<time>2024-05-15 11:05</time></div><span class=article-reporter>王小明 李華 / "
                    "台北報導</span>",
                    kEight,
                    "2024-05-15T11:05:00Z",
                    {"王小明", "李華"}},
           NewsPage{"web paper",
                    title,
                    "<h1>江城大桥提前开放</h1><div>撰文： "
                    "<span><a>王小明</a></span></div><div>出版： <time "
                    "datetime=2024-05-15T08:48:00+08:00>x</time> 更新：<time "
                    "datetime=2024-05-15T11:05:00+08:00>x</time></div>",
                    "2024-05-15T08:48:00+08:00",
                    "2024-05-15T11:05:00+08:00",
                    {"王小明"}},
           NewsPage{"daily",
                    title,
                    "<h1>江城大桥提前开放</h1><div itemprop=datePublished>2024年5月15日星期三</div>"
                    "<p>江城報記者 王小明</p>",
                    kDay,
                    "none",
                    {"王小明"}},
           NewsPage{"morning paper",
                    title,
                    "<h1>江城大桥提前开放</h1><div><a>王小明</a><span>报道</span></div><div>发布/"
                    "2024年5月15日 "
                    "08:48</div><div>更新/2024年5月15日 11:05</div>",
                    kEight,
                    "2024-05-15T11:05:00Z",
                    {"王小明"}},
           NewsPage{"web magazine",
                    title,
                    "<h1>江城大桥提前开放</h1><p>江城傳媒記者 王小明 發自香港</p><p>刊登於 "
                    "2024-05-15</p>",
                    kDay,
                    "none",
                    {"王小明"}},
       }) {
    check(news);
  }
}

TEST_CASE("a sentence about reporters is no byline", "[extract]") {
  for (const char* const words : {"记者手记：桥", "记者调查：大桥为何提前开放",
                                  "记者了解到的三件事", "记者观察", "记者节快乐"}) {
    CAPTURE(words);
    check({"sentence",
           "<title>江城大桥提前开放</title>",
           ("<h1>江城大桥提前开放</h1><time datetime=2024-05-15>x</time><p>" + std::string(words) +
            "</p>")
               .c_str(),
           kDay,
           "none",
           {}});
  }
}

TEST_CASE("Chinese pages of broadcasters abroad", "[extract]") {
  const char* const title = "<title>江城大桥提前开放 - 江城电台</title>";
  for (const NewsPage& news : {
           NewsPage{"roles at the end",
                    title,
                    "<h1>江城大桥提前开放</h1><span>2024.05.15 08:48 "
                    "EDT</span><p>记者：王小明　　责编：李华、赵六"
                    "　　网编：钱七</p>",
                    "2024-05-15T08:48:00-04:00",
                    "none",
                    {"王小明"}},
           NewsPage{"labels in elements of their own",
                    title,
                    "<h1>江城大桥提前开放</h1><ul><li><span>作者, "
                    "</span><span>王小明</span></li><li><span>"
                    "Role, </span><span>江城电台</span></li></ul><time datetime=2024-05-15>x</time>"
                    "<p>更新时间 2024年5月16日</p>",
                    kDay,
                    "2024-05-16T00:00:00Z",
                    {"王小明"}},
           NewsPage{"notes below the text",
                    title,
                    "<h1>江城大桥提前开放</h1><p>（江城电台中文网）大桥提前开放。</"
                    "p><ul><li><b>日期</b> 15.05.2024"
                    "</li><li><b>作者</b> 王小明 （综合报道）</li></ul>",
                    kDay,
                    "none",
                    {"王小明"}},
       }) {
    check(news);
  }
}

TEST_CASE("a byline stands in brackets at either end of a paragraph", "[extract]") {
  CHECK(bracketed_byline("（江城社記者王小明台北15日電）大橋開放。") ==
        "江城社記者王小明台北15日電");
  CHECK(bracketed_byline("大桥开放。（记者 王小明）") == "记者 王小明");
  CHECK(bracketed_byline("江城社5月15日电 (王小明 李华)大桥开放。") == "王小明 李华");
  const std::string long_text = [] {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "大桥开放。";
    return text;
  }();
  CHECK(bracketed_byline(long_text + "（记者王小明）") == "记者王小明");
  CHECK(bracketed_byline(long_text + "（记者王小明）" + long_text).empty());
  for (const char* const other :
       {"（记者王小明摄）", "大桥（见图）开放。", "大桥开放。（作者为江城大学教授）",
        "大桥开放。（作者系教授）", "（", "）（", "", "(Reuters) The bridge is open."}) {
    CAPTURE(other);
    CHECK(bracketed_byline(other).empty());
  }
}

TEST_CASE("short news is found beside long lists of links", "[extract]") {
  std::string list = "<ul>";
  for (int i = 0; i < 30; ++i) {
    list += "<li><a href=/" + std::to_string(i) + ">江城第" + std::to_string(i) +
            "届龙舟赛明日在东湖举行 全市交通管制</a></li>";
  }
  list += "</ul>";
  const std::string news = "江城地铁二号线今晨因信号故障停运半小时，七点四十分恢复。";
  const std::string foot =
      "<div "
      "class=footer><p>江城日报社版权所有，未经授权禁止复制或建立镜像。互联网新闻信息服务许可证："
      "42120170001 违法和不良信息举报电话：027-88888888</p></div>";
  const std::string heading = "<h1>江城地铁今晨停运</h1>";
  const std::string notices =
      "<p><a href=/app>下载江城客户端，看更多新闻</a></p>"
      "<p>【我要纠错】责任编辑：李华</p>";
  jianbao::extract::Extractor extractor;
  for (const std::string& body :
       {"<div id=article>" + heading + news + notices + "</div>",
        "<div id=article>" + heading + "<p>" + news + "</p>" + notices + "</div>",
        "<table><tr><td class=left>" + list + "</td><td><center><b>江城地铁今晨停运</b></center>" +
            news + "</td></tr></table>"}) {
    CAPTURE(body.substr(0, 40));
    const auto page = extractor.page("<html lang=zh><title>江城地铁今晨停运_江城网</title><body>" +
                                         body + "<div class=hot><h3>热门新闻</h3>" + list +
                                         "</div>" + foot + "</body></html>",
                                     "https://news.example/a");
    CHECK(page.text.find(news) != std::string::npos);
    CHECK(page.text.find("龙舟赛") == std::string::npos);
    CHECK(page.text.find("纠错") == std::string::npos);
    CHECK(page.text.find("许可证") == std::string::npos);
  }
  // Where there is nothing else, they are what the page has.
  CHECK(extractor.page("<html lang=zh><body>" + list + "</body></html>", "").text.find("龙舟赛") !=
        std::string::npos);
}
