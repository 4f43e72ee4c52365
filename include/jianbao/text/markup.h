#pragma once

#include <string>
#include <string_view>

namespace jianbao::text {

/// `&`, `<`, `>` and `"` as the entities that HTML and XML read in text and quoted attributes
/// alike.
std::string escape_markup(std::string_view text);

}  // namespace jianbao::text
