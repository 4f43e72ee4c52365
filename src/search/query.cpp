#include "jianbao/search/query.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "jianbao/text/unicode.h"
#include "search/patterns.h"
#include "search/query_lexer.h"

namespace jianbao::search {

namespace {

using Field = FieldTerm::Field;

/// Where the words of a term are looked for.
struct Scope {
  std::string column;          ///< of words and phrases
  std::optional<Field> field;  ///< terms are conditions on this field
  bool chosen() const { return field || !column.empty(); }
};

/// What stands between two parentheses, or the whole query.
struct Group {
  std::size_t begin = 0;  ///< of the parenthesis, or of its minus or field
  bool negative = false;
  Scope scope;
  std::vector<Query> arms;  ///< finished operands of OR
  std::vector<Query> wanted;
  std::vector<Query> unwanted;
  std::size_t first_unwanted = 0;
  std::size_t last_or = 0;
  std::optional<std::size_t> open_and;  ///< an AND whose right side has not come yet

  bool arm_is_empty() const { return wanted.empty() && unwanted.empty(); }
};

/// What stands before a term: "-" or NOT, a field, or both.
struct Marks {
  std::size_t begin = 0;
  bool negative = false;
  Scope scope;
  std::string last;  ///< the name of what stands directly before the term
};

Query joined(Query::Kind kind, std::vector<Query> children) {
  if (children.size() == 1) return std::move(children.front());
  Query query;
  query.kind = kind;
  query.children = std::move(children);
  return query;
}

std::string_view without_stars(std::string_view word) {
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view star : {"*", "＊"}) {
      if (!word.ends_with(star)) continue;
      word.remove_suffix(star.size());
      cut = true;
    }
  }
  return word;
}

bool holds_symbol(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    if (text::is_symbol(text::next_code_point(utf8, at))) return true;
  }
  return false;
}

/// The word as a phrase.
Phrase phrase_of(std::string_view word) {
  Phrase phrase;
  const std::string_view stem = without_stars(word);
  phrase.prefix = stem.size() < word.size() && ends_in_word(stem);
  phrase.text = phrase.prefix ? stem : word;
  // An operator that is a word where it stands (-OR) is not one everywhere.
  if (word == kAnd || word == kOr || word == kNot) phrase.quoted = true;
  // Of 😂 or ++ the index knows nothing: they find what they say only as quotations.
  if (pattern_of(phrase).tokens.empty() && holds_symbol(word)) phrase.quoted = true;
  return phrase;
}

class Parser {
 public:
  explicit Parser(std::string_view query) : lexer_(query) {}

  Query parse() {
    groups_.emplace_back();
    while (lexer_.skip_spaces()) {
      const std::size_t begin = lexer_.at();
      if (lexer_.take(Sign::kClose)) {
        close_group(begin);
      } else if (lexer_.take_keyword(kOr)) {
        finish_arm(groups_.back(), begin);
        groups_.back().last_or = begin;
      } else if (lexer_.take_keyword(kAnd)) {
        if (groups_.back().arm_is_empty() || groups_.back().open_and) fail_and(begin);
        groups_.back().open_and = begin;
      } else {
        read_item();
      }
    }
    if (groups_.size() > 1) fail_open(groups_.back().begin);
    return finished(groups_.back());
  }

 private:
  [[noreturn]] void fail_open(std::size_t begin) const {
    lexer_.fail(begin, "this parenthesis is not closed", "add a \")\"");
  }

  [[noreturn]] void fail_and(std::size_t place) const {
    lexer_.fail(place, "AND needs a word on both sides", "quote \"AND\" to search for the word");
  }

  Marks take_marks() {
    Marks marks;
    marks.begin = lexer_.at();
    take_negation(marks);
    marks.scope = groups_.back().scope;
    const std::size_t begin = lexer_.at();
    if (const FieldName* field = lexer_.take_field()) {
      const bool twice_title = !field->field && !marks.scope.field;
      if (marks.scope.chosen() && !twice_title) fail_nested(begin);
      take_scope(*field, marks);
    }
    return marks;
  }

  void take_scope(const FieldName& field, Marks& marks) {
    marks.last = std::string(field.name) + ":";
    marks.scope.field = field.field;
    if (!field.field) marks.scope.column = field.name;
    if (lexer_.sees(Sign::kMinus)) {
      lexer_.fail(lexer_.at(), "a minus after \"" + marks.last + "\"",
                  "write -" + marks.last + "word");
    }
    // The values of the other fields may hold colons: url:https://…
    if (!field.field && lexer_.seen_field() != nullptr) fail_nested(lexer_.at());
  }

