#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "jianbao/core/timestamp.h"

namespace jianbao::text {

inline constexpr std::int64_t kDayMs = 86'400'000;

/// A moment as calendars and clocks write it (proleptic Gregorian), in no particular zone.  The
/// year is wide because a stranger's milliseconds reach beyond every calendar type.
struct CivilTime {
  std::int64_t year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int millisecond = 0;
};

/// A date as a text gave it.
struct WrittenDate {
  CivilTime civil;
  std::optional<int> offset_minutes;  ///< east of Greenwich; absent: the text names no zone
  /// "ET": the offset is that of winter, and the clocks of North America go forward in summer.
  bool changes_clocks = false;
};

int days_in_month(std::int64_t year, int month);

/// True for a day that the calendar has and a time that a clock shows (23:59:60 and 24:00:00
/// included).  Years below 1000 are refused: software writes them for "no date" (0001-01-01).
bool is_real(const CivilTime& civil);

std::int64_t civil_to_ms(const CivilTime& civil);
CivilTime ms_to_civil(std::int64_t ms);

/// 0 for Sunday.
int weekday(std::int64_t ms);

/// "2024-05-15T00:48:57", with milliseconds where they are not zero; beyond the years 0 to 9999,
/// which are all that RFC 3339 has, the first or last moment of them.
std::string format_rfc3339(const CivilTime& civil);

/// The offset that the clocks of the date's zone had at that time; none if the text names no zone.
std::optional<int> offset_at(const WrittenDate& date);

/// The instant; without a zone the text is taken as UTC.
Timestamp to_timestamp(const WrittenDate& date);

}  // namespace jianbao::text
