#pragma once

#include <string_view>

#include "jianbao/core/limits.h"
#include "jianbao/feed/parse.h"

namespace jianbao::feed {

/// Reads an RSS, RDF or Atom document from UTF-8 text into `result`, its entries to `take`.
void read_xml_feed(std::string_view utf8, const ParseOptions& options, const TakeEntry& take,
                   const Limits& limits, ParseResult& result);

}  // namespace jianbao::feed
