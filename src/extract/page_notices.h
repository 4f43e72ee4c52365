#pragma once

#include "extract/content_blocks.h"

namespace jianbao::extract {

/// True of blocks that speak of the page and not of its matter, by their words alone, however
/// likely the place is: how to share it by WeChat, whose opinion it is, who edited it, when and
/// where it was first printed.  Chinese pages write these into paragraphs like all others.
bool is_page_notice(const Block& block);

}  // namespace jianbao::extract
