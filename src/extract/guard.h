#pragma once

#include <string_view>

#include "jianbao/core/limits.h"

namespace jianbao::extract {

/// Refuses what gumbo could not parse in reasonable time, before gumbo sees it: too many bytes, too
/// many open elements at one place, an element with very many attributes, or so much of all these
/// that the whole would take seconds.  Follows the tags the way a browser does (see
/// open_elements.h), so that thousands of unclosed <p>, <li> or <td> are no depth.
/// @throws Error(kLimit) that names the limit.  Cost: O(bytes).
void check_limits(std::string_view html, const Limits& limits);

}  // namespace jianbao::extract
