#pragma once

#include <string>
#include <string_view>

#include "jianbao/feed/parse.h"

namespace jianbao::test {

/// Feeds with three whole entries each, in Chinese, with every field that the format has.
std::string rss_sample();
std::string rdf_sample();
std::string atom_sample();
std::string json_sample();

/// Reads a feed that stands at http://news.example/feeds/all.xml; fails the test if it is none.
Feed read_feed(std::string_view bytes);
/// The only entry of such a feed.
FeedEntry read_only_entry(std::string_view bytes);

/// An RSS 2.0 document around the given item content, the usual namespaces declared.
std::string rss_item(std::string_view inside);
/// An Atom 1.0 document around the given entry content.
std::string atom_entry(std::string_view inside);

}  // namespace jianbao::test
