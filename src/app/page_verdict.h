#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jianbao::app {

/// What is known of a page that was fetched for an article, and of the feed's item that led there.
struct PageFacts {
  std::string_view asked_url;
  std::string_view final_url;  ///< after redirects
  int status = 200;
  std::string_view title;
  std::string_view text;  ///< clean
  std::string_view
      item_title;              ///< the feed's own words: what they say too is the article's subject
  std::string_view item_text;  ///< clean, no HTML; both may be empty
};

/// Why the page is not to be stored as the article, in one line: the site's front page, a login
/// page, one that says with status 200 that it is not there, an empty shell, a wall of consent or
/// of payment.  Nothing for an article, be it about such pages or a flash of sixty Han characters
/// (thirty words).  In doubt it is an article.  Bot walls are fetch/wall.h's.
std::optional<std::string> why_no_article(const PageFacts& facts);

/// What the page that answered at a feed's address is, by the same signs.  Nothing for a page that
/// has a text of its own.
std::optional<std::string> why_no_feed(const PageFacts& facts);

}  // namespace jianbao::app
