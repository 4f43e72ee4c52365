#pragma once

#include <vector>

#include "extract/content_blocks.h"

namespace jianbao::extract {

/// Lets the items of a list, and the cells of a table, share one fate: a row without some of its
/// cells tells nothing.  Each becomes as likely as their mean, weighted by length.  Lists and
/// tables that hold more than items and cells (page layouts, lists of whole articles) are left
/// alone.
void settle_groups(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
                   std::vector<float>& likely);

}  // namespace jianbao::extract
