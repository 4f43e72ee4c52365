#pragma once

#include <vector>

#include "extract/page_outline.h"

namespace jianbao::extract {

/// Which elements are no part of an article whatever they hold: readers' comments, cookie
/// notes and the like, and what is not shown.  An element stays if it holds the first <h1>, or if
/// little text would be left without it: then it is the page that is oddly named.
std::vector<bool> pruned(const std::vector<OutlineEntry>& entries);

}  // namespace jianbao::extract
