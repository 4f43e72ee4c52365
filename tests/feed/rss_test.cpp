#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "feed/sample_feeds.h"
#include "jianbao/text/date.h"

using namespace jianbao;
using test::read_feed;
using test::read_only_entry;
using test::rss_item;

using Names = std::vector<std::string>;

TEST_CASE("RSS 2.0 gives every field of its items", "[feed]") {
  const Feed feed = read_feed(test::rss_sample());
  CHECK(feed.format == "rss");
  CHECK(feed.title == "晨光日报");
  CHECK(feed.link == "http://news.example/");
  CHECK(feed.language == "zh-CN");
  REQUIRE(feed.entries.size() == 3);
  const FeedEntry& first = feed.entries[0];
  CHECK(first.id == "news-1");
  CHECK(first.url == "http://news.example/a/1.html");
  CHECK(first.title == "港口今天重新开放");
  CHECK(first.authors == Names{"林小雨"});
  CHECK(first.tags == Names{"国内", "经济"});
  CHECK(first.published == text::parse_date("2024-05-15T00:48:57Z"));
  CHECK_FALSE(first.updated);
  CHECK(first.summary == "摘要：<b>港口</b>开放。");
  CHECK(first.content == "<p>港口今天重新开放。<a href=\"http://news.example/more\">更多</a></p>");
  CHECK(first.image_url == "http://news.example/img/1.jpg");
  CHECK(first.language == "zh-CN");
}

TEST_CASE("an RSS item is told by what it has where usual fields are missing", "[feed]") {
  const Feed feed = read_feed(test::rss_sample());
  REQUIRE(feed.entries.size() == 3);
  const FeedEntry& second = feed.entries[1];
  CHECK(second.url == "http://news.example/feeds/b/2.html");
  CHECK(second.id == "http://news.example/guid/2");
  CHECK(second.title == "Storm & rain");
  CHECK(second.authors == Names{"王大山"});
  CHECK(second.published == text::parse_date("2024-05-14T01:02:03Z"));
  CHECK(second.image_url == "http://news.example/img/2.png");
  const FeedEntry& third = feed.entries[2];
  CHECK(third.title.empty());
  CHECK(third.url == "http://news.example/c/3.html");
  CHECK_FALSE(third.published);
  CHECK(third.content.empty());
  CHECK(third.summary == "没有标题的条目");
}

TEST_CASE("RDF items stand beside their channel, under prefixes of their own", "[feed]") {
  const Feed feed = read_feed(test::rdf_sample());
  CHECK(feed.format == "rdf");
  CHECK(feed.title == "旧站");
  CHECK(feed.link == "http://old.example/");
  CHECK(feed.language == "zh-TW");
  REQUIRE(feed.entries.size() == 3);
  CHECK(feed.entries[0].id == "http://old.example/1");
  CHECK(feed.entries[0].authors == Names{"陳文"});
  CHECK(feed.entries[0].tags == Names{"文化"});
  CHECK(feed.entries[0].published == text::parse_date("2004-02-02T20:05:06Z"));
  CHECK(feed.entries[0].summary == "短文");
  CHECK(feed.entries[0].content == "<p>長文</p>");
  CHECK(feed.entries[1].url == "http://old.example/2");
  CHECK(feed.entries[2].id == "urn:x:3");
  CHECK(feed.entries[2].url == "http://old.example/3");
}

TEST_CASE("RSS 0.9x without namespaces, in capitals, is read", "[feed]") {
  const Feed feed = read_feed(
      "<RSS VERSION=\"0.91\"><CHANNEL><TITLE>T</TITLE><LINK>http://a.example/</LINK>"
      "<ITEM><TITLE>一</TITLE><LINK>http://a.example/1</LINK></ITEM>"
      "<ITEM><TITLE>二</TITLE></ITEM></CHANNEL></RSS>");
  CHECK(feed.format == "rss");
  REQUIRE(feed.entries.size() == 2);
  CHECK(feed.entries[0].url == "http://a.example/1");
  CHECK(feed.entries[1].title == "二");
}

