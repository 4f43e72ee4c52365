#include <catch2/catch.hpp>

#include <string>

#include "feed/sample_feeds.h"

using namespace jianbao;

namespace {

/// A feed with one entry, whose DOCTYPE has that subset and whose title is `title`.
std::string feed_with(const std::string& subset, const std::string& title) {
  return "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [" + subset +
         "]>\n<rss version=\"2.0\"><channel><title>t</title><item><title>" + title +
         "</title></item></channel></rss>";
}

feed::ParseResult parsed(const std::string& subset, const std::string& title) {
  return feed::parse(feed_with(subset, title), {});
}

std::string title_of(const std::string& subset, const std::string& title) {
  const feed::ParseResult result = parsed(subset, title);
  return result.feed.entries.size() == 1 ? result.feed.entries[0].title : result.problem;
}

/// Entities, each of which is `times` the one before.
std::string tower(int height, int times) {
  std::string subset = "<!ENTITY a0 \"ha\">";
  for (int i = 1; i < height; ++i) {
    subset += "\n<!ENTITY a" + std::to_string(i) + " '";
    for (int k = 0; k < times; ++k) subset += "&a" + std::to_string(i - 1) + ";";
    subset += "'>";
  }
  return subset;
}

}  // namespace

TEST_CASE("entities that a document declares are text", "[feed]") {
  const struct {
    std::string subset;
    std::string title;
    std::string read;
  } cases[] = {
      {R"(<!ENTITY site "A &amp; B">)", "&site;", "A & B"},
      {R"(<!ENTITY who '王小明'> <!ENTITY c "(c) &who;">)", "&c;!", "(c) 王小明!"},
      {R"(<!ENTITY c "(c) &who;"><!ENTITY who '王小明'>)", "&c;!", "(c) 王小明!"},
      {R"(<!ENTITY a "one"><!ENTITY a "two">)", "&a;", "one"},
      {R"(<!ENTITY nbsp "-">)", "a&nbsp;b", "a-b"},
      {R"(<!ENTITY e "&eacute;&#x4E2D;&#38;lt;">)", "&e;", "é中<"},
      {R"(<!-- it's <!ENTITY a "no"> --><!ENTITY a "]> yes">)", "&a;", "]> yes"},
      {"<!ENTITY a \"yes\">\n]\n", "&a;", "yes"},
      {R"(<!ENTITY % p "no">)", "&p;", "&p;"},
      {R"(<!ENTITY a "it's")", "&a;", "it's"},
  };
  for (const auto& [subset, title, read] : cases) {
    CAPTURE(subset);
    CHECK(title_of(subset, title) == read);
    CHECK(parsed(subset, title).losses.empty());
  }
}

TEST_CASE("external entities are not fetched, and those of markup are left, which is told",
          "[feed][hostile]") {
  for (const std::string subset :
       {R"(<!ENTITY x SYSTEM "file:///etc/passwd">)",
        R"(<!ENTITY x PUBLIC "-//A//B" "http://127.0.0.1:1/x.ent">)", R"(<!ENTITY x "<b>x</b>">)",
        R"(<!ENTITY y SYSTEM "file:///etc/passwd"><!ENTITY x "a &y;">)",
        R"(<!ENTITY x "&#60;b>x&#60;/b>">)"}) {
    CAPTURE(subset);
    const feed::ParseResult result = parsed(subset, "a &x; b");
    REQUIRE(result.feed.entries.size() == 1);
    CHECK(result.feed.entries[0].title == "a &x; b");
    REQUIRE(result.warnings.size() == 1);
    CHECK(result.warnings[0].message ==
          "declared entity that is external or holds markup, left as text");
    CHECK(result.warnings[0].offset == feed_with(subset, "a &x; b").find("&x; b"));
  }
}

TEST_CASE("entities that unfold into too many others are refused by name", "[feed][hostile]") {
  CHECK(title_of(tower(10, 10), "&a9;") == "declared entities that unfold to more than 1 MiB");
  CHECK(title_of(tower(10, 10), "&a2;").size() == 200);
  CHECK(title_of(tower(17, 1), "&a16;") == "declared entities nested deeper than 16");
  CHECK(title_of(tower(16, 1), "&a15;") == "ha");
  CHECK(title_of(R"(<!ENTITY a "&b;"><!ENTITY b "&a;">)", "&a;") ==
        "declared entities nested deeper than 16");
  CHECK(title_of(tower(10, 10), "nothing asked for them") == "nothing asked for them");
}

TEST_CASE("a long entity that is used often is refused by name", "[feed][hostile]") {
  std::string many;
  for (int i = 0; i < 50'000; ++i) many += "&a;";
  const std::string subset = "<!ENTITY a \"" + std::string(50'000, 'x') + "\">";
  CHECK(title_of(subset, many) == "declared entities that unfold to more than 1 MiB");
  CHECK(title_of(subset, "&a;").size() == 50'000);
  CHECK(
      feed::parse("<!DOCTYPE opml [" + subset + "]><rss><a b='" + many + "'/></rss>", {}).problem ==
      "declared entities that unfold to more than 1 MiB");
}

TEST_CASE("entities without text cost no more than their declarations", "[feed][hostile]") {
  std::string subset = "<!ENTITY a0 ''>";
  for (int i = 1; i < 1000; ++i) {
    subset += "<!ENTITY a" + std::to_string(i) + " '";
    for (int k = 0; k < 1000; ++k) subset += "&a0;";
    subset += "'>";
  }
  std::string all;
  for (int i = 0; i < 1000; ++i) all += "&a" + std::to_string(i) + ";";
  CHECK(title_of(subset, all + "x") == "x");
}

TEST_CASE("a DOCTYPE that does not end takes the document no further than its '>'", "[feed]") {
  CHECK(
      feed::parse("<!DOCTYPE rss [<rss><channel><item><title>t</title></item></channel></rss>", {})
          .problem.empty());
  CHECK(title_of("<!ENTITY a \"it>", "x") == "x");
}
