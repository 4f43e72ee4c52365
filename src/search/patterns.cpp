#include "search/patterns.h"

#include <algorithm>
#include <array>
#include <utility>

#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"

namespace jianbao::search {

namespace {

struct QueryToken {
  std::string folded;
  std::size_t begin;
  std::size_t end;
};

class QueryTokens final : public text::TokenSink {
 public:
  explicit QueryTokens(std::string_view text) {
    text::tokenize(text, text::TokenizeFor::kQuery, *this);
  }
  bool token(std::string_view folded, std::size_t begin, std::size_t end) override {
    tokens.push_back({std::string(folded), begin, end});
    return true;
  }

  std::vector<QueryToken> tokens;
};

/// In nearly every article: looking them up costs more than it spares.
constexpr std::array<std::string_view, 9> kCommonSymbols{"。", "、", "“", "”", ",",
                                                         ".",  ":",  "-", "\""};

/// The symbols of a text.
class SymbolsOf final : public text::TokenSink {
 public:
  SymbolsOf(std::string_view text, bool also_common) : also_common_(also_common) {
    text::tokenize(text, text::TokenizeFor::kIndex, *this);
  }
  bool token(std::string_view, std::size_t, std::size_t) override { return true; }
  bool symbol(std::string_view folded, std::size_t, std::size_t) override {
    const auto is = [folded](const auto& other) { return other == folded; };
    const bool common = std::any_of(kCommonSymbols.begin(), kCommonSymbols.end(), is);
    if ((also_common_ || !common) && std::none_of(symbols.begin(), symbols.end(), is)) {
      symbols.emplace_back(folded);
    }
    return true;
  }

  std::vector<std::string> symbols;

 private:
  bool also_common_;
};

/// The end of a run says nothing at the end of a phrase: what follows there is not asked for.
void drop_trailing_run_ends(std::vector<QueryToken>& tokens) {
  while (!tokens.empty() && tokens.back().folded == text::kRunEnd) tokens.pop_back();
}

/// Folded text, runs of white space made one space each, and where its bytes came from.
text::Folded squeeze(const text::Folded& in) {
  text::Folded out;
  out.folded.reserve(in.folded.size());
  out.origin.reserve(in.origin.size());
  bool after_space = false;
  for (std::size_t at = 0; at < in.folded.size();) {
    const std::size_t begin = at;
    const bool space = text::is_space(text::next_code_point(in.folded, at));
    if (space && after_space) continue;
    after_space = space;
    if (space) {
      out.folded += ' ';
      out.origin.push_back(in.origin[begin]);
      continue;
    }
    out.folded.append(in.folded, begin, at - begin);
    for (std::size_t i = begin; i < at; ++i) out.origin.push_back(in.origin[i]);
  }
  out.origin.push_back(in.origin.back());
  return out;
}

std::string literal_of(std::string_view text) {
  std::string literal = squeeze(text::fold(text)).folded;
  if (literal.ends_with(' ')) literal.pop_back();
  if (literal.starts_with(' ')) literal.erase(0, 1);
  return literal;
}

/// True if something other than spaces stands between the tokens.
bool holds_symbol(std::string_view text, const std::vector<QueryToken>& tokens) {
  std::size_t at = 0;
  for (const QueryToken& token : tokens) {
    if (token.begin > at && !literal_of(text.substr(at, token.begin - at)).empty()) return true;
    at = std::max(at, token.end);
  }
  return !literal_of(text.substr(at)).empty();
}

class FirstToken final : public text::TokenSink {
 public:
  bool token(std::string_view, std::size_t, std::size_t) override {
    found = true;
    return false;
  }
  bool found = false;
};

/// True for what makes up words of scripts written with spaces.
bool is_word_character(char32_t c) {
  if (text::is_cjk(c)) return false;
  std::string utf8;
  text::append_utf8(utf8, c);
  FirstToken first;
  text::tokenize(utf8, text::TokenizeFor::kQuery, first);
  return first.found;
}

/// The character that ends before `at`, which is not 0.
char32_t code_point_before(std::string_view utf8, std::size_t at) {
  do --at;
  while (at > 0 && (static_cast<unsigned char>(utf8[at]) & 0xC0U) == 0x80U);
  return text::next_code_point(utf8, at);
}

char32_t code_point_at(std::string_view utf8, std::size_t at) {
  return text::next_code_point(utf8, at);
}

/// The failure function of Knuth, Morris and Pratt, so that no phrase makes a search quadratic.
template <class Sequence>
std::vector<std::size_t> failure_of(const Sequence& wanted) {
  std::vector<std::size_t> failure(wanted.size(), 0);
  for (std::size_t i = 1, k = 0; i < wanted.size(); ++i) {
    while (k > 0 && wanted[i] != wanted[k]) k = failure[k - 1];
    if (wanted[i] == wanted[k]) ++k;
    failure[i] = k;
  }
  return failure;
}

/// Calls found(index of the first element) for each place of `wanted`, which is not empty, among
/// element(0) … element(count - 1), until it returns false; then returns false.
template <class Sequence, class Element, class Found>
bool search(const Sequence& wanted, const std::vector<std::size_t>& failure, std::size_t count,
            Element element, Found found) {
  std::size_t k = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto present = element(i);
    while (k > 0 && present != wanted[k]) k = failure[k - 1];
    if (present == wanted[k]) ++k;
    if (k < wanted.size()) continue;
    if (!found(i + 1 - k)) return false;
    k = failure[k - 1];
  }
  return true;
}

/// A word at either end of the literal must be a whole word: "C++" is not in "ABC++".
bool stands_free(std::string_view folded, std::size_t begin, std::size_t end) {
  if (begin > 0 && is_word_character(code_point_at(folded, begin)) &&
      is_word_character(code_point_before(folded, begin))) {
    return false;
  }
  return end == folded.size() || !is_word_character(code_point_before(folded, end)) ||
         !is_word_character(code_point_at(folded, end));
}

/// Where the bytes [begin, end) of folded text came from.
Passage::Range origin_of(const text::Folded& folded, std::size_t begin, std::size_t end) {
  const std::uint32_t last = folded.origin[end - 1];
  // One character can fold to several; it is marked whole.
  while (end + 1 < folded.origin.size() && folded.origin[end] == last) ++end;
  return {folded.origin[begin], folded.origin[end]};
}

/// Calls found(byte range in `text`) for each place where the literal stands in the folded text,
/// until it returns false.
template <class Found>
bool search_folded(std::string_view text, const std::string& literal,
                   const std::vector<std::size_t>& failure, Found found) {
  const text::Folded squeezed = squeeze(text::fold(text));
  return search(
      literal, failure, squeezed.folded.size(), [&](std::size_t i) { return squeezed.folded[i]; },
      [&](std::size_t begin) {
        const std::size_t end = begin + literal.size();
        return !stands_free(squeezed.folded, begin, end) || found(origin_of(squeezed, begin, end));
      });
}

}  // namespace

