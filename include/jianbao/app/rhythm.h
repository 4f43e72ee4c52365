#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>

#include "jianbao/core/timestamp.h"
#include "jianbao/store/feeds.h"

namespace jianbao::app {

/// How often a feed gives something new, judged by what it did.
struct Rhythm {
  /// With fewer moments at which something came, nothing is said about how far apart they are.
  static constexpr std::size_t kFewest = 5;

  std::size_t moments = 0;                 ///< at which something new came, as far as looked at
  std::chrono::milliseconds usual{0};      ///< from one to the next, the median
  std::chrono::milliseconds longest{0};    ///< as long as the feed is silent in an ordinary week
  std::chrono::milliseconds looked_at{0};  ///< from the first of the moments to the last
  std::optional<Timestamp> last;           ///< the last of them

  bool known() const { return moments >= kFewest; }
};

/// The rhythm of the last ten weeks before the last arrival, or of as many weeks as twenty moments
/// take.  The longest ordinary silence is the longest of each week, the median of all weeks: nights
/// and weekends count, one outage or holiday does not.
/// @param arrivals  in ascending order.
Rhythm rhythm_of(std::span<const store::Arrival> arrivals);

}  // namespace jianbao::app
