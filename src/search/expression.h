#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace jianbao::search {

/// A part of a query in the language of FTS5.
struct Expression {
  /// How tightly the outermost operator binds in FTS5.
  enum class Binding { kOr, kAnd, kNot, kPhrase };

  std::string fts;
  Binding binding = Binding::kPhrase;
  std::size_t depth = 0;  ///< of its parentheses
};

/// FTS5 sees what was typed only between double quotes, where nothing is syntax.
std::string fts_string(std::string_view text);

/// The parts, at least one, joined by AND or OR.
Expression all_of(std::vector<Expression> parts);
Expression any_of(std::vector<Expression> parts);

/// The expression within a column; within both if `column` is empty.
Expression in_column(const std::string& column, Expression expression);

/// `wanted` NOT `unwanted`.
Expression without(Expression wanted, Expression unwanted);

}  // namespace jianbao::search
