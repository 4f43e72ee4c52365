#include <catch2/catch.hpp>
#include <string>

#include "jianbao/extract/extractor.h"

using jianbao::extract::Extractor;

namespace {

std::string text_of(std::string_view html) {
  Extractor extractor;
  return extractor.body(html, "https://news.example/a/1").text;
}

}  // namespace

TEST_CASE("block elements part paragraphs by one empty line", "[extract]") {
  CHECK(text_of("<p>一</p><p>二</p>") == "一\n\n二");
  CHECK(text_of("<div>一<div>二</div>三</div>") == "一\n\n二\n\n三");
  CHECK(text_of("<h2>题</h2>文<blockquote>引</blockquote>末") == "题\n\n文\n\n引\n\n末");
  CHECK(text_of("\n <p> </p>\n<p>一</p><p>&nbsp;</p> <p>二</p> \n") == "一\n\n二");
  CHECK(text_of("一<hr>二") == "一\n\n二");
  CHECK(text_of("").empty());
  CHECK(text_of("只有文字") == "只有文字");
}

TEST_CASE("inline elements neither part nor add space", "[extract]") {
  CHECK(text_of("<p><strong>新规如何</strong><strong>落地？</strong></p>") == "新规如何落地？");
  CHECK(text_of("<p>sub<b>way</b> line <a href=x>two</a>.</p>") == "subway line two.");
  CHECK(text_of("<p>H<sub>2</sub>O</p>") == "H2O");
  CHECK(text_of("<p><x-tag>自定</x-tag>义</p>") == "自定义");
}

TEST_CASE("a heading of <p><strong> stays a paragraph of its own", "[extract]") {
  CHECK(text_of("<p>甲。</p><p><strong>为什么</strong><strong>？</strong></p><p>乙。</p>") ==
        "甲。\n\n为什么？\n\n乙。");
}

TEST_CASE("<br> breaks a line, two of them a paragraph", "[extract]") {
  CHECK(text_of("<p>一<br>二<br/>\n三</p>") == "一\n二\n三");
  CHECK(text_of("一<br><br>二<br> <br> <br>三") == "一\n\n二\n\n三");
  CHECK(text_of("<p>一<br></p><p><br>二</p>") == "一\n\n二");
}

TEST_CASE("white space collapses to one space", "[extract]") {
  CHECK(text_of("<p>  one \t two\n\n three&nbsp;&nbsp;four </p>") == "one two three four");
  CHECK(text_of("<p>　　段首空格</p>") == "段首空格");
  CHECK(text_of("<p>a <b> b</b> <i> c</i></p>") == "a b c");
  CHECK(text_of("<p>甲 乙</p>") == "甲 乙");
}

TEST_CASE("a source line break between Han characters leaves no space", "[extract]") {
  CHECK(text_of("<p>美国和\n    中国</p>") == "美国和中国");
  CHECK(text_of("<p>第一句，\n  <b>\n第二</b>\n句。\n</p>") == "第一句，第二句。");
  CHECK(text_of("<p>かな\nカナ</p>") == "かなカナ");
  CHECK(text_of("<p>他说：\n“你好”</p>") == "他说：“你好”");
}

TEST_CASE("a source line break elsewhere is a space", "[extract]") {
  CHECK(text_of("<p>one\ntwo</p>") == "one two");
  CHECK(text_of("<p>美国\nUnited</p>") == "美国 United");
  CHECK(text_of("<p>한국\n사람</p>") == "한국 사람");
  CHECK(text_of("<p>甲  乙</p>") == "甲 乙");
}

TEST_CASE("a list keeps one line an item", "[extract]") {
  CHECK(text_of("前<ul><li>一</li> <li><p>二</p></li><li>三</ul>后") == "前\n\n一\n二\n三\n\n后");
  CHECK(text_of("<ul><li>一<ul><li>甲<li>乙</ul><li>二</ul>") == "一\n甲\n乙\n二");
  CHECK(text_of("<ol><li></li><li>一</li><li></li><li>二</li></ol>") == "一\n二");
  CHECK(text_of("<dl><dt>词<dd>义<dt>词二<dd>义二</dl>") == "词\n义\n词二\n义二");
}

TEST_CASE("a table keeps one line a row, a space between cells", "[extract]") {
  CHECK(text_of("<table><tr><td>年<td>数</tr><tr><td>2023<td>5</table>后") ==
        "年 数\n2023 5\n\n后");
  CHECK(text_of("<table><tr><td><p>一</p></td><td><p>二</p></td></tr></table>") == "一 二");
  CHECK(text_of("<table><tr><td></td><td>一</td><td> </td><td>二</td></tr></table>") == "一 二");
}

