#pragma once

#include <string>
#include <vector>

#include "extract/content_blocks.h"
#include "extract/text_builder.h"
#include "extract/tree_walk.h"
#include "jianbao/extract/explanation.h"

namespace jianbao::extract {

/// The boxes whose blocks were weighed, those with the most likely content first, at most
/// Explanation::kMaxCandidates.  Score: the mean likelihood of its blocks, weighted by length;
/// characters: their columns.  The excerpt is of its first block that was kept, else of its first.
/// @param likely  of each block.  @param kept  of each entry.  @param pass  what decided.
std::vector<Candidate> text_candidates(const std::vector<OutlineEntry>& entries,
                                       const std::vector<Block>& blocks,
                                       const std::vector<float>& likely,
                                       const std::vector<bool>& kept, const std::string& pass,
                                       TextBuilder& builder, std::vector<WalkPlace>& stack);

}  // namespace jianbao::extract
