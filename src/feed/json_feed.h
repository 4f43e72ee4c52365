#pragma once

#include <string_view>

#include "jianbao/core/limits.h"
#include "jianbao/feed/parse.h"

namespace jianbao::feed {

/// Reads a JSON Feed (versions 1 and 1.1, https://www.jsonfeed.org/version/1.1/) from UTF-8 text
/// into `result`, its entries to `take`.  Nesting and the number of values are bounded before
/// anything is built.
void read_json_feed(std::string_view utf8, const ParseOptions& options, const TakeEntry& take,
                    const Limits& limits, ParseResult& result);

}  // namespace jianbao::feed
