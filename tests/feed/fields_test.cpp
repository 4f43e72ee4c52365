#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "feed/sample_feeds.h"
#include "jianbao/text/date.h"

using namespace jianbao;
using test::atom_entry;
using test::read_feed;
using test::read_only_entry;
using test::rss_item;

TEST_CASE("a second, different description is the content that the first sums up", "[feed]") {
  const FeedEntry two =
      read_only_entry(rss_item("<description>简介</description><summary>全文很长</summary>"));
  CHECK(two.summary == "简介");
  CHECK(two.content == "全文很长");
  const FeedEntry same = read_only_entry(
      rss_item("<description>简介</description><dc:description>简介</dc:description>"));
  CHECK(same.summary == "简介");
  CHECK(same.content.empty());
  const FeedEntry three =
      read_only_entry(rss_item("<description>一</description><description>二</description>"
                               "<content:encoded>三</content:encoded>"));
  CHECK(three.summary == "一");
  CHECK(three.content == "三");
}

TEST_CASE("of dates of one kind the last counts, and dc:date is a change if there is another",
          "[feed]") {
  const FeedEntry repeated = read_only_entry(
      atom_entry("<updated>2024-01-01T00:00:00Z</updated><updated>2023-01-01T00:00:00Z</updated>"));
  CHECK(repeated.updated == text::parse_date("2023-01-01"));
  const FeedEntry alone = read_only_entry(rss_item("<dc:date>2024-05-15</dc:date>"));
  CHECK(alone.published == text::parse_date("2024-05-15"));
  CHECK_FALSE(alone.updated);
  const FeedEntry both = read_only_entry(
      rss_item("<dc:date>2024-05-16</dc:date><pubDate>Wed, 15 May 2024 00:00:00 GMT</pubDate>"));
  CHECK(both.published == text::parse_date("2024-05-15"));
  CHECK(both.updated == text::parse_date("2024-05-16"));
  const FeedEntry built = read_only_entry(rss_item("<lastBuildDate>2024-05-15</lastBuildDate>"));
  CHECK(built.updated == text::parse_date("2024-05-15"));
}

TEST_CASE("dates are whole seconds in every format", "[feed]") {
  const auto second = text::parse_date("2024-05-15T08:48:57Z");
  CHECK(read_only_entry(atom_entry("<published>2024-05-15T08:48:57.999Z</published>")).published ==
        second);
  CHECK(read_only_entry(R"({"version":"https://jsonfeed.org/version/1.1","title":"t","items":[
      {"id":"1","date_published":"2024-05-15T16:48:57.5+08:00"}]})")
            .published == second);
  CHECK(read_only_entry(rss_item("<pubDate>1969-12-31T23:59:59.5Z</pubDate>")).published->ms ==
        -1000);
}

TEST_CASE("what was assumed or not understood about dates is said", "[feed]") {
  const auto warnings = feed::parse(rss_item("<pubDate>2024-05-15 08:48</pubDate>"
                                             "<lastBuildDate>昨天下午</lastBuildDate>"),
                                    {})
                            .warnings;
  REQUIRE(warnings.size() == 1);
  CHECK(feed::to_line(warnings[0]) ==
        "1 date without a zone, read as UTC; 1 date that cannot be read, such as \"昨天下午\"");
}

TEST_CASE("an Atom id that is relative is a URI below the base", "[feed]") {
  const FeedEntry entry = read_only_entry(
      R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.example/x/"><title>t</title>
      <entry><id>y</id><title>t</title></entry></feed>)");
  CHECK(entry.id == "http://a.example/x/y");
  CHECK(entry.url == "http://a.example/x/y");
  CHECK(read_only_entry(rss_item("<guid>12345</guid>")).id == "12345");
  CHECK(read_only_entry(atom_entry("<id>tag:a.example,2024:1</id>")).id == "tag:a.example,2024:1");
}

TEST_CASE("titles keep what is no white space or control character", "[feed]") {
  CHECK(read_only_entry(rss_item("<title>\n 左 &lrm;右&#x200d;\t&#7; </title>")).title ==
        "左 \u200E右\u200D");
  CHECK(
      read_only_entry(rss_item("<title>前&lt;script&gt;x &lt; 1&lt;/script&gt;后</title>")).title ==
      "前 后");
  CHECK(read_only_entry(rss_item("<media:title type='plain'>片名</media:title>")).title == "片名");
}

