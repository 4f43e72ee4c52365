#pragma once

#include <cstddef>
#include <string_view>

#include "text/charset_convert.h"

namespace jianbao::text {

/// convert() of bytes that are UTF-8 in the main.  A lone byte of 0x80 to 0x9F beside ASCII is what
/// a program that wrote windows-1252 left there (quotes, dashes, "…", "€") and is read as such;
/// remains of broken characters become U+FFFD.
Conversion convert_utf8(std::string_view bytes);

/// What windows-1252 has at a byte of 0x80 to 0x9F; 0 if nothing.
char32_t windows1252_character(unsigned byte);

/// converted_offset() for the same.
std::size_t utf8_offset(std::string_view bytes, std::size_t offset);

}  // namespace jianbao::text
