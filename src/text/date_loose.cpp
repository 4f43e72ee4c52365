#include <cstdint>

#include "text/date_names.h"
#include "text/date_scanner.h"

namespace jianbao::text {

namespace {

int value_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

/// RFC 2822 §4.3, for a year of two digits.
int full_year(int year) {
  return year + (year < 50 ? 2000 : 1900);
}

/// A day of the year, the first being 1.
bool set_ordinal(CivilTime& civil, int ordinal) {
  for (civil.month = 1; civil.month <= 12; ++civil.month) {
    const int days = days_in_month(civil.year, civil.month);
    if (ordinal <= days) break;
    ordinal -= days;
  }
  civil.day = ordinal;
  return ordinal >= 1 && civil.month <= 12;
}

/// A day of a week, Monday being 1; the first week is that of 4 January (ISO 8601 §5.7).
bool set_week(CivilTime& civil, int week, int day) {
  if (week < 1 || week > 53 || day < 1 || day > 7) return false;
  const std::int64_t fourth = civil_to_ms({.year = civil.year, .month = 1, .day = 4});
  const std::int64_t monday = fourth - (weekday(fourth) + 6) % 7 * kDayMs;
  constexpr int kThursday = 4;  // lies in the year that the week belongs to
  const auto day_of = [&](int wanted) {
    return ms_to_civil(monday + ((week - 1) * 7 + wanted - 1) * kDayMs);
  };
  if (day_of(kThursday).year != civil.year) return false;
  civil = day_of(day);
  return true;
}

/// Reads the day of such a text.
class LooseDay {
 public:
  explicit LooseDay(DateScanner& scan) : scan_(scan) {}

  bool read(CivilTime& civil) {
    if (scan_.accept('-')) return read_year_and_month(civil);
    const auto first = scan_.digits();
    if (first.size() <= 2 && scan_.accept('.')) return read_day_first(civil, first);
    if (first.size() == 4 && (scan_.accept('W') || scan_.accept("-W"))) {
      civil.year = value_of(first);
      return read_week(civil);
    }
    if (first.size() == 4 || first.size() == 2) {
      civil.year = first.size() == 4 ? value_of(first) : full_year(value_of(first));
      return scan_.accept('-') && read_behind_year(civil);
    }
    const std::size_t year = first.size() == 7 ? 4 : 2;
    if (first.size() < 5 || first.size() > 7) return false;
    civil.year = value_of(first.substr(0, year));
    if (year == 2) civil.year = full_year(value_of(first.substr(0, year)));
    if (first.size() != 6) return set_ordinal(civil, value_of(first.substr(year)));
    civil.month = value_of(first.substr(2, 2));
    civil.day = value_of(first.substr(4, 2));
    return true;
  }

 private:
  /// "D.M.YYYY": with dots nobody puts the month first.
  bool read_day_first(CivilTime& civil, std::string_view day) {
    const auto month = scan_.number(1, 2);
    if (!month || day.empty() || !scan_.accept('.')) return false;
    const auto year = scan_.number(4, 4);
    civil.day = value_of(day);
    civil.month = *month;
    civil.year = year.value_or(0);
    return year.has_value();
  }

  /// "WW", "WW-D" and "WWD" behind the 'W'.
  bool read_week(CivilTime& civil) {
    const auto digits = scan_.digits();
    if (digits.size() < 2 || digits.size() > 3) return false;
    int day = digits.size() == 3 ? value_of(digits.substr(2)) : 1;
    if (digits.size() == 2 && scan_.accept('-')) day = scan_.number(1, 1).value_or(0);
    return set_week(civil, value_of(digits.substr(0, 2)), day);
  }

  /// "-YYMM" and "-YY-MM".
  bool read_year_and_month(CivilTime& civil) {
    const auto digits = scan_.digits();
    if (digits.size() != 2 && digits.size() != 4) return false;
    civil.year = full_year(value_of(digits.substr(0, 2)));
    if (digits.size() == 4) {
      civil.month = value_of(digits.substr(2));
      return true;
    }
    if (!scan_.accept('-')) return false;
    const auto month = scan_.number(2, 2);
    civil.month = month.value_or(0);
    return month.has_value();
  }

  /// "DDD", "MM-DD", "0MM-DD", "július-D".
  bool read_behind_year(CivilTime& civil) {
    const auto digits = scan_.digits();
    if (digits.empty()) {
      civil.month = foreign_month(scan_.any_word()).value_or(0);
    } else if (digits.size() == 3 && scan_.peek() != '-') {
      return set_ordinal(civil, value_of(digits));
    } else if (digits.size() == 2 || (digits.size() == 3 && digits.front() == '0')) {
      civil.month = value_of(digits);
    } else {
      return false;
    }
    if (!scan_.accept('-')) return false;
    const auto day = scan_.number(1, 2);
    civil.day = day.value_or(0);
    return day.has_value();
  }

  DateScanner& scan_;
};

/// Fields beyond their range stay: 10:61 is 11:01, as C's mktime() has it.
bool read_clock(DateScanner& scan, CivilTime& civil) {
  const auto hour = scan.number(1, 2);
  if (!hour) return false;
  civil.hour = *hour;
  return scan.minutes_and_seconds(civil);
}

}  // namespace

std::optional<WrittenDate> read_loose_iso8601(std::string_view text) {
  if (text.size() > kMaxDateText) return std::nullopt;
  DateScanner scan(text);
  WrittenDate date;
  if (!LooseDay(scan).read(date.civil) || !is_real(date.civil)) return std::nullopt;
  if (scan.done()) return date;
  const WrittenDate day = date;
  const bool marked = scan.accept('T') || scan.accept('t');
  if (!marked && !scan.skip_space()) return std::nullopt;
  if (!read_clock(scan, date.civil)) {
    // What stands behind a 'T' is a clock; that it cannot be read takes nothing from the day.
    if (marked) return day;
    return std::nullopt;
  }
  scan.skip_space();
  if (!scan.zone(date)) return std::nullopt;
  if (date.offset_minutes) scan.skip_zone_remark();
  if (!scan.done()) return std::nullopt;
  return date;
}

}  // namespace jianbao::text