TEST_CASE("paragraphs inside a cell of a layout table stay paragraphs", "[extract]") {
  CHECK(text_of("<table><tr><td><p>甲</p><p>乙</p></td><td>丙</td></tr></table>") ==
        "甲\n\n乙\n\n丙");
}

TEST_CASE("<pre> keeps its line breaks and indents", "[extract]") {
  CHECK(text_of("一<pre>\nif x:\n    y  z\n\n\n\nend  \n</pre>二") ==
        "一\n\nif x:\n    y  z\n\nend\n\n二");
  CHECK(text_of("<pre>a <b>b</b>  c\n\td</pre>") == "a b  c\n    d");
}

TEST_CASE("scripts, style sheets, templates, comments and raw markup are no text", "[extract]") {
  CHECK(text_of("甲<script>var a='<p>x</p>';</script><style>p{}</style><!-- 注 -->"
                "<template><p>t</p></template><iframe><b>i</b></iframe>"
                "<noembed><i>n</i></noembed>乙") == "甲乙");
}

TEST_CASE("a formula is told once", "[extract]") {
  CHECK(text_of("<p>v is <math><semantics><mrow><mi>v</mi><mo>=</mo><mi>f</mi></mrow><annotation "
                "encoding='application/x-tex'>v=f</annotation><annotation-xml><mi>v</mi>"
                "</annotation-xml></semantics></math>.</p>") == "v is v=f.");
}

TEST_CASE("<noscript> inside a body is read as the markup it is", "[extract]") {
  CHECK(text_of("<div>甲<noscript><p>乙</p></noscript>丙</div>") == "甲\n\n乙\n\n丙");
  CHECK(text_of("<p>甲<noscript><img src=x></noscript>乙</p>") == "甲乙");
}

TEST_CASE("entities are decoded once", "[extract]") {
  CHECK(text_of("<p>a &amp; b &lt;c&gt; &#20013;&#x56FD; &eacute;</p>") == "a & b <c> 中国 é");
  CHECK(text_of("<p>&amp;nbsp;&amp;lt;p&amp;gt;</p>") == "&nbsp;&lt;p&gt;");
  CHECK(text_of("<p>AT&T 1 < 2</p>") == "AT&T 1 < 2");
}

TEST_CASE("control and invisible characters go, and leave no hole", "[extract]") {
  for (std::size_t before = 0; before < 20; ++before) {
    const std::string words(before, 'w');
    CHECK(text_of(words + "\x01"
                          "a\x7F"
                          "b\xC2\x80"
                          "c\xC2\x9F"
                          "d\xC2\xA9") == words + "abcd©");
    CHECK(text_of(words + "\x1F") == words);
  }
  CHECK(text_of("<p>甲\x01\x7F乙</p>") == "甲乙");
  CHECK(text_of("<p>甲</p><p>\u200B</p><p>乙 \u200B 丙\u200B</p>") == "甲\n\n乙 丙");
  CHECK(text_of("<p>\uFEFF 甲</p>") == "甲");
  CHECK(text_of("<p>e\u0301</p>") == "é");
}

TEST_CASE("unclosed and misnested markup reads as a browser reads it", "[extract]") {
  CHECK(text_of("<p>一<p>二<b>三<p>四</b>五") == "一\n\n二三\n\n四五");
  CHECK(text_of("一</p></div></span>二") == "一\n\n二");
  CHECK(text_of("<body><html><p>一</body></html>二") == "一二");
  CHECK(text_of("一<") == "一<");
}

TEST_CASE("the same extractor gives the same text again", "[extract]") {
  Extractor extractor;
  const std::string html = "<ul><li>一<table><td><pre>二";
  const std::string first = extractor.body(html, "").text;
  CHECK(extractor.body("<p>别的</p>", "").text == "别的");
  CHECK(extractor.body(html, "").text == first);
  Extractor moved = std::move(extractor);
  CHECK(moved.body(html, "").text == first);
}

TEST_CASE("plain_line gives a fragment's text on one line", "[extract]") {
  Extractor extractor;
  CHECK(extractor.plain_line("只是 文字") == "只是 文字");
  CHECK(extractor.plain_line("<b>粗</b>体 &amp;\n<i>斜</i>") == "粗体 & 斜");
  CHECK(extractor.plain_line("a<br>b") == "a b");
  CHECK(extractor.plain_line("<div><i>Wed, 15 May 2024 00:48:57 GMT</i></div>x") ==
        "Wed, 15 May 2024 00:48:57 GMT x");
  CHECK(extractor.plain_line("").empty());
}
