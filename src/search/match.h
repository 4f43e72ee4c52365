#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "jianbao/search/query.h"
#include "search/patterns.h"

namespace jianbao::search {

/// A query prepared for being checked against any number of articles.
class Matcher {
 public:
  explicit Matcher(const Query& query);

  bool matches(std::string_view title, std::string_view text) const;

 private:
  struct Node {
    Query::Kind kind = Query::Kind::kPhrase;
    std::size_t phrase = 0;  ///< of kPhrase: its number in phrases_
    bool title_only = false;
    std::vector<Node> children;
  };
  struct Columns {
    ScannedText title;
    ScannedText text;
  };

  Node prepared(const Query& query);
  static bool holds(const Node& node, Columns& columns);

  PhraseSet phrases_;
  Node root_;
};

}  // namespace jianbao::search
