#pragma once

#include <gumbo.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "extract/class_names.h"
#include "extract/display.h"
#include "extract/tree_walk.h"

namespace jianbao::extract {

/// An element of a page that is more than inline, with what the search for the main content asks
/// about it.  Lengths are in columns: a Han character weighs two letters.
struct OutlineEntry {
  const GumboNode* node = nullptr;
  std::uint32_t parent = 0;  ///< of the root: itself
  std::uint32_t end = 0;     ///< one past the last entry below it
  GumboTag tag = GUMBO_TAG_UNKNOWN;
  Display display = Display::kInline;
  std::uint32_t signs = 0;  ///< NameSign

  // Of its own words and those of the inline elements in it:
  std::uint32_t own_length = 0;
  std::uint32_t own_link_length = 0;
  std::uint32_t own_commas = 0;
  std::uint32_t own_digits = 0;
  std::uint32_t own_italic = 0;   ///< columns in <em>, <i>
  std::uint32_t own_bold = 0;     ///< columns in <strong>, <b>
  std::uint32_t line_breaks = 0;  ///< <br>
  std::uint32_t own_words = 0;    ///< as parted by white space and tags
  std::uint32_t capitalised = 0;  ///< of these, with a capital letter first
  bool ends_in_link = false;
  std::uint64_t head_hash = 0;    ///< of its first letters, see kHashedLetters
  std::uint64_t second_hash = 0;  ///< of as many letters after those, 0 if they are fewer
  std::uint32_t letters = 0;
  std::uint64_t whole_hash = 0;           ///< of all its letters
  const GumboNode* first_text = nullptr;  ///< its first words that are not blank
  char32_t last_character = 0;

  // Of all below it:
  std::uint32_t length = 0;
  std::uint32_t link_length = 0;
  std::uint32_t commas = 0;    ///< commas and full stops of Latin and Chinese script
  std::uint32_t blocks = 0;    ///< entries with words of their own
  std::uint32_t pictures = 0;  ///< pictures, films and frames without a caption of their own

  double link_density() const {
    return length == 0 ? 0.0 : static_cast<double>(link_length) / static_cast<double>(length);
  }
};

/// How many letters and digits head_hash covers; of shorter text, all.
inline constexpr std::uint32_t kHashedLetters = 24;

/// Folds one letter into a hash of letters: polynomial, so that windows of a text can be hashed one
/// after the other.
constexpr std::uint64_t kHashBase = 0x9E3779B97F4A7C15U;
std::uint64_t add_to_hash(std::uint64_t hash, char32_t letter);

/// Letters and digits of any script, roughly: what two writings of one text have in common.
bool is_letter(char32_t c);

/// True for all but inline elements, which have no entry of their own.
bool has_entry(const GumboElement& element);

/// True for elements whose words are never read on a page: controls, drawings, readings of ruby,
/// footnote marks, hidden inline ones.
bool is_skipped(const GumboNode& element);

/// The elements below `root`, itself first, in document order.  Scripts and the like are left out.
/// @throws Error(kLimit), subject "HTML", if there are more than 150,000.
std::vector<OutlineEntry> outline(const GumboNode& root, NameReader& names,
                                  std::vector<WalkPlace>& stack);

}  // namespace jianbao::extract
