#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "extract/content_blocks.h"
#include "extract/surroundings.h"

namespace jianbao::extract {

/// What elements that hold boilerplate are named after.
constexpr std::uint32_t kBadNames = kNamedComments | kNamedRelated | kNamedShare | kNamedSubscribe |
                                    kNamedAdvert | kNamedNav | kNamedFooter | kNamedSide |
                                    kNamedDialog | kNamedTags;

constexpr float flag(bool answer) {
  return answer ? 1.0F : 0.0F;
}

constexpr bool any(std::uint32_t bits, std::uint32_t wanted) {
  return (bits & wanted) != 0;
}

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
