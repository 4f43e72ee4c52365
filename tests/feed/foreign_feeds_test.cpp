#include <catch2/catch.hpp>

#include <string>

#include "jianbao/feed/parse.h"
#include "jianbao/text/date.h"

using namespace jianbao;

namespace {

/// 港口 and 开放 in GBK.
const std::string kPort = "\xB8\xDB\xBF\xDA";
const std::string kOpen = "\xBF\xAA\xB7\xC5";

const std::string kRss =
    "<rss version=\"2.0\"><channel><title>晨报</title><link>https://news.example/</link>";
const std::string kEnd = "</channel></rss>";

struct Read {
  std::string title;
  std::string url;
  std::string author;
  std::string published;
  std::string html;
};

Read first_entry(const std::string& document) {
  const feed::ParseResult result = feed::parse(document, {.base_url = "https://news.example/f"});
  INFO(result.problem);
  REQUIRE_FALSE(result.feed.entries.empty());
  const FeedEntry& entry = result.feed.entries.front();
  return {entry.title, entry.url, entry.authors.empty() ? "" : entry.authors.front(),
          entry.published ? text::to_rfc3339(*entry.published) : "",
          entry.content.empty() ? entry.summary : entry.content};
}

}  // namespace

TEST_CASE("feeds with the faults of Chinese systems give what they mean", "[feed]") {
  const struct {
    std::string name;
    std::string document;
    Read read;
  } cases[] = {
      {"RDF with namespaces that are nearly right",
       "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns\" "
       "xmlns:dc=\"http://purl.org/dc/element/1.1/\"><channel><title>晨报</title></channel>"
       "<item rdf:about=\"https://news.example/1\"><title>港口</title><dc:creator>王小明"
       "</dc:creator><dc:date>2024-05-15T08:48+08:00</dc:date><content:encoded><![CDATA[<p>正文</"
       "p>]]>"
       "</content:encoded></item></rdf:RDF>",
       {"港口", "https://news.example/1", "王小明", "2024-05-15T00:48:00Z", "<p>正文</p>"}},
      {"Atom with XHTML of other namespaces",
       "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><link href=\"/1\"/><title "
       "type=\"xhtml\">"
       "<div>港<em>口</em></div></title><content type=\"xhtml\"><div "
       "xmlns=\"http://www.w3.org/TR/xhtml1\"><p>一<br/>二</p><x:p "
       "xmlns:x=\"http://www.w3.org/1999/xhtml\">三</x:p></div></content></entry></feed>",
       {"港口", "https://news.example/1", "", "", "<p>一<br>二</p><p>三</p>"}},
      {"the names of a Chinese locale",
       kRss +
           "<item><title>港口</title><link>\u3000/1\u3000</link><pubDate>星期三, 15 五月 2024 "
           "08:48:57 +0800</pubDate><author>新闻部 (王小明)</author></item>" +
           kEnd,
       {"港口", "https://news.example/1", "新闻部 (王小明)", "2024-05-15T00:48:57Z", ""}},
      {"text that was wrapped and escaped by several programs",
       kRss +
           "<item><title><![CDATA[港&middot;口 <![CDATA[&#55357;&#56832;]]> 开放]]></title>"
           "<description><![CDATA[<img src=\"//i.example/1.jpg\">]]></description></item>" +
           kEnd,
       {"港·口 😀 开放", "", "", "", "<img src=\"https://i.example/1.jpg\">"}},
      {"a JSON Feed of GBK",
       "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"x\",\"items\":[{\"id\":1,"
       "\"title\":\"" +
           kPort + kOpen + "\",\"content_html\":\"<p>" + kPort + kOpen + kPort + "</p>\"}]}",
       {"港口开放", "", "", "", "<p>港口开放港口</p>"}},
      {"a character that was cut in two inside an entry",
       "<?xml version=\"1.0\" encoding=\"gb2312\"?><rss><channel><item><title>" + kPort +
           kOpen.substr(0, 3) + "</title><description>" + kOpen + kPort +
           "</description></item></channel></rss>",
       {"港口开\uFFFD", "", "", "", "开放港口"}},
      {"an item in GBK behind those in UTF-8",
       kRss + "<item><title>北京今天下起大雨</title></item><item><title>" + kPort + kOpen +
           "</title></item>" + kEnd,
       {"北京今天下起大雨", "", "", "", ""}},
      {"script and comments between",
       "<!-- 广告 --><?php echo 1 ?>" + kRss +
           "<!-- 注释 -- 注释 --><ITEM><TITLE>港口</TITLE>"
           "<LINK>https://news.example/9</LINK></ITEM>" +
           kEnd + "<script>var a=\"<item>\";</script>",
       {"港口", "https://news.example/9", "", "", ""}},
  };
  for (const auto& [name, document, read] : cases) {
    INFO(name);
    const Read found = first_entry(document);
    CHECK(found.title == read.title);
    CHECK(found.url == read.url);
    CHECK(found.author == read.author);
    CHECK(found.published == read.published);
    CHECK(found.html == read.html);
  }
}
