#include "feed/sample_feeds.h"

#include <catch2/catch.hpp>

namespace jianbao::test {

std::string rss_sample() {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title>晨光日报</title>
  <link>http://news.example/</link>
  <atom:link href="http://news.example/feeds/all.xml" rel="self"/>
  <description>每天的新闻</description>
  <language>zh-CN</language>
  <image><title>图标</title><link>http://news.example/icon</link></image>
  <item>
    <title>港口今天重新开放</title>
    <link>http://news.example/a/1.html</link>
    <guid isPermaLink="false">news-1</guid>
    <pubDate>Wed, 15 May 2024 08:48:57 +0800</pubDate>
    <dc:creator>林小雨</dc:creator>
    <category>国内</category><category><![CDATA[经济]]></category>
    <description>摘要：&lt;b&gt;港口&lt;/b&gt;开放。</description>
    <content:encoded><![CDATA[<p>港口今天重新开放。<a href="/more">更多</a></p>]]></content:encoded>
    <media:content url="/img/1.jpg" medium="image"/>
  </item>
  <item>
    <title>Storm &amp;amp; rain</title>
    <link>b/2.html</link>
    <guid>http://news.example/guid/2</guid>
    <dc:date>2024-05-14T01:02:03Z</dc:date>
    <author>mail@news.example (王大山)</author>
    <description>&lt;p&gt;风雨&lt;/p&gt;</description>
    <enclosure url="http://news.example/img/2.png" type="image/png" length="5"/>
  </item>
  <item>
    <guid isPermaLink="true">http://news.example/c/3.html</guid>
    <pubDate>gestern</pubDate>
    <description>没有标题的条目</description>
  </item>
</channel>
</rss>
)";
}

std::string rdf_sample() {
  return R"(<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:c="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="http://old.example/">
  <title>旧站</title><link>http://old.example/</link><d:language>zh-TW</d:language>
  <items><rdf:Seq><rdf:li rdf:resource="http://old.example/1"/></rdf:Seq></items>
</channel>
<item rdf:about="http://old.example/1"><title>第一篇</title><link>http://old.example/1</link>
  <d:date>2004-02-03T04:05:06+08:00</d:date><d:creator>陳文</d:creator><d:subject>文化</d:subject>
  <description>短文</description><c:encoded>&lt;p&gt;長文&lt;/p&gt;</c:encoded></item>
<item rdf:about="http://old.example/2"><title>第二篇</title></item>
<item rdf:about="urn:x:3"><title>第三篇</title><link>http://old.example/3</link></item>
</rdf:RDF>
)";
}

std::string atom_sample() {
  return R"(<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh" xml:base="http://blog.example/posts/">
  <title type="html">海边&lt;i&gt;笔记&lt;/i&gt;</title>
  <link rel="self" href="/feed.atom"/>
  <link href="http://blog.example/"/>
  <author><name>周海</name><email>z@blog.example</email></author>
  <id>urn:feed</id>
  <entry>
    <title>第一天 &lt;开始&gt;</title>
    <id>urn:entry:1</id>
    <link rel="edit" href="edit/1"/>
    <link rel="alternate" type="text/html" href="1.html"/>
    <published>2024-01-02T03:04:05Z</published>
    <updated>2024-01-03T03:04:05.250Z</updated>
    <category term="travel" label="旅行"/>
    <summary>大海 &amp; 天空</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>沙滩<br/>很<a href="x">长</a></p><p/></div></content>
  </entry>
  <entry xml:base="2/" xml:lang="zh-Hant">
    <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">第<b>二</b>天</div></title>
    <id>urn:entry:2</id>
    <link href="index.html"/>
    <author><name>吳浪</name></author>
    <updated>2024-01-04T00:00:00Z</updated>
    <content type="html">&lt;img src="wave.jpg"&gt;浪</content>
  </entry>
  <entry>
    <title>第三天</title><id>http://blog.example/3</id><updated>2024-01-05T00:00:00Z</updated>
    <content type="text">a &lt; b
第二行</content>
  </entry>
</feed>
)";
}

std::string json_sample() {
  return R"({
  "version": "https://jsonfeed.org/version/1.1", "title": "山间 快报", "language": "zh-Hans",
  "home_page_url": "https://hill.example/", "authors": [{"name": "许山"}],
  "items": [
    {"id": "1", "url": "https://hill.example/1", "title": "雪 停了", "tags": ["天气", "天气", 7],
     "content_html": "<p>雪停了。<img src='/snow.jpg'></p>", "summary": "雪 < 停",
     "date_published": "2024-02-03T04:05:06+08:00", "date_modified": "2024-02-04T00:00:00Z",
     "image": "lead.jpg", "authors": [{"name": "石头"}, {"name": "青松"}]},
    {"id": 2, "external_url": "https://else.example/x", "content_text": "一行\n<二>行"},
    {"id": "https://hill.example/3", "author": {"name": "老版本"}, "language": "en"}
  ]
})";
}

Feed read_feed(std::string_view bytes) {
  feed::ParseResult result = feed::parse(bytes, {.base_url = "http://news.example/feeds/all.xml"});
  INFO(result.problem);
  REQUIRE(result.problem.empty());
  return std::move(result.feed);
}

FeedEntry read_only_entry(std::string_view bytes) {
  Feed feed = read_feed(bytes);
  REQUIRE(feed.entries.size() == 1);
  return std::move(feed.entries.front());
}

std::string rss_item(std::string_view inside) {
  return R"(<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" )"
         R"(xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">)"
         "<channel><title>t</title><item>" +
         std::string(inside) + "</item></channel></rss>";
}

std::string atom_entry(std::string_view inside) {
  return R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry>)" +
         std::string(inside) + "</entry></feed>";
}

}  // namespace jianbao::test
