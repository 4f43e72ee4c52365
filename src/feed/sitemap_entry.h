#pragma once

#include <pugixml.hpp>
#include <string>

#include "feed/dates.h"
#include "feed/links.h"
#include "feed/names.h"
#include "jianbao/core/feed.h"

namespace jianbao::feed {

// News sitemaps (sitemaps.org 0.9 with Google's news extension 0.9): <url> elements with <loc>,
// <lastmod> and <news:news>.

/// The <news:news> inside a <url>; a null node if it is an ordinary page.
pugi::xml_node news_of(const pugi::xml_node& url, const Scope& scope);

/// Reads a <url> that has news; all but FeedEntry::raw.  Addresses should be absolute; others are
/// resolved against `base`.
FeedEntry read_sitemap_entry(const pugi::xml_node& url, const Scope& scope, const std::string& base,
                             Links& links, Dates& dates);

/// The name of the publication that a <url>'s news belongs to; empty if it does not say.
std::string publication_of(const pugi::xml_node& url, const Scope& scope);

}  // namespace jianbao::feed
