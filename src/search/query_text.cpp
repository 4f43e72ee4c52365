#include <algorithm>

#include "jianbao/search/query.h"
#include "search/query_spelling.h"

namespace jianbao::search {

namespace {

std::string quotation(std::string_view text) {
  // The text stood in quotation marks, so it lacks the closing mark of at least one kind.
  const auto* const quotes =
      std::find_if(kQuotes.begin(), kQuotes.end(), [&](const Quotes& candidate) {
        return text.find(candidate.close) == std::string_view::npos;
      });
  const Quotes& around = quotes == kQuotes.end() ? kQuotes.front() : *quotes;
  return std::string(around.open) + std::string(text) + std::string(around.close);
}

std::string written(std::string_view text, bool quoted, bool prefix) {
  if (quoted) return quotation(text);
  return std::string(text) + (prefix ? "*" : "");
}

std::string scope(const std::string& column) {
  return column.empty() ? std::string() : column + ":";
}

std::string written(const Phrase& phrase) {
  return scope(phrase.column) + written(phrase.text, phrase.quoted, phrase.prefix);
}

std::string written(const Near& near) {
  std::string text = scope(near.phrases.front().column) + std::string(kNear) + "(";
  for (const Phrase& phrase : near.phrases) {
    text += written(phrase.text, phrase.quoted, phrase.prefix) + " ";
  }
  text.back() = ',';
  return text + " " + std::to_string(near.distance) + ")";
}

std::string written(const FieldTerm& term) {
  std::string name;
  for (const FieldName& known : kFieldNames) {
    if (known.field == term.field) name = known.name;
  }
  return name + ":" + written(term.value, term.quoted, term.prefix);
}

enum class Parentheses { kAll, kNeeded };

class Writer {
 public:
  explicit Writer(Parentheses parentheses) : all_(parentheses == Parentheses::kAll) {}

  /// Recursion ends: parse() bounds the depth.
  void write(const Query& query) {
    switch (query.kind) {
      case Query::Kind::kPhrase:
        text_ += written(query.phrase);
        return;
      case Query::Kind::kNear:
        text_ += written(query.near);
        return;
      case Query::Kind::kField:
        text_ += written(query.field);
        return;
      case Query::Kind::kAnd:
        return write_joined(query.children, kAnd);
      case Query::Kind::kOr:
        return write_joined(query.children, kOr);
      case Query::Kind::kNot:
        return write_not(query.children[0], query.children[1]);
    }
  }

  const std::string& text() const { return text_; }
  std::size_t deepest() const { return deepest_; }

 private:
  void write_joined(const std::vector<Query>& children, std::string_view word) {
    for (const Query& child : children) {
      if (&child != &children.front()) text_ += " " + std::string(word) + " ";
      write_operand(child, !all_ && word == kOr && child.kind != Query::Kind::kOr);
    }
  }

  void write_not(const Query& wanted, const Query& unwanted) {
    write_operand(wanted, !all_ && wanted.kind == Query::Kind::kAnd);
    if (all_ || unwanted.kind != Query::Kind::kOr) return write_unwanted(unwanted);
    for (const Query& child : unwanted.children) write_unwanted(child);
  }

  void write_unwanted(const Query& query) {
    text_ += " " + std::string(kNot) + " ";
    write_operand(query, false);
  }

  void write_operand(const Query& query, bool bare) {
    if (bare || query.children.empty()) return write(query);
    text_ += "(";
    deepest_ = std::max(deepest_, ++depth_);
    write(query);
    --depth_;
    text_ += ")";
  }

  bool all_;
  std::string text_;
  std::size_t depth_ = 0;
  std::size_t deepest_ = 0;
};

}  // namespace

std::string to_string(const Query& query) {
  Writer all(Parentheses::kAll);
  all.write(query);
  if (all.deepest() <= kMaxDepth) return all.text();
  // No more parentheses than were typed, so that it can be read again.
  Writer needed(Parentheses::kNeeded);
  needed.write(query);
  return needed.text();
}

}  // namespace jianbao::search
