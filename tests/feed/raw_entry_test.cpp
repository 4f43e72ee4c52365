#include <catch2/catch.hpp>

#include <string>

#include "feed/sample_feeds.h"

using namespace jianbao;

namespace {

void check_equal(const FeedEntry& again, const FeedEntry& entry) {
  CAPTURE(entry.raw);
  CHECK(again.id == entry.id);
  CHECK(again.url == entry.url);
  CHECK(again.title == entry.title);
  CHECK(again.authors == entry.authors);
  CHECK(again.tags == entry.tags);
  CHECK(again.published == entry.published);
  CHECK(again.updated == entry.updated);
  CHECK(again.summary == entry.summary);
  CHECK(again.content == entry.content);
  CHECK(again.image_url == entry.image_url);
  CHECK(again.language == entry.language);
  CHECK(again.raw == entry.raw);
}

}  // namespace

TEST_CASE("an entry's raw document gives the entry back", "[feed]") {
  for (const std::string& sample :
       {test::rss_sample(), test::rdf_sample(), test::atom_sample(), test::json_sample()}) {
    const Feed feed = test::read_feed(sample);
    for (const FeedEntry& entry : feed.entries) {
      const Feed alone = test::read_feed(entry.raw);
      CHECK(alone.format == feed.format);
      REQUIRE(alone.entries.size() == 1);
      check_equal(alone.entries.front(), entry);
    }
  }
}

TEST_CASE("a raw document holds nothing of the other entries", "[feed]") {
  const Feed feed = test::read_feed(test::rss_sample());
  REQUIRE(feed.entries.size() == 3);
  CHECK(feed.entries[0].raw.find("<rss version=\"2.0\"") == 0);
  CHECK(feed.entries[0].raw.find("xmlns:content=") != std::string::npos);
  CHECK(feed.entries[0].raw.find("<![CDATA[<p>") != std::string::npos);
  CHECK(feed.entries[0].raw.find("Storm") == std::string::npos);
  CHECK(feed.entries[0].raw.find("每天的新闻") == std::string::npos);
}

TEST_CASE("raw documents do not multiply huge attributes and authors", "[feed][hostile]") {
  const std::string huge(100'000, 'x');
  std::string xml = "<feed xmlns=\"http://www.w3.org/2005/Atom\" junk=\"" + huge +
                    "\"><author><name>" + huge + "</name></author>";
  for (int i = 0; i < 100; ++i) xml += "<entry><title>t</title></entry>";
  const Feed feed = test::read_feed(xml + "</feed>");
  REQUIRE(feed.entries.size() == 100);
  std::size_t total = 0;
  for (const FeedEntry& entry : feed.entries) total += entry.raw.size();
  CHECK(total < 100'000);
}

TEST_CASE("the raw document of a feed told by its title alone is a feed too", "[feed]") {
  const std::string sample = R"({"version":"1","title":"日报","items":[{"id":"a"}]})";
  const Feed feed = test::read_feed(sample);
  REQUIRE(feed.entries.size() == 1);
  check_equal(test::read_only_entry(feed.entries[0].raw), feed.entries[0]);
}
