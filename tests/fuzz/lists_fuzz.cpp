#include <algorithm>
#include <vector>

#include "fuzz/target.h"
#include "jianbao/feed/discover.h"
#include "jianbao/feed/opml.h"
#include "jianbao/fetch/robots.h"

namespace {

/// Feeds of one tag are written together, wherever they stood.
std::vector<jianbao::feed::OpmlFeed> by_url(std::vector<jianbao::feed::OpmlFeed> feeds) {
  std::sort(feeds.begin(), feeds.end(), [](const auto& a, const auto& b) { return a.url < b.url; });
  return feeds;
}

}  // namespace

/// The lists that lead to feeds: OPML, sitemap indexes, robots.txt.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jianbao;
  const std::string_view bytes = fuzz::bytes_of(data, size);
  const feed::OpmlResult opml = feed::read_opml(bytes);
  const std::string written = feed::write_opml("t", opml.feeds);
  const std::vector<feed::OpmlFeed> again = feed::read_opml(written).feeds;
  fuzz::require(by_url(again) == by_url(opml.feeds), "OPML comes back as it was written");
  fuzz::require(feed::write_opml("t", again) == written, "OPML is written in one order");
  feed::sitemaps_of_index(bytes, "http://a.example/");
  const fetch::Robots robots = fetch::Robots::parse(bytes, "jianbao/1.0");
  robots.allows("http://a.example/b/c?d=e");
  fuzz::require(robots.sitemaps().size() <= 100, "sitemaps are bounded");
  feed::news_sitemaps_first(robots.sitemaps(), "http://a.example/");
  return 0;
}
