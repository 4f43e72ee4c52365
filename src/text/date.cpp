#include "jianbao/text/date.h"

#include <fmt/format.h>

#include <array>
#include <string>

#include "text/date_scanner.h"

namespace jianbao::text {

namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

constexpr std::int64_t kYear10000Ms = 253'402'300'800'000;

/// Nothing for what a zone or a leap second carries beyond the years that can be written.
std::optional<Timestamp> instant(const std::optional<WrittenDate>& date) {
  if (!date) return std::nullopt;
  const Timestamp at = to_timestamp(*date);
  if (at.ms >= kYear10000Ms) return std::nullopt;
  return at;
}

std::optional<ReadDate> with_zone(const std::optional<WrittenDate>& date) {
  const auto at = instant(date);
  if (!at) return std::nullopt;
  return ReadDate{*at, offset_at(*date)};
}

/// Digits and signs of full width become ASCII.  Feeds of the Far East are the only ones with them.
std::string with_ascii_width(std::string_view text) {
  constexpr std::string_view kLead = "\xEF\xBC";  // U+FF01 to U+FF3F end in 0x81 to 0xBF
  constexpr unsigned char kFirst = 0x81;
  constexpr unsigned char kDistance = 0x60;
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool led = text.substr(at).starts_with(kLead) && at + kLead.size() < text.size();
    const auto last = static_cast<unsigned char>(led ? text[at + kLead.size()] : '\0');
    if (last < kFirst) {
      out += text[at];
    } else {
      out += static_cast<char>(last - kDistance);
      at += kLead.size();
    }
  }
  return out;
}

/// Seconds since 1970 in ten digits, milliseconds in thirteen: what programs write that forgot to
/// format a date.  "19…" is left: it begins like a year.
std::optional<ReadDate> read_unix_time(std::string_view text) {
  constexpr std::size_t kSecondDigits = 10;
  constexpr std::size_t kMilliDigits = 13;
  DateScanner scan(text);
  const std::string_view digits = scan.digits();
  const bool seconds = digits.size() == kSecondDigits && digits.starts_with('1');
  const bool millis = digits.size() == kMilliDigits && digits.starts_with('1');
  if (!scan.done() || (!seconds && !millis) || digits[1] == '9') return std::nullopt;
  std::int64_t value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return ReadDate{Timestamp{seconds ? value * 1000 : value}, 0};
}

}  // namespace

std::optional<Timestamp> parse_rfc822(std::string_view text) {
  return instant(read_rfc822(text));
}

std::optional<Timestamp> parse_iso8601(std::string_view text) {
  return instant(read_iso8601(text));
}

std::optional<ReadDate> read_date(std::string_view text) {
  if (text.size() > kMaxDateText) return std::nullopt;
  std::string folded;
  if (text.find('\xEF') != std::string_view::npos) text = folded = with_ascii_width(text);
  auto date = read_iso8601(text);
  if (!date) date = read_rfc822(text);
  if (!date) date = read_east_asian(text);
  if (!date) date = read_loose_iso8601(text);
  return date ? with_zone(date) : read_unix_time(text);
}

std::optional<Timestamp> parse_date(std::string_view text) {
  const auto date = read_date(text);
  if (!date) return std::nullopt;
  return date->at;
}

std::optional<ReadDate> find_date(std::string_view text) {
  return with_zone(search_date(text));
}

std::string to_rfc3339(Timestamp at) {
  return format_rfc3339(ms_to_civil(at.ms)) + "Z";
}

std::string to_rfc3339(Timestamp at, int offset_minutes) {
  if (offset_minutes == 0) return to_rfc3339(at);
  constexpr std::int64_t kMinuteMs = 60'000;
  const int distance = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  return format_rfc3339(ms_to_civil(at.ms + offset_minutes * kMinuteMs)) +
         fmt::format("{}{:02}:{:02}", offset_minutes < 0 ? '-' : '+', distance / 60, distance % 60);
}

std::string to_http_date(Timestamp at) {
  const CivilTime civil = ms_to_civil(at.ms);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     kWeekdays[static_cast<std::size_t>(weekday(at.ms))], civil.day,
                     kMonths[static_cast<std::size_t>(civil.month - 1)], civil.year, civil.hour,
                     civil.minute, civil.second);
}

}  // namespace jianbao::text
