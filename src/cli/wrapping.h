#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jianbao::cli {

/// The text in lines of at most `width` columns, each but the first set in by `indent`, which the
/// first has before it already: broken at spaces and beside wide characters.  What cannot be broken
/// there, such as a URL, stays whole and may stick out.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

}  // namespace jianbao::cli
