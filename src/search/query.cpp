#include "jianbao/search/query.h"

#include <array>
#include <utility>

#include "jianbao/text/ascii.h"
#include "jianbao/text/unicode.h"
#include "search/patterns.h"

namespace jianbao::search {

namespace {

struct Quotes {
  std::string_view open;
  std::string_view close;
};

/// ” opens as well, because input methods and word processors write ”so” too.
constexpr std::array<Quotes, 5> kQuotes{
    {{"\"", "\""}, {"“", "”"}, {"”", "”"}, {"＂", "＂"}, {"「", "」"}}};
constexpr std::array<std::string_view, 2> kOpen{"(", "（"};
constexpr std::array<std::string_view, 2> kClose{")", "）"};
constexpr std::array<std::string_view, 2> kMinus{"-", "－"};
constexpr std::array<std::string_view, 2> kColon{":", "："};
constexpr std::array<std::string_view, 2> kStar{"*", "＊"};
constexpr std::string_view kTitle = "title";
constexpr std::string_view kNear = "NEAR";

/// What other search languages write before a colon, and this one says in another way.
struct ReservedName {
  std::string_view name;
  std::string_view hint;
};
constexpr std::array<ReservedName, 5> kReserved{
    {{"source", "use --source NAME"},
     {"tag", "use --tag TAG"},
     {"date", "use --since DATE and --until DATE"},
     {"author", "the only field is title:; quote the words to search for them"},
     {"url", "the only field is title:; quote the words to search for them"}}};

bool begins_with(std::string_view text, std::string_view name) {
  return text::equal_ignoring_case(text.substr(0, name.size()), name);
}

/// What stands between two parentheses, or the whole query.
struct Group {
  std::size_t begin = 0;  ///< of the parenthesis, or of its minus or column
  bool negative = false;
  std::string column;
  std::vector<Query> arms;  ///< finished operands of OR
  std::vector<Query> wanted;
  std::vector<Query> unwanted;
  std::size_t first_unwanted = 0;
  std::size_t last_or = 0;
};

Query joined(Query::Kind kind, std::vector<Query> children) {
  if (children.size() == 1) return std::move(children.front());
  Query query;
  query.kind = kind;
  query.children = std::move(children);
  return query;
}

/// What stands before a term: "-", "title:", or both.
struct Marks {
  std::size_t begin = 0;
  bool negative = false;
  bool titled = false;
  std::string column;
};

class Parser {
 public:
  explicit Parser(std::string_view query) : query_(query) {}

  Query parse() {
    check_bytes();
    groups_.emplace_back();
    while (skip_spaces()) {
      const std::size_t begin = at_;
      if (take(kClose)) {
        close_group(begin);
      } else if (!take_or()) {
        read_term();
      }
    }
    if (groups_.size() > 1) {
      fail(groups_.back().begin, "this parenthesis is not closed", "add a \")\"");
    }
    return finished(groups_.back());
  }

 private:
  [[noreturn]] void fail(std::size_t offset, const std::string& problem,
                         const std::string& hint = {}) const {
    throw QueryError(std::string(query_), offset, problem, hint);
  }

  void check_bytes() const {
    if (query_.size() > kMaxQueryBytes) {
      fail(kMaxQueryBytes, "longer than " + std::to_string(kMaxQueryBytes) + " bytes",
           "search for fewer words");
    }
    const std::string valid = text::make_valid_utf8(query_);
    if (valid != query_) {
      std::size_t at = 0;
      while (at < query_.size() && valid[at] == query_[at]) ++at;
      fail(at, "not valid UTF-8 here", "type it on a terminal with a UTF-8 locale");
    }
    const std::size_t nul = query_.find('\0');
    if (nul != std::string_view::npos) fail(nul, "holds a NUL byte");
  }

  std::string_view rest() const { return query_.substr(at_); }
  bool at_end() const { return at_ == query_.size(); }

  template <std::size_t N>
  bool sees(const std::array<std::string_view, N>& spellings) const {
    for (const std::string_view spelling : spellings) {
      if (rest().starts_with(spelling)) return true;
    }
    return false;
  }

  template <std::size_t N>
  bool take(const std::array<std::string_view, N>& spellings) {
    for (const std::string_view spelling : spellings) {
      if (!rest().starts_with(spelling)) continue;
      at_ += spelling.size();
      return true;
    }
    return false;
  }

  const Quotes* seen_quotes() const {
    for (const Quotes& quotes : kQuotes) {
      if (rest().starts_with(quotes.open)) return &quotes;
    }
    return nullptr;
  }

  /// True if anything but spaces is left.
  bool skip_spaces() {
    while (!at_end() && sees_space()) static_cast<void>(text::next_code_point(query_, at_));
    return !at_end();
  }

  bool sees_space() const {
    std::size_t at = at_;
    return text::is_space(text::next_code_point(query_, at));
  }

  bool sees_word() const {
    return !at_end() && !sees_space() && !sees(kOpen) && !sees(kClose) && seen_quotes() == nullptr;
  }

  bool take_or() {
    const std::size_t begin = at_;
    if (!rest().starts_with("OR")) return false;
    at_ += 2;
    if (sees_word()) {
      at_ = begin;
      return false;
    }
    finish_arm(groups_.back(), begin);
    groups_.back().last_or = begin;
    return true;
  }

  Marks take_marks() {
    Marks marks;
    marks.begin = at_;
    marks.negative = take(kMinus);
    if (marks.negative && sees(kMinus)) {
      fail(at_, "two minus signs", "one excludes a word; quote the word to find the signs");
    }
    marks.titled = take_title();
    marks.column = marks.titled ? std::string(kTitle) : groups_.back().column;
    return marks;
  }

