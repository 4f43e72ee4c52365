#include "feed/outline.h"

#include <catch2/catch.hpp>
#include <vector>

#include "feed/sample_feeds.h"
#include "jianbao/feed/parse.h"

using namespace jianbao;

TEST_CASE("entries are handed on one by one, the feed's own words first", "[feed]") {
  for (const std::string& sample :
       {test::rss_sample(), test::rdf_sample(), test::atom_sample(), test::json_sample()}) {
    const Feed whole = test::read_feed(sample);
    std::vector<FeedEntry> taken;
    const feed::ParseResult result = feed::parse(
        sample, {.keep_raw = false}, [&](const feed::ParseResult& so_far, FeedEntry&& entry) {
          CHECK(so_far.feed.format == whole.format);
          CHECK(so_far.feed.title == whole.title);
          CHECK(so_far.charset == "UTF-8");
          taken.push_back(std::move(entry));
        });
    CHECK(result.feed.entries.empty());
    REQUIRE(taken.size() == whole.entries.size());
    for (std::size_t i = 0; i < taken.size(); ++i) {
      CHECK(taken[i].id == whole.entries[i].id);
      CHECK(taken[i].title == whole.entries[i].title);
      CHECK(taken[i].raw.empty());
    }
  }
}

TEST_CASE("an outline keeps the attributes of entries and leaves out the rest", "[feed]") {
  const std::string xml =
      "<rss><channel><item a=\"1>2\"><title>x</title></item><item/><item>"
      "<item>y</item></item><title>t</title></channel></rss>";
  const auto range = [&xml](std::string_view part) {
    return feed::Range{xml.find(part), xml.find(part) + part.size()};
  };
  const std::string_view first = "<item a=\"1>2\"><title>x</title></item>";
  const std::string_view third = "<item><item>y</item></item>";
  const std::vector<feed::Range> entries{range(first), range("<item/>"), range(third),
                                         range("<item>y</item>")};
  feed::Outline outline(xml, entries);
  CHECK(outline.text() ==
        "<rss><channel><item a=\"1>2\"/><item/><item/><title>t</title></channel></rss>");
  pugi::xml_document document;
  document.load_buffer_inplace(outline.text().data(), outline.text().size());
  const pugi::xml_node channel = document.first_child().first_child();
  CHECK(outline.source_of(channel.first_child()) == first);
  CHECK(outline.source_of(channel.last_child().previous_sibling()) == third);
  CHECK(outline.source_of(channel.last_child()).empty());
}

TEST_CASE("a sitemap that is cut off loses its last entry and nothing else", "[feed]") {
  const std::string news =
      "<url><loc>https://news.example/1</loc><news:news>"
      "<news:title>t</news:title></news:news></url>";
  const feed::ParseResult result =
      feed::parse("<urlset>" + news + "<url><loc>https://news.example/ab", {});
  CHECK(result.problem.empty());
  CHECK(result.losses.size() == 1);
  REQUIRE(result.feed.entries.size() == 1);
  CHECK(result.feed.entries[0].url == "https://news.example/1");
}
