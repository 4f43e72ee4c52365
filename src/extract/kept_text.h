#pragma once

#include <string>
#include <vector>

#include "extract/markup_recorder.h"
#include "extract/page_outline.h"
#include "extract/text_builder.h"

namespace jianbao::extract {

/// The clean text of those entries of an outline whose own words are kept.
std::string text_of_kept(const std::vector<OutlineEntry>& entries, const std::vector<bool>& kept,
                         TextBuilder& builder, std::vector<WalkPlace>& stack);

/// The same pass once more for its markup, and for the pictures that stand among the text.
void record_kept(const std::vector<OutlineEntry>& entries, const std::vector<bool>& kept,
                 TextBuilder& builder, std::vector<WalkPlace>& stack, MarkupRecorder& markup);

}  // namespace jianbao::extract
