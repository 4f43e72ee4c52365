#pragma once

#include <gumbo.h>

#include <string_view>
#include <vector>

#include "extract/plain_line.h"
#include "extract/tree_walk.h"
#include "jianbao/extract/extractor.h"

namespace jianbao::extract {

/// What a page says about itself in JSON-LD, OpenGraph and other <meta>, microdata, <time>, bylines
/// and <title>; docs/extraction.md has the order of trust.  `text` is JSON-LD's articleBody as it
/// stands, often empty.
/// @param root  the <html> element.  @param why  if given, gets where each field was read.
Page read_metadata(const GumboNode& root, std::string_view url, PlainLine& lines,
                   std::vector<WalkPlace>& stack, Explanation* why);

}  // namespace jianbao::extract
