#include "jianbao/formats/kind.h"

#include <string>

#include <catch2/catch.hpp>

using jianbao::formats::Kind;
using jianbao::formats::kind_of;
using namespace std::string_literals;

namespace {

std::string utf16(std::string_view ascii, bool big_endian, bool mark) {
  std::string out;
  if (mark) out = big_endian ? "\xfe\xff" : "\xff\xfe";
  for (const char c : ascii) {
    if (big_endian) out += '\0';
    out += c;
    if (!big_endian) out += '\0';
  }
  return out;
}

}  // namespace

TEST_CASE("article files are known by header, front matter or title line", "[formats]") {
  for (const char* text :
       {"<!--1592762332000-->\n[题](https://a.example/)\n------\n\n<html>", "<!--NaN-->\n",
        "\ufeff<!--5-->\r\n[", "\n\n<!--5-->\n", "[题](https://a.example/)\n------\n日期：",
        "[](https://a.example/)\n---\n", "---\ntitle: 题\n---\n<p>文",
        "---\r\ntitle: 题\r\n---\r\n",
        "---\nlayout: post\n---\n<!--5-->\n[题](https://a.example/)\n------\n"}) {
    CAPTURE(text);
    CHECK(kind_of(text) == Kind::kArticleFile);
    CHECK(kind_of(text, "a.html") == Kind::kArticleFile);
  }
}

TEST_CASE("an article file may hold a NUL and long front matter", "[formats]") {
  CHECK(kind_of("<!--5-->\n[题](https://a.example/)\n------\n\n\0"s) == Kind::kArticleFile);
  const std::string front = "---\ntitle: 题\nnote: " + std::string(5000, 'x');
  CHECK(kind_of(front) == Kind::kArticleFile);
  CHECK(kind_of(std::string_view(front).substr(0, 4096)) == Kind::kArticleFile);
  CHECK(kind_of(std::string_view(front).substr(0, 4000)) == Kind::kUnknown);
}

TEST_CASE("HTML is known by doctype or first tag", "[formats]") {
  for (const char* text :
       {"<!DOCTYPE html><p>", "<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">\n<HTML>",
        "<html lang=zh>", "\n <HTML\n>", "<head><title>", "<body>", "<!-- saved --><html>",
        "<?xml version=\"1.0\"?><!DOCTYPE html><html xmlns=\"x\">",
        "<?xml version=\"1.0\"?><html xmlns=\"x\">"}) {
    CAPTURE(text);
    CHECK(kind_of(text) == Kind::kHtml);
  }
  CHECK(kind_of(std::string(6000, '\n') + "<html>") == Kind::kHtml);
}

TEST_CASE("a fragment is HTML by its name only", "[formats]") {
  for (const char* text : {"<div>文</div>", "<!-- c --><p>", "<!-- never closed", "<p", "<svg/>"}) {
    CAPTURE(text);
    CHECK(kind_of(text, "dir/A.HTML") == Kind::kHtml);
    CHECK(kind_of(text, "a.htm") == Kind::kHtml);
    CHECK(kind_of(text, "a.md") == Kind::kUnknown);
  }
  CHECK(kind_of("prose < and >", "a.html") == Kind::kUnknown);
  CHECK(kind_of("< 3 apples", "a.html") == Kind::kUnknown);
}

TEST_CASE("feeds are known by their root or by an XML declaration alone", "[formats]") {
  for (const char* text :
       {"<rss version=\"2.0\">", "<feed xmlns=\"http://www.w3.org/2005/Atom\">", "<rdf:RDF>",
        "<urlset>", "<sitemapindex>", "<opml version=\"2.0\">", "<atom:feed>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\">", "<item><title>", "<channel><item>",
        "\n<?xml version=\"1.0\"?>\n<!-- c -->\n<rss>", "<?xml version=\"1.0\"?>",
        "<!DOCTYPE rss [<!ENTITY a \"b\">]><rss>", "<?xml-stylesheet href=\"x\"?><rss>",
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}",
        "{\"title\":\"t\",\"version\":\"https:\\/\\/jsonfeed.org\\/version\\/1\"}"}) {
    CAPTURE(text);
    CHECK(kind_of(text) == Kind::kFeed);
  }
}

TEST_CASE("UTF-16 documents are recognised, with and without a mark", "[formats]") {
  const bool big_endian = GENERATE(false, true);
  const bool mark = GENERATE(false, true);
  CHECK(kind_of(utf16("<?xml version=\"1.0\"?><rss>", big_endian, mark)) == Kind::kFeed);
  CHECK(kind_of(utf16("<html>", big_endian, mark)) == Kind::kHtml);
  CHECK(kind_of(utf16("<!--NaN-->\n[a](b)\n------\n", big_endian, mark)) == Kind::kArticleFile);
  CHECK(kind_of(utf16("prose", big_endian, true)) == Kind::kUnknown);
}

TEST_CASE("nothing, prose, other XML and binary data are no articles", "[formats]") {
  for (const char* text : {"", " \r\n\t", "\ufeff", "\xff\xfe"}) {
    CHECK(kind_of(text) == Kind::kEmpty);
  }
  for (const char* text :
       {"# README\n\n[说明](docs)\n------\n", "[![CI](https://ci/x.svg)](https://ci/)\n------\n",
        "明天去码头。", "[主页](https://a.example/) 的说明\n------\n",
        "[题](https://a.example/)\n正文", "{\"version\": 1}", "{\"items\": []}",
        "<?xml version=\"1.0\"?><svg/>", "<?xml version=\"1.0\"?><letter/>", "---\nname: x\n---\n",
        "%PDF-1.7", "<!-- a comment in a README -->\n# Title", "<div align=\"center\">",
        "<!DOCTYPE svg><svg>", "<!--12 ab-->\n", "----\ntitle: x\n----\n"}) {
    CAPTURE(text);
    CHECK(kind_of(text, "README.md") == Kind::kUnknown);
  }
  CHECK(kind_of("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s, "a.html") == Kind::kUnknown);
  CHECK(kind_of("\0\0\0\0"s) == Kind::kUnknown);
  CHECK(kind_of("\x1f\x8b\x08\0<html>"s) == Kind::kUnknown);
}
