#pragma once

#include <string_view>

#include "formats/output_buffer.h"

namespace jianbao::formats {

/// Writes a text between quotes (RFC 8259 §7).  What is not ASCII stays as UTF-8; what is no valid
/// UTF-8 becomes U+FFFD.
void write_json_string(OutputBuffer& out, std::string_view text);

}  // namespace jianbao::formats
