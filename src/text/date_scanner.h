#pragma once

#include <optional>
#include <string_view>

#include "text/civil.h"

namespace jianbao::text {

/// Reads a written date from left to right.  Each function takes what it names from the front and
/// returns it, or takes nothing.
class DateScanner {
 public:
  /// The white space around the text is left out.
  explicit DateScanner(std::string_view text);

  bool done() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  /// Returns whether there was any.  Spaces of any width.
  bool skip_space();
  bool accept(char c);
  bool accept(std::string_view literal);
  /// All the ASCII digits at the front.
  std::string_view digits();
  /// A number of `min` to `max` digits; nothing if there are more or fewer.
  std::optional<int> number(std::size_t min, std::size_t max);
  /// All the ASCII letters at the front.
  std::string_view word();
  /// All the letters at the front, of any script.
  std::string_view any_word();
  void skip_one() { rest_.remove_prefix(1); }

  /// ":MM[:SS[.fraction]]" behind an hour that has been read.
  bool minutes_and_seconds(CivilTime& civil);
  /// Z, ±HH, ±HHMM, ±HH:MM, a zone's name, "Asia/Shanghai", "GMT+8".  Nothing there is right too;
  /// false: an unknown name or no such offset.
  bool zone(WrittenDate& date);
  /// What programs put behind an offset that says it all: " CST", "EDT", "[Asia/Shanghai]".
  void skip_zone_remark();

 private:
  void accept_area();
  bool numeric_offset(int& minutes);

  std::string_view rest_;
};

/// Longer texts are no dates; what a stranger wrote is not searched for one.
inline constexpr std::size_t kMaxDateText = 100;

/// Puts a 12-hour clock's hour on 24 hours; false if it has no such hour.
bool set_half_day(CivilTime& civil, bool afternoon);

/// "下午3:05", "15时05分", "오후 3시 5분", "3:05 PM"; what it read up to a failure is taken.
bool read_east_asian_clock(DateScanner& scan, CivilTime& civil);

std::optional<WrittenDate> read_iso8601(std::string_view text);
std::optional<WrittenDate> read_rfc822(std::string_view text);
/// Year first with 年月日, '/', '.' or '-' between, digits unpadded, clock of 24 or 12 hours.
/// The same in Korean, whose unnamed zone is that of Korea.
std::optional<WrittenDate> read_east_asian(std::string_view text);
/// What feeds make of ISO 8601: days of the year and of weeks, "15.5.2024", the truncated forms of
/// its edition of 1988, Hungarian month names, clocks that run over, and days whose clock cannot be
/// read.
std::optional<WrittenDate> read_loose_iso8601(std::string_view text);
/// The first date among other words (date_search.cpp).
std::optional<WrittenDate> search_date(std::string_view text);

}  // namespace jianbao::text
