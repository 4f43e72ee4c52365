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

/// A date that was read.
struct ReadDate {
  Timestamp at;
  /// East of Greenwich; absent: the text names no zone and was taken as UTC.
  std::optional<int> offset_minutes;
};

/// A date as feeds and pages write it: any of the above and
/// * "2024年5月15日 08:48", "2024/5/15 下午 8:48", "下午3:05 2024年5月15日",
/// "二〇二四年五月十五日",
///   "民國113年5月15日", with "北京时间" or "(GMT+8)"; in Korean with 년 월 일 and 오전 오후 (there
///   without a zone the time of Korea); digits of full width;
/// * RFC 822 with the names of European languages ("mar, 14 mai 2024"), ISO 8601 with a zone's name
///   behind the offset ("+0800 CST", "+08:00[Asia/Shanghai]");
/// * "2024-július-5T9:15+02:00", "2024-136" (the day of a year), and the truncated forms of ISO
///   8601:1988 that name a year: "240515", "24-05-15", "24136", "-2405";
/// * an ISO clock that runs over ("10:61:55" is 11:01:55); a day whose clock cannot be read
///   ("2024-05-15Txx") is the day's beginning.
/// Surrounding space ignored. Nonsense (month 13, 31 April, "NaN"), years before 1000 (0001-01-01
/// is how software writes "no date") and instants after the year 9999 in UTC: nothing, here and
/// above.
std::optional<ReadDate> read_date(std::string_view text);

/// The instant of read_date() alone.
std::optional<Timestamp> parse_date(std::string_view text);

/// The first date that stands among other words: what read_date() reads in
/// numbers, and day, month and year
/// as the languages of Europe write them ("Freitag, den 15. Mai 2024, 8.48 Uhr", "May
/// 15th, 2024 8:48 am", "15 de mayo de 2024", "15.05.2024"), with the time that follows at once.
/// Of "5/6/2024" the day is taken to come first; "15.05.24" only at the beginning.  Looks at the
/// first 300 bytes.
std::optional<ReadDate> find_date(std::string_view text);

/// "2024-05-15T00:48:57Z"; milliseconds only where they are not zero.  RFC 3339 has the years 0000
/// to 9999 alone: what lies beyond (a stranger's milliseconds may) is "0000-01-01T00:00:00Z" or
/// "9999-12-31T23:59:59.999Z".
std::string to_rfc3339(Timestamp at);

/// The same instant on the clocks of a zone: "2024-05-15T08:48:57+08:00".
std::string to_rfc3339(Timestamp at, int offset_minutes);

/// "Wed, 15 May 2024 00:48:57 GMT" (RFC 9110 §5.6.7).
std::string to_http_date(Timestamp at);

}  // namespace jianbao::text
