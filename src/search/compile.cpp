#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "jianbao/search/search.h"
#include "search/expression.h"
#include "search/index_terms.h"
#include "search/patterns.h"
#include "search/period.h"
#include "search/text_tests.h"

namespace jianbao::search {

namespace {

using store::Condition;

/// A part of a query: the articles that `index` finds, if it has a part in it, and for which all of
/// `rest` holds.
struct Part {
  std::optional<Expression> index;
  std::vector<Condition> rest;

  bool is_indexed() const { return index && rest.empty(); }
};

Condition combined(Condition::Kind kind, std::vector<Condition> children) {
  if (children.size() == 1 && kind != Condition::Kind::kNot) return std::move(children.front());
  Condition condition;
  condition.kind = kind;
  condition.children = std::move(children);
  return condition;
}

Condition test(Condition::Subject subject, SharedTest test, const std::string& wanted) {
  Condition condition;
  condition.kind = Condition::Kind::kTest;
  condition.subject = subject;
  condition.test = std::move(test);
  condition.wanted = wanted;
  return condition;
}

/// The part as one condition that does not lean on anything outside it.
Condition whole(Part part) {
  std::vector<Condition> all;
  if (part.index) {
    Condition match;
    match.kind = Condition::Kind::kMatch;
    match.match = std::move(part.index->fts);
    all.push_back(std::move(match));
  }
  std::move(part.rest.begin(), part.rest.end(), std::back_inserter(all));
  return combined(Condition::Kind::kAnd, std::move(all));
}

Part conjunction(std::vector<Part> parts) {
  std::vector<Expression> indexed;
  Part all;
  for (Part& part : parts) {
    if (part.index) indexed.push_back(std::move(*part.index));
    std::move(part.rest.begin(), part.rest.end(), std::back_inserter(all.rest));
  }
  if (!indexed.empty()) all.index = all_of(std::move(indexed));
  return all;
}

/// The index leads the way if it has a part in every alternative.
Part alternative(std::vector<Part> parts) {
  std::vector<Expression> indexed;
  bool exact = true;
  for (const Part& part : parts) {
    if (part.index) indexed.push_back(*part.index);
    exact = exact && part.is_indexed();
  }
  Part any;
  if (indexed.size() == parts.size()) any.index = any_of(std::move(indexed));
  if (exact) return any;
  std::vector<Condition> conditions;
  for (Part& part : parts) conditions.push_back(whole(std::move(part)));
  any.rest.push_back(combined(Condition::Kind::kOr, std::move(conditions)));
  return any;
}

Part difference(Part wanted, Part unwanted) {
  if (wanted.index && unwanted.is_indexed()) {
    wanted.index = without(std::move(*wanted.index), std::move(*unwanted.index));
    return wanted;
  }
  wanted.rest.push_back(combined(Condition::Kind::kNot, {whole(std::move(unwanted))}));
  return wanted;
}

Condition::Subject subject_of(const Phrase& phrase) {
  return phrase.column.empty() ? Condition::Subject::kTitleOrText : Condition::Subject::kTitle;
}

std::string written(const FieldTerm& term) {
  return term.value + (term.prefix ? "*" : "");
}

class Compiler {
 public:
  Compiler(std::string_view typed, const Calendar& calendar) : typed_(typed), calendar_(calendar) {}

  /// Recursion ends: parse() bounds the depth.
  Part part(const Query& query) {
    switch (query.kind) {
      case Query::Kind::kPhrase:
        return phrase(query.phrase);
      case Query::Kind::kNear:
        return near(query.near);
      case Query::Kind::kField:
        return field(query.field);
      case Query::Kind::kAnd:
        return conjunction(children(query));
      case Query::Kind::kOr:
        return alternative(children(query));
      case Query::Kind::kNot:
        return difference(part(query.children[0]), part(query.children[1]));
    }
    return {};
  }

 private:
  /// Once each: what stands there twice costs twice and says nothing more.
  std::vector<Part> children(const Query& query) {
    std::set<std::string> seen;
    std::vector<Part> parts;
    for (const Query& child : query.children) {
      if (seen.insert(to_string(child)).second) parts.push_back(part(child));
    }
    return parts;
  }

