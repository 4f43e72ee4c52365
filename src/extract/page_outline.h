#pragma once

#include <gumbo.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "extract/class_names.h"
#include "extract/display.h"
#include "extract/tree_walk.h"

namespace jianbao::extract {

/// An element of a page with what the search for the main content asks about it.  Lengths are in
/// columns: a Han character weighs two letters.
struct OutlineEntry {
  const GumboNode* node = nullptr;
  std::uint32_t parent = 0;  ///< of the root: itself
  std::uint32_t end = 0;     ///< one past the last entry below it
  GumboTag tag = GUMBO_TAG_UNKNOWN;
  Display display = Display::kInline;
  NameSigns signs;

  // Of its own words and those of the inline elements in it:
  std::uint32_t own_length = 0;
  std::uint32_t own_commas = 0;
  std::uint32_t line_breaks = 0;  ///< <br>

  // Of all below it:
  std::uint32_t length = 0;
  std::uint32_t link_length = 0;
  std::uint32_t commas = 0;  ///< commas and full stops of Latin and Chinese script
  std::uint32_t paragraphs = 0;
  std::uint32_t paragraph_length = 0;  ///< of <p> alone
  std::uint32_t images = 0;
  std::uint32_t items = 0;
  std::uint32_t inputs = 0;
  std::uint32_t embeds = 0;

  double link_density() const {
    return length == 0 ? 0.0 : static_cast<double>(link_length) / static_cast<double>(length);
  }
};

/// The elements below `root`, itself first, in document order.  Scripts and the like are left out.
std::vector<OutlineEntry> outline(const GumboNode& root, std::vector<WalkPlace>& stack);

}  // namespace jianbao::extract
