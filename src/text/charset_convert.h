#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "text/charset_labels.h"

namespace jianbao::text {

/// Bytes read under one encoding, and how well they fit it.
struct Conversion {
  std::string utf8;
  std::size_t replaced = 0;      ///< malformed or unassigned sequences, now U+FFFD
  std::size_t unlikely = 0;      ///< private-use and C1 characters: well-formed, but nobody's text
  std::size_t strays = 0;        ///< lone bytes of windows-1252 in UTF-8, read as such
  std::size_t first_stray = 0;   ///< where in utf8 the first of them stands
  std::size_t halved = 0;        ///< characters of UTF-8 in two halves (CESU-8), made one
  std::size_t first_halved = 0;  ///< where in utf8 the first of them stands
  std::size_t non_ascii = 0;     ///< characters beyond ASCII, U+FFFD included
};

/// Never fails; what cannot be read is replaced and counted.
Conversion convert(std::string_view bytes, const Encoding& encoding);

/// Where in `bytes` that stands which convert() put at `offset`; the size if that is at the end.
std::size_t converted_offset(std::string_view bytes, const Encoding& encoding, std::size_t offset);

}  // namespace jianbao::text
