#include "search/patterns.h"

#include <algorithm>
#include <utility>

#include "jianbao/text/tokenizer.h"
#include "jianbao/text/unicode.h"
#include "search/query_tokens.h"
#include "search/sequence_search.h"

namespace jianbao::search {

namespace {

/// The end of a run says nothing at the end of a phrase: what follows there is not asked for.
void drop_trailing_run_ends(std::vector<QueryToken>& tokens) {
  while (!tokens.empty() && tokens.back().folded.starts_with(text::kRunEnd)) tokens.pop_back();
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

}  // namespace

Pattern pattern_of(const Phrase& phrase) {
  std::vector<QueryToken> tokens = query_tokens(phrase.text);
  Pattern pattern;
  pattern.prefix = phrase.prefix;
  if (phrase.quoted && holds_symbol(phrase.text, tokens)) pattern.literal = literal_of(phrase.text);
  drop_trailing_run_ends(tokens);
  if (tokens.empty()) return pattern;
  const std::size_t begin = tokens.front().begin;
  pattern.words = phrase.text.substr(begin, tokens.back().end - begin);
  for (QueryToken& token : tokens) pattern.tokens.push_back(std::move(token.folded));
  return pattern;
}

bool ends_in_word(std::string_view word) {
  return !word.empty() && is_word_character(text::code_point_before(word, word.size()));
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
  entry.literal = Literal(std::move(pattern.literal));
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
    }
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
  find_sequence(
      entry.tokens, entry.token_failure, tokens_.size(),
      [&](std::size_t i) { return tokens_[i].number; },
      [&](std::size_t first) {
        std::size_t last = first + entry.tokens.size() - 1;
        if (!entry.prefix) return found(first, last);
        const std::vector<std::size_t>& hits = prefix_hits_[*entry.prefix];
        return std::binary_search(hits.begin(), hits.end(), ++last) ? found(first, last) : true;
      });
}

std::vector<Passage::Range> ScannedText::find(const PhraseSet::Entry& entry, bool first_only) {
  if (!entry.literal.empty()) return entry.literal.find(text_, first_only);
  Ranges ranges;
  find_tokens(entry, [&](std::size_t first, std::size_t last) {
    ranges.push_back({tokens_[first].begin, tokens_[last].end});
    return !first_only;
  });
  return ranges;
}

bool ScannedText::holds(std::size_t phrase) {
  return !find(phrases_.entries_[phrase], true).empty();
}

std::vector<Passage::Range> ScannedText::find(std::size_t phrase) {
  return find(phrases_.entries_[phrase], false);
}

}  // namespace jianbao::search
