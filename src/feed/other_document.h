#pragma once

#include <string_view>

#include "jianbao/feed/parse.h"

namespace jianbao::feed {

/// Where a document is no feed but a web page, OPML or a sitemap index: says so in
/// `result.problem` and in `result.hint` how it leads to feeds.  Leaves all others alone.
void explain_other_document(std::string_view utf8, const ParseOptions& options,
                            ParseResult& result);

}  // namespace jianbao::feed
