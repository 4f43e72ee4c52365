#pragma once

#include <string>
#include <string_view>
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

/// What one file, page or feed document came to.
struct Reading {
  std::vector<Prepared> articles;
  std::vector<std::string> warnings;  ///< one line each
  std::string feed_title;             ///< of a feed
  std::size_t failed_entries = 0;  ///< entries of a feed that could not be read; named in warnings
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
  explicit ItemReader(const Limits& limits) : limits_(limits), extractor_(limits) {}

  /// @throws Error(kLimit, kInput) that names the item.
  Reading read(const Input& input);

 private:
  Reading read_article_file(const Input& input);
  Reading read_page(const Input& input);
  Reading read_feed(const Input& input);
  Prepared read_entry(const Feed& feed, const FeedEntry& entry, const Input& input);
  store::Packed pack(std::string_view bytes);

  Limits limits_;
  extract::Extractor extractor_;
  store::Packer packer_;
};

/// The name under which a file is filed: its first category or tag, else the first folder below the
/// ingested one, else its host.
std::string source_of_file(const std::vector<std::string>& tags, std::string_view path,
                           std::string_view url);

}  // namespace jianbao::app
