#pragma once

#include <vector>

#include "extract/content_blocks.h"

namespace jianbao::extract {

/// Lets the entries of a live blog, a chronicle or a list of questions share one fate.  They are at
/// least three boxes of one kind beside each other, each with a heading or the time before its
/// text.  Where most of their text is content, the same part of each becomes as likely as their
/// mean, and headings and times as likely as all of it: an entry far down the page is as much the
/// article as the first, and what it says needs its time.  Boxes inside such boxes come first.
void settle_repeated_boxes(const std::vector<OutlineEntry>& entries,
                           const std::vector<Block>& blocks, std::vector<float>& likely);

}  // namespace jianbao::extract
