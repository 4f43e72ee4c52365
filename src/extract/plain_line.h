#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/document.h"
#include "extract/text_builder.h"
#include "extract/tree_walk.h"

namespace jianbao::extract {

/// Makes one line of plain text of what may hold markup: titles, names and dates, which are often
/// encoded twice on their way into an attribute or a JSON string.
class PlainLine {
 public:
  explicit PlainLine(const Limits& limits) : parser_(limits) {}

  /// Tags dropped, entities decoded, white space squeezed.
  /// @throws Error(kLimit) as DocumentParser::parse().
  std::string of(std::string_view html);

  /// The same for a value of a page's metadata: only the first 2,000 bytes are looked at, only
  /// whole entities and tags count ("AT&T" and "a < b" stay), and what cannot be parsed stays as
  /// it is.
  std::string of_value(std::string_view value);

 private:
  DocumentParser parser_;
  TextBuilder builder_;
  std::vector<WalkPlace> stack_;
};

}  // namespace jianbao::extract
