#pragma once

#include <cstdint>
#include <vector>

#include "app/read_item.h"

namespace jianbao::app {

/// Tells of what is wrong with a feed's document once, not at every poll: failures and damage that
/// the document before had too become warnings.
/// @param told  what the document before had; becomes what this one has.
void tell_once(Reading& reading, std::vector<std::uint64_t>& told);

}  // namespace jianbao::app