Pattern pattern_of(const Phrase& phrase) {
  std::vector<QueryToken> tokens = QueryTokens(phrase.text).tokens;
  Pattern pattern;
  pattern.prefix = phrase.prefix;
  if (phrase.quoted && holds_symbol(phrase.text, tokens)) pattern.literal = literal_of(phrase.text);
  drop_trailing_run_ends(tokens);
  if (!pattern.literal.empty())
    pattern.symbols = SymbolsOf(pattern.literal, tokens.empty()).symbols;
  if (tokens.empty()) return pattern;
  const std::size_t begin = tokens.front().begin;
  const std::size_t end = tokens.back().end;
  pattern.indexed = phrase.text.substr(begin, end - begin);
  pattern.ends_run = !pattern.literal.empty() &&
                     text::is_cjk(code_point_before(phrase.text, end)) &&
                     !literal_of(std::string_view(phrase.text).substr(end)).empty();
  for (QueryToken& token : tokens) pattern.tokens.push_back(std::move(token.folded));
  return pattern;
}

bool ends_in_word(std::string_view word) {
  return !word.empty() && is_word_character(code_point_before(word, word.size()));
}

std::size_t PhraseSet::add(const Phrase& phrase) {
  Pattern pattern = pattern_of(phrase);
  Entry entry;
  if (pattern.prefix && !pattern.tokens.empty()) {
    entry.prefix = prefixes_.size();
    prefixes_.push_back(std::move(pattern.tokens.back()));
    pattern.tokens.pop_back();
  }
  for (std::string& token : pattern.tokens) {
    last_bytes_.set(static_cast<unsigned char>(token.back()));
    const auto next = static_cast<std::uint32_t>(numbers_.size() + 1);
    entry.tokens.push_back(numbers_.try_emplace(std::move(token), next).first->second);
  }
  entry.token_failure = failure_of(entry.tokens);
  entry.literal = std::move(pattern.literal);
  entry.literal_failure = failure_of(entry.literal);
  entries_.push_back(std::move(entry));
  return entries_.size() - 1;
}

