#include "search/expression.h"

#include <algorithm>
#include <utility>

namespace jianbao::search {

namespace {

using Binding = Expression::Binding;

/// The part as an operand: in parentheses if it binds less tightly than `least`.
Expression operand(Expression part, Binding least) {
  if (part.binding >= least) return part;
  part.fts = "(" + part.fts + ")";
  part.binding = Binding::kPhrase;
  ++part.depth;
  return part;
}

/// Deepest first, and no parenthesis too many: FTS5's parser has a stack of 100 entries, and what
/// stands left of an open parenthesis occupies it.
Expression joined(std::vector<Expression> parts, Binding binding, std::string_view operation) {
  if (parts.size() == 1) return std::move(parts.front());
  for (Expression& part : parts) part = operand(std::move(part), binding);
  std::stable_sort(parts.begin(), parts.end(),
                   [](const Expression& a, const Expression& b) { return a.depth > b.depth; });
  Expression all;
  all.binding = binding;
  all.depth = parts.front().depth;
  for (const Expression& part : parts) {
    if (!all.fts.empty()) all.fts += operation;
    all.fts += part.fts;
  }
  return all;
}

}  // namespace

std::string fts_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

Expression all_of(std::vector<Expression> parts) {
  return joined(std::move(parts), Binding::kAnd, " AND ");
}

Expression any_of(std::vector<Expression> parts) {
  return joined(std::move(parts), Binding::kOr, " OR ");
}

Expression in_column(const std::string& column, Expression expression) {
  if (column.empty()) return expression;
  expression = operand(std::move(expression), Binding::kPhrase);
  expression.fts.insert(0, column + " : ");
  return expression;
}

Expression without(Expression wanted, Expression unwanted) {
  wanted = operand(std::move(wanted), Binding::kNot);
  unwanted = operand(std::move(unwanted), Binding::kPhrase);
  wanted.fts += " NOT " + unwanted.fts;
  wanted.binding = Binding::kNot;
  wanted.depth = std::max(wanted.depth, unwanted.depth);
  return wanted;
}

}  // namespace jianbao::search
