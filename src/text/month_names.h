#pragma once

#include <optional>
#include <string_view>

namespace jianbao::text {

/// The month (1 to 12) that a word names in one of the languages of Europe, whole or cut short to
/// three letters and more.  @param folded  fold_text() of the word, without its full stop.
std::optional<int> month_of(std::string_view folded);

}  // namespace jianbao::text
