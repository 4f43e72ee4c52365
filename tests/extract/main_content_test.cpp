#include <catch2/catch.hpp>
#include <string>

#include "jianbao/extract/extractor.h"

using jianbao::extract::Extractor;

namespace {

std::string main_text(const std::string& body) {
  Extractor extractor;
  return extractor
      .page("<!DOCTYPE html><html><body>" + body + "</body></html>",
            "https://news.example/a/1.html")
      .text;
}

const std::string kFirst =
    "市政府周二公布了新的交通方案，计划在三年内新建两条地铁线路，并且把十二条公交线路延长到郊区。";
const std::string kSecond =
    "交通部门负责人说，方案听取了居民的意见，其中包括夜间班次、无障碍设施以及与火车站的换乘安排。";
const std::string kThird =
    "批评者认为预算过于乐观，过去十年里，同类工程平均超支百分之四十，工期也往往延长一年以上。";

std::string paragraphs() {
  return "<p>" + kFirst + "</p><p>" + kSecond + "</p><p>" + kThird + "</p>";
}

const std::string kText = kFirst + "\n\n" + kSecond + "\n\n" + kThird;

std::string links(int count) {
  std::string list = "<ul>";
  for (int i = 0; i < count; ++i)
    list += "<li><a href=/x>另一条新闻的标题，很长的一条标题</a></li>";
  return list + "</ul>";
}

}  // namespace

TEST_CASE("the main content is the article, without what surrounds it", "[extract]") {
  const std::string page =
      "<header><a href=/>首页</a></header><nav>" + links(8) +
      "</nav><div class=\"article-content\">" + paragraphs() +
      "</div><div class=\"sidebar\"><h3>热门</h3>" + links(10) +
      "</div><div "
      "id=\"comments\"><p>读者评论：我觉得这个方案不错，希望早日实现，早日动工。</p></div>"
      "<footer><p>版权所有，未经许可，不得转载，本站保留一切权利。</p></footer>";
  CHECK(main_text(page) == kText);
}

TEST_CASE("share bars, related links and adverts inside the article go", "[extract]") {
  const std::string page =
      "<article><h1>新的交通方案</h1><div class=share-buttons><a href=x>分享</a></div><p>" +
      kFirst +
      "</p><div class=\"ad\"><p>广告：买一送一，仅限今天，赶快来吧，过期不候。</p></div><p>" +
      kSecond + "</p><div><b>相关新闻</b>" + links(5) + "</div><p>" + kThird + "</p></article>";
  CHECK(main_text(page) == kText);
}

TEST_CASE("a lead that stands in two boxes is told once", "[extract]") {
  const std::string lead = "计划在三年内新建两条地铁线路，并且把十二条公交线路延长到郊区。";
  const std::string page = "<article><h1>新的交通方案</h1><p class=lead>" + lead +
                           "</p><div class=text><p>" + lead + "</p>" + paragraphs() +
                           "</div></article>";
  CHECK(main_text(page) == lead + "\n\n" + kText);
}

TEST_CASE("lists, tables and sub-headings of the article stay", "[extract]") {
  const std::string page =
      "<main>" + paragraphs() +
      "<h2>线路</h2><ul><li>一号线，向北</li><li>二号线，向东</li></ul>"
      "<table><tr><th>年</th><th>亿元</th></tr><tr><td>2024</td><td>5</td></tr>"
      "</table></main>";
  CHECK(main_text(page) == kText + "\n\n线路\n\n一号线，向北\n二号线，向东\n\n年 亿元\n2024 5");
}

TEST_CASE("a single heading between paragraphs stays, also behind a box", "[extract]") {
  const std::string first =
      "<p>The bridge opened on Wednesday morning, and hundreds of people walked across in the "
      "rain.</p><p>It took four years, and it cost more than anybody had said it would.</p>";
  const std::string box =
      "<div class=subscription-widget><p>Thanks for reading Harbour Notes! Subscribe for free to "
      "receive new posts and support my work.</p></div>";
  const std::string rest =
      "<p>The ferry will sail until the end of the month. After that the captain will retire, and "
      "the boat will be sold.</p>";
  jianbao::extract::Extractor extractor;
  for (const std::string& between : {std::string(), box}) {
    const std::string text =
        extractor
            .page("<article><h1>The bridge opens</h1><div class=body>" + first + between +
                      "<h2>What comes next</h2>" + rest + "</div></article>",
                  "https://news.example/a")
            .text;
    CHECK(text.find("\n\nWhat comes next\n\nThe ferry") != std::string::npos);
  }
}

TEST_CASE("points that end a text stay, the last heading of other things goes", "[extract]") {
  const std::string picture = "<figure><img src=a.jpg><figcaption>王小明摄</figcaption></figure>";
  const std::string points = "<h3>一、新建两条地铁线路</h3>" + picture +
                             "<h3>二、延长十二条公交线路</h3>" + picture +
                             "<h3>三、夜间班次加密一倍</h3>";
  CHECK(main_text("<article>" + paragraphs() + points + "</article>") ==
        kText + "\n\n一、新建两条地铁线路\n\n二、延长十二条公交线路\n\n三、夜间班次加密一倍");
  CHECK(main_text("<article>" + paragraphs() + "<h3>相关报道</h3></article>") == kText);
  const std::string parts =
      "<h3>参见</h3>" + links(5) + "<h3>注释</h3>" + links(5) + "<h3>外部链接</h3>" + links(5);
  CHECK(main_text("<article>" + paragraphs() + parts + "</article>") == kText);
}

