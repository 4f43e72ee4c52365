#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "jianbao/search/query.h"
#include "search/patterns.h"

namespace jianbao::test {

/// The definition of a match: a query of phrases (no NEAR, no fields), checked against one article
/// after the other without the index and without SQL.
class Matcher {
 public:
  explicit Matcher(const search::Query& query);

  bool matches(std::string_view title, std::string_view text) const;

 private:
  struct Node {
    search::Query::Kind kind = search::Query::Kind::kPhrase;
    std::size_t phrase = 0;  ///< of kPhrase: its number in phrases_
    bool title_only = false;
    std::vector<Node> children;
  };
  struct Columns {
    search::ScannedText title;
    search::ScannedText text;
  };

  Node prepared(const search::Query& query);
  static bool holds(const Node& node, Columns& columns);

  search::PhraseSet phrases_;
  Node root_;
};

bool matches(std::string_view typed, std::string_view title, std::string_view text);

}  // namespace jianbao::test
