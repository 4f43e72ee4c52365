#pragma once

#include <span>
#include <string>
#include <string_view>

namespace jianbao::cli {

/// How many letters must be put in, taken out, replaced or swapped with their neighbour to make one
/// word of the other.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The name most like `word`, if it is so like that a slip of the finger explains the difference
/// (one edit, or one for every three letters); else empty.
std::string nearest_name(std::string_view word, std::span<const std::string> names);

/// "did you mean NAME?", or empty if no name is like the word.
std::string suggestion(std::string_view word, std::span<const std::string> names);

}  // namespace jianbao::cli
