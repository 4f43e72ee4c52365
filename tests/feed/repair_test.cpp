#include "feed/repair.h"

#include <catch2/catch.hpp>

#include <string>

using jianbao::Limits;
using jianbao::feed::repair_xml;
using jianbao::feed::Repaired;

namespace {

std::string repaired(const std::string& xml) {
  Repaired result = repair_xml(xml, Limits{});
  INFO(result.problem);
  REQUIRE(result.problem.empty());
  return result.xml.take();
}

}  // namespace

TEST_CASE("well-formed feeds pass unchanged but for prolog and comments", "[feed]") {
  const std::string xml = "<rss version='2' a=\"b &amp; c\"><x/><y>1 &lt; 2 é</y></rss>";
  CHECK(repaired("<?xml version='1.0'?><!DOCTYPE rss>\n<!-- c -->" + xml + "<!-- d -->") == xml);
}

TEST_CASE("what is not XML inside a feed is repaired", "[feed]") {
  const auto [given, read] = GENERATE(table<std::string, std::string>({
      {"a & b &amp; c &nosuch; &", "a &amp; b &amp; c &amp;nosuch; &amp;"},
      {"&nbsp;&mdash;&eacute;", "\u00A0—é"},
      {"&#55357;&#56832; &#xDE00;", "😀 \uFFFD"},
      {"&#150; &#xD800; &#60;", "– \uFFFD &#60;"},
      {"x\x01\x0By\x7F", "xy"},
      {"&#1;z", "z"},
      {"don\xC2\x92t \xC2\xA9", "don’t ©"},
      {"1 < 2 <3 <专>", "1 &lt; 2 &lt;3 &lt;专>"},
      {"<a href=x&y b='1' c>z</a>", "<a href=\"x&amp;y\" b='1' c=\"\">z</a>"},
      {"<a href='x&y=1'/>", "<a href='x&amp;y=1'/>"},
      {"<p>a<p>b<br>c<img src=x>", "<p>a</p><p>b<br/>c<img src=\"x\"/></p>"},
      {"a</b>c</br>", "ac"},
      {"<i><b>x</i>y", "<i><b>x</b></i>y"},
      {"<b>x</B>", "<b>x</b>"},
      {"<a <b>x</b></a>", "<a><b>x</b></a>"},
      {"<![CDATA[a & <b> \x02]]>", "<![CDATA[a & <b> ]]>"},
      {"<![CDATA[]]>", ""},
      {"a<!-- x -- > y -->b<?php echo 1 ?>c", "abc"},
  }));
  CAPTURE(given);
  CHECK(repaired("<rss>" + given + "</rss>") == "<rss>" + read + "</rss>");
}

