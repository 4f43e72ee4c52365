#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/search/search.h"

namespace jianbao::search {

/// Folded text, each white space one space.
std::string squeezed_text(std::string_view text);

/// What a quoted phrase with symbols is compared as: squeezed_text() without spaces at its ends.
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
  /// what surrounds each character that may be the anchor.
  std::vector<Passage::Range> find(std::string_view text, bool first_only) const;

 private:
  using Range = Passage::Range;

  void choose_anchor();
  void learn_followers(std::size_t at);
  bool may_go_on(std::string_view text, std::size_t at) const;
  std::optional<Range> around(std::string_view text, std::size_t at, std::size_t& compared) const;
  bool stands_at(std::string_view folded, std::size_t begin) const;
  std::vector<Range> find_in_folded(std::string_view text, bool first_only) const;

  std::string folded_;
  std::vector<std::size_t> failure_;
  std::size_t anchor_ = 0;  ///< offset in folded_ of the character that is looked for first
  std::vector<std::string> sources_;  ///< what folds to the anchor; empty: not known
  /// What folds to the characters behind it, as far as is known: a quick look before folding.
  std::vector<std::vector<std::string>> followers_;
};

}  // namespace jianbao::search
