#pragma once

#include <gumbo.h>

#include <string>
#include <string_view>
#include <vector>

#include "extract/text_builder.h"
#include "extract/tree_walk.h"

namespace jianbao::extract {

/// The main text of a page, as clean text: what its author wrote, without navigation, share bars,
/// related links, comments and advertisements.  May be empty.
/// @param body  the page's <body>.  @param title  is left out where a heading repeats it.
/// Source: the scoring of Mozilla's readability, with Chinese punctuation and lengths in columns.
std::string main_text(const GumboNode& body, std::string_view title, TextBuilder& builder,
                      std::vector<WalkPlace>& stack);

}  // namespace jianbao::extract
