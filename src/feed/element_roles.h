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

/// True if the root of a feed stands behind `from` with a version or a namespace, as in a page that
/// a browser made of a feed and saved.
bool holds_feed(std::string_view document, std::size_t from);

/// Looks ahead for the tags of a feed's entries; comments hold none.  Asked for growing offsets,
/// all calls together take O(bytes).
class EntryTags {
 public:
  explicit EntryTags(std::string_view document) : document_(document) {}

  /// True if the next tag of an entry behind `from` is an end tag.
  bool ends_next(std::size_t from);
  /// True if it is a start tag, and no other document begins before it.
  bool begins_next(std::size_t from, bool of_sitemap);
  /// True if no end tag of `name` stands between `from` and the next tag of an entry, and that is
  /// near: within four kilobytes.  Looks ten thousand times at the most, for a document that asks
  /// more often is a hostile one; then false.
  bool lacks_end(std::string_view name, std::size_t from, bool of_sitemap);
  /// True if an end tag of `name` stands behind `from` before another start tag of it.  Asked of
  /// elements that are open at `from`.
  bool ends_behind(std::string_view name, std::size_t from);

 private:
  enum class Kind { kNone, kStart, kEnd };

  void look_from(std::size_t from, bool of_sitemap);
  /// The first '<' behind `at` that begins no comment; the size if there is none.
  std::size_t next_tag(std::size_t at);
  bool has_root_between(std::size_t from, std::size_t end);

  std::string_view document_;
  std::size_t next_ = 0;  ///< the '<' of the last that was found
  Kind kind_ = Kind::kNone;
  std::size_t root_ = 0;    ///< the last start tag of a root that was found
  std::size_t looked_ = 0;  ///< where the search for one ended
  bool open_comment_ = false;
  std::size_t looks_ = 0;  ///< of lacks_end()
  std::size_t end_ = 0;    ///< the last that ends_behind() found
};

}  // namespace jianbao::feed
