#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "jianbao/core/timestamp.h"

namespace jianbao::text {

/// RFC 822/1123/2822/850 dates with the mistakes feeds make: missing weekday, two-digit year, zone
/// names (GMT, UT, EST … CST is US Central), "+0800", missing seconds.  No zone: UTC.
std::optional<Timestamp> parse_rfc822(std::string_view text);

/// RFC 3339, ISO 8601 and W3CDTF: "2024", "2024-05", "2024-05-15", "2024-05-15T08:48",
/// "2024-05-15 08:48:57.250+08:00".  No zone: UTC; missing parts: the earliest moment.
std::optional<Timestamp> parse_iso8601(std::string_view text);

/// Any of the above, and "2024年5月15日 08:48" and "2024/5/15 8:48".  Surrounding space ignored.
/// Nonsense (month 13, 31 April, "NaN"), years before 1000 (0001-01-01 is how software writes "no
/// date") and instants after the year 9999 in UTC: nothing, here and above.
std::optional<Timestamp> parse_date(std::string_view text);

/// "2024-05-15T00:48:57Z"; milliseconds only where they are not zero.  RFC 3339 has the years 0000
/// to 9999 alone: what lies beyond (a stranger's milliseconds may) is "0000-01-01T00:00:00Z" or
/// "9999-12-31T23:59:59.999Z".
std::string to_rfc3339(Timestamp at);

/// "Wed, 15 May 2024 00:48:57 GMT" (RFC 9110 §5.6.7).
std::string to_http_date(Timestamp at);

}  // namespace jianbao::text
