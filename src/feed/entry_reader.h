#pragma once

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "feed/base64.h"
#include "feed/dates.h"
#include "feed/links.h"
#include "feed/names.h"
#include "feed/text_value.h"
#include "jianbao/core/feed.h"

namespace jianbao::feed {

/// What an entry inherits from the elements around it.
struct EntryContext {
  Format format = Format::kRss;
  Scope scope;
  std::string base;
  std::string language;
  std::vector<std::string> authors;
};

/// Reads one item or entry element; all but FeedEntry::raw.  One pass over its children.
FeedEntry read_entry(const pugi::xml_node& element, const EntryContext& context, Links& links,
                     Dates& dates, Base64Faults& faults);

/// Adds the parts of a list with commas, each as one line and once, up to a hundred tags.
void add_keywords(std::vector<std::string>& tags, std::string_view list);

/// The language of an element's xml:lang, else `inherited`.
std::string language_of(const pugi::xml_node& element, const std::string& inherited);

/// A language tag from a stranger: trimmed; empty if it is too long to be one.
std::string language_tag(std::string_view text);

}  // namespace jianbao::feed
