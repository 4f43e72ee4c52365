#pragma once

#include <gumbo.h>

#include <string>
#include <string_view>
#include <vector>

#include "extract/text_builder.h"
#include "extract/tree_walk.h"
#include "jianbao/extract/extractor.h"

namespace jianbao::extract {

/// Reads the tree of an article's body.  @param root  its <html>.  `builder` and `stack` are
/// working memory.
Body read_body(const GumboNode& root, std::string_view base, TextBuilder& builder,
               std::vector<WalkPlace>& stack);

/// The text of all that stands in a tree, no family's lead set apart.
std::string read_text(const GumboNode& root, TextBuilder& builder, std::vector<WalkPlace>& stack);

}  // namespace jianbao::extract
