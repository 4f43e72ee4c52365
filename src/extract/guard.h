#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "jianbao/core/limits.h"

namespace jianbao::extract {

/// A piece of a document, as offsets.
struct SourceRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Refuses what gumbo could not parse in reasonable time, before gumbo sees it: too many bytes, too
/// many open elements at one place, an element with very many attributes, or so much of all these
/// that the whole would take seconds.  Follows the tags the way a browser does (see
/// open_elements.h), so that thousands of unclosed <p>, <li> or <td> are no depth.
/// @return tags that have to be left out for gumbo's sake, in document order; nearly always none.
/// @throws Error(kLimit) that names the limit.  Cost: O(bytes).
std::vector<SourceRange> check_limits(std::string_view html, const Limits& limits);

}  // namespace jianbao::extract
