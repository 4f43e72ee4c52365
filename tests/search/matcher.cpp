#include "matcher.h"

#include <algorithm>

#include "jianbao/search/search.h"

namespace jianbao::test {

using search::Query;
using search::ScannedText;

Matcher::Matcher(const Query& query) : root_(prepared(query)) {}

/// Recursion ends: parse() bounds the depth.
Matcher::Node Matcher::prepared(const Query& query) {
  Node node;
  node.kind = query.kind;
  if (query.kind == Query::Kind::kPhrase) {
    node.phrase = phrases_.add(query.phrase);
    node.title_only = !query.phrase.column.empty();
  }
  for (const Query& child : query.children) node.children.push_back(prepared(child));
  return node;
}

bool Matcher::holds(const Node& node, Columns& columns) {
  const auto child_holds = [&](const Node& child) { return holds(child, columns); };
  switch (node.kind) {
    case Query::Kind::kPhrase:
      return columns.title.holds(node.phrase) ||
             (!node.title_only && columns.text.holds(node.phrase));
    case Query::Kind::kAnd:
      return std::all_of(node.children.begin(), node.children.end(), child_holds);
    case Query::Kind::kOr:
      return std::any_of(node.children.begin(), node.children.end(), child_holds);
    case Query::Kind::kNot:
      return child_holds(node.children[0]) && !child_holds(node.children[1]);
    case Query::Kind::kNear:
    case Query::Kind::kField:
      break;
  }
  return false;
}

bool Matcher::matches(std::string_view title, std::string_view text) const {
  Columns columns{ScannedText(phrases_, title), ScannedText(phrases_, text)};
  return holds(root_, columns);
}

bool matches(std::string_view typed, std::string_view title, std::string_view text) {
  return Matcher(search::parse(typed)).matches(title, text);
}

}  // namespace jianbao::test
