#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jianbao/core/limits.h"

namespace jianbao::feed {

/// What a document should be: decides which element is its root.
enum class Wanted { kFeed, kOpml };

/// A document's XML made fit for a strict parser.
struct Repaired {
  std::string xml;         ///< one balanced root element, no declaration, comments or DOCTYPE
  std::string problem;     ///< empty if `xml` may be parsed; else one line
  bool entry_cut = false;  ///< the text ended inside an entry, the last one of the document
  std::vector<std::string> warnings;
};

/// Finds the wanted root element in UTF-8 text, drops what stands before and behind it, replaces
/// undeclared entities, escapes bare '&' and '<', removes control characters, quotes attributes,
/// closes what was left open and drops end tags without a start.  Refuses by name what is nested
/// deeper than Limits::xml_depth or holds over two million tags and attributes.  O(bytes).
Repaired repair_xml(std::string_view utf8, const Limits& limits, Wanted wanted = Wanted::kFeed);

/// The part of a qualified name behind its prefix.
std::string_view local_name(std::string_view qualified);

}  // namespace jianbao::feed
