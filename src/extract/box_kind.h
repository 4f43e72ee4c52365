#pragma once

#include <gumbo.h>

#include <string>

namespace jianbao::extract {

/// What boxes of one kind have in common: their tag and first class, without the digits of
/// "post-123".
std::string box_kind(const GumboNode& element);

}  // namespace jianbao::extract
