#pragma once

#include <vector>

#include "extract/content_blocks.h"

namespace jianbao::extract {

/// A block that is at least so likely is content.
inline constexpr float kSurely = 0.55F;
/// What is left to a block that is known for something else: a page with little more may need it.
inline constexpr float kUnlikely = 0.1F;

/// How likely each block is content, in [0, 1]: a logistic model of the block by itself, then one
/// of it among its neighbours.
std::vector<float> judge(const std::vector<OutlineEntry>& entries,
                         const std::vector<Block>& blocks);

}  // namespace jianbao::extract
