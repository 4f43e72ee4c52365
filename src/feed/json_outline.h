#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "jianbao/core/limits.h"

namespace jianbao::feed {

/// What brackets, commas and strings tell of a JSON Feed before any value is read.
struct JsonOutline {
  std::string excess;          ///< the limit that it breaks, in words; empty if none
  bool cut = false;            ///< it ends inside its value
  bool item_cut = false;       ///< it ends inside one of `items`
  std::size_t whole = 0;       ///< bytes up to the end of the last whole item or member
  std::string_view closing{};  ///< what closes the document there
};

/// O(bytes), no memory.
JsonOutline outline_json(std::string_view utf8, const Limits& limits);

}  // namespace jianbao::feed
