#pragma once

#include <vector>

#include "extract/content_blocks.h"

namespace jianbao::extract {

/// Lets the items of a list, the cells of a table, and the paragraphs of a quote with the words
/// around them share one fate: a row without some of its cells tells nothing, nor does a quoted
/// post without its author's name.  Each becomes as likely as their mean, weighted by length.
/// Groups that hold more than that (page layouts, lists of whole articles) are left alone.
void settle_groups(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
                   std::vector<float>& likely);

/// Keeps the posts that a text quotes (<blockquote class="twitter-tweet">), whatever the box around
/// them is called: they follow something of the text, or another such post.
void settle_quoted_posts(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
                         std::vector<float>& likely);

/// Makes three and more headings of one tag in one box as likely as the box, where that is mostly
/// content: they part its text; fewer only where the words of the box go on around them.  Not those
/// that are links or announce other things.
void settle_headings(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
                     std::vector<float>& likely);

}  // namespace jianbao::extract
