#include "text/date_scanner.h"

namespace jianbao::text {

namespace {

constexpr auto kNone = std::string_view::npos;

bool accept_any(DateScanner& scan, std::initializer_list<std::string_view> literals) {
  for (const auto literal : literals) {
    if (scan.accept(literal)) return true;
  }
  return false;
}

enum class PartOfDay { kMorning, kNoon, kAfternoon, kNight };

struct PartName {
  std::string_view word;
  PartOfDay part;
};

constexpr PartName kParts[] = {
    {"上午", PartOfDay::kMorning},   {"凌晨", PartOfDay::kMorning},
    {"清晨", PartOfDay::kMorning},   {"早晨", PartOfDay::kMorning},
    {"早上", PartOfDay::kMorning},   {"中午", PartOfDay::kNoon},
    {"下午", PartOfDay::kAfternoon}, {"傍晚", PartOfDay::kAfternoon},
    {"晚上", PartOfDay::kAfternoon}, {"深夜", PartOfDay::kNight},
    {"夜间", PartOfDay::kNight},     {"夜間", PartOfDay::kNight},
    {"半夜", PartOfDay::kNight},     {"午前", PartOfDay::kMorning},
    {"午後", PartOfDay::kAfternoon}, {"오전", PartOfDay::kMorning},
    {"오후", PartOfDay::kAfternoon}, {"AM", PartOfDay::kMorning},
    {"am", PartOfDay::kMorning},     {"PM", PartOfDay::kAfternoon},
    {"pm", PartOfDay::kAfternoon},
};

std::optional<PartOfDay> read_part_of_day(DateScanner& scan) {
  for (const auto& name : kParts) {
    if (scan.accept(name.word)) return name.part;
  }
  return std::nullopt;
}

/// Puts the hour on 24 hours.  "下午15:05" is written too.
bool set_part_of_day(CivilTime& civil, PartOfDay part) {
  constexpr int kEarliestNoon = 10;
  constexpr int kLatestNight = 5;
  if (civil.hour > 12) return true;
  switch (part) {
    case PartOfDay::kMorning:
      return set_half_day(civil, false);
    case PartOfDay::kAfternoon:
      return set_half_day(civil, true);
    case PartOfDay::kNoon:
      return set_half_day(civil, civil.hour == 12 || civil.hour < kEarliestNoon);
    case PartOfDay::kNight:
      return set_half_day(civil, civil.hour != 12 && civil.hour > kLatestNight);
  }
  return false;
}

std::optional<int> han_digit(DateScanner& scan) {
  constexpr std::string_view kDigits[] = {"〇", "一", "二", "三", "四",
                                          "五", "六", "七", "八", "九"};
  for (int value = 0; value < 10; ++value) {
    if (scan.accept(kDigits[value])) return value;
  }
  if (accept_any(scan, {"零", "○"})) return 0;
  return std::nullopt;
}

/// "十五", "三十一", "八".
std::optional<int> han_number(DateScanner& scan) {
  const auto first = han_digit(scan);
  if (!scan.accept("十")) return first;
  return first.value_or(1) * 10 + han_digit(scan).value_or(0);
}

std::optional<int> two_digits(DateScanner& scan) {
  const auto number = scan.number(1, 2);
  return number ? number : han_number(scan);
}

struct Era {
  std::string_view name;
  int before_first;  ///< the year before its first
};

constexpr Era kEras[] = {{"中華民國", 1911}, {"中华民国", 1911}, {"民國", 1911},
                         {"民国", 1911},     {"平成", 1988},     {"令和", 2018}};

/// "2024", "二〇二四", "民國113".
std::optional<int> read_year(DateScanner& scan) {
  for (const Era& era : kEras) {
    if (!scan.accept(era.name)) continue;
    scan.skip_space();
    const auto year = scan.number(1, 3);
    if (!year) return std::nullopt;
    return *year + era.before_first;
  }
  if (const auto year = scan.number(4, 4)) return year;
  int year = 0;
  for (int i = 0; i < 4; ++i) {
    const auto digit = han_digit(scan);
    if (!digit) return std::nullopt;
    year = year * 10 + *digit;
  }
  return year;
}

/// "2024年5月[15日]", or with one sign between all three numbers.
bool read_day(DateScanner& scan, CivilTime& civil) {
  const auto year = read_year(scan);
  if (!year) return false;
  civil.year = *year;
  scan.skip_space();
  const bool in_words = accept_any(scan, {"年", "년"});
  const char sign = scan.peek();
  if (!in_words && !scan.accept('/') && !scan.accept('.') && !scan.accept('-')) return false;
  scan.skip_space();
  const auto month = two_digits(scan);
  if (!month) return false;
  civil.month = *month;
  scan.skip_space();
  if (in_words ? !accept_any(scan, {"月", "월"}) : !scan.accept(sign)) return false;
  scan.skip_space();
  const auto day = two_digits(scan);
  if (!day) return in_words;
  civil.day = *day;
  if (sign == '.') scan.accept('.');  // as Korea writes it
  scan.skip_space();
  return !in_words || accept_any(scan, {"日", "号", "號", "일"});
}

bool is_korean(std::string_view text) {
  return text.find("년") != kNone || text.find("오전") != kNone || text.find("오후") != kNone;
}

struct PlaceTime {
  std::string_view place;
  int minutes;
};

constexpr PlaceTime kPlaces[] = {{"北京", 480}, {"香港", 480}, {"台北", 480}, {"臺北", 480},
                                 {"台湾", 480}, {"台灣", 480}, {"东京", 540}, {"東京", 540},
                                 {"日本", 540}, {"首尔", 540}, {"首爾", 540}, {"韩国", 540}};

/// "北京时间" and, only in brackets, "GMT+8".
void read_place(DateScanner& scan, WrittenDate& date) {
  DateScanner ahead = scan;
  WrittenDate found;
  const bool bracketed = accept_any(ahead, {"(", "（"});
  for (const PlaceTime& candidate : kPlaces) {
    DateScanner named = ahead;
    if (!named.accept(candidate.place) || !accept_any(named, {"时间", "時間"})) continue;
    found.offset_minutes = candidate.minutes;
    ahead = named;
  }
  if (!found.offset_minutes && bracketed && !ahead.zone(found)) return;
  if (!found.offset_minutes || (bracketed && !accept_any(ahead, {")", "）"}))) return;
  date.offset_minutes = found.offset_minutes;
  date.changes_clocks = found.changes_clocks;
  scan = ahead;
  scan.skip_space();
}

/// "星期三", "(三)", "周三", "(水)", "수요일", in their own brackets or not.
void skip_weekday(DateScanner& scan) {
  const bool bracketed = accept_any(scan, {"(", "（"});
  const bool named = accept_any(scan, {"星期", "礼拜", "禮拜", "周", "週"}) || bracketed;
  if (named) accept_any(scan, {"一", "二", "三", "四", "五", "六", "日", "天"});
  DateScanner ahead = scan;
  if (accept_any(ahead, {"月", "火", "水", "木", "金", "土", "日", "월", "화", "수", "목", "금",
                         "토", "일"}) &&
      (accept_any(ahead, {"曜日", "曜", "요일"}) || bracketed)) {
    scan = ahead;
  }
  if (bracketed) accept_any(scan, {")", "）"});
  scan.skip_space();
}

/// "08时48分[57秒]" behind the hour.
bool read_named_clock(DateScanner& scan, CivilTime& civil) {
  scan.skip_space();
  const auto minute = two_digits(scan);
  if (!minute) return true;
  civil.minute = *minute;
  if (!accept_any(scan, {"分", "분"})) return false;
  scan.skip_space();
  const auto second = two_digits(scan);
  if (!second) return true;
  civil.second = *second;
  return accept_any(scan, {"秒", "초"});
}

/// A clock before the day, with what parts them.
bool read_leading_clock(DateScanner& scan, CivilTime& civil) {
  DateScanner ahead = scan;
  CivilTime clock = civil;
  if (!read_east_asian_clock(ahead, clock)) return false;
  scan = ahead;
  civil = clock;
  return true;
}

}  // namespace

bool read_east_asian_clock(DateScanner& scan, CivilTime& civil) {
  auto part = read_part_of_day(scan);
  scan.skip_space();
  const auto hour = two_digits(scan);
  if (!hour) return false;
  civil.hour = *hour;
  const bool named = accept_any(scan, {"时", "時", "点", "點", "시"});
  if (named ? !read_named_clock(scan, civil) : !scan.minutes_and_seconds(civil)) return false;
  scan.skip_space();
  if (!part) part = read_part_of_day(scan);
  scan.skip_space();
  return !part || set_part_of_day(civil, *part);
}

std::optional<WrittenDate> read_east_asian(std::string_view text) {
  if (text.size() > kMaxDateText) return std::nullopt;
  DateScanner scan(text);
  WrittenDate date;
  read_place(scan, date);
  const bool has_clock = read_leading_clock(scan, date.civil);
  if (!read_day(scan, date.civil)) return std::nullopt;
  scan.skip_space();
  read_place(scan, date);
  skip_weekday(scan);
  scan.accept('T');
  read_place(scan, date);
  if (!scan.done()) {
    if (!has_clock && !read_east_asian_clock(scan, date.civil)) return std::nullopt;
    if (!scan.zone(date)) return std::nullopt;
    scan.skip_space();
    read_place(scan, date);
    if (!scan.done()) return std::nullopt;
  }
  if (!is_real(date.civil)) return std::nullopt;
  // Nobody else writes these words, and Korea has one zone without summer time.
  if (!date.offset_minutes && is_korean(text)) date.offset_minutes = 9 * 60;
  return date;
}

}  // namespace jianbao::text
