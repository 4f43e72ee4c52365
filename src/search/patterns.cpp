#include "search/patterns.h"

#include <algorithm>
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
/// element(0) … element(count - 1), until it returns false.
template <class Sequence, class Element, class Found>
void search(const Sequence& wanted, const std::vector<std::size_t>& failure, std::size_t count,
            Element element, Found found) {
  std::size_t k = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto present = element(i);
    while (k > 0 && present != wanted[k]) k = failure[k - 1];
    if (present == wanted[k]) ++k;
    if (k < wanted.size()) continue;
    if (!found(i + 1 - k)) return;
    k = failure[k - 1];
  }
}

}  // namespace

Pattern pattern_of(const Phrase& phrase) {
  std::vector<QueryToken> tokens = QueryTokens(phrase.text).tokens;
  Pattern pattern;
  pattern.prefix = phrase.prefix;
  if (phrase.quoted && holds_symbol(phrase.text, tokens)) pattern.literal = literal_of(phrase.text);
  drop_trailing_run_ends(tokens);
  if (tokens.empty()) return pattern;
  const std::size_t begin = tokens.front().begin;
  pattern.indexed = phrase.text.substr(begin, tokens.back().end - begin);
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
    const auto known = scanned_.phrases_.numbers_.find(folded);
    const std::uint32_t number = known == scanned_.phrases_.numbers_.end() ? 0 : known->second;
    const std::vector<std::string>& prefixes = scanned_.phrases_.prefixes_;
    for (std::size_t i = 0; i < prefixes.size(); ++i) {
      if (folded.starts_with(prefixes[i])) {
        scanned_.prefix_hits_[i].push_back(scanned_.tokens_.size());
      }
    }
    scanned_.tokens_.push_back(
        {number, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
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

void ScannedText::read_folded() {
  if (std::exchange(folded_read_, true)) return;
  text::Folded squeezed = squeeze(text::fold(text_));
  folded_ = std::move(squeezed.folded);
  origin_ = std::move(squeezed.origin);
}

ScannedText::Ranges ScannedText::find_tokens(const PhraseSet::Entry& entry, bool first_only) {
  read_tokens();
  Ranges ranges;
  const auto add = [&](std::size_t first, std::size_t last) {
    ranges.push_back({tokens_[first].begin, tokens_[last].end});
    return !first_only;
  };
  if (entry.tokens.empty()) {
    if (!entry.prefix) return ranges;
    for (const std::size_t hit : prefix_hits_[*entry.prefix]) {
      if (!add(hit, hit)) break;
    }
    return ranges;
  }
  search(
      entry.tokens, entry.token_failure, tokens_.size(),
      [&](std::size_t i) { return tokens_[i].number; },
      [&](std::size_t first) {
        std::size_t last = first + entry.tokens.size() - 1;
        if (!entry.prefix) return add(first, last);
        const std::vector<std::size_t>& hits = prefix_hits_[*entry.prefix];
        return std::binary_search(hits.begin(), hits.end(), ++last) ? add(first, last) : true;
      });
  return ranges;
}

ScannedText::Ranges ScannedText::find_literal(const PhraseSet::Entry& entry, bool first_only) {
  read_folded();
  Ranges ranges;
  search(
      entry.literal, entry.literal_failure, folded_.size(),
      [&](std::size_t i) { return folded_[i]; },
      [&](std::size_t begin) {
        const std::size_t end = begin + entry.literal.size();
        if (!stands_free(begin, end)) return true;
        ranges.push_back(origin_of(begin, end));
        return !first_only;
      });
  return ranges;
}

/// A word at either end of the literal must be a whole word: "C++" is not in "ABC++".
bool ScannedText::stands_free(std::size_t begin, std::size_t end) const {
  if (begin > 0 && is_word_character(code_point_at(folded_, begin)) &&
      is_word_character(code_point_before(folded_, begin))) {
    return false;
  }
  return end == folded_.size() || !is_word_character(code_point_before(folded_, end)) ||
         !is_word_character(code_point_at(folded_, end));
}

Passage::Range ScannedText::origin_of(std::size_t begin, std::size_t end) const {
  const std::uint32_t last = origin_[end - 1];
  // One character can fold to several; it is marked whole.
  while (end + 1 < origin_.size() && origin_[end] == last) ++end;
  return {origin_[begin], origin_[end]};
}

bool ScannedText::holds(std::size_t phrase) {
  const PhraseSet::Entry& entry = phrases_.entries_[phrase];
  if (!entry.literal.empty() && find_literal(entry, true).empty()) return false;
  if (entry.tokens.empty() && !entry.prefix) return !entry.literal.empty();
  return !find_tokens(entry, true).empty();
}

std::vector<Passage::Range> ScannedText::find(std::size_t phrase) {
  const PhraseSet::Entry& entry = phrases_.entries_[phrase];
  return entry.literal.empty() ? find_tokens(entry, false) : find_literal(entry, false);
}

}  // namespace jianbao::search
