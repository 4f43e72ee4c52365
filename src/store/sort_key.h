#pragma once

#include <cstdint>

#include "jianbao/core/timestamp.h"

namespace jianbao::store {

/// Slots in one second of the archive's order.  Few, because the full-text index stores differences
/// of sort keys: each factor of 128 costs it a byte an entry, a tenth of its size.
inline constexpr std::int64_t kSlotsPerSecond = 64;

/// How far a crowded second may spill into those after it: a day holds 5.5 million articles.
inline constexpr std::int64_t kMaxSpillSeconds = 86'400;

/// The first sort key of the second that holds `at` (floored, also before 1970).  Dates outside the
/// years -50,000 to 50,000 are clamped.
constexpr std::int64_t first_sort_key(Timestamp at) {
  constexpr std::int64_t kFarthestSecond = 1'500'000'000'000;
  std::int64_t second = at.ms / 1000 - (at.ms % 1000 < 0 ? 1 : 0);
  if (second > kFarthestSecond) second = kFarthestSecond;
  if (second < -kFarthestSecond) second = -kFarthestSecond;
  return second * kSlotsPerSecond;
}

}  // namespace jianbao::store
