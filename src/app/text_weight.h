#pragma once

#include <cstddef>
#include <string_view>

namespace jianbao::app {

/// How much a text says: a Han character counts one, a word of other scripts two, punctuation
/// nothing.  Counting stops at `most`.
std::size_t text_weight(std::string_view utf8, std::size_t most = 1000);

}  // namespace jianbao::app
