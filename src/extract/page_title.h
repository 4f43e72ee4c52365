#pragma once

#include <string>
#include <string_view>

namespace jianbao::extract {

/// A page's title without the site's name behind (or before) it.
/// @param title  what <title> or og:title says, on one line.  @param heading  the page's first
/// <h1>, if any.  @param site  the site's name, if known.
std::string title_without_site(std::string_view title, std::string_view heading,
                               std::string_view site);

}  // namespace jianbao::extract
