#pragma once

#include <vector>

#include "extract/content_blocks.h"

namespace jianbao::extract {

/// Makes unlikely what sites append for those who read on.  Beside the <article> whose h1 is the
/// page's title these are another's: an <article> behind it with an h1 of its own, and any that
/// WordPress gives the number of another post (class="post-4711").  Where the page's own article is
/// short, nothing is done: it may be a teaser above the others.
void settle_other_articles(const std::vector<OutlineEntry>& entries,
                           const std::vector<Block>& blocks, std::vector<float>& likely);

}  // namespace jianbao::extract
