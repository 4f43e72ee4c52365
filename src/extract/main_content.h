#pragma once

#include <gumbo.h>

#include <string>
#include <vector>

#include "extract/content_blocks.h"
#include "extract/text_builder.h"
#include "extract/tree_walk.h"

namespace jianbao::extract {

/// The main text of a page, as clean text: what its author wrote, without navigation, share bars,
/// related links, comments and advertisements.  May be empty.
/// @param body  the page's <body>.
std::string main_text(const GumboNode& body, const PageHints& hints, TextBuilder& builder,
                      std::vector<WalkPlace>& stack);

/// What the page says in a sentence of itself: og:description or its kin.  @param root  its <html>.
std::string page_description(const GumboNode& root);

}  // namespace jianbao::extract
