#include <algorithm>
#include <array>
#include <optional>

#include "feed/entities.h"
#include "feed/markup.h"
#include "feed/repair.h"
#include "jianbao/feed/discover.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/date.h"
#include "jianbao/text/url.h"

namespace jianbao::feed {
namespace {

constexpr std::size_t kMaxUrl = 4096;
constexpr std::size_t kMaxSitemaps = 50;
/// As many as the protocol allows in an index: the newest may stand last.
constexpr std::size_t kMaxIndex = 50'000;

// The commonest first: each costs a request.
constexpr std::array<std::string_view, 14> kFeedPaths{"feed",
                                                      "rss",
                                                      "rss.xml",
                                                      "atom.xml",
                                                      "feed.xml",
                                                      "index.xml",
                                                      "feed.json",
                                                      "index.rdf",
                                                      "rss2.xml",
                                                      "feed/rss",
                                                      "feeds/posts/default",
                                                      "blog/feed",
                                                      "feeds",
                                                      "?feed=rss2"};
constexpr std::array<std::string_view, 5> kFolderPaths{"feed", "rss", "rss.xml", "index.xml",
                                                       "atom.xml"};
constexpr std::array<std::string_view, 7> kSitemapPaths{
    "news-sitemap.xml", "sitemap-news.xml",  "news_sitemap.xml", "sitemap_news.xml",
    "googlenews.xml",   "sitemaps/news.xml", "sitemap.xml"};

constexpr std::array<std::string_view, 7> kFeedNames{"feed", "feeds", "rss",    "rss2",
                                                     "atom", "rdf",   "rssfeed"};
constexpr std::array<std::string_view, 4> kFeedEndings{"rss", "atom", "rdf", "rss2"};
constexpr std::array<std::string_view, 6> kDataEndings{"xml", "json", "php", "aspx", "ashx", "cgi"};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// A step of a path, in lower case.
bool is_feed_step(std::string_view step) {
  if (one_of(kFeedNames, step)) return true;
  const std::size_t dot = step.rfind('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view stem = step.substr(0, dot);
  const std::string_view ending = step.substr(dot + 1);
  if (one_of(kFeedEndings, ending)) return true;
  if (!one_of(kDataEndings, ending)) return false;
  return contains(stem, "rss") || contains(stem, "atom") ||
         (contains(stem, "feed") && !contains(stem, "feedback")) ||
         (stem == "index" && ending == "xml");
}

bool has_feed_step(std::string_view path) {
  bool found = false;
  while (!path.empty() && !found) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view step = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    found = is_feed_step(step);
    // Below a folder of feeds only what could be one: /rss/help.html is a page.
    if (found && (path.ends_with(".html") || path.ends_with(".htm"))) return false;
  }
  return found;
}

bool asks_for_feed(std::string_view query) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view name = pair.substr(0, equals);
    const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
    if (name == "feed" && !value.empty()) return true;
    const bool chooses = name == "format" || name == "output" || name == "type" || name == "alt";
    if (chooses && one_of(kFeedNames, value)) return true;
  }
  return false;
}

/// "https://host:port/" and the path's folder with '/' at both ends.
struct Place {
  std::string root;
  std::string folder;
};

Place place_of(std::string_view url) {
  const auto parsed = text::parse_url(url);
  if (!parsed || !text::is_http(url)) return {};
  Url root = *parsed;
  root.path = "/";
  root.query.clear();
  root.fragment.clear();
  root.has_query = false;
  std::string folder = parsed->path;
  const std::size_t last = folder.rfind('/');
  // "/a/b.html" is a page of /a, "/a/b" may be a section of its own.
  if (folder.find('.', last + 1) != std::string::npos) folder.resize(last + 1);
  if (!folder.ends_with('/')) folder += '/';
  return {.root = text::to_string(root), .folder = std::move(folder)};
}

struct Sitemap {
  std::string url;
  std::optional<Timestamp> changed{};
};

