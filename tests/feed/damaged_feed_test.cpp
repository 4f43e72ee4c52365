#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "feed/sample_feeds.h"
#include "jianbao/text/unicode.h"
#include "support/fixture.h"

using namespace jianbao;

namespace {

/// Real feeds of every format and many encodings, whole and broken.
constexpr std::array<const char*, 10> kReal{"zh/gb2312_with_gbk_chars.xml",
                                            "zh/gbk_http_overrides.xml",
                                            "zh/trailing_junk.xml",
                                            "zh/unclosed_tags_in_html.xml",
                                            "zh/utf8_single_quotes.xml",
                                            "wellformed/namespace/atomthreadingwithentry.xml",
                                            "wellformed/namespace/rss1.0withModulesNoDefNS.xml",
                                            "wellformed/media-rss/media_group.xml",
                                            "encoding/utf-32be-bom.xml",
                                            "illformed/chardet/koi8r.xml"};

std::vector<std::string> own_feeds() {
  return {test::rss_sample(), test::rdf_sample(), test::atom_sample(), test::json_sample()};
}

/// Empty if there are none here; then the test is skipped.
std::vector<std::string> real_feeds() {
  std::vector<std::string> feeds;
  const auto shared = test::shared_input();
  for (const char* name : kReal) {
    if (!shared) break;
    const std::filesystem::path file = *shared / "suites/dev/feeds/files" / name;
    if (std::filesystem::exists(file)) feeds.push_back(test::read_file(file));
  }
  if (feeds.size() == kReal.size()) return feeds;
  test::skip("the feed suite is not here; set JIANBAO_SHARED");
  return {};
}

/// How many bytes of a feed are changed, one at a time.
int corruptions() {
  return std::getenv("JIANBAO_THOROUGH") != nullptr ? 10'000 : 300;
}

/// Gives what the type promises: valid UTF-8, and entries or a problem.
void check_sound(const feed::ParseResult& result) {
  if (!result.problem.empty()) CHECK(result.feed.entries.empty());
  for (const FeedEntry& entry : result.feed.entries) {
    for (const std::string* text :
         {&entry.id, &entry.url, &entry.title, &entry.summary, &entry.content, &entry.raw}) {
      if (!text::is_valid_utf8(*text)) FAIL("not UTF-8: " << *text);
    }
  }
}

void check_prefixes(const std::string& feed) {
  for (std::size_t size = 0; size < feed.size(); ++size) {
    CAPTURE(size);
    check_sound(feed::parse(std::string_view(feed).substr(0, size), {}));
  }
}

void check_corruptions(std::string feed, std::uint32_t seed) {
  std::mt19937 random(seed);
  for (int i = 0; i < corruptions(); ++i) {
    const std::size_t at = random() % feed.size();
    const char old = feed[at];
    feed[at] = static_cast<char>(random() % 256);
    CAPTURE(i, at, feed[at]);
    check_sound(feed::parse(feed, {.base_url = "http://a.example/b/"}));
    feed[at] = old;
  }
}

}  // namespace

TEST_CASE("every prefix of a real feed is read or reported", "[feed][robust]") {
  for (const std::string& feed : real_feeds()) check_prefixes(feed);
}

TEST_CASE("a real feed with any byte changed is read or reported", "[feed][robust]") {
  std::uint32_t seed = 0;
  for (const std::string& feed : real_feeds()) check_corruptions(feed, ++seed);
}

TEST_CASE("an own feed with any byte changed is read or reported", "[feed][robust]") {
  std::uint32_t seed = 100;
  for (const std::string& feed : own_feeds()) check_corruptions(feed, ++seed);
}

TEST_CASE("the longer the prefix of a feed, the more whole entries it gives", "[feed][robust]") {
  for (const std::string& feed : {test::rss_sample(), test::rdf_sample(), test::atom_sample()}) {
    std::size_t entries = 0;
    for (std::size_t size = 0; size <= feed.size(); ++size) {
      CAPTURE(size);
      const auto cut = feed::parse(std::string_view(feed).substr(0, size), {});
      CHECK(cut.feed.entries.size() >= entries);
      entries = cut.feed.entries.size();
    }
    CHECK(entries == 3);
  }
}