TEST_CASE("an item's own image gives a title and an address where nothing better does", "[feed]") {
  const char* const image = "<image><title>图</title><url>/i.jpg</url></image>";
  const FeedEntry bare = read_only_entry(rss_item(image));
  CHECK(bare.title == "图");
  CHECK(bare.image_url == "http://news.example/i.jpg");
  const FeedEntry titled = read_only_entry(
      rss_item(std::string("<category>类") + image + "</category><title>题</title>"));
  CHECK(titled.title == "题");
  CHECK(titled.image_url == "http://news.example/i.jpg");
}

TEST_CASE("enclosures are kept with type and length", "[feed]") {
  const std::vector<Enclosure> expected{{"http://news.example/a.mp3", "audio/mpeg", 1234}};
  CHECK(read_only_entry(rss_item("<enclosure URL='/a.mp3' type='audio/mpeg' length=' 1234 '/>"))
            .enclosures == expected);
  CHECK(read_only_entry(atom_entry("<link rel='enclosure' type='audio/mpeg' length='1234' "
                                   "href='/a.mp3'/>"))
            .enclosures == expected);
  CHECK(read_only_entry(rss_item("<media:group><media:content url='/a.mp3' type='audio/mpeg' "
                                 "fileSize='1234'/></media:group>"))
            .enclosures == expected);
  CHECK(read_only_entry(R"({"version":"https://jsonfeed.org/version/1.1","title":"t","items":[
      {"id":"1","attachments":[{"url":"/a.mp3","mime_type":"audio/mpeg","size_in_bytes":1234},
      {"mime_type":"audio/mpeg"}]}]})")
            .enclosures == expected);
  const FeedEntry odd = read_only_entry(rss_item("<enclosure url='/a' length='big'/><enclosure/>"));
  REQUIRE(odd.enclosures.size() == 1);
  CHECK_FALSE(odd.enclosures[0].length);
}

TEST_CASE("addresses lose feed: and double escapes and become URIs", "[feed]") {
  CHECK(read_only_entry(rss_item("<link>feed://a.example/1</link>")).url == "http://a.example/1");
  CHECK(read_only_entry(rss_item("<link>feed:https://a.example/1</link>")).url ==
        "https://a.example/1");
  CHECK(read_only_entry(rss_item("<link>//b.example/1</link>")).url == "http://b.example/1");
  CHECK(read_only_entry(rss_item("<link>http://a.example/?x=1&amp;amp;y=2</link>")).url ==
        "http://a.example/?x=1&y=2");
  CHECK(read_only_entry(rss_item("<link>http://例子.example/新闻?题=一</link>")).url ==
        "http://xn--fsqu00a.example/%E6%96%B0%E9%97%BB?%E9%A2%98=%E4%B8%80");
  CHECK(read_only_entry(rss_item("<link>http://a.example/x/../y</link>")).url ==
        "http://a.example/x/../y");
}

TEST_CASE("attributes count in any case", "[feed]") {
  const FeedEntry entry = read_only_entry(
      R"(<feed XMLNS="http://www.w3.org/2005/Atom"><title>t</title><entry><title>t</title>
      <link REL="alternate" HREF="http://a.example/1"/>
      <content TYPE="html">&lt;p&gt;文&lt;/p&gt;</content></entry></feed>)");
  CHECK(entry.url == "http://a.example/1");
  CHECK(entry.content == "<p>文</p>");
  CHECK(
      read_only_entry(rss_item("<guid ispermalink='FALSE'>http://a.example/x</guid>")).url.empty());
}

TEST_CASE("an item may name its editor as its author", "[feed]") {
  CHECK(
      read_only_entry(rss_item("<managingEditor>e@a.example (王编辑)</managingEditor>")).authors ==
      std::vector<std::string>{"王编辑"});
}

TEST_CASE("only Atom content of a media type is base64", "[feed]") {
  CHECK(read_only_entry(atom_entry("<content type='application/octet-stream'>5L2g5aW9</content>"))
            .content == "你好");
  CHECK(read_only_entry(atom_entry("<title type='plain'>5L2g5aW9</title>")).title == "5L2g5aW9");
  CHECK(read_only_entry(rss_item("<description type='x/y'>5L2g5aW9</description>")).summary ==
        "5L2g5aW9");
}

