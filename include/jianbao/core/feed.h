#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "jianbao/core/timestamp.h"

namespace jianbao {

/// A file that an entry carries: an enclosure, media:content that is no image, an attachment.
struct Enclosure {
  std::string url;                      ///< absolute
  std::string type;                     ///< media type as written; may be empty
  std::optional<std::uint64_t> length;  ///< bytes

  friend bool operator==(const Enclosure&, const Enclosure&) = default;
};

/// One item of a feed.  Strings are valid UTF-8; `summary` and `content` are HTML as given, with
/// links resolved; dates that cannot be read are absent.
struct FeedEntry {
  std::string id;     ///< guid (RSS), id (Atom, JSON Feed), rdf:about; empty if none
  std::string url;    ///< absolute; empty if none
  std::string title;  ///< on one line, markup dropped; U+200E and the like stay
  std::vector<std::string> authors;
  std::vector<std::string> tags;
  std::optional<Timestamp> published;
  std::optional<Timestamp> updated;
  std::string summary;
  std::string content;
  std::string image_url;
  std::vector<Enclosure> enclosures;
  std::string language;
  /// A whole feed document that holds this entry alone; parsing it gives the entry back.  What the
  /// archive keeps as the entry's raw bytes.
  std::string raw;
};

/// A feed document.  `format` is "rss", "rdf", "atom", "cdf", "json" or "sitemap" (of news).
struct Feed {
  std::string format;
  std::string title;
  std::string link;  ///< the site, not the feed
  std::string language;
  /// How long the document says that it may be kept (RSS's ttl, sy:updatePeriod); 31 days at most,
  /// absent if it says nothing that can be read.
  std::optional<std::chrono::milliseconds> ttl;
  std::vector<FeedEntry> entries;
};

}  // namespace jianbao
