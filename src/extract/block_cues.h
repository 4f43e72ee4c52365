#pragma once

#include <cstdint>

#include "extract/page_outline.h"

namespace jianbao::extract {

/// What the first words of a block are typical of.
enum class Cue : std::uint8_t { kNone, kBoilerplate, kReadMore, kCredit };

Cue cue_of(const OutlineEntry& entry);

}  // namespace jianbao::extract
