#include <simdjson.h>

#include "jianbao/text/unicode.h"

// Apart from utf8.cpp, which the loadable extension is made of: it depends on no such library.

namespace jianbao::text {

bool is_valid_utf8(std::string_view bytes) {
  return simdjson::validate_utf8(bytes.data(), bytes.size());
}

}  // namespace jianbao::text
