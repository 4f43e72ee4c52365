#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "feed/sample_feeds.h"
#include "jianbao/text/date.h"

using namespace jianbao;
using test::atom_entry;
using test::read_feed;
using test::read_only_entry;

using Names = std::vector<std::string>;

TEST_CASE("Atom 1.0 gives every field, links resolved against xml:base", "[feed]") {
  const Feed feed = read_feed(test::atom_sample());
  CHECK(feed.format == "atom");
  CHECK(feed.title == "海边笔记");
  CHECK(feed.link == "http://blog.example/");
  CHECK(feed.language == "zh");
  REQUIRE(feed.entries.size() == 3);
  const FeedEntry& first = feed.entries[0];
  CHECK(first.id == "urn:entry:1");
  CHECK(first.url == "http://blog.example/posts/1.html");
  CHECK(first.title == "第一天 <开始>");
  CHECK(first.authors == Names{"周海"});
  CHECK(first.tags == Names{"旅行"});
  CHECK(first.published == text::parse_date("2024-01-02T03:04:05Z"));
  CHECK(first.updated == text::parse_date("2024-01-03T03:04:05Z"));  // whole seconds
  CHECK(first.summary == "大海 &amp; 天空");
  CHECK(first.content == "<p>沙滩<br>很<a href=\"http://blog.example/posts/x\">长</a></p><p></p>");
  CHECK(first.language == "zh");
}

TEST_CASE("an Atom entry's own base, language and author win", "[feed]") {
  const Feed feed = read_feed(test::atom_sample());
  REQUIRE(feed.entries.size() == 3);
  const FeedEntry& second = feed.entries[1];
  CHECK(second.title == "第二天");
  CHECK(second.url == "http://blog.example/posts/2/index.html");
  CHECK(second.authors == Names{"吳浪"});
  CHECK(second.content == "<img src=\"http://blog.example/posts/2/wave.jpg\">浪");
  CHECK(second.language == "zh-Hant");
  CHECK_FALSE(second.published);
  const FeedEntry& third = feed.entries[2];
  CHECK(third.url == "http://blog.example/3");
  CHECK(third.content == "a &lt; b<br>\n第二行");
  CHECK(third.authors == Names{"周海"});
}

TEST_CASE("Atom 0.3 is read with its modes and date names", "[feed]") {
  const FeedEntry entry = read_only_entry(
      R"(<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>t</title><entry>
      <title mode="escaped" type="text/html">&lt;b&gt;早&lt;/b&gt;安</title>
      <id>tag:x</id><link rel="alternate" type="text/html" href="http://a.example/1"/>
      <issued>2003-12-31T10:14:55Z</issued><modified>2004-01-01T00:00:00Z</modified>
      <content type="text/html" mode="base64">PHA+5L2g5aW9PC9wPg==</content>
      <summary type="application/xhtml+xml"><b>粗</b></summary></entry></feed>)");
  CHECK(entry.title == "早安");
  CHECK(entry.url == "http://a.example/1");
  CHECK(entry.published == text::parse_date("2003-12-31T10:14:55Z"));
  CHECK(entry.updated == text::parse_date("2004-01-01T00:00:00Z"));
  CHECK(entry.content == "<p>你好</p>");
  CHECK(entry.summary == "<b>粗</b>");
}

TEST_CASE("Atom text is text and Atom HTML is HTML", "[feed]") {
  CHECK(read_only_entry(atom_entry("<title>a &lt;b&gt; &amp;amp;</title>")).title == "a <b> &amp;");
  CHECK(read_only_entry(atom_entry("<title type='html'>a &lt;b&gt;c&lt;/b&gt; &amp;amp;</title>"))
            .title == "a c &");
  CHECK(read_only_entry(atom_entry("<summary>&lt;p&gt;</summary>")).summary == "&lt;p&gt;");
  CHECK(read_only_entry(atom_entry("<content type='html'>&lt;p&gt;x</content>")).content == "<p>x");
}

TEST_CASE("xhtml under a prefix becomes plain HTML", "[feed]") {
  const FeedEntry entry = read_only_entry(atom_entry(
      R"(<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p class="a&amp;b">)"
      R"(甲 &lt; <h:b>乙</h:b> <h:i>丙</h:i></h:p></h:div></content>)"));
  CHECK(entry.content == "<p class=\"a&amp;b\">甲 &lt; <b>乙</b> <i>丙</i></p>");
}

TEST_CASE("nested xml:base holds inside its element only", "[feed]") {
  const FeedEntry entry = read_only_entry(atom_entry(
      R"(<content type="xhtml" xml:base="http://a.example/1/"><div><p xml:base="2/"><a href="x"/></p>)"
      R"(<img src="y"/></div></content>)"));
  CHECK(entry.content ==
        "<p><a href=\"http://a.example/1/2/x\"></a></p><img src=\"http://a.example/1/y\">");
}

TEST_CASE("the source of an entry may be long", "[feed]") {
  const auto result = feed::parse(
      "<feed xmlns='http://www.w3.org/2005/Atom'><entry><source><title>Other</title><subtitle>" +
          std::string(5000, 'x') +
          "</subtitle><updated>2020-01-01T00:00:00Z</updated></source><title>Own</title>"
          "<updated>2024-05-15T00:00:00Z</updated></entry></feed>",
      {});
  REQUIRE(result.feed.entries.size() == 1);
  CHECK(result.feed.entries[0].title == "Own");
  CHECK(result.warnings.empty());
}

TEST_CASE("content may hold elements that are called as entries are", "[feed]") {
  const std::string content =
      GENERATE(as<std::string>{}, "<m:p xmlns:m='m'><m:Item>b</m:Item></m:p>",
               "<doc><entry><title>i</title></entry><entry/></doc>");
  const auto result = feed::parse(
      "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a</title><content "
      "type='application/xml'>" +
          content +
          "</content><updated>2024-05-15T00:00:00Z</updated></entry><entry><title>b</title>"
          "<content>c</content></entry></feed>",
      {});
  REQUIRE(result.feed.entries.size() == 2);
  CHECK(result.feed.entries[0].updated.has_value());
  CHECK(result.feed.entries[1].title == "b");
  CHECK(result.warnings.empty());
}

TEST_CASE("an entry copied from another feed keeps that feed's author", "[feed]") {
  const FeedEntry entry =
      read_only_entry(atom_entry("<source><author><name>原作者</name></author></source>"));
  CHECK(entry.authors == Names{"原作者"});
}

TEST_CASE("the alternate link that is HTML wins, other relations are no address", "[feed]") {
  CHECK(read_only_entry(atom_entry("<link rel='enclosure' href='http://a.example/e.mp3'/>"
                                   "<link type='application/pdf' href='http://a.example/p'/>"
                                   "<link type='text/html' href='http://a.example/h'/>"))
            .url == "http://a.example/h");
  CHECK(read_only_entry(atom_entry("<link rel='related' href='http://a.example/r'/>")).url.empty());
}
