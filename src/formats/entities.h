#pragma once

#include <string>
#include <string_view>

namespace jianbao::formats {

/// Decodes HTML character references once: numeric ones and the named ones that occur in titles
/// (Latin-1, punctuation, quotes).  Only those that end with ';' are decoded, so "AT&T" and
/// "?a=1&copy=2" stay.  Numeric ones as the HTML standard reads them (§13.2.5.80: 128 to 159 are
/// windows-1252).
std::string decode_entities(std::string_view text);

}  // namespace jianbao::formats