bool names_news(std::string_view url) {
  return contains(text::ascii_lowered(url), "news");
}

/// News first, then the newest; those without a date come last: nullopt is less than any.
bool goes_before(const Sitemap& a, const Sitemap& b) {
  const bool news = names_news(a.url);
  return news == names_news(b.url) ? a.changed > b.changed : news;
}

/// The text of the element whose start tag's name ends at `at`; empty if it is long or cut off.
std::string_view text_behind(std::string_view xml, std::size_t at) {
  const std::size_t close = xml.find('>', at);
  if (close == std::string_view::npos) return {};
  const std::string_view text = xml.substr(close + 1, kMaxUrl);
  const std::size_t end = text.find('<');
  return end == std::string_view::npos ? std::string_view() : text.substr(0, end);
}

}  // namespace

bool looks_like_feed(std::string_view url) {
  if (url.size() > kMaxUrl) return false;
  const auto parsed = text::parse_url(text::ascii_lowered(url));
  if (!parsed) return false;
  if (parsed->host.starts_with("feeds.") || parsed->host.starts_with("rss.")) {
    return parsed->path.size() > 1;
  }
  return has_feed_step(std::string_view(parsed->path)) || asks_for_feed(parsed->query);
}

std::vector<std::string> usual_feed_urls(std::string_view url) {
  const Place place = place_of(url);
  if (place.root.empty()) return {};
  std::vector<std::string> urls;
  if (place.folder != "/") {
    const std::string folder = place.root + place.folder.substr(1);
    for (const std::string_view path : kFolderPaths) urls.push_back(folder + std::string(path));
  }
  for (const std::string_view path : kFeedPaths) urls.push_back(place.root + std::string(path));
  return urls;
}

std::vector<std::string> usual_news_sitemap_urls(std::string_view url) {
  const Place place = place_of(url);
  if (place.root.empty()) return {};
  std::vector<std::string> urls;
  for (const std::string_view path : kSitemapPaths) urls.push_back(place.root + std::string(path));
  return urls;
}

std::vector<std::string> news_sitemaps_first(std::span<const std::string> references,
                                             std::string_view base_url) {
  std::vector<std::string> urls;
  for (const std::string& reference : references) {
    if (reference.empty() || reference.size() > kMaxUrl || urls.size() >= kMaxSitemaps) continue;
    std::string url = text::resolve(base_url, reference);
    if (!text::is_http(url) || std::find(urls.begin(), urls.end(), url) != urls.end()) continue;
    urls.push_back(std::move(url));
  }
  std::stable_partition(urls.begin(), urls.end(), names_news);
  return urls;
}

std::vector<std::string> sitemaps_of_index(std::string_view xml, std::string_view index_url) {
  std::vector<Sitemap> sitemaps;
  bool is_index = false;
  for (std::size_t at = 0; (at = xml.find('<', at)) != std::string_view::npos;) {
    if (xml.substr(at).starts_with("<!--")) {
      at = std::min(end_of_opaque(xml, at, {}), xml.size());
      continue;
    }
    const TagReader tag(xml, at);
    const std::string_view name = local_name(tag.name());
    at += 1 + tag.name().size();
    is_index = is_index || text::equal_ignoring_case(name, "sitemapindex");
    if (!is_index) continue;
    const std::string_view content = text_behind(xml, at);
    if (text::equal_ignoring_case(name, "loc") && !content.empty()) {
      if (sitemaps.size() >= kMaxIndex) break;
      sitemaps.push_back({std::string(trim(decode_references(content)))});
    }
    if (text::equal_ignoring_case(name, "lastmod") && !sitemaps.empty()) {
      sitemaps.back().changed = text::parse_date(trim(content));
    }
  }
  std::stable_sort(sitemaps.begin(), sitemaps.end(), goes_before);
  std::vector<std::string> references;
  for (Sitemap& sitemap : sitemaps) references.push_back(std::move(sitemap.url));
  return news_sitemaps_first(references, index_url);
}

}  // namespace jianbao::feed
