#pragma once

#include <vector>

#include "extract/content_blocks.h"

namespace jianbao::extract {

/// Makes the captions of galleries unlikely: of lists in which each item is a picture with its
/// words, or begins with its number of how many ("31/50").  They are written in sentences, and
/// longer than the article together, but to a reader they are of the pictures.  Where next to
/// nothing else is likely, the gallery is the article, and stays.
/// @param likely  of each block, from 0 to 1.
void settle_galleries(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
                      std::vector<float>& likely);

}  // namespace jianbao::extract
