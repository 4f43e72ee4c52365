#pragma once

#include <span>
#include <string>
#include <string_view>

namespace jianbao::cli {

/// The name most like `word`, if it is so like that a slip of the finger explains the difference
/// (one edit, or one for every three letters); else empty.
std::string nearest_name(std::string_view word, std::span<const std::string> names);

/// "did you mean NAME?", or empty if no name is like the word.
std::string suggestion(std::string_view word, std::span<const std::string> names);

}  // namespace jianbao::cli