TEST_CASE("CDATA and comments without their end take no more than their field", "[feed]") {
  const auto [given, read] = GENERATE(table<std::string, std::string>({
      {"<a><![CDATA[x & <p>y</a><b><![CDATA[z]]></b>",
       "<a><![CDATA[x & <p>y]]></a><b><![CDATA[z]]></b>"},
      {"<a><![CDATA[x</a><b>y</b>", "<a><![CDATA[x]]></a><b>y</b>"},
      {"<a><![CDATA[x]></a><b>y</b>", "<a><![CDATA[x]]></a><b>y</b>"},
      {"<a><![CDATA[x]]</a><b>y</b>", "<a><![CDATA[x]]></a><b>y</b>"},
      {"<a><![CDATA[</a><b><![CDATA[</b><c><![CDATA[z]]></c>",
       "<a></a><b></b><c><![CDATA[z]]></c>"},
      {"<a>1<!-- x </a><b>2<!-- y --></b>", "<a>1</a><b>2</b>"},
      {"<a>1<!-- x </a><b>2</b>", "<a>1</a><b>2</b>"},
      {"<item><a>1</a<!-- x><b>2</b></item><item><a>3</a></item>",
       "<item><a>1</a></item><item><a>3</a></item>"},
      // Wrapped twice.
      {"<a><![CDATA[x <![CDATA[<p>y]]> z</p>]]>\n</a><b/>",
       "<a><![CDATA[x <p>y z</p>]]>\n</a><b/>"},
      {"<a><![CDATA[<![CDATA[x]]>]]></a>", "<a><![CDATA[x]]></a>"},
      {"<a><![CDATA[更![CDATA[x]]> y]]></a>", "<a><![CDATA[更![CDATA[x]]> y]]></a>"},
      {"<a><![CDATA[![CDATA[x]]> y]]></a>", "<a><![CDATA[![CDATA[x]]> y]]></a>"},
      {"<a><![CDATA[x <![CDATA[y]]></a><a><![CDATA[z]]></a>",
       "<a><![CDATA[x <![CDATA[y]]></a><a><![CDATA[z]]></a>"},
      // Among entries, no further than the next of them.
      {"<channel><!-- x <t/><item>1</item><item>2</item></channel>",
       "<channel><item>1</item><item>2</item></channel>"},
      {"<channel><!-- x <item>1</item><!-- y --><item>2</item></channel>",
       "<channel><item>1</item><item>2</item></channel>"},
      {"<channel><!-- <item>1</item> --><item>2</item></channel>",
       "<channel><item>2</item></channel>"},
      {"<channel><!-- x </channel>", "<channel></channel>"},
      // A text about feeds.
      {"<a><![CDATA[<a><![CDATA[q</a>]]></a>", "<a><![CDATA[<a><![CDATA[q</a>]]></a>"},
      {"<a><![CDATA[</ab> <![CDATA[ ]]></a>", "<a><![CDATA[</ab> <![CDATA[ ]]></a>"},
      {"<a><!-- <a>x</a> <!-- y --></a>", "<a></a>"},
  }));
  CAPTURE(given);
  CHECK(repaired("<rss>" + given + "</rss>") == "<rss>" + read + "</rss>");
}

TEST_CASE("a damaged tag takes no more than its entry, or its field", "[feed]") {
  const std::string next = "<item><title>n</title></item>";
  const auto [given, read] = GENERATE(table<std::string, std::string>({
      // Start tags that lost a part of their name, or won one.
      {"<item><con<item>x</item>", "<item><con></con></item><item>x</item>"},
      {"<ite><title>t</title></item>", "<ite><title>t</title></ite>"},
      {"<script><item><link>l</link></item>", "<script></script><item><link>l</link></item>"},
      {"<item><ti1le>t</title><link>l</link></item>",
       "<item><ti1le>t</ti1le><link>l</link></item>"},
      {"<item><dc:cr>t</dc:creator><link>l</link></item>",
       "<item><dc:cr>t</dc:cr><link>l</link></item>"},
      // End tags that did, and those that are missing.
      {"<item><title>t</ti<link>l</link></item>", "<item><title>t</title><link>l</link></item>"},
      {"<item><author>a<description>d</description></item>",
       "<item><author>a</author><description>d</description></item>"},
      {"<item><title>t</title></ite>", "<item><title>t</title></item>"},
      // The document's end tag before the entry's.
      {"<item><title>t</channel></title></item>", "<item><title>t</title></item>"},
      {"<item><title>t</rss></title></item>", "<item><title>t</title></item>"},
      {"<item><title>t</title></rss>tem>", "<item><title>t</title>tem></item>"},
  }));
  CAPTURE(given);
  CHECK(repaired("<rss><channel>" + given + next + "</channel></rss>") ==
        "<rss><channel>" + read + next + "</channel></rss>");
}

TEST_CASE("an entry inside the content of another stays there", "[feed]") {
  const std::string nested =
      "<feed><entry><content type=\"application/atom+xml\"><entry><title>i</title></entry>"
      "</content></entry></feed>";
  CHECK(repaired(nested) == nested);
  const std::string list = "<Channel><items><item><a/></item></items></Channel>";
  CHECK(repaired(list) == list);
}

