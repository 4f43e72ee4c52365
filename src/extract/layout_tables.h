#pragma once

#include <gumbo.h>

#include <string_view>
#include <unordered_set>
#include <vector>

#include "extract/markup_recorder.h"

namespace jianbao::extract {

/// The tables that lay out a page instead of telling rows: those with a table or several paragraphs
/// in a cell, or with no row of two cells.
std::unordered_set<const GumboNode*> layout_tables(std::string_view raw,
                                                   const std::vector<MarkupEvent>& events);

}  // namespace jianbao::extract
