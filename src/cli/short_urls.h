#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace jianbao::cli {

/// The cells of a column in at most `width` columns each.  If all URLs fit, they stay as they are.
/// Else each stands without scheme and user, and where that is too long, as its host and its end,
/// "a.example/…/rss.xml"; the ends that several URLs have in common give way to what tells them
/// apart, "a.example/…/world…".  What is no URL is cut at its end.
std::vector<std::string> short_urls(const std::vector<std::string>& cells, std::size_t width);

}  // namespace jianbao::cli
