#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "jianbao/core/article.h"
#include "jianbao/core/feed.h"

namespace jianbao::app {

/// The entries of one document, as far as they have to be told from each other.
///
/// An id that several entries have stands for none of them.  A canonical URL that several have
/// (posts of a live blog, a feed whose links all lead to the home page) is no article's own: each
/// is told apart by its fragment, if no other has that, else by its guid or date.  What differs in
/// neither title nor text is one entry listed twice.  The views point into `entries`.  Linear.
class Siblings {
 public:
  /// @param addresses  the URLs that the entries are known by.
  Siblings(const std::vector<FeedEntry>& entries, const std::vector<std::string>& addresses);

  /// False also for an entry without an id.
  bool has_own_id(std::size_t entry) const;
  ToldApart told_apart(std::size_t entry) const { return told_apart_[original_[entry]]; }

 private:
  using Group = std::vector<std::size_t>;

  void find_copies();
  void tell_apart(const Group& group);

  const std::vector<FeedEntry>& entries_;
  const std::vector<std::string>& addresses_;
  std::vector<std::size_t> original_;  ///< the first that says the same, mostly the entry itself
  std::unordered_map<std::string_view, std::size_t> times_;  ///< an id was given, copies apart
  std::vector<ToldApart> told_apart_;
};

}  // namespace jianbao::app
