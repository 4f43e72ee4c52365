#include <catch2/catch.hpp>

#include <string>
#include <string_view>

#include "feed/sample_feeds.h"

using namespace jianbao;

namespace {

const std::string kHead = "<rss version=\"2.0\"><channel><title>报</title>";
const std::string kTail = "</channel></rss>";

/// The warnings, one a line.
std::string warnings_of(std::string_view bytes, const feed::ParseOptions& options = {}) {
  const feed::ParseResult result = feed::parse(bytes, options);
  CHECK(result.problem.empty());
  std::string lines;
  for (const feed::Warning& warning : result.warnings) lines += feed::to_line(warning) + "\n";
  return lines;
}

std::string at(std::size_t offset) {
  return std::to_string(offset);
}

}  // namespace

TEST_CASE("a feed that is as it should be gives no warnings", "[feed]") {
  CHECK(warnings_of(test::atom_sample()).empty());
  CHECK(warnings_of(test::rdf_sample()).empty());
  CHECK(warnings_of("\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<!-- x --><!DOCTYPE rss [<!ENTITY a "
                    "\"甲\">]>" +
                    kHead + "<item><title>&a;&amp;&#x4E2D;</title></item>" + kTail +
                    "\n<!-- y --><?z?>\n")
            .empty());
}

TEST_CASE("each kind of repair is told once, with its count and the first offset", "[feed]") {
  const std::string before = kHead + "<item><title>甲";
  const std::string behind = "</title></item>" + kTail;
  const struct {
    std::string damage;
    std::string warning;
  } cases[] = {
      {"A & B & C", "bare '&' or unknown entity (2 times, first at byte " + at(before.size() + 2)},
      {"&unknown;", "bare '&' or unknown entity (at byte " + at(before.size())},
      {"&eacute;", "entity of HTML that was not declared (at byte " + at(before.size())},
      {"&#xD800;", "reference to no character, or to half of one (at byte " + at(before.size())},
      {"1 < 2", "bare '<' (at byte " + at(before.size() + 2)},
      {"\x01\x02", "control character, left out or read as windows-1252 (2 times, first at byte " +
                       at(before.size())},
      {"<br>", "element without an end tag (at byte " + at(before.size())},
      {"</i>", "end tag without an element (at byte " + at(before.size())},
      {"<b a=1>x</b>",
       "attribute that is not written as XML has it (at byte " + at(before.size() + 3)},
      {"<x:b/>", "namespace prefix that is not declared (at byte " + at(before.size())},
      {"<six and", "bare '<' (at byte " + at(before.size())},
      {"<![CDATA[x", "CDATA section or comment that was not closed (at byte " + at(before.size())},
      {"<b>x</B>", "end tag in other letters than its start tag (at byte " + at(before.size() + 4)},
  };
  for (const auto& [damage, warning] : cases) {
    INFO(damage);
    CHECK(warnings_of(before + damage + behind) == warning + ")\n");
  }
}

TEST_CASE("text around the document and its missing end are told", "[feed]") {
  const std::string whole = kHead + kTail;
  CHECK(warnings_of("PHP Notice " + whole) == "text before the document, left out (at byte 0)\n");
  CHECK(warnings_of(whole + "\n<script>") ==
        "text behind the document, left out (at byte " + at(whole.size() + 1) + ")\n");
  CHECK(warnings_of(kHead) ==
        "the document is cut off at its end (at byte " + at(kHead.size()) + ")\n");
}

TEST_CASE("an end of the feed in its head loses no item, and is told", "[feed]") {
  for (const std::string end : {"</rss>", "</channel>", "</channel></rss>"}) {
    CAPTURE(end);
    const std::string feed = kHead + end + "<link>http://a.example/</link>" + "<description>" +
                             std::string(200, 'x') + "</description>" +
                             "<item><title>一</title></item><item><title>二</title></item>" + kTail;
    const feed::ParseResult result = feed::parse(feed, {});
    CHECK(result.feed.link == "http://a.example/");
    CHECK(result.feed.entries.size() == 2);
    const std::string count = end.size() > 10 ? "2 times, first " : "";
    CHECK(warnings_of(feed) ==
          "end tag of the document before the last of its entries, left out (" + count +
              "at byte " + at(kHead.size()) + ")\n");
  }
}

TEST_CASE("offsets are those of the bytes, whatever the charset", "[feed]") {
  const std::string gbk =
      "<?xml version=\"1.0\" encoding=\"gb2312\"?><rss><channel><title>\xD6\xD0\xCE\xC4";
  CHECK(warnings_of(gbk + " & </title></channel></rss>") ==
        "bare '&' or unknown entity (at byte " + at(gbk.size() + 1) + ")\n");
  std::u16string wide = u"\uFEFF<rss><channel><title>中文\U00020000";
  const std::size_t place = 2 * wide.size();
  wide += u"& </title></channel></rss>";
  CHECK(warnings_of(std::string(reinterpret_cast<const char*>(wide.data()), 2 * wide.size())) ==
        "bare '&' or unknown entity (at byte " + at(place) + ")\n");
  CHECK(warnings_of("\xEF\xBB\xBF<rss><channel><title>& </title></channel></rss>") ==
        "bare '&' or unknown entity (at byte 24)\n");
}

TEST_CASE("malformed bytes and a wrong label are told", "[feed]") {
  const std::string broken = kHead + "<item><title>中";
  CHECK(warnings_of(broken + "\xFF文\xE6\x96</title></item>" + kTail) ==
        "malformed bytes of UTF-8, read as U+FFFD (2 times, first at byte " + at(broken.size()) +
            ")\n");
  const std::string label = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>";
  CHECK(warnings_of(label + kHead + kTail) ==
        "declared as windows-1252, read as UTF-8 (at byte 0)\n");
  CHECK(warnings_of(label + kHead + kTail, {.content_type = "text/xml; charset=utf-8"}).empty());
}

