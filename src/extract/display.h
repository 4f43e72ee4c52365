#pragma once

#include <gumbo.h>

#include <cstdint>

namespace jianbao::extract {

/// What an element does to the text around and inside it.
enum class Display : std::uint8_t {
  kInline,    ///< nothing
  kBlock,     ///< is a paragraph of its own
  kGroup,     ///< a block without meaning of its own: inside a list item it breaks the line alone
  kList,      ///< a block; a nested list continues the item's lines
  kLine,      ///< begins and ends a line: a row, an option, a button
  kItem,      ///< kLine, and the blocks at its edges count for nothing: a list item
  kCell,      ///< parted by a space from its neighbours
  kBreak,     ///< <br>
  kVerbatim,  ///< a block that keeps its line breaks: <pre>
  kDropped,   ///< holds no words of the document: scripts, style sheets, raw markup
};

/// The HTML Standard's rendering section (§15.3), read for text.
Display display_of(const GumboElement& element);

}  // namespace jianbao::extract