TEST_CASE("posts that the text quotes stay, whatever the box around them is called", "[extract]") {
  const std::string post =
      "<div class=\"social-media related promo\"><blockquote "
      "class=twitter-tweet><p>方案今天公布，大家怎么看？"
      "</p>— 江城交通 (@jiangcheng) May 14, 2024</blockquote></div>";
  CHECK(main_text("<article><p>" + kFirst + "</p>" + post + "<p>" + kSecond + "</p><p>" + kThird +
                  "</p></article>") ==
        kFirst + "\n\n方案今天公布，大家怎么看？\n\n— 江城交通 (@jiangcheng) May 14, 2024\n\n" +
            kSecond + "\n\n" + kThird);
  CHECK(main_text("<article>" + paragraphs() + "</article><aside><ul><li><a href=/x>更多</a></ul>" +
                  post + "</aside>") == kText);
}

TEST_CASE("what asks for consent in place of an embed goes", "[extract]") {
  const std::string notice =
      "<div "
      "class=\"sourcepoint__social-placeholder\"><h3>外部内容无法显示</h3><p>您的隐私设置阻止了"
      "外部内容的加载，例如图表和社交网络的帖子。如要显示，请在隐私设置中允许。</p></div>";
  CHECK(main_text("<article><p>" + kFirst + "</p>" + notice + "<p>" + kSecond + "</p>" + notice +
                  "<p>" + kThird + "</p></article>") == kText);
}

TEST_CASE("headings among bare text stay", "[extract]") {
  const std::string page = "<div class=story>" + kFirst + "<h2>路线甲</h2>" + kSecond +
                           "<h2>车站乙</h2>" + kThird + "<h2>票价丙</h2>" + kFirst +
                           "第二次。</div>";
  CHECK(main_text(page) == kFirst + "\n\n路线甲\n\n" + kSecond + "\n\n车站乙\n\n" + kThird +
                               "\n\n票价丙\n\n" + kFirst + "第二次。");
}

TEST_CASE("an article parted by <br> alone is found", "[extract]") {
  const std::string page = "<div class=nav>" + links(6) + "</div><div id=zoom>" + kFirst +
                           "<br><br>" + kSecond + "<br><br>" + kThird + "</div>";
  CHECK(main_text(page) == kText);
}

TEST_CASE("an article under an ill-chosen name is found at the second attempt", "[extract]") {
  const std::string page =
      "<div class=\"social-sidebar\">" + paragraphs() + paragraphs() + "</div>";
  CHECK(main_text(page).starts_with(kText));
}

TEST_CASE("paragraphs that lie in several boxes come together", "[extract]") {
  const std::string page = "<div><div><p>" + kFirst + "</p></div><div><p>" + kSecond +
                           "</p></div><div><p>" + kThird + "</p></div></div><div>" + links(9) +
                           "</div>";
  CHECK(main_text(page) == kText);
}

TEST_CASE("the captions of a gallery are no part of the article beside it", "[extract]") {
  const std::string caption = "渡轮在清晨离开港口，乘客们站在甲板上，向岸上的亲友挥手告别。";
  const auto gallery = [](const std::string& opening, const std::string& closing,
                          const std::string& text) {
    std::string items = "<ul>";
    for (int i = 1; i <= 4; ++i)
      items += "<li>" + opening + std::to_string(i) + text + closing + "</li>";
    return items + "</ul>";
  };
  const std::string pictures =
      gallery("<figure><img src=/a.jpg><figcaption>图", "</figcaption></figure>", "，" + caption);
  const std::string numbered = gallery("<p>", "</p>", "/4 清晨的渡轮。" + caption);
  for (const std::string& captions : {pictures, numbered}) {
    CAPTURE(captions);
    CHECK(main_text("<article>" + paragraphs() + captions + "</article>") == kText);
    // Without an article the pictures are what there is to read.
    CHECK(main_text("<article>" + captions + "</article>").find(caption) != std::string::npos);
  }
  const std::string steps = gallery("<p>第", "</p>", "步：" + caption);
  CHECK(main_text("<article>" + paragraphs() + steps + "</article>").find(caption) !=
        std::string::npos);
}

TEST_CASE("a forum's topic is the title, not the forum", "[extract]") {
  jianbao::extract::Extractor extractor;
  const auto page = extractor.page(
      "<title>How to fix a hinge? - Home Repair Forum</title><div id=page-header><h1>Home Repair "
      "Forum</h1></div><h2 class=topic-title><a href=x>How to fix a hinge?</a></h2><p "
      "class=author>Post by <b><a>oldhammer</a></b> » <time datetime=2024-05-15>x</time></p><p>The "
      "hinge of my kitchen door squeaks every morning, and oil helped for a week only.</p>",
      "https://forum.example/t/1");
  CHECK(page.title == "How to fix a hinge?");
  CHECK(page.authors == std::vector<std::string>{"oldhammer"});
}

