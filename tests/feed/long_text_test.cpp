#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "jianbao/feed/parse.h"

using namespace jianbao;

namespace {

/// Too long to be parsed byte by byte.
std::string essay(char letter) {
  return std::string(3000, letter);
}

/// What an item with that inside its description element is read as.
std::string description(const std::string& inside) {
  const auto result =
      feed::parse("<rss version=\"2.0\"><channel><item><title>a</title><description>" + inside +
                      "</description></item></channel></rss>",
                  {});
  REQUIRE(result.problem.empty());
  REQUIRE(result.feed.entries.size() == 1);
  CHECK(result.feed.entries[0].raw.find('\x01') == std::string::npos);
  return result.feed.entries[0].summary;
}

}  // namespace

TEST_CASE("long texts are read as short ones are", "[feed][long]") {
  const std::string a = essay('a');
  const std::string b = essay('b');
  CHECK(description(a) == a);
  CHECK(description("<![CDATA[" + a + "&lt;<p>]]>") == a + "&lt;<p>");
  CHECK(description(a + "&lt;b&gt; &quot;&apos;&amp;lt;" + b) == a + "<b> \"'&lt;" + b);
  CHECK(description(a + "\r\n" + b) == a + "\n" + b);
  CHECK(description("<![CDATA[" + a + "\r" + b + "]]>") == a + "\n" + b);
}

TEST_CASE("long texts side by side are one", "[feed][long]") {
  const std::string a = essay('a');
  const std::string b = essay('b');
  CHECK(description(a + "<!-- c -->" + b) == a + b);
  CHECK(description(a + "&gt;<!-- c -->" + b) == a + ">" + b);
  CHECK(description(a + " < " + b) == a + " < " + b);
  CHECK(description("<![CDATA[" + a + "]]>" + b) == a + b);
  CHECK(description("<![CDATA[" + a + "]]><![CDATA[" + b + "]]>") == a + b);
  CHECK(description(a + "<b>" + b + "</b>") == a + "<b>" + b + "</b>");
}

TEST_CASE("a control character does not stand for a long text", "[feed][long]") {
  const std::string a = essay('a');
  CHECK(description("\x01" + a) == a);
  CHECK(description("&#1;" + a) == a);
  const auto result = feed::parse(
      "<!DOCTYPE rss [<!ENTITY one \"&#1;\">]><rss "
      "version=\"2.0\"><channel><item><title>&one;</title>"
      "<description>" +
          a + "</description></item></channel></rss>",
      {});
  REQUIRE(result.feed.entries.size() == 1);
  CHECK(result.feed.entries[0].summary == a);
}
