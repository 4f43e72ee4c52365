#include "text/date_scanner.h"

namespace jianbao::text {

namespace {

constexpr auto kNone = std::string_view::npos;

struct HalfDay {
  std::string_view word;
  bool afternoon;
};

constexpr HalfDay kHalfDays[] = {
    {"上午", false}, {"凌晨", false}, {"早上", false}, {"下午", true}, {"晚上", true},
    {"午前", false}, {"午後", true},  {"오전", false}, {"오후", true}, {"AM", false},
    {"am", false},   {"PM", true},    {"pm", true},
};

std::optional<bool> read_half_day(DateScanner& scan) {
  for (const auto& half : kHalfDays) {
    if (scan.accept(half.word)) return half.afternoon;
  }
  return std::nullopt;
}

bool accept_any(DateScanner& scan, std::initializer_list<std::string_view> literals) {
  for (const auto literal : literals) {
    if (scan.accept(literal)) return true;
  }
  return false;
}

/// "2024年5月[15日]", or with one sign between all three numbers.
bool read_day(DateScanner& scan, CivilTime& civil) {
  const auto year = scan.number(4, 4);
  if (!year) return false;
  civil.year = *year;
  scan.skip_space();
  const bool in_words = accept_any(scan, {"年", "년"});
  const char sign = scan.peek();
  if (!in_words && !scan.accept('/') && !scan.accept('.') && !scan.accept('-')) return false;
  scan.skip_space();
  const auto month = scan.number(1, 2);
  if (!month) return false;
  civil.month = *month;
  scan.skip_space();
  if (in_words ? !accept_any(scan, {"月", "월"}) : !scan.accept(sign)) return false;
  scan.skip_space();
  const auto day = scan.number(1, 2);
  if (!day) return in_words;
  civil.day = *day;
  scan.skip_space();
  return !in_words || accept_any(scan, {"日", "号", "號", "일"});
}

bool is_korean(std::string_view text) {
  return text.find("년") != kNone || text.find("오전") != kNone || text.find("오후") != kNone;
}

/// "星期三", "(三)", "周三", in their own brackets or not.
void skip_weekday(DateScanner& scan) {
  const bool bracketed = accept_any(scan, {"(", "（"});
  if (accept_any(scan, {"星期", "礼拜", "禮拜", "周", "週"}) || bracketed) {
    accept_any(scan, {"一", "二", "三", "四", "五", "六", "日", "天"});
  }
  if (bracketed) accept_any(scan, {")", "）"});
  scan.skip_space();
}

/// "08时48分[57秒]" behind the hour.
bool read_named_clock(DateScanner& scan, CivilTime& civil) {
  scan.skip_space();
  const auto minute = scan.number(1, 2);
  if (!minute) return true;
  civil.minute = *minute;
  if (!accept_any(scan, {"分", "분"})) return false;
  scan.skip_space();
  const auto second = scan.number(1, 2);
  if (!second) return true;
  civil.second = *second;
  return accept_any(scan, {"秒", "초"});
}

bool read_clock(DateScanner& scan, CivilTime& civil) {
  auto afternoon = read_half_day(scan);
  scan.skip_space();
  const auto hour = scan.number(1, 2);
  if (!hour) return false;
  civil.hour = *hour;
  const bool named = accept_any(scan, {"时", "時", "点", "點", "시"});
  if (named ? !read_named_clock(scan, civil) : !scan.minutes_and_seconds(civil)) return false;
  scan.skip_space();
  if (!afternoon) afternoon = read_half_day(scan);
  scan.skip_space();
  // "下午15:05" is written too.
  return !afternoon || civil.hour > 12 || set_half_day(civil, *afternoon);
}

}  // namespace

std::optional<WrittenDate> read_east_asian(std::string_view text) {
  if (text.size() > kMaxDateText) return std::nullopt;
  DateScanner scan(text);
  WrittenDate date;
  if (!read_day(scan, date.civil)) return std::nullopt;
  scan.skip_space();
  skip_weekday(scan);
  scan.accept('T');
  if (!scan.done()) {
    if (!read_clock(scan, date.civil)) return std::nullopt;
    if (!scan.zone(date.offset_minutes) || !scan.done()) return std::nullopt;
  }
  if (!is_real(date.civil)) return std::nullopt;
  // Nobody else writes these words, and Korea has one zone without summer time.
  if (!date.offset_minutes && is_korean(text)) date.offset_minutes = 9 * 60;
  return date;
}

}  // namespace jianbao::text