TEST_CASE("tags that do not end as they should take nothing that follows", "[feed]") {
  const auto [given, read] = GENERATE(table<std::string, std::string>({
      {"<e n=5 t=audio/x/><g>1</g>", "<e n=\"5\" t=\"audio/x\"/><g>1</g>"},
      {"<e u=http://h/ /><g/>", "<e u=\"http://h/\" /><g/>"},
      {"<a href=http://h/>t</a>", "<a href=\"http://h/\">t</a>"},
      {"<title>if 5 <six and 7</title>", "<title>if 5 &lt;six and 7</title>"},
      {"<title>5 <six</title>", "<title>5 &lt;six</title>"},
      {"<title>a <b</title>", "<title>a &lt;b</title>"},
      {"<title>x <y <z></z></title>", "<title>x &lt;y <z></z></title>"},
      {"<item <title>t</title></item>", "<item><title>t</title></item>"},
      {"<e u='1' <f/>", "<e u='1'><f/></e>"},
      {"<d><a href=\"x>t</a> r</d><e f=\"1\"/>", "<d><a href=\"x\">t</a> r</d><e f=\"1\"/>"},
      {"<d><a href='x>t</a> r</d><e>2</e>", "<d><a href=\"x\">t</a> r</d><e>2</e>"},
      {"<d><a href='x&amp;y>t</a></d>", "<d><a href=\"x&amp;y\">t</a></d>"},
      {"<a t=\"<b>x</b>\">y</a>", "<a t=\"<b>x</b>\">y</a>"},
      {"<a t=\"1 > 2\">y</a>", "<a t=\"1 > 2\">y</a>"},
  }));
  CAPTURE(given);
  CHECK(repaired("<rss>" + given + "</rss>") == "<rss>" + read + "</rss>");
}

TEST_CASE("entries behind a premature end of the feed stay in it", "[feed]") {
  CHECK(repaired("<rss><channel><item>1</item></channel></rss>\n<item>2</item></channel></rss>") ==
        "<rss><channel><item>1</item>\n<item>2</item></channel></rss>");
  CHECK(repaired("<feed><entry/></feed><entry/></feed>") == "<feed><entry/><entry/></feed>");
  CHECK(repaired("<rss><item/></rss><p>1</p><item/>") == "<rss><item/><p>1</p><item/></rss>");
  CHECK(repaired("<rss><channel><title>t</title></rss><link>l</link><item/></channel></rss>") ==
        "<rss><channel><title>t</title><link>l</link><item/></channel></rss>");
  CHECK(repaired("<rss><channel></channel><link>l</link><item/></channel></rss>") ==
        "<rss><channel><link>l</link><item/></channel></rss>");
  CHECK(repaired("<feed><title>t</feed></title><id>i</id><entry/></feed>") ==
        "<feed><title>t</title><id>i</id><entry/></feed>");
  CHECK(repaired("<urlset></urlset><x/><url/></urlset>") == "<urlset><x/><url/></urlset>");
}

TEST_CASE("a feed ends where nothing of its own follows", "[feed]") {
  CHECK(repaired("<rss><item/></rss><!-- <item>1</item> -->") == "<rss><item/></rss>");
  CHECK(repaired("<rss><item/></rss><feed><entry/></feed>") == "<rss><item/></rss>");
  CHECK(repaired("<rdf><channel/><item/></rdf>") == "<rdf><channel/><item/></rdf>");
  CHECK(repaired("<rdf><channel></channel><item/></rdf>") ==
        "<rdf><channel></channel><item/></rdf>");
  CHECK(repaired("<rss><channel><item/></channel><channel><item/></channel></rss>") ==
        "<rss><channel><item/></channel><channel><item/></channel></rss>");
  CHECK(repaired("<rss><a><rss></rss></a><item/></rss>") == "<rss><a><rss></rss></a><item/></rss>");
}

TEST_CASE("a second document behind the first is part of it", "[feed]") {
  CHECK(repaired("<rss><item/></rss>\n<?xml version='1.0'?><!-- x --><rss v=\"2\"><item/></rss>") ==
        "<rss><item/>\n<item/></rss>");
  CHECK(repaired("<rss><channel><item/></rss>\uFEFF<rss><channel><item/></channel></rss>") ==
        "<rss><channel><item/></channel>\uFEFF<channel><item/></channel></rss>");
  CHECK(repaired("<feed><entry/></feed><feed><entry/></feed><p/>") ==
        "<feed><entry/><entry/></feed>");
}

