#include "search/index_terms.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"
#include "search/expression.h"
#include "search/literal.h"
#include "search/query_tokens.h"

namespace jianbao::search {

namespace {

using text::GapPlace;

constexpr std::string_view kSpace = " ";
/// Bytes of a word; tokenize() cuts off longer ones near there.
constexpr std::size_t kLongestKnown = 250;

/// In nearly every article: looking them up costs more than it spares.
constexpr std::array<std::string_view, 9> kCommonSymbols{"。", "、", "“", "”", ",",
                                                         ".",  ":",  "-", "\""};

bool is_common(const std::string& symbol) {
  return std::find(kCommonSymbols.begin(), kCommonSymbols.end(), symbol) != kCommonSymbols.end();
}

/// What stands between two tokens: folded characters, white space as one space.
using Gap = std::vector<std::string>;

Gap gap_of(std::string_view text) {
  const std::string folded = squeezed_text(text);
  Gap gap;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t begin = at;
    static_cast<void>(text::next_code_point(folded, at));
    gap.push_back(folded.substr(begin, at - begin));
  }
  return gap;
}

/// Asks the index for a phrase with symbols, step by step from its beginning to its end.
class LiteralTerms {
 public:
  LiteralTerms(std::string_view text, const std::vector<QueryToken>& tokens)
      : ends_run_(ends_run(text, tokens)) {
    std::size_t at = 0;
    const QueryToken* before = nullptr;
    for (const QueryToken& token : tokens) {
      if (token.folded.starts_with(text::kRunEnd)) continue;
      const Gap gap = gap_of(text.substr(at, token.begin - at));
      // The index does not part AI技术 from AI 技术.
      if (gap.empty() && before != nullptr && !(is_run(*before) && is_run(token))) exact_ = false;
      // Nor one very long word from another that goes on differently.
      if (token.folded.size() > kLongestKnown) exact_ = false;
      add_gap(gap, before, true);
      append(text.substr(token.begin, token.end - token.begin));
      has_words_ = true;
      before = &token;
      at = token.end;
    }
    add_gap(gap_of(text.substr(at)), before, false);
  }

  IndexTerms terms() && {
    IndexTerms terms;
    terms.exact = exact_;
    if (has_words_) terms.all_of.push_back(any_of(operands(phrases_)));
    if (exact_ && has_words_) return terms;
    for (Expression& pair : operands(pairs_)) terms.all_of.push_back(std::move(pair));
    if (exact_ && !pairs_.empty()) return terms;
    const bool alone = terms.all_of.empty();
    for (const std::string& symbol : symbols_) {
      if (alone || !is_common(symbol)) terms.all_of.push_back({fts_string(symbol)});
    }
    return terms;
  }

 private:
  /// `before` is the token before the gap, null at the beginning.
  void add_gap(Gap gap, const QueryToken* before, bool token_follows) {
    // The literal is found whatever white space surrounds it.
    if (!token_follows && !gap.empty() && gap.back() == kSpace) gap.pop_back();
    if (before == nullptr && !gap.empty() && gap.front() == kSpace) gap.erase(gap.begin());
    if (gap.empty()) return;
    if (before == nullptr) return token_follows ? add_leading(gap) : add_lone(gap);
    if (!is_run(*before)) {
      // The index notes at a word what follows behind it, not in it.
      compare(gap);
      if (token_follows) append(kSpace);
    } else if (gap.front() == kSpace) {
      compare(gap);
      append(token_follows ? kSpace : text::kRunEnd);
    } else if (gap.size() > 1) {
      compare(gap);
      append_note(GapPlace::kFirst, gap.front());
    } else if (token_follows) {
      append_note(GapPlace::kWhole, gap.front());
    } else {
      append_either(GapPlace::kFirst, gap.front());
    }
  }

  /// With a symbol at the other end, few articles are left to be compared: fewer than it would cost
  /// to look for every way in which both ends can go on.
  void add_leading(const Gap& gap) {
    if (gap.size() == 1 && !ends_run_) return append_either(GapPlace::kLast, gap.back());
    compare(gap);
    if (gap.size() > 1 && gap.back() != kSpace) append_note(GapPlace::kLast, gap.back());
  }

  void append(std::string_view text) {
    for (std::string& phrase : phrases_) phrase += text;
  }

  void append_note(GapPlace place, const std::string& symbol) {
    append(text::note_query(text::gap_note(place, symbol)));
  }

  /// At an end of the phrase other symbols may be there or not.
  void append_either(GapPlace place, const std::string& symbol) {
    std::vector<std::string> others = phrases_;
    append_note(GapPlace::kWhole, symbol);
    phrases_.swap(others);
    append_note(place, symbol);
    phrases_.insert(phrases_.begin(), others.begin(), others.end());
  }

  static std::vector<Expression> operands(const std::vector<std::string>& texts) {
    std::vector<Expression> all;
    for (const std::string& text : texts) all.push_back({fts_string(text)});
    return all;
  }

  /// A literal without words: one symbol or one pair is known to the index as it stands.
  void add_lone(const Gap& gap) {
    compare(gap);
    exact_ = gap.size() <= 2;
  }

  /// What stands in the gap is narrowed by its symbols, and decided by comparing.
  void compare(const Gap& gap) {
    exact_ = false;
    add_symbols(gap);
  }

  /// Pairs; and symbols that are in none.
  void add_symbols(const Gap& gap) {
    const auto is_symbol = [&](std::size_t i) { return i < gap.size() && gap[i] != kSpace; };
    for (std::size_t i = 0; i < gap.size(); ++i) {
      if (!is_symbol(i)) continue;
      if (is_symbol(i + 1)) {
        add_once(pairs_, text::note_query(text::pair_note(gap[i], gap[i + 1])));
      } else if (i == 0 || !is_symbol(i - 1)) {
        add_once(symbols_, gap[i]);
      }
    }
  }

  static void add_once(std::vector<std::string>& all, const std::string& one) {
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
  }

  /// A symbol stands behind the last token, and that is one of a run.
  static bool ends_run(std::string_view text, const std::vector<QueryToken>& tokens) {
    return !tokens.empty() && is_run(tokens.back()) &&
           !literal_of(text.substr(tokens.back().end)).empty();
  }

  static bool is_run(const QueryToken& token) {
    std::size_t at = 0;
    return text::is_cjk(text::next_code_point(token.folded, at));
  }

  const bool ends_run_;
  std::vector<std::string> phrases_{""};  ///< any of them
  bool has_words_ = false;
  std::vector<std::string> symbols_;
  std::vector<std::string> pairs_;
  bool exact_ = true;
};

/// True for a word of one letter that may go on: the index knows which letters begin words, and
/// looking through all words with one takes long.
bool is_lone_beginning(const Pattern& pattern) {
  return pattern.prefix && pattern.tokens.size() == 1 &&
         text::count_code_points(pattern.tokens.front()) == 1;
}

}  // namespace

std::string near_operand(const Pattern& pattern) {
  return fts_string(pattern.words) + (pattern.prefix ? " *" : "");
}

IndexTerms index_terms(const Phrase& phrase, const Pattern& pattern) {
  if (!pattern.literal.empty()) return LiteralTerms(phrase.text, query_tokens(phrase.text)).terms();
  if (!is_lone_beginning(pattern)) return {{{near_operand(pattern)}}};
  const std::string note = text::beginning_note(pattern.tokens.front());
  return {{{fts_string(text::note_query(note))}}};
}

}  // namespace jianbao::search
