#pragma once

#include <span>
#include <string>
#include <vector>

#include "extract/content_blocks.h"

namespace jianbao::extract {

/// Makes what an article's last paragraphs say about its authors unlikely: "Ann Lee is a professor
/// at …" below Ann Lee's article.
/// @param authors  the page's own.
void settle_author_notes(const std::vector<Block>& blocks, std::span<const std::string> authors,
                         std::vector<float>& likely);

}  // namespace jianbao::extract
