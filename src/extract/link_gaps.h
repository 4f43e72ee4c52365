#pragma once

#include <gumbo.h>

namespace jianbao::extract {

/// True of a link that follows at once on another of the same class, to another place: two tags,
/// two names, which the style sheet sets apart.
bool is_apart_from_link_before(const GumboNode& element);

}  // namespace jianbao::extract
