#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "feed/element_roles.h"
#include "feed/splice.h"
#include "jianbao/core/limits.h"
#include "jianbao/feed/parse.h"

namespace jianbao::feed {

/// A part of a text.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A text between tags, or what a CDATA section holds.
struct TextRange : Range {
  bool cdata = false;
};

/// A document's XML made fit for a strict parser.
struct Repaired {
  explicit Repaired(std::string_view utf8) : xml(utf8) {}

  Splice xml;              ///< one balanced root element, no declaration, comments or DOCTYPE
  std::string problem;     ///< empty if `xml` may be parsed; else one line
  bool cut = false;        ///< the text ended inside an element
  bool entry_cut = false;  ///< that is an entry, the last one of the document
  std::vector<Warning> warnings;  ///< offsets into the UTF-8 text
  /// Where in `xml` the elements stand that are called as entries are, in their order: those inside
  /// the root and those inside the elements in it.
  std::vector<Range> entries;
  /// Where in `xml` texts of a kilobyte and more stand that hold no carriage return, in their
  /// order.
  std::vector<TextRange> long_texts;
};

/// Finds the wanted root element in UTF-8 text, drops what stands before and behind it, replaces
/// undeclared entities, escapes bare '&' and '<', removes control characters, quotes attributes,
/// closes what was left open and drops end tags without a start.  What is well-formed already stays
/// where it is; `utf8` must outlive the result.  Refuses by name what is nested
/// deeper than Limits::xml_depth or holds over two million tags and attributes.  O(bytes).
Repaired repair_xml(std::string_view utf8, const Limits& limits, Wanted wanted = Wanted::kFeed);

}  // namespace jianbao::feed
