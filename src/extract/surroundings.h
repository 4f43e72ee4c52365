#pragma once

#include <vector>

#include "extract/content_blocks.h"

namespace jianbao::extract {

/// What the neighbourhood of a block says, once every block has been judged by itself.  All numbers
/// are shares in [0, 1]; those of a box are means over its blocks, weighted by their lengths.
struct Surroundings {
  float own = 0;     ///< how likely the block is content, judged by itself
  float before = 0;  ///< the same of the block before, after, and the two before, after
  float after = 0;
  float before_two = 0;
  float after_two = 0;
  float signature = 0;  ///< of all blocks of its tag and names
  float parent = 0;     ///< of all blocks in its parent
  float grandparent = 0;
  float signature_share = 0;  ///< the same of all blocks of its tag and names
  float branch = 0;           ///< of the largest box around it that is not most of the content
  float branch_share = 0;     ///< how much of the page's content that box holds
  bool in_core = false;       ///< in the innermost element that holds half of the page's content
  bool in_wide_core = false;  ///< the same with nine tenths
  bool between = false;       ///< between the first and the last block that are surely content
};

/// @param own  of each block, how likely it is content.  One pass up the tree and one down.
std::vector<Surroundings> survey(const std::vector<OutlineEntry>& entries,
                                 const std::vector<Block>& blocks, const std::vector<float>& own);

}  // namespace jianbao::extract
