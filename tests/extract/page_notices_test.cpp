// What stands among an article's paragraphs and is none of it, and words that must not be glued.
#include <catch2/catch.hpp>
#include <string>

#include "jianbao/extract/extractor.h"

namespace {

std::string main_text(const std::string& body) {
  jianbao::extract::Extractor extractor;
  return extractor
      .page("<!DOCTYPE html><html><body>" + body + "</body></html>", "https://news.example/a")
      .text;
}

std::string body_text(const std::string& html) {
  jianbao::extract::Extractor extractor;
  return extractor.body(html, "https://news.example/").text;
}

const std::string kFirst =
    "江城的夜市从本周五起延长营业时间，摊位增加到三百个，居民可以在网上查询每个摊位的位置。";
const std::string kSecond =
    "市场管理处的负责人表示，延长营业是试行，半年后根据居民的意见再作决定。";

std::string with(const std::string& words) {
  return "<div><h1>夜市延长营业</h1><p>" + kFirst + "</p><p>" + kSecond + "</p><p>" + words +
         "</p></div>";
}

}  // namespace

TEST_CASE("notices in paragraphs of their own are no part of the article", "[extract][notices]") {
  for (const char* const words :
       {"打开微信，点击底部的“发现”，使用“扫一扫”即可将网页分享至朋友圈。",
        "打開微信，點擊底部的「發現」，使用「掃一掃」即可將網頁分享至朋友圈。",
        "【免责声明】本文仅代表作者本人观点，与本网无关，请读者仅作参考，并自行核实相关内容。",
        "（免責聲明：本文僅代表作者個人觀點，不代表本報立場。）",
        "<b>版权声明：</b>凡本网注明“来源：江城网”的作品，均转载自其它媒体，转载目的在于传递信息。",
        "本文仅代表作者本人观点，与本网立场无关。", "本文來源：江城日報 責任編輯：趙六",
        "未經授權，不得轉載。", "责任编辑：赵六", "长按二维码，关注我们。", "来源：江城日报",
        "扫码关注江城发布", "扫一扫 分享本页", "免责声明", "（作者系江城大学教授）",
        "【关闭窗口】 【打印】", "返回目录 下一章", "点击上方“江城笔记”关注我们"}) {
    CAPTURE(words);
    CHECK(main_text(with(words)) == kFirst + "\n\n" + kSecond);
  }
}

TEST_CASE("paragraphs that begin like notices stay", "[extract][notices]") {
  for (const char* const words :
       {"扫一扫功能上线十年来，居民的支付习惯发生了很大的变化，现金在夜市里已经很少见，摊主们说，"
        "老人仍然愿意用现金，因此每个摊位都保留了零钱箱，管理处也提供换零服务。",
        "打开微信的人不一定在聊天，也可能在付款，夜市的摊主这样说。",
        "来源：不明的货物不得在夜市出售，管理处每天晚上检查两次，并且公布检查的结果，"
        "违反规定的摊主要停业一周。",
        "免责声明在法律上有什么用？夜市的律师这样回答摊主的问题。",
        "扫一扫，钱就付了，老人说很方便。", "返回首页的按钮坏了，摊主们在网上找不到自己的摊位。",
        "未经授权，他进入了管理处的大楼，被保安拦住。", "点击上方的按钮，就能看到每个摊位的位置。",
        "2024年5月15日，夜市第一次开到凌晨两点，客流比平日多了一倍。"}) {
    CAPTURE(words);
    CHECK(main_text(with(words)).ends_with(words));
  }
}