TEST_CASE("RSS titles lose their markup and are decoded once", "[feed]") {
  const auto [given, read] = GENERATE(table<std::string, std::string>({
      {"A &amp; B", "A & B"},
      {"AT&amp;amp;T", "AT&T"},
      {"&amp;amp;lt;", "&lt;"},
      {"1 &lt; 2 &gt; 0", "1 < 2 > 0"},
      {"&lt;b&gt;粗&lt;/b&gt;体", "粗体"},
      {"行&lt;br/&gt;行", "行 行"},
      {"&lt;专访&gt;市长", "<专访>市长"},
      {"<专访>市长", "<专访>市长"},
      {"&lt;Inception&gt; 影评", "<Inception> 影评"},
      {"<![CDATA[ 多\n  行 &ldquo;引&rdquo; ]]>", "多 行 “引”"},
      {"<b>直接</b>标签", "直接标签"},
      {"", ""},
      {"&lt;b", "<b"},
  }));
  CAPTURE(given);
  CHECK(read_only_entry(rss_item("<title>" + given + "</title>")).title == read);
}

TEST_CASE("authors are names, addresses only where there is nothing else", "[feed]") {
  const auto [given, names] = GENERATE(table<std::string, Names>({
      {"<author>a@b.example (张三)</author>", {"张三"}},
      {"<author>张三 &lt;a@b.example&gt;</author>", {"张三"}},
      {"<author>a@b.example</author>", {"a@b.example"}},
      {"<author>张三 (记者)</author>", {"张三 (记者)"}},
      {"<dc:creator>甲</dc:creator><dc:creator>乙</dc:creator><dc:creator>甲</dc:creator>",
       {"甲", "乙"}},
      {"<author>编辑</author><dc:creator>记者</dc:creator>", {"编辑"}},
      {"<author> </author><dc:creator>记者</dc:creator>", {"记者"}},
      {"<author><name>结构</name></author>", {"结构"}},
      {"<author>王小明, 李华</author>", {"王小明", "李华"}},
      {"<author>王小明，李华、欧阳明月</author>", {"王小明", "李华", "欧阳明月"}},
      {"<dc:creator>Ann Lee; Bob Ray</dc:creator>", {"Ann Lee", "Bob Ray"}},
      {"<author>Lee, Ann</author>", {"Lee, Ann"}},
      {"<author>王小明, 经济观察报记者</author>", {"王小明, 经济观察报记者"}},
      {"<author>noreply@blog.example (Unknown)</author>", {}},
      {"<author>a@b.example (Unknown)</author><dc:creator>记者</dc:creator>", {"记者"}},
      {"<media:credit role='author'>记者</media:credit>", {"记者"}},
      {"<media:credit role='author'>甲</media:credit><dc:creator>乙</dc:creator>", {"乙"}},
      {"<media:credit>摄影</media:credit><media:credit role='photographer'>乙</media:credit>", {}},
      {"<author/>", {}},
  }));
  CAPTURE(given);
  CHECK(read_only_entry(rss_item(given)).authors == names);
}

TEST_CASE("links come from link, then Atom's link, then a guid that is one", "[feed]") {
  const auto [given, url] = GENERATE(table<std::string, std::string>({
      {"<link>\n http://a.example/1 \n</link><guid>http://a.example/g</guid>",
       "http://a.example/1"},
      {"<guid>http://a.example/g</guid>", "http://a.example/g"},
      {"<guid isPermaLink='false'>http://a.example/g</guid>", ""},
      {"<guid isPermaLink='true'>/g</guid>", "http://news.example/g"},
      {"<guid>12345</guid>", ""},
      {"<link/><guid>http://a.example/g</guid>", "http://a.example/g"},
      {"<a:link xmlns:a='http://www.w3.org/2005/Atom' href='/1'/>", "http://news.example/1"},
      {"<link rel='self' href='/self'/>", ""},
      {"<link>?id=1&amp;x=2</link>", "http://news.example/feeds/all.xml?id=1&x=2"},
  }));
  CAPTURE(given);
  CHECK(read_only_entry(rss_item(given)).url == url);
}