  void take_negation(Marks& marks) {
    if (lexer_.take(Sign::kMinus)) {
      marks.negative = true;
      marks.last = "the minus";
    } else if (lexer_.take_keyword(kNot)) {
      marks.negative = true;
      marks.last = "NOT";
      const bool more = lexer_.skip_spaces();
      if (!more || lexer_.sees(Sign::kClose) || lexer_.sees_keyword(kOr) ||
          lexer_.sees_keyword(kAnd)) {
        lexer_.fail(marks.begin, "NOT needs a word after it",
                    "quote \"NOT\" to search for the word");
      }
    } else {
      return;
    }
    if (lexer_.sees(Sign::kMinus)) {
      lexer_.fail(lexer_.at(), "two minus signs",
                  "one excludes a word; quote the word to find the signs");
    }
    if (marks.last == kNot && lexer_.sees_keyword(kNot)) {
      lexer_.fail(lexer_.at(), "NOT twice", "one excludes a word; quote \"NOT\" to search for it");
    }
  }

  [[noreturn]] void fail_nested(std::size_t place) const {
    lexer_.fail(place, "a field inside a field",
                "write them side by side: title:word source:name; quote what is meant as a word");
  }

  void read_item() {
    const Marks marks = take_marks();
    const std::size_t begin = lexer_.at();
    if (lexer_.take_near()) {
      if (marks.scope.field) {
        lexer_.fail(begin, "NEAR( ) looks into title and text, not into other fields",
                    "quote \"NEAR\" to search for the word");
      }
      add(marks, near_query(begin, marks.scope.column));
    } else if (lexer_.take(Sign::kOpen)) {
      open_group(marks);
    } else if (lexer_.sees_quote() || lexer_.sees_word()) {
      count_term(marks.begin);
      add(marks,
          marks.scope.field ? field_query(*marks.scope.field) : phrase_query(marks.scope.column));
    } else {
      lexer_.fail(marks.begin, "nothing stands directly after " + marks.last,
                  "put a word, a \"phrase\" or a parenthesis there, without a space");
    }
  }

  void count_term(std::size_t begin) {
    if (++terms_ <= kMaxTerms) return;
    lexer_.fail(begin, "more than " + std::to_string(kMaxTerms) + " words and phrases",
                "search for fewer words");
  }

  void refuse_star() const {
    if (!lexer_.sees(Sign::kStar)) return;
    lexer_.fail(lexer_.at(), "a \"*\" before a word", "it stands at a word's end: elect*");
  }

  Phrase read_quotation() {
    Phrase phrase;
    phrase.text = lexer_.read_quoted();
    phrase.quoted = true;
    return phrase;
  }

  Phrase read_phrase() {
    if (lexer_.sees_quote()) return read_quotation();
    refuse_star();
    return phrase_of(lexer_.read_word());
  }

  Query phrase_query(const std::string& column) {
    Query query;
    const std::size_t offset = lexer_.at();
    query.phrase = read_phrase();
    query.phrase.column = column;
    query.phrase.offset = offset;
    return query;
  }

  Query field_query(Field field) {
    const std::size_t offset = lexer_.at();
    // Authors are compared as text is; the other fields know no words.
    const bool as_text = field == Field::kAuthor || lexer_.sees_quote();
    Phrase phrase = as_text ? read_phrase() : read_value();
    if (text::clean_line(phrase.text).empty()) {
      lexer_.fail(offset, phrase.quoted ? "nothing stands between these quotation marks"
                                        : "holds nothing that can be looked for");
    }
    Query query;
    query.kind = Query::Kind::kField;
    query.field.field = field;
    query.field.value = std::move(phrase.text);
    query.field.quoted = phrase.quoted;
    query.field.prefix = phrase.prefix;
    query.field.offset = offset;
    return query;
  }

  Phrase read_value() {
    refuse_star();
    const std::string_view word = lexer_.read_word();
    Phrase value;
    value.text = without_stars(word);
    value.prefix = value.text.size() < word.size();
    return value;
  }

  Query near_query(std::size_t begin, const std::string& column) {
    Query query;
    query.kind = Query::Kind::kNear;
    for (;;) {
      if (!lexer_.skip_spaces()) fail_open(begin);
      if (lexer_.take(Sign::kClose)) break;
      if (lexer_.take(Sign::kComma)) {
        query.near.distance = read_distance(begin);
        break;
      }
      count_term(lexer_.at());
      const std::size_t offset = lexer_.at();
      query.near.phrases.push_back(read_near_phrase());
      query.near.phrases.back().column = column;
      query.near.phrases.back().offset = offset;
    }
    if (query.near.phrases.size() < 2) {
      lexer_.fail(begin, "NEAR( ) needs two words or phrases",
                  "write NEAR(a \"b c\", 10), or \"NEAR\" to search for the word");
    }
    return query;
  }

