#pragma once

#include <string>
#include <vector>

#include "jianbao/store/archive.h"

namespace jianbao::bench {

/// The names of classes for which limits are stated.
inline constexpr const char* kHalf = "in half of all";
inline constexpr const char* kRare = "in a few articles";

/// One kind of query, with a query of that kind.
struct QueryClass {
  std::string name;
  std::string query;
  std::string plain;  ///< what a substring search would look for; "" if the query is no single word
};

/// Queries made of words that the archive itself holds as often as each class calls for.  Looks at
/// two thousand articles for candidates and counts the likely ones exactly.  The same archive gives
/// the same queries.
std::vector<QueryClass> choose_classes(const std::string& file, const store::Archive& archive);

/// One class a line: its name, a tab and a query; or a query alone.
std::vector<QueryClass> read_classes(const std::string& file);

}  // namespace jianbao::bench
