#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/feed/parse.h"

namespace jianbao::feed {

/// What was wrong with the base64 of one document.
struct Base64Faults {
  std::size_t binary = 0;      ///< contents that are no text
  std::size_t not_base64 = 0;  ///< contents that hold other characters
  std::size_t replaced = 0;    ///< malformed sequences that became U+FFFD
};

/// The text that `base64` (RFC 4648 §4, white space ignored) stands for, valid UTF-8.  What holds
/// other characters was never encoded and is returned as it is.  Nothing for pictures, sound and
/// what else is no text, by its media type (lower case, may be empty) or its bytes.
std::string read_base64(std::string_view base64, std::string_view type, Base64Faults& faults);

/// A warning for each kind of fault; without offsets.
std::vector<Warning> warnings_of(const Base64Faults& faults);

}  // namespace jianbao::feed
