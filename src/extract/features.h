#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "extract/content_blocks.h"
#include "extract/surroundings.h"

namespace jianbao::extract {

/// A question about a block whose answer, mostly 0 or 1, speaks for or against its being content.
/// The weights were fitted (docs/extraction.md); what they weigh is named.
struct OwnFeature {
  std::string_view name;
  float weight;
  float (*value)(const Block&);
};

/// The same where the answer lies around the block.
struct ContextFeature {
  std::string_view name;
  float weight;
  float (*value)(const Block&, const Surroundings&);
};

std::span<const OwnFeature> own_features();
std::span<const ContextFeature> context_features();

}  // namespace jianbao::extract
