#pragma once

#include <vector>

#include "extract/content_blocks.h"

namespace jianbao::extract {

/// How likely each block is content, in [0, 1]: a logistic model of the block by itself, then one
/// of it among its neighbours.
std::vector<float> judge(const std::vector<OutlineEntry>& entries,
                         const std::vector<Block>& blocks);

}  // namespace jianbao::extract
