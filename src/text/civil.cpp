#include "text/civil.h"

#include <fmt/format.h>

namespace jianbao::text {

namespace {

constexpr std::int64_t kFirstYear = 1000;
constexpr std::int64_t kLastYear = 9999;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

bool is_leap(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

// Howard Hinnant, chrono-Compatible Low-Level Date Algorithms: eras of 400 years that begin on
// 1 March.  std::chrono::year holds 16 bits only.
std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

void set_date(CivilTime& civil, std::int64_t days) {
  days += 719'468;
  const std::int64_t era = floor_div(days, 146'097);
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  civil.day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  civil.month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  civil.year = year_of_era + era * 400 + (civil.month <= 2 ? 1 : 0);
}

bool is_clock_time(const CivilTime& civil) {
  if (civil.hour == 24) return civil.minute == 0 && civil.second == 0 && civil.millisecond == 0;
  return civil.hour >= 0 && civil.hour < 24 && civil.minute >= 0 && civil.minute < 60 &&
         civil.second >= 0 && civil.second <= 60;
}

/// 2:00 on a Sunday of a month: the `nth`, or the last where that is 0.
std::int64_t clock_change(std::int64_t year, int month, int nth) {
  constexpr int kWeek = 7;
  const int earliest = nth == 0 ? days_in_month(year, month) - kWeek + 1 : (nth - 1) * kWeek + 1;
  const std::int64_t from = civil_to_ms({.year = year, .month = month, .day = earliest, .hour = 2});
  return from + (kWeek - weekday(from)) % kWeek * kDayMs;
}

/// By the Uniform Time Act: from the second Sunday of March to the first of November, until 2006
/// from the first of April to the last of October.  Before 1987 few clocks were read by programs.
bool is_american_summer(const CivilTime& civil) {
  constexpr std::int64_t kLongerSince = 2007;
  const bool is_longer = civil.year >= kLongerSince;
  const std::int64_t at = civil_to_ms(civil);
  return at >= clock_change(civil.year, is_longer ? 3 : 4, is_longer ? 2 : 1) &&
         at < clock_change(civil.year, is_longer ? 11 : 10, is_longer ? 1 : 0);
}

}  // namespace

int days_in_month(std::int64_t year, int month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool is_real(const CivilTime& civil) {
  return civil.year >= kFirstYear && civil.year <= kLastYear && civil.month >= 1 &&
         civil.month <= 12 && civil.day >= 1 &&
         civil.day <= days_in_month(civil.year, civil.month) && is_clock_time(civil);
}

std::int64_t civil_to_ms(const CivilTime& civil) {
  const std::int64_t days = days_from_civil(civil.year, civil.month, civil.day);
  const std::int64_t seconds = (civil.hour * 60 + civil.minute) * 60 + civil.second;
  return days * kDayMs + seconds * 1000 + civil.millisecond;
}

CivilTime ms_to_civil(std::int64_t ms) {
  const std::int64_t days = floor_div(ms, kDayMs);
  // Not by multiplication: the days of the smallest number reach below it.
  const auto in_day = static_cast<int>((ms % kDayMs + kDayMs) % kDayMs);
  CivilTime civil;
  set_date(civil, days);
  civil.hour = in_day / 3'600'000;
  civil.minute = in_day / 60'000 % 60;
  civil.second = in_day / 1000 % 60;
  civil.millisecond = in_day % 1000;
  return civil;
}

int weekday(std::int64_t ms) {
  constexpr std::int64_t kThursday = 4;  // 1970-01-01
  const std::int64_t days = floor_div(ms, kDayMs) % 7;
  return static_cast<int>((days + kThursday + 7) % 7);
}

std::string format_rfc3339(const CivilTime& civil) {
  if (civil.year > kLastYear) return "9999-12-31T23:59:59.999";
  if (civil.year < 0) return "0000-01-01T00:00:00";
  std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", civil.year, civil.month,
                                 civil.day, civil.hour, civil.minute, civil.second);
  if (civil.millisecond != 0) text += fmt::format(".{:03}", civil.millisecond);
  return text;
}

std::optional<int> offset_at(const WrittenDate& date) {
  if (!date.offset_minutes || !date.changes_clocks || !is_american_summer(date.civil)) {
    return date.offset_minutes;
  }
  return *date.offset_minutes + 60;
}

Timestamp to_timestamp(const WrittenDate& date) {
  return {civil_to_ms(date.civil) - std::int64_t{offset_at(date).value_or(0)} * 60'000};
}

}  // namespace jianbao::text
