#include "text/date_scanner.h"

namespace jianbao::text {

namespace {

int value_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

/// "2024", "2024-05", "2024-05-15", "20240515".  `compact` tells of the last form.
bool read_day(DateScanner& scan, CivilTime& civil, bool& compact) {
  const auto first = scan.digits();
  compact = first.size() == 8;
  if (!compact && first.size() != 4) return false;
  civil.year = value_of(first.substr(0, 4));
  if (compact) {
    civil.month = value_of(first.substr(4, 2));
    civil.day = value_of(first.substr(6, 2));
    return true;
  }
  if (!scan.accept('-')) return true;
  const auto month = scan.number(2, 2);
  if (!month) return false;
  civil.month = *month;
  if (!scan.accept('-')) return true;
  const auto day = scan.number(2, 2);
  if (!day) return false;
  civil.day = *day;
  return true;
}

/// "20240515084857" and "202405150848", as databases have them.
std::optional<WrittenDate> read_packed(DateScanner scan) {
  const std::string_view digits = scan.digits();
  if (digits.size() != 12 && digits.size() != 14) return std::nullopt;
  WrittenDate date;
  date.civil.year = value_of(digits.substr(0, 4));
  date.civil.month = value_of(digits.substr(4, 2));
  date.civil.day = value_of(digits.substr(6, 2));
  date.civil.hour = value_of(digits.substr(8, 2));
  date.civil.minute = value_of(digits.substr(10, 2));
  date.civil.second = value_of(digits.substr(12));
  scan.skip_space();
  if (!scan.zone(date) || !scan.done() || !is_real(date.civil)) return std::nullopt;
  return date;
}

/// "08:48[:57[.25]]"; behind a 'T' also the hour alone, and there or behind a compact day
/// "0848[57]".
bool read_time(DateScanner& scan, CivilTime& civil, bool marked, bool compact) {
  const auto first = scan.digits();
  if (first.size() == 2) {
    civil.hour = value_of(first);
    const bool alone = marked && scan.peek() != ':' && scan.peek() != '.' && scan.peek() != ',';
    return alone || scan.minutes_and_seconds(civil);
  }
  if ((!marked && !compact) || (first.size() != 4 && first.size() != 6)) return false;
  civil.hour = value_of(first.substr(0, 2));
  civil.minute = value_of(first.substr(2, 2));
  civil.second = value_of(first.substr(4));
  return true;
}

}  // namespace

std::optional<WrittenDate> read_iso8601(std::string_view text) {
  if (text.size() > kMaxDateText) return std::nullopt;
  DateScanner scan(text);
  if (const auto packed = read_packed(scan)) return packed;
  WrittenDate date;
  bool compact = false;
  if (!read_day(scan, date.civil, compact)) return std::nullopt;
  if (!scan.done()) {
    const bool marked = scan.accept('T') || scan.accept('t');
    if (!marked && !scan.skip_space()) return std::nullopt;
    if (!read_time(scan, date.civil, marked, compact)) return std::nullopt;
    scan.skip_space();
    if (!scan.zone(date)) return std::nullopt;
    if (date.offset_minutes) scan.skip_zone_remark();
    if (!scan.done()) return std::nullopt;
  }
  if (!is_real(date.civil)) return std::nullopt;
  return date;
}

}  // namespace jianbao::text
