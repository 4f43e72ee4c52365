#pragma once

#include <optional>
#include <string_view>

namespace jianbao::app {

struct PageFacts;

/// What stands in an article's place.
enum class StandIn { kLogin, kMissing, kScript, kConsent, kPaywall };

/// Judges by title and words; of text that is long nothing is asked.  A sign counts where a title
/// is nothing else, or near the beginning of a short line, unless the feed's words hold it too; and
/// what else the page says must be too little for a news flash.
std::optional<StandIn> stand_in_of(const PageFacts& facts);

}  // namespace jianbao::app
