#include <algorithm>
#include <utility>

#include "jianbao/search/search.h"
#include "search/patterns.h"

namespace jianbao::search {

namespace {

/// How tightly the outermost operator of an expression binds in FTS5.
enum class Binding { kOr, kAnd, kNot, kPhrase };

/// A part of a query in the language of FTS5.
struct Expression {
  std::string fts;    ///< empty: every article is a candidate
  bool exact = true;  ///< false: also holds for articles that do not match
  Binding binding = Binding::kPhrase;
  std::size_t depth = 0;  ///< of its parentheses
};

/// FTS5 sees what was typed only between double quotes, where nothing is syntax.
std::string fts_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

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
Expression joined(std::vector<Expression> parts, Binding binding) {
  if (parts.size() == 1) return std::move(parts.front());
  for (Expression& part : parts) part = operand(std::move(part), binding);
  std::stable_sort(parts.begin(), parts.end(),
                   [](const Expression& a, const Expression& b) { return a.depth > b.depth; });
  Expression all;
  all.binding = binding;
  all.depth = parts.front().depth;
  for (const Expression& part : parts) {
    if (!all.fts.empty()) all.fts += binding == Binding::kAnd ? " AND " : " OR ";
    all.fts += part.fts;
    all.exact = all.exact && part.exact;
  }
  return all;
}

class Compiler {
 public:
  explicit Compiler(std::string_view typed) : typed_(typed) {}

  /// Recursion ends: parse() bounds the depth.
  Expression expression(const Query& query) {
    switch (query.kind) {
      case Query::Kind::kPhrase:
        return phrase(query.phrase);
      case Query::Kind::kAnd:
        return all_of(children(query));
      case Query::Kind::kOr:
        return any_of(children(query));
      case Query::Kind::kNot:
        return without(expression(query.children[0]), expression(query.children[1]));
    }
    return {};
  }

 private:
  std::vector<Expression> children(const Query& query) {
    std::vector<Expression> parts;
    for (const Query& child : query.children) parts.push_back(expression(child));
    return parts;
  }

  Expression phrase(const Phrase& phrase) {
    const Pattern pattern = pattern_of(phrase);
    if (pattern.tokens.empty() && pattern.literal.empty()) refuse(phrase);
    tokens_ += pattern.tokens.size();
    if (tokens_ > kMaxTokens) {
      throw QueryError(std::string(typed_), phrase.offset,
                       "more than " + std::to_string(kMaxTokens) + " characters and words",
                       "a shorter quotation finds the same article");
    }
    Expression part;
    part.exact = pattern.literal.empty();
    if (pattern.tokens.empty()) return part;
    if (!phrase.column.empty()) part.fts = phrase.column + " : ";
    part.fts += fts_string(pattern.indexed);
    if (pattern.prefix) part.fts += " *";
    return part;
  }

  [[noreturn]] void refuse(const Phrase& phrase) const {
    if (phrase.quoted) {
      throw QueryError(std::string(typed_), phrase.offset,
                       "nothing stands between these quotation marks");
    }
    throw QueryError(std::string(typed_), phrase.offset, "holds nothing that can be looked for",
                     "quote it to find it as written");
  }

  static Expression everything() {
    Expression all;
    all.exact = false;
    return all;
  }

  /// What cannot be asked of the index is left to verifying.
  static Expression all_of(std::vector<Expression> parts) {
    const auto narrows = [](const Expression& part) { return !part.fts.empty(); };
    const auto rest = std::stable_partition(parts.begin(), parts.end(), narrows);
    const bool whole = rest == parts.end();
    parts.erase(rest, parts.end());
    if (parts.empty()) return everything();
    Expression all = joined(std::move(parts), Binding::kAnd);
    all.exact = all.exact && whole;
    return all;
  }

  static Expression any_of(std::vector<Expression> parts) {
    for (const Expression& part : parts) {
      if (part.fts.empty()) return everything();
    }
    return joined(std::move(parts), Binding::kOr);
  }

  /// Only what is sure to be unwanted may be left out before verifying.
  static Expression without(Expression wanted, Expression unwanted) {
    if (wanted.fts.empty() || !unwanted.exact) {
      wanted.exact = false;
      return wanted;
    }
    wanted = operand(std::move(wanted), Binding::kNot);
    unwanted = operand(std::move(unwanted), Binding::kPhrase);
    wanted.fts += " NOT " + unwanted.fts;
    wanted.binding = Binding::kNot;
    wanted.depth = std::max(wanted.depth, unwanted.depth);
    return wanted;
  }

  std::string_view typed_;
  std::size_t tokens_ = 0;
};

void collect_wanted(const Query& query, std::vector<Phrase>& wanted) {
  if (query.kind == Query::Kind::kPhrase) wanted.push_back(query.phrase);
  const std::size_t count =
      query.kind == Query::Kind::kNot ? std::size_t{1} : query.children.size();
  for (std::size_t i = 0; i < count; ++i) collect_wanted(query.children[i], wanted);
}

}  // namespace

Plan compile(const Query& query, std::string_view typed) {
  Expression whole = Compiler(typed).expression(query);
  Plan plan;
  plan.match = std::move(whole.fts);
  plan.query = query;
  plan.verify = !whole.exact;
  collect_wanted(query, plan.highlights);
  return plan;
}

}  // namespace jianbao::search
