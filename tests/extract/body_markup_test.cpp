#include <catch2/catch.hpp>
#include <string>

#include "jianbao/extract/extractor.h"
#include "jianbao/text/unicode.h"

using Catch::Contains;
using jianbao::extract::BodyMarkup;
using jianbao::extract::Extractor;
using jianbao::extract::MarkupFormat;
using jianbao::extract::Page;

namespace {

const std::string kFirst =
    "市政府周二公布了新的交通方案，计划在三年内新建两条地铁线路，并且把十二条公交线路延长到郊区。";
const std::string kSecond =
    "交通部门负责人说，方案听取了居民的意见，其中包括夜间班次、无障碍设施以及与火车站的换乘安排。";

std::string rendered(const std::string& body, MarkupFormat format) {
  Extractor extractor;
  BodyMarkup markup;
  markup.format = format;
  const Page page = extractor.page("<!DOCTYPE html><html><body>" + body + "</body></html>",
                                   "https://news.example/a/1.html", nullptr, &markup);
  return markup.text;
}

/// Inside an article that is surely chosen.
std::string article(const std::string& inner) {
  return "<article><p>" + kFirst + "</p>" + inner + "<p>" + kSecond + "</p></article>";
}

std::string html(const std::string& inner) {
  const std::string all = rendered(article(inner), MarkupFormat::kHtml);
  const std::string begin = "<p>" + kFirst + "</p>\n";
  const std::string end = "<p>" + kSecond + "</p>\n";
  REQUIRE(all.starts_with(begin));
  REQUIRE(all.ends_with(end));
  return all.substr(begin.size(), all.size() - begin.size() - end.size());
}

std::string markdown(const std::string& inner) {
  const std::string all = rendered(article(inner), MarkupFormat::kMarkdown);
  const std::string begin = kFirst + "\n\n";
  const std::string end = "\n" + kSecond + "\n";
  REQUIRE(all.starts_with(begin));
  REQUIRE(all.ends_with(end));
  return all.substr(begin.size(), all.size() - begin.size() - end.size());
}

/// What a reader of the HTML sees, without white space.
std::string words_of(const std::string& fragment) {
  Extractor extractor;
  std::string words;
  for (const char c : extractor.body(fragment, "").text) {
    if (c != ' ' && c != '\n') words += c;
  }
  return words;
}

}  // namespace

TEST_CASE("headings, lists and quotes keep their structure", "[extract][markup]") {
  const std::string inner =
      "<h2>线路，一共三条</h2><ul><li>一号线，向北<li>二号线，向东<ol><li>甲站，换乘<li>乙站</ol>"
      "</ul><blockquote><p>这是市长的原话，他说了两句。</p><p>第二句在这里，也很长。</p>"
      "</blockquote>";
  CHECK(html(inner) ==
        "<h2>线路，一共三条</h2>\n<ul>\n<li>一号线，向北</li>\n<li>二号线，向东\n<ol>\n"
        "<li>甲站，换乘</li>\n<li>乙站</li>\n</ol>\n</li>\n</ul>\n<blockquote>\n"
        "<p>这是市长的原话，他说了两句。</p>\n<p>第二句在这里，也很长。</p>\n</blockquote>\n");
  CHECK(markdown(inner) ==
        "## 线路，一共三条\n\n- 一号线，向北\n- 二号线，向东\n  1. 甲站，换乘\n  2. 乙站\n\n"
        "> 这是市长的原话，他说了两句。\n>\n> 第二句在这里，也很长。\n");
}

TEST_CASE("a list goes on from the number that it names", "[extract][markup]") {
  const auto list = [](const std::string& start) {
    return "<ol start=\"" + start + "\"><li>烧开水。</li><li>放茶叶。</li></ol>";
  };
  CHECK(markdown(list("9")) == "9. 烧开水。\n10. 放茶叶。\n");
  CHECK(markdown(list("0")) == "0. 烧开水。\n1. 放茶叶。\n");
  CHECK(html(list("9")) == "<ol start=\"9\">\n<li>烧开水。</li>\n<li>放茶叶。</li>\n</ol>\n");
  CHECK(markdown(list("第")) == "1. 烧开水。\n2. 放茶叶。\n");
  CHECK(markdown(list("99999999999")).starts_with("999000000. "));
}

