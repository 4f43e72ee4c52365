#pragma once

#include <string>
#include <string_view>

#include "jianbao/core/timestamp.h"

namespace jianbao::text {

/// The first instant of what a person typed as a date, in the named IANA zone ("Asia/Shanghai",
/// "UTC"). "2024", "2024-05", "2024-05-15", "2024-05-15T08:00", "20240515", "today", "yesterday",
/// and ages back from `now`: "36h", "7d", "2w", "3m", "1y".
/// @throws Error(kUsage) that shows the accepted forms, or names the unknown zone.
Timestamp parse_typed_date(std::string_view typed, Timestamp now, const std::string& zone);

/// A stretch of time, its end not included.
struct Period {
  Timestamp first;
  Timestamp end;
};

/// What a person typed as a stretch of time, in the named zone: the whole of "2024", "2024-05",
/// "2024-05-15", "20240515", "today" or "yesterday"; of a clock time its minute; of an age ("7d")
/// all from then to `now`.
/// @throws Error(kUsage) as parse_typed_date() does.
Period parse_typed_period(std::string_view typed, Timestamp now, const std::string& zone);

/// "2024-05-15 08:48" in the named zone, for tables.  @throws Error(kUsage) for an unknown zone.
std::string format_local(Timestamp at, const std::string& zone);

/// "2024-05-15T08:48:57+08:00"; beyond the years 0000 to 9999 as to_rfc3339 does it, by the zone's
/// clocks.
std::string to_rfc3339_local(Timestamp at, const std::string& zone);

}  // namespace jianbao::text
