#pragma once

#include <gumbo.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/json_ld.h"
#include "extract/tree_walk.h"

namespace jianbao::extract {

/// What a page's markup says about it, not yet judged.  Text on one line.
struct PageClues {
  LinkedData linked;
  /// name, property or itemprop (in lower case) and content of each <meta>, in document order.
  std::vector<std::pair<std::string, std::string>> metas;
  std::string title;
  std::string heading;  ///< the first <h1>
  std::string language;
  std::string canonical;
  std::string image_link;  ///< <link rel="image_src">
  std::vector<std::string> authors;
  std::vector<std::string> tags;
  std::string published;  ///< itemprop="datePublished", else a <time pubdate>
  std::string modified;
  std::string first_time;  ///< the first <time datetime>
  std::string date_text;   ///< of the first element whose class speaks of a date

  /// The content of the first meta with one of the names, the first name first; empty if none.
  std::string meta(std::initializer_list<std::string_view> names) const;
};

PageClues collect_clues(const GumboNode& root, std::vector<WalkPlace>& stack);

}  // namespace jianbao::extract
