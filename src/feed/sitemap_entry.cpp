#include "feed/sitemap_entry.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "feed/entry_reader.h"
#include "feed/text_value.h"
#include "jianbao/text/unicode.h"

namespace jianbao::feed {
namespace {

pugi::xml_node child_of(const pugi::xml_node& node, const Scope& scope, Space space,
                        std::string_view local) {
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    const Name name = name_of(child, scope);
    if (name.space == space && name.local == local) return child;
  }
  return {};
}

pugi::xml_node publication(const pugi::xml_node& url, const Scope& scope, std::string_view local) {
  const pugi::xml_node news = news_of(url, scope);
  return child_of(child_of(news, scope, Space::kNews, "publication"), scope, Space::kNews, local);
}

}  // namespace

pugi::xml_node news_of(const pugi::xml_node& url, const Scope& scope) {
  return child_of(url, scope, Space::kNews, "news");
}

FeedEntry read_sitemap_entry(const pugi::xml_node& url, const Scope& scope, const std::string& base,
                             Links& links, Dates& dates) {
  const pugi::xml_node news = news_of(url, scope);
  FeedEntry entry;
  entry.url = links.resolve(base, text_of(child_of(url, scope, Space::kCore, "loc")));
  entry.title = line_value(child_of(news, scope, Space::kNews, "title"), Format::kSitemap);
  add_keywords(entry.tags, text_of(child_of(news, scope, Space::kNews, "keywords")));
  entry.published = dates.read(text_of(child_of(news, scope, Space::kNews, "publication_date")));
  entry.updated = dates.read(text_of(child_of(url, scope, Space::kCore, "lastmod")));
  const pugi::xml_node image = child_of(url, scope, Space::kImage, "image");
  entry.image_url =
      links.resolve_address(base, text_of(child_of(image, scope, Space::kImage, "loc")));
  entry.language = language_tag(text_of(publication(url, scope, "language")));
  return entry;
}

std::string publication_of(const pugi::xml_node& url, const Scope& scope) {
  return line_value(publication(url, scope, "name"), Format::kSitemap);
}

}  // namespace jianbao::feed
