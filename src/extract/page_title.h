#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/page_clues.h"

namespace jianbao::extract {

/// What the parts of a page say its title is, on one line each; empty where they say nothing.
struct TitleClues {
  Clue headline;      ///< JSON-LD's
  Clue shared;        ///< og:title and its kin
  std::string title;  ///< <title>
  Clue heading;
  std::string site;                   ///< the site's name
  std::string host;                   ///< of the page's address
  std::vector<std::string> headings;  ///< others of the page
};

/// The article's title, without the site's name.  JSON-LD's headline comes first, then og:title,
/// then <title>, then the heading; but
/// what the heading and og:title say alike, with other words than the headline that mean the same,
/// is what readers see: the headline is then worded for search engines.
Clue choose_title(const TitleClues& clues);

/// True if `words` are the name of the site or its host's, such as "WELT" on www.welt.de.
bool names_site(std::string_view words, std::string_view site, std::string_view host);

/// A page's title without the site's name behind (or before) it.
/// @param title  what <title> or og:title says, on one line.  @param heading  the page's first
/// <h1>, if any.  @param site  the site's name, if known.
std::string title_without_site(std::string_view title, std::string_view heading,
                               std::string_view site);

}  // namespace jianbao::extract