TEST_CASE("tables of rows stay tables, those of layout become paragraphs", "[extract][markup]") {
  const std::string rows =
      "<table><caption>预算，单位亿元</caption><tr><th>年份</th><th>预算</th></tr>"
      "<tr><td>2024年</td><td>五|六</td></tr></table>";
  CHECK(html(rows) ==
        "<table>\n<caption>预算，单位亿元</caption>\n<tr><th>年份</th><th>预算</th></tr>\n"
        "<tr><td>2024年</td><td>五|六</td></tr>\n</table>\n");
  CHECK(markdown(rows) ==
        "预算，单位亿元\n\n| 年份 | 预算 |\n| --- | --- |\n| 2024年 | 五\\|六 |\n");
  const std::string layout =
      rendered("<table><tr><td><p>" + kFirst + "</p><p>" + kSecond + "</p></td></tr></table>",
               MarkupFormat::kHtml);
  CHECK(layout == "<p>" + kFirst + "</p>\n<p>" + kSecond + "</p>\n");
}

TEST_CASE("cells that span columns and rows keep the others in their columns",
          "[extract][markup]") {
  const std::string rows =
      "<table><tr><th></th><th>年份</th><th>金额</th></tr>"
      "<tr><td rowspan=2>东区</td><td>2023</td><td>七</td></tr><tr><td>2024</td><td>六</td></tr>"
      "<tr><td colspan='2'>合计</td><td>十三</td></tr></table>";
  CHECK(html(rows) ==
        "<table>\n<tr><th></th><th>年份</th><th>金额</th></tr>\n"
        "<tr><td rowspan=\"2\">东区</td><td>2023</td><td>七</td></tr>\n"
        "<tr><td>2024</td><td>六</td></tr>\n"
        "<tr><td colspan=\"2\">合计</td><td>十三</td></tr>\n</table>\n");
  CHECK(markdown(rows) ==
        "|  | 年份 | 金额 |\n| --- | --- | --- |\n| 东区 | 2023 | 七 |\n|  | 2024 | 六 |\n"
        "| 合计 |  | 十三 |\n");
}

TEST_CASE("rows and columns spanned at once, and by nonsense", "[extract][markup]") {
  CHECK(markdown("<table><tr><td colspan=2 rowspan=2>甲</td><td>乙</td></tr><tr><td>丙</td></tr>"
                 "<tr><td>丁</td><td></td><td>戊</td></tr></table>") ==
        "| 甲 |  | 乙 |\n| --- | --- | --- |\n|  |  | 丙 |\n| 丁 |  | 戊 |\n");
  CHECK(markdown("<table><tr><td colspan=-3>甲</td><td rowspan=x>乙</td></tr>"
                 "<tr><td colspan=0>丙</td><td>丁</td></tr></table>") ==
        "| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |\n");
  CHECK(html("<table><tr><td>甲</td><td>乙</td></tr><tr><td></td><td></td></tr></table>") ==
        "<table>\n<tr><td>甲</td><td>乙</td></tr>\n</table>\n");
}

TEST_CASE("what cells claim to span stays small", "[extract][markup][robust]") {
  std::string row;
  for (int i = 0; i < 2000; ++i) row += "<td colspan=1000 rowspan=65534>甲</td>";
  std::string table = "<table><tr>" + row + "</tr>";
  for (int i = 0; i < 5000; ++i) table += "<tr><td>乙</td><td>丙</td></tr>";
  CHECK(rendered(article(table + "</table>"), MarkupFormat::kMarkdown).size() < 2'000'000);
}

TEST_CASE("links are resolved, and lead nowhere else than the web or a letter box",
          "[extract][markup]") {
  CHECK(html("<p>详情见，<a href='/b?x=1&amp;y=2' onclick='x()' class=c>公告</a>，共两页。</p>") ==
        "<p>详情见，<a href=\"https://news.example/b?x=1&amp;y=2\">公告</a>，共两页。</p>\n");
  CHECK(markdown("<p>详情见，<a href='c_(d).html'>公告</a>，共有两页之多。</p>") ==
        "详情见，[公告](https://news.example/a/c_%28d%29.html)，共有两页之多。\n");
  for (const std::string bad : {"javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x",
                                "vbscript:x", "#here", "file:///etc/passwd", ""}) {
    CAPTURE(bad);
    CHECK(html("<p>详情见，<a href=\"" + bad + "\">公告</a>，共有两页之多。</p>") ==
          "<p>详情见，公告，共有两页之多。</p>\n");
  }
}

