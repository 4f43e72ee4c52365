#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jianbao::feed {

/// What a page says about a feed.
struct FeedLink {
  std::string url;  ///< absolute, http or https
  std::string title{};
  /// Named by <link rel="alternate"> or <link rel="feed">; else by an <a> whose address or text
  /// looks like a feed's.
  bool declared = false;

  friend bool operator==(const FeedLink&, const FeedLink&) = default;
};

/// The feeds that an HTML page names, each address once: declared ones first, feeds of comments
/// last, otherwise in the page's order; at most 100.
/// @param html  valid UTF-8, need not be well formed.  @param base_url  where it came from.
/// O(bytes).
std::vector<FeedLink> find_feed_links(std::string_view html, std::string_view base_url);

/// True if an address looks like a feed's: /feed, /rss.xml, /zh/atom, ?feed=rss2 …
bool looks_like_feed(std::string_view url);

/// Where sites commonly keep their feeds (WordPress, Ghost, Hugo, Jekyll, Substack, Blogger …):
/// first below the URL's own folder, then below the site's root.  Empty for what is no http URL.
std::vector<std::string> usual_feed_urls(std::string_view url);

/// Where sites commonly keep a sitemap of their news.
std::vector<std::string> usual_news_sitemap_urls(std::string_view url);

/// The sitemaps that a robots.txt or a page names, absolute and each once, those with "news" in
/// their address first; what is no http URL is left out; at most 50.
std::vector<std::string> news_sitemaps_first(std::span<const std::string> references,
                                             std::string_view base_url);

/// The sitemaps that a sitemap index lists: those with "news" in their address first, then by
/// `lastmod`, the newest first and those without one last; empty for any other document.
std::vector<std::string> sitemaps_of_index(std::string_view xml, std::string_view index_url);

}  // namespace jianbao::feed
