#pragma once

#include <vector>

#include "extract/content_blocks.h"
#include "extract/page_outline.h"

namespace jianbao::extract {

/// Makes lists of links unlikely, if some text is left: six items and more, each of them a link and
/// nothing else, are the way to other pages, however long their titles are.  Beside short news they
/// hold most of the page's words.
void settle_link_lists(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
                       std::vector<float>& likely);

}  // namespace jianbao::extract