TEST_CASE("captions that say so are no part of the text", "[extract]") {
  jianbao::extract::Extractor extractor;
  const std::string text =
      extractor
          .page(
              "<html lang=zh><article><h1>江城大桥通车</h1><p>江城东湖边的大桥昨天上午通车，许多市"
              "民在雨中等候，步行过江，大桥全长三公里。</p><div><img src=a.jpg><p>图为大桥上的行人"
              "。</p></div><p>一位姓王的市民说，他等这座桥等了四十年，今天特地带了全家来看看。</p>"
              "<p>市长说，明年还要修一座。</p></article>",
              "https://news.example/a")
          .text;
  CHECK(text.find("图为") == std::string::npos);
  CHECK(text.find("市长说") != std::string::npos);
}

TEST_CASE("the words of a button are no text, those that begin like one are", "[extract]") {
  const auto text = [](const std::string& words) {
    jianbao::extract::Extractor extractor;
    return extractor
        .page("<article><h1>Bridge opens early</h1><h2>Hundreds walk across in the rain</h2><div>" +
                  words +
                  "</div><p>The bridge opened on Wednesday morning, and hundreds of people walked "
                  "across in the rain, the city said.</p><p>It took four years, and it cost more "
                  "than anybody had said it would when the work began in 2020.</p></article>",
              "https://news.example/a")
        .text;
  };
  CHECK(text("Share").find("Share") == std::string::npos);
  CHECK(text("Share prices of the ferry company fell, and people who had bought some were sad.")
            .find("Share prices") != std::string::npos);
}

TEST_CASE("what the last paragraph says of the author is no part of the text", "[extract]") {
  const std::string words =
      "<p>The bridge opened on Wednesday morning, and hundreds of people walked across in the "
      "rain. "
      "It took four years, and it cost more than anybody had said it would, the city said.</p>";
  const std::string more =
      "<p>Bo Chen is the captain of the ferry, and he will sail until the end of the month. After "
      "that the boat will be sold, he said, and he will go fishing, as his father did.</p>";
  const std::string note = "<p>Ann Lee is a professor of bridges at the University of Harbour.</p>";
  const auto text = [](const std::string& byline, const std::string& paragraphs) {
    jianbao::extract::Extractor extractor;
    return extractor
        .page("<article><h1>Over the river</h1><p class=byline>" + byline + "</p>" + paragraphs +
                  "</article>",
              "https://news.example/a")
        .text;
  };
  CHECK(text("By Ann Lee", words + more + words + note).find("professor") == std::string::npos);
  CHECK(text("By Ann Lee", words + more + words + note).find("captain") != std::string::npos);
  CHECK(text("By Cid Diaz", words + more + words + note).find("professor") != std::string::npos);
  CHECK(text("By Ann Lee", note + more + words + more).find("professor") != std::string::npos);
}

TEST_CASE("hidden text is no main content", "[extract]") {
  const std::string page =
      "<article><p hidden>隐藏的一段文字，不应出现，真的不应出现。</p>" + paragraphs() +
      "<p style='display: none'>另一段，隐藏，不应出现，不应出现。</p></article>";
  CHECK(main_text(page) == kText);
}

TEST_CASE("a page without an article gives what text it has", "[extract]") {
  CHECK(main_text("").empty());
  CHECK(main_text("<p>短讯</p>") == "短讯");
  CHECK(main_text("<script>x</script>").empty());
}

TEST_CASE("JSON-LD's articleBody stands in for a text that only a script shows", "[extract]") {
  const std::string script =
      "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\","
      "\"articleBody\":\"" +
      kFirst + "\\n\\n" + kSecond + "\"}</script>";
  CHECK(main_text(script + "<p>请打开脚本</p>") == kFirst + "\n\n" + kSecond);
  CHECK(main_text(script + "<article>" + paragraphs() + "</article>") == kText);
}

TEST_CASE("an explanation names the boxes that were weighed, and the chosen one", "[extract]") {
  Extractor extractor;
  jianbao::extract::Explanation why;
  const std::string page = "<body><div id=side>" + links(9) + "</div><article><div class=story>" +
                           paragraphs() + "</div></article></body>";
  extractor.page(page, "https://news.example/", &why);
  REQUIRE(why.candidates.size() >= 2);
  CHECK(why.candidates[0].element == "article > div.story");
  CHECK(why.candidates[0].pass == "blocks from 0.55");
  CHECK(why.candidates[0].chosen);
  CHECK(why.candidates[0].score > 0.55);
  CHECK(kFirst.starts_with(why.candidates[0].excerpt));
  CHECK(why.candidates[0].excerpt.size() > 20);
  CHECK_FALSE(why.candidates[1].chosen);
  CHECK(why.candidates[1].score < 0.55);
}