TEST_CASE("entries without a feed around them are read", "[feed]") {
  CHECK(repaired("<entry><id>1</id></entry>") == "<feed><entry><id>1</id></entry></feed>");
  CHECK(repaired("x</description></item><item/>\n<item/></channel></rss>") ==
        "<rss><item/>\n<item/></rss>");
  CHECK(repaired("x</title><link>1</link></item><item>2</item>") == "<rss><item>2</item></rss>");
  CHECK_FALSE(repair_xml("<item/>", Limits{}).cut);
  CHECK(repair_xml("<item/><item>", Limits{}).entry_cut);
  CHECK(repair_xml("<list><item/></list>", Limits{}).problem ==
        "not a feed: its first element is <list>");
}

TEST_CASE("the mark of a CDATA section may be misspelt", "[feed]") {
  for (const std::string mark :
       {"<!CDATA[", "<[CDATA[", "<![cdata[", "<![CDATA [", "<! [CDATA[", "<!  [ CData["}) {
    CAPTURE(mark);
    CHECK(repaired("<rss><t>" + mark + "a & <b>]]></t></rss>") ==
          "<rss><t><![CDATA[a & <b>]]></t></rss>");
  }
}

TEST_CASE("text that begins as declarations do stays", "[feed]") {
  CHECK(repaired("<rss><t><!注意> a</t></rss>") == "<rss><t>&lt;!注意> a</t></rss>");
  CHECK(repaired("<rss><t>a<![endif]>b<!ELEMENT c>d</t></rss>") == "<rss><t>abd</t></rss>");
  CHECK(repaired("<rss><t>a<?php echo 1</t><t>b</t></rss>") == "<rss><t>a</t><t>b</t></rss>");
  CHECK(repaired("<?xml version=\"1.0\"><rss>a<?x y?></rss>") == "<rss>a</rss>");
}

TEST_CASE("what stands around the feed is dropped", "[feed]") {
  CHECK(repaired("<br />\n<b>Notice</b>: x & y in a.php\n<?xml version='1.0'?><rss>1</rss>") ==
        "<rss>1</rss>");
  CHECK(repaired("junk <rss>1</rss><script>if (a < b)</script>") == "<rss>1</rss>");
  CHECK(repaired("\n\n  <feed/>tail") == "<feed/>");
}

TEST_CASE("what an entry's damage leaves open does not take the next entry", "[feed]") {
  CHECK(repaired("<feed><entry><content type=\"html\">x</contey>\n<entry>2</entry></feed>") ==
        "<feed><entry><content type=\"html\">x\n</content></entry><entry>2</entry></feed>");
  CHECK(repaired("<feed><entry><content> <entry>1</entry></content></entry></feed>") ==
        "<feed><entry><content> <entry>1</entry></content></entry></feed>");
  CHECK(repaired("<feed><entry><content><feed><entry/><entry/></feed></content></entry></feed>") ==
        "<feed><entry><content><feed><entry/><entry/></feed></content></entry></feed>");
  CHECK(repaired("<feed><link href=\"http://a</id>\n<entry>1<l r=\"x\"/></entry></feed>") ==
        "<feed><link href=\"http://a\">\n</link><entry>1<l r=\"x\"/></entry></feed>");
  CHECK(repaired("<rss><item>a<a b=\"c&amp;</item><item><d e=\"\"/></item></rss>") ==
        "<rss><item>a<a b=\"c&amp;\"></a></item><item><d e=\"\"/></item></rss>");
  CHECK(repaired("<rss><item><titl><link>1</link></item></rss>") ==
        "<rss><item><titl></titl><link>1</link></item></rss>");
  CHECK(repaired("<rss><item><p>a<link>1</link><guid>2</guid></item></rss>") ==
        "<rss><item><p>a</p><link>1</link><guid>2</guid></item></rss>");
  CHECK(repaired("<rss><item><x><link>1</link></x><y><title>2</title></Y></item></rss>") ==
        "<rss><item><x><link>1</link></x><y><title>2</title></y></item></rss>");
  CHECK(repaired("<feed><title>a<a href=\"b</title>\n<link rel=\"c\"/></feed>") ==
        "<feed><title>a<a href=\"b\"></a></title>\n<link rel=\"c\"/></feed>");
  CHECK(repaired("<feed><entry><link href=\"1\"5-15</x><id>2</id></entry></feed>") ==
        "<feed><entry><link href=\"1\"></link><id>2</id></entry></feed>");
  CHECK(repaired("<rss><t>a <b or c=\"d\"</t></rss>") == "<rss><t>a &lt;b or c=\"d\"</t></rss>");
  CHECK(repaired("<feed x=\"\"/><entry/></feed>") == "<feed x=\"\"><entry/></feed>");
  CHECK(repaired("<feed/><p/>") == "<feed/>");
  CHECK(repaired("<feed><lin<?k href=\"x\"/><entry>1</entry></feed>") ==
        "<feed><lin></lin><entry>1</entry></feed>");
}

