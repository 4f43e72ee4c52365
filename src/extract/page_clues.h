#pragma once

#include <gumbo.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/json_ld.h"
#include "extract/tree_walk.h"

namespace jianbao::extract {

inline constexpr std::int64_t kDayMs = 86'400'000;

/// A value as it stands on the page, and where: "meta og:title", "rel=author".  An empty value: not
/// found.
struct Clue {
  std::string value;
  std::string source;

  bool empty() const { return value.empty(); }
};

/// What a page's markup says about it, not yet judged.  Text on one line.
struct PageClues {
  LinkedData linked;
  /// name, property, itemprop or http-equiv (in lower case, "dc:title" as "dc.title") and content
  /// of each <meta>, in document order.
  std::vector<std::pair<std::string, std::string>> metas;
  std::string title;
  Clue heading;                       ///< the article's own, as far as the markup tells
  std::string site_heading;           ///< the one that names the site: it leads to the front page
  std::vector<std::string> headings;  ///< the first of the body, of the three highest levels
  std::string language;
  std::string canonical;
  std::string image_link;  ///< <link rel="image_src">
  std::string image_caption;
  std::vector<std::string> tags;

  std::vector<std::string> marked_authors;  ///< itemprop=author
  std::vector<std::string> linked_authors;  ///< rel=author
  std::vector<std::string> named_bylines;   ///< of elements whose class names a byline or author
  std::vector<std::string> worded_bylines;  ///< text that begins "作者：", and links behind "By"

  std::string published;  ///< itemprop=datePublished, else a <time pubdate>
  std::string modified;
  std::string
      named_time;  ///< the first <time> whose class, or place, says that it is the article's
  std::string first_time;    ///< the first <time datetime>
  std::string date_text;     ///< of the first element whose class speaks of a date
  std::string loose_date;    ///< the first short text that holds a date
  std::string side_date;     ///< the one day that columns beside the text name
  std::string changed_text;  ///< the first that says when the article was changed

  std::vector<std::string_view> scripts;  ///< the first ones, as long as the tree lives

  /// The first meta with one of the names, the first name first.
  Clue meta(std::initializer_list<std::string_view> names) const;
};

PageClues collect_clues(const GumboNode& root, std::vector<WalkPlace>& stack);

}  // namespace jianbao::extract
