#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/search/search.h"

namespace jianbao::search {

/// What a quoted phrase with symbols is compared as: folded, each white space one space, none at
/// its ends.
std::string literal_of(std::string_view text);

/// True for what makes up words of scripts written with spaces.
bool is_word_character(char32_t c);

/// A literal, prepared for looking through any number of texts.
class Literal {
 public:
  Literal() = default;
  /// `folded` as literal_of() makes it.
  explicit Literal(std::string folded);

  bool empty() const { return folded_.empty(); }

  /// Where the text, folded likewise, holds the literal, a word at either end of it being whole:
  /// byte ranges of the text, ascending; they may overlap.  Cost: a look at each byte, and folding
  /// from each character on that may begin the literal.
  std::vector<Passage::Range> find(std::string_view text, bool first_only) const;

 private:
  using Ranges = std::vector<Passage::Range>;

  void learn_starts();
  bool may_begin_at(std::string_view text, std::size_t at) const;
  bool begins_free(std::string_view text, std::size_t at) const;
  std::optional<std::size_t> end_from(std::string_view text, std::size_t at,
                                      std::size_t& compared) const;
  Ranges find_in_folded(std::string_view text, bool first_only) const;

  std::string folded_;
  std::vector<std::size_t> failure_;
  std::vector<std::string> starts_;  ///< characters that fold to its first; empty: not known
  std::bitset<256> first_bytes_;     ///< of starts_
  bool begins_with_word_ = false;
};

}  // namespace jianbao::search
