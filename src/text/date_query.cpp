#include "jianbao/text/date_query.h"

#include <fmt/format.h>
#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "jianbao/core/error.h"
#include "jianbao/text/ascii.h"
#include "text/date_scanner.h"

namespace jianbao::text {

namespace {

constexpr std::int64_t kHourMs = 3'600'000;
// The range of ICU's calendars, about 5.8 million years each way.  Beyond it (a stranger's header
// may hold any number) clocks are taken to show UTC.
constexpr std::int64_t kCalendarEndMs = 180'000'000'000'000'000;

/// A time zone of the IANA database, by ICU.
class Zone {
 public:
  explicit Zone(const std::string& name)
      : zone_(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name))) {
    icu::UnicodeString id;
    if (zone_->getID(id) == icu::UnicodeString(UCAL_UNKNOWN_ZONE_ID)) {
      throw Error(ErrorKind::kUsage, "time zone '" + name + "'", "unknown",
                  "use a name such as UTC, Asia/Shanghai or America/New_York");
    }
  }

  std::int64_t offset_at(std::int64_t ms) const {
    if (ms < -kCalendarEndMs || ms > kCalendarEndMs) return 0;
    int32_t raw = 0;
    int32_t saving = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone_->getOffset(static_cast<UDate>(ms), 0, raw, saving, status);
    return U_FAILURE(status) ? 0 : std::int64_t{raw} + saving;
  }

  CivilTime local(std::int64_t ms) const { return ms_to_civil(ms + offset_at(ms)); }

  /// The first instant at which the zone's clocks show `civil` or later: where they are put forward
  /// over midnight, a day begins with the jump; where they show it twice, with the earlier one.
  std::int64_t first_instant(const CivilTime& civil) const {
    const std::int64_t shown = civil_to_ms(civil);
    const auto* rules = dynamic_cast<const icu::BasicTimeZone*>(zone_.get());
    if (rules == nullptr) return shown - offset_at(shown);
    int32_t raw = 0;
    int32_t saving = 0;
    UErrorCode status = U_ZERO_ERROR;
    rules->getOffsetFromLocal(static_cast<UDate>(shown), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER,
                              raw, saving, status);
    return U_FAILURE(status) ? shown : shown - raw - saving;
  }

 private:
  std::unique_ptr<icu::TimeZone> zone_;
};

/// Tables format thousands of moments in one zone, and making a zone costs more than formatting.
const Zone& zone_named(const std::string& name) {
  thread_local std::string last_name;
  thread_local std::optional<Zone> last;
  if (!last || last_name != name) {
    last.reset();
    last.emplace(name);
    last_name = name;
  }
  return *last;
}

CivilTime day_of(const CivilTime& civil) {
  return {.year = civil.year, .month = civil.month, .day = civil.day};
}

CivilTime months_before(CivilTime civil, std::int64_t months) {
  const std::int64_t count = civil.year * 12 + (civil.month - 1) - months;
  civil.year = count >= 0 ? count / 12 : (count - 11) / 12;
  civil.month = static_cast<int>(count - civil.year * 12) + 1;
  civil.day = std::min(civil.day, days_in_month(civil.year, civil.month));
  return civil;
}

/// "36h", "7d", "2w", "3m", "1y".
std::optional<std::int64_t> read_age(std::string_view typed, std::int64_t now, const Zone& zone) {
  DateScanner scan(typed);
  const auto count = scan.number(1, 5);
  if (!count) return std::nullopt;
  const auto unit = scan.word();
  if (unit.size() != 1 || !scan.done()) return std::nullopt;
  switch (unit.front()) {
    case 'h':
      return now - *count * kHourMs;
    case 'd':
      return now - *count * kHourMs * 24;
    case 'w':
      return now - *count * kHourMs * 24 * 7;
    case 'm':
      return zone.first_instant(months_before(zone.local(now), *count));
    case 'y':
      return zone.first_instant(months_before(zone.local(now), std::int64_t{*count} * 12));
    default:
      return std::nullopt;
  }
}