TEST_CASE("images come from media, enclosures and thumbnails, the full one first", "[feed]") {
  const auto [given, image] = GENERATE(table<std::string, std::string>({
      {"<enclosure url='/a.mp3' type='audio/mpeg'/>", ""},
      {"<enclosure url='/a.jpg' type='image/jpeg'/>", "http://news.example/a.jpg"},
      {"<media:thumbnail url='/t.jpg'/><media:content url='/c.jpg' type='image/jpeg'/>",
       "http://news.example/c.jpg"},
      {"<media:group><media:thumbnail url='/t.jpg'/></media:group>", "http://news.example/t.jpg"},
      {"<media:content url='/v.mp4' type='video/mp4'><media:thumbnail url='/t.jpg'/>"
       "</media:content>",
       "http://news.example/t.jpg"},
      {"<media:thumbnail/>", ""},
  }));
  CAPTURE(given);
  CHECK(read_only_entry(rss_item(given)).image_url == image);
}

TEST_CASE("namespaces count, prefixes only where nothing is declared", "[feed]") {
  CHECK(read_only_entry("<rss xmlns:z='http://purl.org/rss/1.0/modules/content/'><channel><item>"
                        "<z:encoded>甲</z:encoded></item></channel></rss>")
            .content == "甲");
  CHECK(read_only_entry("<rss><channel><item><content:encoded>乙</content:encoded>"
                        "<dc:creator>丙</dc:creator></item></channel></rss>")
            .content == "乙");
  CHECK(read_only_entry(
            rss_item("<x:title xmlns:x='http://x.example/'>别的</x:title><title>标题</title>"))
            .title == "标题");
  CHECK(read_only_entry("<r:rss xmlns:r='http://my.example/rss'><r:channel><r:item><r:title>丁"
                        "</r:title></r:item></r:channel></r:rss>")
            .title == "丁");
  CHECK(read_only_entry("<rss xmlns='http://invented.example/'><channel><item><title>戊</title>"
                        "</item></channel></rss>")
            .title == "戊");
}

TEST_CASE("RSS 1.1 has its items in a list", "[feed]") {
  const Feed feed = read_feed(
      "<Channel xmlns=\"http://purl.org/net/rss1.1#\"><title>报</title><items>"
      "<item><title>一</title><link>/1</link></item><item><title>二</title></item></items>"
      "</Channel>");
  CHECK(feed.title == "报");
  REQUIRE(feed.entries.size() == 2);
  CHECK(feed.entries[0].url == "http://news.example/1");
  CHECK(read_only_entry(feed.entries[1].raw).title == "二");
}

TEST_CASE("RSS 1.0 may have its items inside the channel's list", "[feed]") {
  const Feed feed = read_feed(
      "<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\" "
      "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><channel><title>报</title>"
      "<items><item rdf:about=\"http://news.example/1\"><title>一</title></item>"
      "<rdf:Seq><rdf:li/></rdf:Seq><item><title>二</title></item></items></channel></rdf:RDF>");
  CHECK(feed.format == "rdf");
  REQUIRE(feed.entries.size() == 2);
  CHECK(feed.entries[0].url == "http://news.example/1");
  CHECK(read_only_entry(feed.entries[1].raw).title == "二");
}

TEST_CASE("keywords of Media RSS are tags", "[feed]") {
  CHECK(read_only_entry(rss_item("<category>甲</category><media:group><media:keywords>乙, 甲，"
                                 "丙、 丁 ,,</media:keywords></media:group>"))
            .tags == Names{"甲", "乙", "丙", "丁"});
  CHECK(read_only_entry(rss_item("<media:keywords>乙</media:keywords>")).tags == Names{"乙"});
}

TEST_CASE("a script is no address", "[feed]") {
  for (const char* script : {"javascript:alert(1)", " JavaScript:x", "java\nscript:x", "vbscript:x",
                             "feed:javascript:x", "&#1;javascript:x"}) {
    CAPTURE(script);
    const std::string address = script;
    const FeedEntry entry = read_only_entry(
        rss_item("<link>" + address + "</link><guid>" + address + "</guid><enclosure url=\"" +
                 address + "\"/><media:thumbnail url=\"" + address + "\"/>"));
    CHECK(entry.url.empty());
    CHECK(entry.enclosures.empty());
    CHECK(entry.image_url.empty());
  }
}
