#pragma once

#include <string_view>

#include "text/charset_labels.h"

namespace jianbao::text {

/// The encoding that the bytes look like, for bytes beyond ASCII that nothing names; null if they
/// are too few or like nothing.
const Encoding* detect_encoding(std::string_view bytes);

/// GB 18030 or Big5, where the ranges that the bytes lie in leave no doubt, four characters being
/// enough; else null.
const Encoding* chinese_by_structure(std::string_view bytes);

/// True if all bytes beyond ASCII lie where common characters of GB 2312 do and too few where those
/// of Big5 do: text in GB 2312 is well-formed Big5 of rare characters.
bool is_gb2312_not_big5(std::string_view bytes);

/// True if most bytes beyond ASCII stand next to another one: in words of another script, or as
/// halves of characters.  No Western text has them so.
bool stands_in_runs(std::string_view bytes);

/// UTF-16 or UTF-32 without a BOM, told by NULs; null if it is neither.
const Encoding* wide_by_nuls(std::string_view bytes);

}  // namespace jianbao::text