/// The day as its zone's clocks begin it.
std::optional<CivilTime> read_named_day(std::string_view typed, std::int64_t now,
                                        const Zone& zone) {
  const CivilTime today = day_of(zone.local(now));
  if (typed == "today") return today;
  if (typed != "yesterday") return std::nullopt;
  return ms_to_civil(civil_to_ms(today) - 24 * kHourMs);
}

std::optional<WrittenDate> read_written(std::string_view typed) {
  auto date = read_iso8601(typed);
  return date ? date : read_east_asian(typed);
}

std::int64_t instant_of(const WrittenDate& date, const Zone& zone) {
  return date.offset_minutes ? to_timestamp(date).ms : zone.first_instant(date.civil);
}

/// How much time a written date names.
enum class Unit { kYear, kMonth, kDay, kMinute };

/// `typed` must be a date that has been read: then its numbers tell.
Unit unit_of(std::string_view typed) {
  std::size_t numbers = 0;
  std::size_t first_digits = 0;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if (!is_ascii_digit(typed[i])) continue;
    if (i == 0 || !is_ascii_digit(typed[i - 1])) ++numbers;
    if (numbers == 1) ++first_digits;
  }
  const bool compact = first_digits == 8;  // 20240515
  if (compact) numbers += 2;
  if (numbers == 1) return Unit::kYear;
  if (numbers == 2) return Unit::kMonth;
  return numbers == 3 ? Unit::kDay : Unit::kMinute;
}

CivilTime next_day(const CivilTime& day) {
  return ms_to_civil(civil_to_ms(day) + 24 * kHourMs);
}

Period whole(WrittenDate date, Unit unit, const Zone& zone) {
  if (unit == Unit::kMinute) {
    date.civil.second = 0;
    date.civil.millisecond = 0;
    const std::int64_t first = instant_of(date, zone);
    return {{first}, {first + 60'000}};
  }
  WrittenDate next = date;
  if (unit == Unit::kYear) ++next.civil.year;
  if (unit == Unit::kMonth) next.civil = months_before(date.civil, -1);
  if (unit == Unit::kDay) next.civil = next_day(date.civil);
  return {{instant_of(date, zone)}, {instant_of(next, zone)}};
}

[[noreturn]] void refuse(std::string_view typed) {
  throw Error(ErrorKind::kUsage, "date '" + std::string(typed) + "'", "not understood",
              "write 2024, 2024-05, 2024-05-15, 2024-05-15T08:00, 20240515, today, yesterday, "
              "or an age: 36h, 7d, 2w, 3m, 1y");
}

}  // namespace

Timestamp parse_typed_date(std::string_view typed, Timestamp now, const std::string& zone) {
  const Zone& rules = zone_named(zone);
  if (const auto date = read_written(typed)) return {instant_of(*date, rules)};
  if (const auto day = read_named_day(typed, now.ms, rules)) return {rules.first_instant(*day)};
  if (const auto ms = read_age(typed, now.ms, rules)) return {*ms};
  refuse(typed);
}

Period parse_typed_period(std::string_view typed, Timestamp now, const std::string& zone) {
  const Zone& rules = zone_named(zone);
  if (const auto date = read_written(typed)) return whole(*date, unit_of(typed), rules);
  if (const auto day = read_named_day(typed, now.ms, rules)) {
    return whole({.civil = *day, .offset_minutes = std::nullopt}, Unit::kDay, rules);
  }
  if (const auto ms = read_age(typed, now.ms, rules)) return {{*ms}, now};
  refuse(typed);
}

std::string format_local(Timestamp at, const std::string& zone) {
  const CivilTime civil = zone_named(zone).local(at.ms);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", civil.year, civil.month, civil.day,
                     civil.hour, civil.minute);
}

std::string to_rfc3339_local(Timestamp at, const std::string& zone) {
  const std::int64_t offset = zone_named(zone).offset_at(at.ms);
  // RFC 3339 writes whole minutes; local mean times before about 1900 have seconds.
  const std::int64_t minutes = offset / 60'000;
  const std::int64_t size = minutes < 0 ? -minutes : minutes;
  return format_rfc3339(ms_to_civil(at.ms + minutes * 60'000)) +
         fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

}  // namespace jianbao::text
