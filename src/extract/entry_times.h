#pragma once

#include <gumbo.h>

#include <string>

namespace jianbao::extract {

/// When the first of the entries of a live blog was written: at least three boxes of one kind
/// beside each other with a `<time datetime>` in each, one of them around `time`.  They mostly
/// begin with the newest.
/// @param when  what `time` says itself, the answer where it stands in no such box; so also where
///   that box holds the page's heading, and is an article among others
std::string first_entry_time(const GumboNode& time, std::string when);

}  // namespace jianbao::extract
