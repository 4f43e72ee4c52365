#pragma once

#include <gumbo.h>

#include <string>
#include <vector>

#include "extract/content_blocks.h"
#include "extract/markup_recorder.h"
#include "extract/text_builder.h"
#include "extract/tree_walk.h"
#include "jianbao/extract/explanation.h"

namespace jianbao::extract {

/// The main text of a page, as clean text: what its author wrote, without navigation, share bars,
/// related links, comments and advertisements.  May be empty.
/// @param body  the page's <body>.  @param markup  if given, gets the elements of the text; then
/// builder.raw() is the text that they stand in.  @param why  if given, gets the candidates.
std::string main_text(const GumboNode& body, const PageHints& hints, TextBuilder& builder,
                      std::vector<WalkPlace>& stack, MarkupRecorder* markup = nullptr,
                      Explanation* why = nullptr);

/// The text of the blocks that are likely enough to be content, or of the likeliest if none is.
/// @param likely  of each block, in [0, 1].  @param markup, why  as in main_text.
std::string likely_text(const std::vector<OutlineEntry>& entries, const std::vector<Block>& blocks,
                        std::vector<float> likely, TextBuilder& builder,
                        std::vector<WalkPlace>& stack, MarkupRecorder* markup = nullptr,
                        Explanation* why = nullptr);

/// What the page says in a sentence of itself, in og:description and its kin: a line each, none
/// twice.  @param root  its <html>.
std::string page_description(const GumboNode& root);

}  // namespace jianbao::extract
