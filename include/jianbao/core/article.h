#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jianbao/core/timestamp.h"

namespace jianbao {

/// Where a publication date was read.  The numbers are stored: never renumber.
enum class DateOrigin { kNone = 0, kBody = 1, kFrontMatter = 2, kHeader = 3, kFeed = 4, kPage = 5 };

/// What tells an item of a feed from the others to which the same document gives its canonical URL.
enum class ToldApart {
  kByUrl,       ///< there are none: the canonical URL is its own
  kByFragment,  ///< the fragment of its URL
  kByFeed,      ///< its guid, else its date, within its feed
};

/// An article as it was read from one capture.  All strings are valid UTF-8, NFC, without control
/// characters; `text` is clean text as docs/extraction.md defines it (paragraphs parted by one
/// empty line).  Empty string: unknown.  Unreadable dates are absent, never "now".
struct Article {
  std::string url;   ///< as the source gave it; absolute
  std::string guid;  ///< a feed's own id for the item; empty for files and pages
  std::string title;
  std::vector<std::string> authors;
  std::string language;  ///< BCP 47, for example "zh" or "zh-Hant"
  std::string source;    ///< the name under which the archive files it
  std::vector<std::string> tags;
  std::string image_url;
  std::string image_caption;
  std::string dateline;  ///< the place a report is filed from: "华盛顿"
  std::string text;
  std::optional<Timestamp> header;     ///< the moment the feed or file header gave
  std::optional<Timestamp> published;  ///< the publisher's own date
  DateOrigin published_origin = DateOrigin::kNone;
  ToldApart told_apart = ToldApart::kByUrl;  ///< not stored: the archive's key tells
};

/// The instant by which the archive orders an article: the header's, else the publication date,
/// else `first_seen`.
Timestamp order_date(const Article& article, Timestamp first_seen);

/// What the article is with its page: the page's text; what the feed did not say; the page's own
/// date in the place of the feed's.  Pure.
Article completed(Article from_feed, const Article& page);

}  // namespace jianbao
