#pragma once

#include <string_view>

namespace jianbao::text {

enum class Units {
  kSingle,  ///< one byte a character: hardly any bytes are malformed, so that proves nothing
  kMulti,   ///< has a structure that other bytes break
};

struct Encoding {
  std::string_view name;  ///< WHATWG
  const char* converter;  ///< ICU
  Units units;
};

/// By a label of the Encoding Standard in any case, white space and quotes around it ignored; null
/// if unknown.  The result lives for ever and can be compared by address.
const Encoding* find_encoding(std::string_view label);

const Encoding& utf8_encoding();
const Encoding& utf16le_encoding();
const Encoding& utf16be_encoding();
const Encoding& utf32le_encoding();
const Encoding& utf32be_encoding();
const Encoding& windows1252_encoding();

}  // namespace jianbao::text