  Phrase read_near_phrase() {
    if (lexer_.sees_quote()) return read_quotation();
    const bool keyword =
        lexer_.sees_keyword(kAnd) || lexer_.sees_keyword(kOr) || lexer_.sees_keyword(kNot);
    if (keyword || lexer_.sees(Sign::kMinus) || lexer_.sees(Sign::kOpen) || lexer_.sees_near() ||
        lexer_.seen_field() != nullptr) {
      lexer_.fail(lexer_.at(), "inside NEAR( ) stand only words and phrases",
                  "quote what is meant as a word");
    }
    refuse_star();
    return phrase_of(lexer_.read_word_in_near());
  }

  /// What stands after the comma, the parenthesis included; `begin` is that of the NEAR.
  int read_distance(std::size_t begin) {
    const std::string wanted = "a distance is a number from " + std::to_string(kMinDistance) +
                               " to " + std::to_string(kMaxDistance);
    const std::string hint = "write NEAR(a b, 10); a word with a comma in it is quoted";
    if (!lexer_.skip_spaces()) fail_open(begin);
    const std::size_t place = lexer_.at();
    int distance = 0;
    while (const std::optional<int> digit = lexer_.take_digit()) {
      distance = std::min(distance * 10 + *digit, kMaxDistance + 1);
    }
    if (lexer_.at() == place) lexer_.fail(place, wanted, hint);
    if (distance < kMinDistance || distance > kMaxDistance) lexer_.fail(place, wanted);
    if (!lexer_.skip_spaces()) fail_open(begin);
    if (!lexer_.take(Sign::kClose)) {
      lexer_.fail(lexer_.at(), "after the distance of NEAR( ) stands its parenthesis", hint);
    }
    return distance;
  }

  void add(const Marks& marks, Query query) { add(marks.begin, marks.negative, std::move(query)); }

  void add(std::size_t begin, bool negative, Query query) {
    Group& group = groups_.back();
    group.open_and.reset();
    if (negative && group.unwanted.empty()) group.first_unwanted = begin;
    (negative ? group.unwanted : group.wanted).push_back(std::move(query));
  }

  void open_group(const Marks& marks) {
    if (groups_.size() > kMaxDepth) {
      lexer_.fail(marks.begin,
                  "more than " + std::to_string(kMaxDepth) + " parentheses inside each other",
                  "take away those that change nothing");
    }
    Group group;
    group.begin = marks.begin;
    group.negative = marks.negative;
    group.scope = marks.scope;
    groups_.push_back(std::move(group));
  }

  void close_group(std::size_t begin) {
    if (groups_.size() == 1) lexer_.fail(begin, "this parenthesis was not opened");
    Query query = finished(groups_.back());
    const std::size_t opened = groups_.back().begin;
    const bool negative = groups_.back().negative;
    groups_.pop_back();
    add(opened, negative, std::move(query));
  }

  Query finished(Group& group) {
    if (group.arms.empty() && group.arm_is_empty()) {
      if (groups_.size() > 1) lexer_.fail(group.begin, "nothing stands between these parentheses");
      lexer_.fail(0, "empty", "search for a word, or a \"phrase\"");
    }
    finish_arm(group, group.last_or);
    return joined(Query::Kind::kOr, std::move(group.arms));
  }

  /// Ends an operand of OR; `place` is where the OR is that it might lack.
  void finish_arm(Group& group, std::size_t place) {
    if (group.open_and) fail_and(*group.open_and);
    if (group.arm_is_empty()) {
      lexer_.fail(place, "OR needs a word on both sides", "quote \"OR\" to search for the word");
    }
    if (group.wanted.empty()) {
      lexer_.fail(group.first_unwanted, "only says what to leave out",
                  "add a word that is to be found");
    }
    Query arm = joined(Query::Kind::kAnd, std::exchange(group.wanted, {}));
    if (!group.unwanted.empty()) {
      std::vector<Query> both;
      both.push_back(std::move(arm));
      both.push_back(joined(Query::Kind::kOr, std::exchange(group.unwanted, {})));
      arm = joined(Query::Kind::kNot, std::move(both));
    }
    group.arms.push_back(std::move(arm));
  }

  QueryLexer lexer_;
  std::size_t terms_ = 0;
  std::vector<Group> groups_;
};

}  // namespace

Query parse(std::string_view query) {
  return Parser(query).parse();
}

}  // namespace jianbao::search