TEST_CASE("a feed that stands in a page is read", "[feed]") {
  CHECK(repaired("<html><body><pre><rss version=\"2.0\"><item/></rss></pre></body></html>") ==
        "<rss version=\"2.0\"><item/></rss>");
  for (const std::string page : {"<html><rss></rss></html>", "<html><p>&lt;rss version='2.0'></p>",
                                 "<html><body version='1'><feeds xmlns='x'/></body></html>"}) {
    CAPTURE(page);
    CHECK(repair_xml(page, Limits{}).problem == "an HTML page, not a feed");
  }
}

TEST_CASE("a cut document is closed, and a cut entry is told", "[feed]") {
  Repaired inside = repair_xml("<rss><channel><item>a</item><item>b<t", Limits{});
  CHECK(inside.xml.text() == "<rss><channel><item>a</item><item>b</item></channel></rss>");
  CHECK(inside.cut);
  CHECK(inside.entry_cut);
  Repaired between = repair_xml("<rss><channel><item>a</item>", Limits{});
  CHECK(between.xml.text() == "<rss><channel><item>a</item></channel></rss>");
  CHECK(between.cut);
  CHECK_FALSE(between.entry_cut);
  CHECK_FALSE(repair_xml("<rss><channel><item>a<b></item></channel></rss>", Limits{}).cut);
  CHECK(between.warnings.size() == 1);
  CHECK(repaired("<rss><![CDATA[a]]") == "<rss><![CDATA[a]]></rss>");
  CHECK(repaired("<rss><x a=\"1") == "<rss></rss>");
}

TEST_CASE("what is no feed is named", "[feed]") {
  const auto [given, problem] = GENERATE(table<std::string, std::string>({
      {"", "an empty document, not a feed"},
      {" \n", "an empty document, not a feed"},
      {"hello", "neither XML nor JSON, so no feed"},
      {"<!DOCTYPE html><html><head></head></html>", "an HTML page, not a feed"},
      {"<sitemapindex/>", "not a feed: its first element is <sitemapindex>"},
  }));
  CAPTURE(given);
  CHECK(repair_xml(given, Limits{}).problem == problem);
}

TEST_CASE("nesting and the number of tags are bounded", "[feed][hostile]") {
  Limits limits;
  limits.xml_depth = 3;
  CHECK(repair_xml("<rss><a><b/></a></rss>", limits).problem.empty());
  CHECK(repair_xml("<rss><a><b></b></a></rss>", limits).problem.empty());
  CHECK(repair_xml("<rss><a><b><c></c></b></a></rss>", limits).problem ==
        "elements nested deeper than 3");
  std::string many = "<rss>";
  for (int i = 0; i < 2'000'001; ++i) many += "<a/>";
  CHECK(repair_xml(many, Limits{}).problem == "more than 2000000 tags and attributes");
}
