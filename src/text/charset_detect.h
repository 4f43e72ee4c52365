#pragma once

#include <string_view>

#include "text/charset_labels.h"

namespace jianbao::text {

/// The encoding that the bytes look like, for bytes beyond ASCII that nothing names; null if they
/// are too few or like nothing.
const Encoding* detect_encoding(std::string_view bytes);

/// UTF-16 without a BOM, told by the NULs of its ASCII characters; null if it is not.
const Encoding* utf16_by_nuls(std::string_view bytes);

}  // namespace jianbao::text
