#pragma once

#include <string_view>

namespace jianbao::formats {

/// What bytes that are no text are, told by their first bytes: "a PDF document", "a JPEG picture",
/// "packed by zstd".  Empty for text, and for what is not known.
std::string_view binary_format(std::string_view bytes);

/// True if text, decoded from whatever it was, has more control characters among its first 4 KiB
/// than a slip of the pen explains: machine code, measurements, a format that nobody knows.
/// What begins as HTML is none, whatever follows.
bool looks_binary(std::string_view utf8);

}  // namespace jianbao::formats