TEST_CASE("a page's own base is what its links are relative to", "[extract][markup]") {
  Extractor extractor;
  BodyMarkup markup;
  extractor.page("<head><base href='https://cdn.example/x/'></head><body>" +
                     article("<p>详情见，<a href=y>公告</a>，共有两页之多。</p>"),
                 "https://news.example/", nullptr, &markup);
  CHECK_THAT(markup.text, Contains("href=\"https://cdn.example/x/y\""));
}

TEST_CASE("emphasis stays where Markdown can say it, else as an element", "[extract][markup]") {
  CHECK(html("<p>这是<b>重点</b>，也是<i>强调</i>，还有<code>a*b</code>一段。</p>") ==
        "<p>这是<strong>重点</strong>，也是<em>强调</em>，还有<code>a*b</code>一段。</p>\n");
  CHECK(markdown("<p>这是<b>重点</b>，也是<i>强调</i>，还有<code>a*b`c</code>一段。</p>") ==
        "这是**重点**，也是*强调*，还有``a*b`c``一段。\n");
  CHECK(markdown("<p>他说<b>“不行。”</b>然后走了，没有再回来过。</p>") ==
        "他说<strong>“不行。”</strong>然后走了，没有再回来过。\n");
  CHECK(markdown("<p>一共<b>甲</b><b>乙</b>两个人，都是本地的居民。</p>") ==
        "一共<strong>甲</strong><strong>乙</strong>两个人，都是本地的居民。\n");
}

TEST_CASE("line breaks break lines, and two of them paragraphs", "[extract][markup]") {
  const std::string inner =
      "<p>第一行，很短。<br>第二行，很短。<br><br><b>另一段，也很短。</b></p>";
  CHECK(html(inner) ==
        "<p>第一行，很短。<br>\n第二行，很短。</p>\n<p><strong>另一段，也很短。</strong></p>\n");
  CHECK(markdown(inner) == "第一行，很短。  \n第二行，很短。\n\n**另一段，也很短。**\n");
}

TEST_CASE("code keeps its lines, within a fence that it cannot close", "[extract][markup]") {
  const std::string inner = "<pre>if (a &lt; b) {\n  ```\n}</pre>";
  CHECK(html(inner) == "<pre>if (a &lt; b) {\n  ```\n}</pre>\n");
  CHECK(markdown(inner) == "````\nif (a < b) {\n  ```\n}\n````\n");
}

TEST_CASE("pictures among the text stay, those beside it go", "[extract][markup]") {
  const std::string picture =
      "<figure><img src='/p.jpg' alt='一座\"桥' width=600 onerror=x></figure>";
  CHECK(html(picture) ==
        "<figure><img src=\"https://news.example/p.jpg\" alt=\"一座&quot;桥\"></figure>\n");
  CHECK(markdown(picture) == "![一座\"桥](https://news.example/p.jpg)\n");
  CHECK(html("<img src=/pixel.gif width=1 height=1><div class=share><img src=/s.png></div>") == "");
  CHECK(html("<img src='data:image/png;base64,AA'><img src='javascript:x'>") == "");
}

TEST_CASE("what would be markup in the words is escaped", "[extract][markup]") {
  CHECK(html("<p>他写道，&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; 就是这样。</p>") ==
        "<p>他写道，&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; 就是这样。</p>\n");
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"# 不是标题，只是一段文字而已。", "\\# 不是标题，只是一段文字而已。"},
      {"&gt; 不是引用，只是一段文字。", "\\> 不是引用，只是一段文字。"},
      {"1. 不是列表，只是一段文字。", "1\\. 不是列表，只是一段文字。"},
      {"- 不是列表，只是一段文字。", "\\- 不是列表，只是一段文字。"},
      {"看，[这里](javascript:alert(1))，不是链接。",
       "看，\\[这里\\](javascript:alert(1))，不是链接。"},
      {"看，&lt;img src=x&gt;，不是图片，而是文字。", "看，\\<img src=x>，不是图片，而是文字。"},
      {"用，*星号*，和，`反引号`，还有，snake_case。",
       "用，\\*星号\\*，和，\\`反引号\\`，还有，snake_case。"},
      {"写作，&amp;copy; 和 R&amp;D，都是文字而已。", "写作，\\&copy; 和 R\\&D，都是文字而已。"},
  };
  for (const auto& [words, expected] : cases) {
    CHECK(markdown("<p>" + words + "</p>") == expected + "\n");
  }
}