TEST_CASE("paragraphs about what notices speak of stay", "[extract][notices]") {
  for (const char* const words :
       {"根据新规，所有移动应用都必须在2024年6月1日以前办理ICP备案，否则不得上架。",
        "本文作者上周在江城采访时看到，夜市的摊位已经增加到三百个，生意兴隆。",
        "未经许可不得使用无人机拍摄，违者将被罚款五千元，市场管理处说。"}) {
    CAPTURE(words);
    CHECK(main_text(with(words)) == kFirst + "\n\n" + kSecond + "\n\n" + words);
  }
  CHECK(main_text(with("江ICP备12345678号-1　违法和不良信息举报电话：010-1234567")) ==
        kFirst + "\n\n" + kSecond);
}

TEST_CASE("a line of date, source and editor in a plain paragraph is no text",
          "[extract][notices]") {
  for (const char* const words :
       {"发布时间：2024年3月2日 下午3:05 | 更新时间：2024年3月3日 09:00 | 字号 大 中 小 | 阅读 "
        "1234",
        "作者：王小明　2024-3-2　江城网　点击：1234", "2024-03-02 08:48　来源：江城网",
        "2024年03月02日 08:48 來源：江城網"}) {
    CAPTURE(words);
    CHECK(main_text("<div><h1>夜市延长营业</h1><p>" + std::string(words) + "</p><p>" + kFirst +
                    "</p><p>" + kSecond + "</p></div>") == kFirst + "\n\n" + kSecond);
  }
  const std::string story = "<p>By the time he published it, on 15 May 2024, all was updated</p>";
  const std::string text = main_text(
      "<article><h1>Book</h1><p>The book of the harbour town is "
      "out, and everybody wants to read it, shops say.</p>" +
      story +
      "<p>The second volume, he said, will be ready "
      "within a year, and it will be longer.</p></article>");
  CHECK(text.find("By the time") != std::string::npos);
}

TEST_CASE("the menu cell of a table that is the page's layout stays out", "[extract][notices]") {
  const std::string third =
      "摊主们欢迎这个决定，他们说夏天的客人多在九点以后才来，过去只能早早收摊，生意少了一半。";
  CHECK(main_text("<table><tr><td><a href=1>Home</a><br><a href=2>News</a></td><td>" + kFirst +
                  "<br><br>" + kSecond + "<br><br>" + third + "</td></tr></table>") ==
        kFirst + "\n\n" + kSecond + "\n\n" + third);
}

TEST_CASE("the cells of tables around the page are judged by themselves", "[extract][notices]") {
  const std::string side =
      "<table><tr><td>热点专题</td></tr><tr><td><a href=1>龙舟赛</a></td></tr>"
      "<tr><td><a href=2>大桥</a></td></tr></table>";
  CHECK(main_text("<table><tr><td>" + side +
                  "</td><td><table><tr><td><b>夜市</b></td></tr><tr><td>"
                  "作者：王小明　2024-3-2　江城网　点击：1234</td></tr><tr><td><p>" +
                  kFirst + "</p><p>" + kSecond +
                  "</p></td></tr><tr><td><a>【关闭窗口】</a></td></tr></table></td></tr></table>")
            .ends_with(kFirst + "\n\n" + kSecond));
}

TEST_CASE("spans that are styled as blocks are paragraphs", "[extract][text]") {
  CHECK(body_text("<div><span style='display:block'>One.</span><span style='color:red; display : "
                  "block'>Two.</span></div>") == "One.\n\nTwo.");
  CHECK(body_text("<p>a<span style='display:inline-block'>b</span><span>c</span></p>") == "abc");
}

TEST_CASE("links beside each other of one class are words apart", "[extract][text]") {
  CHECK(body_text("<p><a class=tag href=/f>Ferry</a><a class=tag href=/c>City</a></p>") ==
        "Ferry City");
  CHECK(body_text("<p><a class=k href=/m>美国</a><a class=k href=/z>总统</a></p>") == "美国总统");
  CHECK(body_text("<p><a href=/f>Fer</a><a href=/c>ry</a></p>") == "Ferry");
  CHECK(body_text("<p><a class=k href=/f>Fer</a><a class=k href=/f>ry</a></p>") == "Ferry");
}