TEST_CASE("items in UTF-8 among those in GBK are read as such, and told", "[feed]") {
  const std::string head = "<?xml version=\"1.0\" encoding=\"gb2312\"?>" + kHead;
  const std::string gbk = "<item><title>\xD6\xD0\xCE\xC4\xC8\xD5\xB1\xA8</title></item>";
  const std::string utf8 = "<item><title>天气预报</title></item>";
  const std::string mixed = head + gbk + utf8 + gbk + "<item><title>a & b</title></item>" + kTail;
  const feed::ParseResult result = feed::parse(mixed, {});
  REQUIRE(result.feed.entries.size() == 4);
  CHECK(result.feed.title == "报");
  CHECK(result.feed.entries[0].title == "中文日报");
  CHECK(result.feed.entries[1].title == "天气预报");
  CHECK(result.feed.entries[2].title == "中文日报");
  CHECK(result.charset == "gb18030");
  CHECK(result.replaced == 0);
  CHECK(warnings_of(mixed) == "bare '&' or unknown entity (at byte " + at(mixed.find(" & ") + 1) +
                                  ")\ntext of UTF-8 among gb18030, read as such (2 times, first at "
                                  "byte " +
                                  at(mixed.find("报")) + ")\n");
}

TEST_CASE("a field of RSS that was not closed ends where the next one begins", "[feed]") {
  const Feed feed = test::read_feed(
      kHead +
      "<item><title>一<link>http://a.example/1<guid>g1</guid><description>&lt;p&gt;文"
      "<pubDate>Wed, 15 May 2024 00:48:57 GMT</item>"
      "<item><title>二</title><item><title>三</title></item>" +
      kTail);
  REQUIRE(feed.entries.size() == 3);
  CHECK(feed.entries[0].title == "一");
  CHECK(feed.entries[0].url == "http://a.example/1");
  CHECK(feed.entries[0].id == "g1");
  CHECK(feed.entries[0].summary == "<p>文");
  CHECK(feed.entries[0].published);
  CHECK(feed.entries[1].title == "二");
  CHECK(feed.entries[2].title == "三");
}

TEST_CASE("a link that HTML's way leaves open ends before Atom's next field", "[feed]") {
  const FeedEntry entry = test::read_only_entry(
      test::atom_entry("<link href='http://a.example/1'><id>urn:1</id><title>题</title>"
                       "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
                       "<p>文</p></div></content>"));
  CHECK(entry.url == "http://a.example/1");
  CHECK(entry.id == "urn:1");
  CHECK(entry.content == "<p>文</p>");
}

TEST_CASE("base64 that is no text is left out, what is no base64 stays, both are told", "[feed]") {
  const auto [element, content, warning] = GENERATE(table<std::string, std::string, std::string>({
      {"<content type='image/png'>5L2g5aW9</content>", "", "base64 that is no text, left out\n"},
      {"<content type='application/x-y'>/w==</content>", "", "base64 that is no text, left out\n"},
      {"<content type='x/y'>AGE=</content>", "", "base64 that is no text, left out\n"},
      {"<content type='text/html' mode='base64'>&lt;i&gt;明文!</content>", "<i>明文!",
       "called base64 but is not, read as it stands\n"},
      {"<content mode='base64'>Yf9i/w==</content>", "a\uFFFDb\uFFFD",
       "malformed UTF-8 in base64, read as U+FFFD (2 times)\n"},
      {"<content mode='base64'> 5L2g\n5aW9 </content>", "你好", ""},
  }));
  CAPTURE(element);
  const std::string atom = test::atom_entry(element);
  CHECK(test::read_only_entry(atom).content == content);
  CHECK(warnings_of(atom) == warning);
}

TEST_CASE("a charset that was guessed is told", "[feed]") {
  const std::string gbk =
      "<rss><channel><title>\xD6\xD0\xCE\xC4\xC8\xD5\xB1\xA8</title></channel></rss>";
  const std::string bogus = "<?xml version=\"1.0\" encoding=\"bogus\"?>";
  CHECK(warnings_of(gbk) == "no charset is declared, read as gb18030 (at byte 0)\n");
  CHECK(warnings_of(gbk, {.content_type = "text/xml; charset=gb2312"}).empty());
  CHECK(warnings_of(bogus + gbk) == "unknown charset \"bogus\", read as gb18030 (at byte 0)\n");
  CHECK(warnings_of(bogus + kHead + kTail) ==
        "unknown charset \"bogus\", read as UTF-8 (at byte 0)\n");
  CHECK(warnings_of(kHead + kTail, {.content_type = "text/xml; charset=bogus"}) ==
        "unknown charset \"bogus\", read as UTF-8 (at byte 0)\n");
}

TEST_CASE("UTF-16 under another label is told", "[feed]") {
  const auto wide = [](std::u16string_view label) {
    const std::u16string text = u"\uFEFF<?xml version=\"1.0\" encoding=\"" + std::u16string(label) +
                                u"\"?><rss><channel/></rss>";
    return std::string(reinterpret_cast<const char*>(text.data()), 2 * text.size());
  };
  CHECK(warnings_of(wide(u"gb2312")) == "declared as gb18030, read as UTF-16LE (at byte 2)\n");
  CHECK(warnings_of(wide(u"UTF-16")).empty());
}