TEST_CASE("control characters and what turns text around do not come through",
          "[extract][markup]") {
  const std::string inner =
      "<p>前文，\x1b[31m红色\x07，\xE2\x80\xAE后文，还有一些。<img src='/a\x1b.png' "
      "alt='\x1b]0;x\x07图'></p>";
  for (const MarkupFormat format : {MarkupFormat::kHtml, MarkupFormat::kMarkdown}) {
    const std::string out = rendered(article(inner), format);
    CHECK(out.find('\x1b') == std::string::npos);
    CHECK(out.find('\x07') == std::string::npos);
    CHECK(out.find("\xE2\x80\xAE") == std::string::npos);
  }
}

TEST_CASE("markup says the same words as the text", "[extract][markup]") {
  const std::string inner =
      "<h3>小标题，一个</h3><div>散文字，没有段落，<span>在盒子里</span>。</"
      "div><dl><dt>词，条<dd>解"
      "释，很长的</dl><ul>散项，在前<li><p>段一，项里</p><p>段二，项里</p></"
      "ul><table><tr><td><table>"
      "<tr><td>内，表<td>格</table></table><a "
      "href=/x><h4>链，标题</h4><p>链接里的段落，长长的。</p>"
      "</a><pre>a\n  b</pre><ul><ul><li>套，列表</ul></ul><figure><figcaption>图，注</figcaption>"
      "</figure><center><b>粗<p>跨，段的粗体文字</p></b></center>";
  Extractor extractor;
  BodyMarkup markup;
  const Page page = extractor.page(article(inner), "https://a.example/", nullptr, &markup);
  std::string words;
  for (const char c : page.text) {
    if (c != ' ' && c != '\n') words += c;
  }
  CHECK(words_of(markup.text) == words);
}

TEST_CASE("what a site rule chooses, and what JSON-LD says, come with markup too",
          "[extract][markup]") {
  std::vector<jianbao::extract::SiteRule> rules(1);
  rules[0].hosts = {"news.example"};
  rules[0].content = {".body"};
  Extractor ruled({}, std::make_shared<jianbao::extract::SiteRules>(std::move(rules)));
  BodyMarkup markup;
  ruled.page("<ul class=body><li>甲<li>乙</ul><p>" + kFirst + "</p>", "https://news.example/",
             nullptr, &markup);
  CHECK(markup.text == "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>\n");
  ruled.page("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\"" +
                 kFirst + "\\n" + kSecond + "\"}</script><p>请打开脚本</p>",
             "https://other.example/", nullptr, &markup);
  CHECK(markup.text == "<p>" + kFirst + "</p>\n<p>" + kSecond + "</p>\n");
}

TEST_CASE("deep nesting ends somewhere, and costs nothing", "[extract][markup][robust]") {
  for (const MarkupFormat format : {MarkupFormat::kHtml, MarkupFormat::kMarkdown}) {
    Extractor extractor;
    BodyMarkup markup;
    markup.format = format;
    // 999 open elements, one below the limit.
    std::string page = "<article>";
    for (int i = 0; i < 330; ++i) page += "<blockquote><ul><li>";
    page += kFirst;
    for (int i = 0; i < 3000; ++i) page += "<br><br>" + kSecond;
    extractor.page(page, "", nullptr, &markup);
    CHECK_THAT(markup.text, Contains(kFirst));
    CHECK(markup.text.size() < 2 * page.size());
  }
}

TEST_CASE("markup of a page cut at any byte is whole", "[extract][markup][robust]") {
  const std::string page =
      "<article><h2>题，目</h2><p>文，字<b>粗<i>斜</i></b><a "
      "href=/x>链</a><br>行<table><tr><td>一<td>"
      "二</table><ul><li>项<pre> a\n b</pre></ul><blockquote>引<figure><img "
      "src=/i.png><figcaption>注"
      "</figure></blockquote><svg><title>t</title></svg><select><option>甲</select></article>";
  Extractor extractor;
  for (std::size_t n = 0; n <= page.size(); ++n) {
    const std::string cut = jianbao::text::make_valid_utf8(std::string_view(page).substr(0, n));
    for (const MarkupFormat format : {MarkupFormat::kHtml, MarkupFormat::kMarkdown}) {
      CAPTURE(n);
      BodyMarkup markup;
      markup.format = format;
      extractor.page(cut, "https://a.example/", nullptr, &markup);
      CHECK(jianbao::text::is_valid_utf8(markup.text));
      CHECK((markup.text.empty() || markup.text.back() == '\n'));
    }
  }
}
