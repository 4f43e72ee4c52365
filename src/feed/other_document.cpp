#include "feed/other_document.h"

#include <algorithm>
#include <string>
#include <vector>

#include "feed/markup.h"
#include "feed/repair.h"
#include "jianbao/feed/discover.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"

namespace jianbao::feed {
namespace {

constexpr std::size_t kMostNamed = 5;

/// The name of the document's first element, in lower case, without its prefix.
std::string first_element(std::string_view xml) {
  for (std::size_t at = 0; (at = xml.find('<', at)) != std::string_view::npos;) {
    if (xml.substr(at).starts_with("<!--")) {
      at = end_of_opaque(xml, at, {});
    } else if (at + 1 < xml.size() && is_name_start(xml[at + 1])) {
      return text::ascii_lowered(local_name(TagReader(xml, at).name()));
    } else {
      ++at;
    }
    if (at >= xml.size()) break;
  }
  return {};
}

/// "URL, URL and 3 more"; empty if there is none.
std::string listed(const std::vector<std::string>& urls) {
  const std::size_t named = std::min(urls.size(), kMostNamed);
  std::string list;
  for (std::size_t i = 0; i < named; ++i) list += (i == 0 ? "" : ", ") + urls[i];
  const std::size_t rest = urls.size() - named;
  return rest == 0 ? list : list + " and " + std::to_string(rest) + " more";
}

std::string hint_of_page(std::string_view html, const std::string& base_url) {
  std::vector<std::string> urls;
  for (FeedLink& link : find_feed_links(html, base_url)) urls.push_back(std::move(link.url));
  const std::string discover =
      "jianbao feed discover " +
      (text::is_http(base_url) ? text::for_terminal(base_url) : std::string("URL"));
  if (urls.empty()) return "`" + discover + "` looks for the site's feeds";
  return "it names " + listed(urls) + "; see `" + discover + "`";
}

std::string hint_of_index(std::string_view xml, const std::string& base_url) {
  const std::vector<std::string> urls = sitemaps_of_index(xml, base_url);
  if (urls.empty()) return "it lists no sitemap";
  return "it lists " + listed(urls);
}

}  // namespace

void explain_other_document(std::string_view utf8, const ParseOptions& options,
                            ParseResult& result) {
  const std::string root = first_element(utf8);
  if (root == "html" || root == "head" || root == "body") {
    result.problem = "an HTML page, not a feed";
    result.hint = hint_of_page(utf8, options.base_url);
  } else if (root == "opml") {
    result.problem = "an OPML list of feeds, not a feed";
    result.hint = "`jianbao feed import FILE` subscribes to them";
  } else if (root == "sitemapindex") {
    result.problem = "a sitemap index, not a feed";
    result.hint = hint_of_index(utf8, options.base_url);
  }
}

}  // namespace jianbao::feed