TEST_CASE("channels in Microsoft's CDF are read, from attributes", "[feed]") {
  const Feed feed = read_feed(
      R"(<?XML VERSION="1.0"?><CHANNEL HREF="http://a.example/"><TITLE>频道</TITLE>
      <ITEM HREF="/1.html" LASTMOD="2004-04-07T04:05:43"><TITLE>题</TITLE><ABSTRACT>摘要</ABSTRACT>
      </ITEM></CHANNEL>)");
  CHECK(feed.format == "cdf");
  CHECK(feed.title == "频道");
  CHECK(feed.link == "http://a.example/");
  REQUIRE(feed.entries.size() == 1);
  CHECK(feed.entries[0].url == "http://news.example/1.html");
  CHECK(feed.entries[0].title == "题");
  CHECK(feed.entries[0].summary == "摘要");
  CHECK(feed.entries[0].updated == text::parse_date("2004-04-07T04:05:43Z"));
}

TEST_CASE("an RSS channel that lost its root element is RSS", "[feed]") {
  const Feed feed = read_feed("<channel><title>报</title><item><title>题</title></item></channel>");
  CHECK(feed.format == "rss");
  CHECK(feed.title == "报");
  CHECK(feed.entries.size() == 1);
}

TEST_CASE("the elements of Dublin Core mean the same among its terms", "[feed]") {
  const FeedEntry entry = read_only_entry(
      rss_item("<dcterms:title>题</dcterms:title><dcterms:creator>张三</dcterms:creator>"
               "<dcterms:subject>经济</dcterms:subject><dcterms:date>2024-05-15</dcterms:date>"
               "<dcterms:description>文</dcterms:description>"
               "<dcterms:language>zh</dcterms:language>"));
  CHECK(entry.title == "题");
  CHECK(entry.authors == std::vector<std::string>{"张三"});
  CHECK(entry.tags == std::vector<std::string>{"经济"});
  CHECK(entry.published);
  CHECK(entry.summary == "文");
  CHECK(entry.language == "zh");
}

TEST_CASE("iTunes's title and keywords stand in for what is missing", "[feed]") {
  const std::string itunes =
      "<itunes:title>播客</itunes:title><itunes:keywords>a，b</itunes:keywords>";
  CHECK(read_only_entry(rss_item(itunes)).title == "播客");
  CHECK(read_only_entry(rss_item(itunes)).tags == std::vector<std::string>{"a", "b"});
  CHECK(read_only_entry(rss_item(itunes + "<title>题</title>")).title == "题");
}

TEST_CASE("a relation may be written as the address of its registration", "[feed]") {
  const FeedEntry entry =
      read_only_entry(atom_entry("<link rel='http://www.iana.org/assignments/relation/alternate' "
                                 "href='http://a.example/1'/>"
                                 "<link rel='http://www.iana.org/assignments/relation/enclosure' "
                                 "href='http://a.example/1.mp3'/>"));
  CHECK(entry.url == "http://a.example/1");
  CHECK(entry.enclosures.size() == 1);
}

TEST_CASE("a line break inside a title parts its words", "[feed]") {
  CHECK(read_only_entry(rss_item("<title>a<br/>b<b>c</b></title>")).title == "a bc");
}

TEST_CASE("a root in a foreign namespace is that of a feed all the same", "[feed]") {
  for (const std::string uri :
       {"http://www.w3.org/1999/xhtml", "http://search.yahoo.com/mrss/", "urn:x"}) {
    CAPTURE(uri);
    const Feed feed = read_feed("<rss xmlns='" + uri +
                                "'><channel><title>报</title><item><title>题</title></item>"
                                "</channel></rss>");
    CHECK(feed.title == "报");
    REQUIRE(feed.entries.size() == 1);
    CHECK(feed.entries[0].title == "题");
  }
}

TEST_CASE("marks of a CDATA section that were escaped with its text are no text", "[feed]") {
  const FeedEntry entry = read_only_entry(
      rss_item("<title>&lt;![CDATA[题 &amp;amp; 目]]&gt;</title>"
               "<description> &lt;![CDATA[&lt;p&gt;文&lt;/p&gt;]]&gt; </description>"));
  CHECK(entry.title == "题 & 目");
  CHECK(entry.summary == "<p>文</p>");
  CHECK(read_only_entry(rss_item("<title>&lt;![CDATA[a]]&gt; b]]&gt;</title>")).title ==
        "<![CDATA[a]]> b]]>");
}