  [[noreturn]] void fail(std::size_t offset, const std::string& problem,
                         const std::string& hint) const {
    throw QueryError(std::string(typed_), offset, problem, hint);
  }

  Pattern counted_pattern(const Phrase& phrase) {
    Pattern pattern = pattern_of(phrase);
    if (pattern.tokens.empty() && pattern.literal.empty()) refuse(phrase);
    tokens_ += pattern.tokens.size();
    if (tokens_ > kMaxTokens) {
      fail(phrase.offset, "more than " + std::to_string(kMaxTokens) + " characters and words",
           "a shorter quotation finds the same article");
    }
    return pattern;
  }

  Part phrase(const Phrase& phrase) {
    IndexTerms terms = index_terms(phrase, counted_pattern(phrase));
    for (Expression& term : terms.all_of) term = in_column(phrase.column, std::move(term));
    Part part;
    part.index = all_of(std::move(terms.all_of));
    if (!terms.exact) {
      part.rest.push_back(test(subject_of(phrase), holds_phrase(phrase), phrase.text));
    }
    return part;
  }

  /// The index knows how near words are; symbols in quoted phrases are compared wherever these
  /// stand.
  Part near(const Near& near) {
    Part part;
    std::string phrases;
    for (const Phrase& phrase : near.phrases) {
      const Pattern pattern = counted_pattern(phrase);
      if (pattern.tokens.empty()) {
        fail(phrase.offset, "holds no word or character to be near", "take it out of NEAR( )");
      }
      phrases += (phrases.empty() ? "" : " ") + near_operand(pattern);
      if (!pattern.literal.empty()) {
        part.rest.push_back(test(subject_of(phrase), holds_phrase(phrase), phrase.text));
      }
    }
    part.index = in_column(near.phrases.front().column,
                           {"NEAR(" + phrases + ", " + std::to_string(near.distance) + ")"});
    return part;
  }

  Part field(const FieldTerm& term) {
    Part part;
    switch (term.field) {
      case FieldTerm::Field::kSource:
        part.rest.push_back(test(Condition::Subject::kSource, has_name(term), written(term)));
        break;
      case FieldTerm::Field::kTag:
        part.rest.push_back(test(Condition::Subject::kTag, has_name(term), written(term)));
        break;
      case FieldTerm::Field::kUrl:
        part.rest.push_back(test(Condition::Subject::kUrl, holds_address(term), term.value));
        break;
      case FieldTerm::Field::kDate:
        part.rest.push_back(period_of(term, typed_, calendar_));
        break;
      case FieldTerm::Field::kAuthor: {
        const Phrase name{term.value, term.quoted, term.prefix, {}, term.offset};
        static_cast<void>(counted_pattern(name));
        part.rest.push_back(test(Condition::Subject::kAuthor, holds_phrase(name), written(term)));
        break;
      }
    }
    return part;
  }

  [[noreturn]] void refuse(const Phrase& phrase) const {
    if (phrase.quoted) fail(phrase.offset, "nothing stands between these quotation marks", {});
    fail(phrase.offset, "holds nothing that can be looked for", "quote it to find it as written");
  }

  std::string_view typed_;
  const Calendar& calendar_;
  std::size_t tokens_ = 0;
};

void collect_wanted(const Query& query, std::vector<Phrase>& wanted) {
  if (query.kind == Query::Kind::kPhrase) wanted.push_back(query.phrase);
  wanted.insert(wanted.end(), query.near.phrases.begin(), query.near.phrases.end());
  const std::size_t count =
      query.kind == Query::Kind::kNot ? std::size_t{1} : query.children.size();
  for (std::size_t i = 0; i < count; ++i) collect_wanted(query.children[i], wanted);
}

}  // namespace

Plan compile(const Query& query, std::string_view typed, const Calendar& calendar) {
  Part part = Compiler(typed, calendar).part(query);
  Plan plan;
  if (part.index) plan.match = std::move(part.index->fts);
  if (!part.rest.empty()) {
    plan.condition.kind = Condition::Kind::kAnd;
    plan.condition.children = std::move(part.rest);
  }
  collect_wanted(query, plan.highlights);
  return plan;
}

}  // namespace jianbao::search
