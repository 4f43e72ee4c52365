#pragma once

#include "fuzz/target.h"
#include "jianbao/feed/parse.h"
#include "jianbao/text/unicode.h"

namespace jianbao::fuzz {

inline void require_sound(const FeedEntry& entry) {
  for (const std::string* text : {&entry.id, &entry.url, &entry.title, &entry.summary,
                                  &entry.content, &entry.image_url, &entry.raw}) {
    require(text::is_valid_utf8(*text), "strings are valid UTF-8");
  }
  require(entry.authors.size() <= 100 && entry.tags.size() <= 100, "lists are bounded");
}

/// Parses the bytes as a feed, and its first entry's raw document again.
inline void check_feed(std::string_view bytes, const feed::ParseOptions& options) {
  const feed::ParseResult result = feed::parse(bytes, options);
  require(result.problem.empty() || result.feed.entries.empty(), "a problem comes without entries");
  for (const FeedEntry& entry : result.feed.entries) require_sound(entry);
  if (result.feed.entries.empty()) return;
  const feed::ParseResult again = feed::parse(result.feed.entries.front().raw, options);
  require(again.feed.entries.size() == 1, "a raw entry is a feed of one entry");
}

}  // namespace jianbao::fuzz