class ScannedText::Collector final : public text::TokenSink {
 public:
  explicit Collector(ScannedText& scanned) : scanned_(scanned) {}

  bool token(std::string_view folded, std::size_t begin, std::size_t end) override {
    std::uint32_t number = scanned_.phrases_.number_of(folded);
    const std::vector<std::string>& prefixes = scanned_.phrases_.prefixes_;
    for (std::size_t i = 0; i < prefixes.size(); ++i) {
      if (!folded.starts_with(prefixes[i])) continue;
      scanned_.prefix_hits_[i].push_back(scanned_.tokens_.size());
      if (number == kOthers) number = kPrefixOnly;
    }
    const Token token{number, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    std::vector<Token>& tokens = scanned_.tokens_;
    if (number != kOthers || tokens.empty() || tokens.back().number != kOthers) {
      tokens.push_back(token);
      return true;
    }
    // The end of a run has no extent; the others begin with what comes after it.
    if (tokens.back().begin == tokens.back().end) tokens.back().begin = token.begin;
    tokens.back().end = token.end;
    return true;
  }

 private:
  ScannedText& scanned_;
};

void ScannedText::read_tokens() {
  if (std::exchange(tokens_read_, true)) return;
  prefix_hits_.resize(phrases_.prefixes_.size());
  Collector collector(*this);
  text::tokenize(text_, text::TokenizeFor::kIndex, collector);
}

/// Calls found(index of the first token, index of the last) for each place of the entry's tokens
/// until it returns false.
template <class Found>
void ScannedText::find_tokens(const PhraseSet::Entry& entry, Found found) {
  read_tokens();
  if (entry.tokens.empty()) {
    if (!entry.prefix) return;
    for (const std::size_t hit : prefix_hits_[*entry.prefix]) {
      if (!found(hit, hit)) return;
    }
    return;
  }
  search(
      entry.tokens, entry.token_failure, tokens_.size(),
      [&](std::size_t i) { return tokens_[i].number; },
      [&](std::size_t first) {
        std::size_t last = first + entry.tokens.size() - 1;
        if (!entry.prefix) return found(first, last);
        const std::vector<std::size_t>& hits = prefix_hits_[*entry.prefix];
        return std::binary_search(hits.begin(), hits.end(), ++last) ? found(first, last) : true;
      });
}

/// The tokens from `first` to `last` with the symbols and spaces before and after them.
Passage::Range ScannedText::surroundings(std::size_t first, std::size_t last) const {
  const std::size_t begin = first == 0 ? 0 : tokens_[first - 1].end;
  // The end of a run is a token without extent.
  const auto next = std::find_if(tokens_.begin() + static_cast<std::ptrdiff_t>(last) + 1,
                                 tokens_.end(), [](const Token& t) { return t.begin < t.end; });
  return {begin, next == tokens_.end() ? text_.size() : next->begin};
}

/// Adds the places of the literal between two bytes of the text; false if the first one is enough.
bool ScannedText::find_literal(const PhraseSet::Entry& entry, Passage::Range within,
                               bool first_only, Ranges& found) const {
  return search_folded(text_.substr(within.begin, within.end - within.begin), entry.literal,
                       entry.literal_failure, [&](Passage::Range range) {
                         found.push_back({within.begin + range.begin, within.begin + range.end});
                         return !first_only;
                       });
}

std::vector<Passage::Range> ScannedText::find(const PhraseSet::Entry& entry, bool first_only) {
  Ranges ranges;
  bool whole = entry.tokens.empty() && !entry.prefix;
  std::size_t compared = 0;
  find_tokens(entry, [&](std::size_t first, std::size_t last) {
    if (entry.literal.empty()) {
      ranges.push_back({tokens_[first].begin, tokens_[last].end});
      return !first_only;
    }
    const Passage::Range around = surroundings(first, last);
    compared += around.end - around.begin;
    // Where long phrases overlap, looking through the text once is less.
    whole = compared > text_.size();
    return !whole && find_literal(entry, around, first_only, ranges);
  });
  if (!whole || entry.literal.empty()) return ranges;
  ranges.clear();
  find_literal(entry, {0, text_.size()}, first_only, ranges);
  return ranges;
}

bool ScannedText::holds(std::size_t phrase) {
  return !find(phrases_.entries_[phrase], true).empty();
}

std::vector<Passage::Range> ScannedText::find(std::size_t phrase) {
  return find(phrases_.entries_[phrase], false);
}

}  // namespace jianbao::search
