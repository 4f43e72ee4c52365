#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "jianbao/core/article.h"
#include "jianbao/core/feed.h"
#include "jianbao/core/limits.h"
#include "jianbao/extract/extractor.h"
#include "jianbao/formats/kind.h"
#include "jianbao/store/records.h"

namespace jianbao::app {

/// An article ready to be stored, with the capture it was read from.
struct Prepared {
  Article article;
  store::Capture capture;  ///< raw.zstd is set
};

/// An entry of a feed that could not be read, or what of the document was left out.
struct Refusal {
  std::string line;
  std::uint64_t content = 0;  ///< stands for what was refused, over all polls
  /// Of an entry that was left out because its document ends in it: the key under which the archive
  /// may have it whole.  Else empty.
  std::string url{};
};

/// What one file, page or feed document came to.
struct Reading {
  std::vector<Prepared> articles;
  std::vector<Refusal> failures;
  std::vector<std::string> damage;    ///< what was stored with characters replaced, one line each
  std::vector<std::string> warnings;  ///< one line each
  // Of a feed:
  std::string feed_title;  ///< no longer than a source's name
  std::string feed_site;   ///< the address of the site; empty if unknown
  std::optional<std::chrono::milliseconds> feed_ttl;
  bool cut = false;         ///< it ends too early: articles may be missing
  bool entry_cut = false;   ///< that is inside an entry, not between two or behind the last
  bool links_only = false;  ///< a sitemap: it names pages and gives no text
};

/// Bytes and what is known about them before they are read.
struct Input {
  std::string_view bytes;
  formats::Kind kind = formats::Kind::kUnknown;
  store::Origin origin;
  std::string url;           ///< the address they came from; empty for files
  std::string content_type;  ///< HTTP
  std::string charset;       ///< HTTP
  std::string source_name;   ///< files everything under this name; empty: decide
};

/// Turns bytes into articles.  Holds an extractor and a compressor, so keep one for each thread.
class ItemReader {
 public:
  /// @param rules  for pages; may be null.
  ItemReader(const Limits& limits, std::shared_ptr<const extract::SiteRules> rules)
      : limits_(limits), extractor_(limits, std::move(rules)) {}

  /// @throws Error(kLimit, kInput) that names the item.
  Reading read(const Input& input);

 private:
  Reading read_kind(const Input& input);
  Reading read_article_file(const Input& input);
  Reading read_page(const Input& input);
  Reading read_feed(const Input& input);
  /// @param source  the feed's name, where the entries are not filed under another.
  Prepared read_entry(const Feed& feed, const FeedEntry& entry, const Input& input,
                      const std::string& source);
  /// Extracts a fragment; errors name the item instead of "HTML".
  extract::Body body(std::string_view html, const std::string& base, const std::string& name);
  store::Packed pack(std::string_view bytes);

  Limits limits_;
  extract::Extractor extractor_;
  store::Packer packer_;
};

/// The most characters that the name of a source has.
constexpr std::size_t kSourceNameLength = 200;

/// A stranger's words as a source's name: on one line and cut to kSourceNameLength.
std::string clean_source_name(std::string_view bytes);

}  // namespace jianbao::app
