#pragma once

#include <cstddef>
#include <string_view>

namespace jianbao::feed {

/// What a document should be: decides which element is its root.
enum class Wanted { kFeed, kOpml };

/// The part of a qualified name behind its prefix.
std::string_view local_name(std::string_view qualified);

/// True if elements of that name are the root of a document, or the channel in it.
bool is_root(std::string_view name, Wanted wanted);

/// True if elements of that name are the entries of a feed, or the addresses of a sitemap.
bool is_entry(std::string_view name, bool of_sitemap);

/// Looks ahead for the tags of a feed's entries.
class EntryTags {
 public:
  explicit EntryTags(std::string_view document) : document_(document) {}

  /// True if the next tag of an entry behind `from` is an end tag.  Asked for growing offsets, all
  /// calls together take O(bytes).
  bool ends_next(std::size_t from);

 private:
  std::string_view document_;
  std::size_t next_ = 0;  ///< the '<' of the last that was found
  bool is_end_ = false;
};

}  // namespace jianbao::feed