  bool take_title() {
    if (!begins_with(rest(), kTitle)) return false;
    const std::size_t begin = at_;
    at_ += kTitle.size();
    if (!take(kColon)) {
      at_ = begin;
      return false;
    }
    if (sees(kMinus)) fail(at_, "a minus after \"title:\"", "write -title:word");
    return true;
  }

  /// A reserved name with a colon and something after it.  Read as a word it would silently search
  /// for something else than was meant.
  void refuse_reserved_name() {
    const std::size_t begin = at_;
    for (const ReservedName& reserved : kReserved) {
      if (!begins_with(rest(), reserved.name)) continue;
      at_ = begin + reserved.name.size();
      if (take(kColon) && !at_end() && !sees_space() && !sees(kClose)) {
        fail(begin, std::string(reserved.name) + ": is not a field of the query",
             std::string(reserved.hint));
      }
      at_ = begin;
    }
  }

  void read_term() {
    const Marks marks = take_marks();
    if (!marks.titled) refuse_reserved_name();
    if (take(kOpen)) {
      open_group(marks);
    } else if (const Quotes* quotes = seen_quotes()) {
      add(marks, read_quoted(marks, *quotes));
    } else if (sees_word()) {
      add(marks, read_word(marks));
    } else {
      fail(marks.begin,
           std::string("nothing stands directly after ") + (marks.titled ? "title:" : "the minus"),
           "put a word, a \"phrase\" or a parenthesis there, without a space");
    }
  }

  Phrase read_quoted(const Marks& marks, const Quotes& quotes) {
    const std::size_t begin = at_;
    at_ += quotes.open.size();
    const std::size_t end = query_.find(quotes.close, at_);
    if (end == std::string_view::npos) {
      fail(begin, "this quotation mark is not closed",
           "add a " + std::string(quotes.close) + " after the phrase");
    }
    Phrase phrase;
    phrase.text = query_.substr(at_, end - at_);
    phrase.quoted = true;
    phrase.column = marks.column;
    phrase.offset = begin;
    at_ = end + quotes.close.size();
    return phrase;
  }

  Phrase read_word(const Marks& marks) {
    const std::size_t begin = at_;
    if (sees(kStar)) fail(at_, "a \"*\" before a word", "it stands at a word's end: elect*");
    while (sees_word()) static_cast<void>(text::next_code_point(query_, at_));
    Phrase phrase;
    phrase.column = marks.column;
    phrase.offset = begin;
    std::string_view word = query_.substr(begin, at_ - begin);
    if (word == kNear && sees(kOpen)) {
      fail(begin, "NEAR( ) is not part of the query language",
           "search for a \"phrase\" or for words; quote \"NEAR\" to search for the word");
    }
    const std::string_view stem = without_stars(word);
    phrase.prefix = stem.size() < word.size() && ends_in_word(stem);
    phrase.text = phrase.prefix ? stem : word;
    return phrase;
  }

  static std::string_view without_stars(std::string_view word) {
    for (bool cut = true; cut;) {
      cut = false;
      for (const std::string_view star : kStar) {
        if (!word.ends_with(star)) continue;
        word.remove_suffix(star.size());
        cut = true;
      }
    }
    return word;
  }

  void add(const Marks& marks, Phrase phrase) {
    if (++terms_ > kMaxTerms) {
      fail(marks.begin, "more than " + std::to_string(kMaxTerms) + " words and phrases",
           "search for fewer words");
    }
    Query query;
    query.phrase = std::move(phrase);
    add(marks.begin, marks.negative, std::move(query));
  }

  void add(std::size_t begin, bool negative, Query query) {
    Group& group = groups_.back();
    if (negative && group.unwanted.empty()) group.first_unwanted = begin;
    (negative ? group.unwanted : group.wanted).push_back(std::move(query));
  }

  void open_group(const Marks& marks) {
    if (groups_.size() > kMaxDepth) {
      fail(marks.begin, "more than " + std::to_string(kMaxDepth) + " parentheses inside each other",
           "take away those that change nothing");
    }
    Group group;
    group.begin = marks.begin;
    group.negative = marks.negative;
    group.column = marks.column;
    groups_.push_back(std::move(group));
  }

  void close_group(std::size_t begin) {
    if (groups_.size() == 1) fail(begin, "this parenthesis was not opened");
    Query query = finished(groups_.back());
    const std::size_t opened = groups_.back().begin;
    const bool negative = groups_.back().negative;
    groups_.pop_back();
    add(opened, negative, std::move(query));
  }

  Query finished(Group& group) {
    if (group.arms.empty() && group.wanted.empty() && group.unwanted.empty()) {
      if (groups_.size() > 1) fail(group.begin, "nothing stands between these parentheses");
      fail(0, "empty", "search for a word, or a \"phrase\"");
    }
    finish_arm(group, group.last_or);
    return joined(Query::Kind::kOr, std::move(group.arms));
  }

  /// Ends an operand of OR; `place` is where the OR is that it might lack.
  void finish_arm(Group& group, std::size_t place) {
    if (group.wanted.empty() && !group.unwanted.empty()) {
      fail(group.first_unwanted, "only says what to leave out", "add a word that is to be found");
    }
    if (group.wanted.empty()) {
      fail(place, "OR needs a word on both sides", "quote \"OR\" to search for the word");
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

  std::string_view query_;
  std::size_t at_ = 0;
  std::size_t terms_ = 0;
  std::vector<Group> groups_;
};

}  // namespace

Query parse(std::string_view query) {
  return Parser(query).parse();
}

}  // namespace jianbao::search
