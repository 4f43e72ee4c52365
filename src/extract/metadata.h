#pragma once

#include <gumbo.h>

#include <string_view>
#include <vector>

#include "extract/tree_walk.h"
#include "jianbao/extract/extractor.h"

namespace jianbao::extract {

/// What a page says about itself in JSON-LD, OpenGraph and other <meta>, microdata, <time> and
/// <title>, in this order of trust.  `text` is JSON-LD's articleBody as it stands, often empty.
/// @param root  the <html> element.
Page read_metadata(const GumboNode& root, std::string_view url, std::vector<WalkPlace>& stack);

}  // namespace jianbao::extract
