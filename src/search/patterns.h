#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "jianbao/search/search.h"
#include "search/literal.h"

namespace jianbao::search {

/// What is looked for to find a phrase.
struct Pattern {
  std::string words;                ///< from its first token to its last; empty if it holds none
  std::vector<std::string> tokens;  ///< those of `words`
  bool prefix = false;              ///< the last token may go on
  std::string literal;  ///< to be found as it stands in squeezed, folded text; empty: tokens decide
};

/// A pattern without tokens and literal stands for a phrase that holds nothing to look for.
Pattern pattern_of(const Phrase& phrase);

/// True if a "*" after `word` would continue its last word: if its last character belongs to a word
/// of a script that is written with spaces.
bool ends_in_word(std::string_view word);

/// The phrases of a query, prepared for looking through any number of texts.
class PhraseSet {
 public:
  /// Returns the number under which the phrase is known.
  std::size_t add(const Phrase& phrase);
  std::size_t size() const { return entries_.size(); }

 private:
  friend class ScannedText;

  struct Entry {
    std::vector<std::uint32_t> tokens;  ///< by their numbers; without a prefix at the end
    std::vector<std::size_t> token_failure;
    std::optional<std::size_t> prefix;  ///< index into prefixes_
    Literal literal;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };

  /// The token's number; 0 if it is in no phrase.
  std::uint32_t number_of(std::string_view token) const {
    if (!last_bytes_.test(static_cast<unsigned char>(token.back()))) return 0;
    const auto known = numbers_.find(token);
    return known == numbers_.end() ? 0 : known->second;
  }

  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
  /// Last bytes of the numbered tokens: nine tokens of a text in ten are ruled out by them, without
  /// hashing.
  std::bitset<256> last_bytes_;
  std::vector<std::string> prefixes_;
};

/// One text and where the phrases of a set are in it.  Its tokens are read when first needed, once.
/// Both arguments must outlive it.
class ScannedText {
 public:
  ScannedText(const PhraseSet& phrases, std::string_view text) : phrases_(phrases), text_(text) {}

  bool holds(std::size_t phrase);
  /// Byte ranges in the text, ascending; they may overlap.
  std::vector<Passage::Range> find(std::size_t phrase);

 private:
  /// A token of the query; or the first of those between two of them, which stands for all.
  struct Token {
    std::uint32_t number;
    std::uint32_t begin;
    std::uint32_t end;
  };
  static constexpr std::uint32_t kOthers = 0;                ///< tokens that are in no phrase
  static constexpr std::uint32_t kPrefixOnly = 0xFFFF'FFFF;  ///< only continues a prefix
  class Collector;
  using Ranges = std::vector<Passage::Range>;

  void read_tokens();
  template <class Found>
  void find_tokens(const PhraseSet::Entry& entry, Found found);
  Ranges find(const PhraseSet::Entry& entry, bool first_only);

  const PhraseSet& phrases_;
  std::string_view text_;
  bool tokens_read_ = false;
  std::vector<Token> tokens_;
  std::vector<std::vector<std::size_t>> prefix_hits_;  ///< for each prefix, ascending token indices
};

}  // namespace jianbao::search
