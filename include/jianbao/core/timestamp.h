#pragma once

#include <compare>
#include <cstdint>

namespace jianbao {

/// An instant: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted; negative before.
struct Timestamp {
  std::int64_t ms = 0;

  friend auto operator<=>(const Timestamp&, const Timestamp&) = default;
};

}  // namespace jianbao
