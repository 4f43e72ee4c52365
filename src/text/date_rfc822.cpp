#include <array>

#include "jianbao/text/ascii.h"
#include "jianbao/text/tokenizer.h"
#include "text/date_names.h"
#include "text/date_scanner.h"
#include "text/month_names.h"

namespace jianbao::text {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};

constexpr std::size_t kLongestZoneName = 5;

template <std::size_t N>
std::optional<int> index_by_prefix(const std::array<std::string_view, N>& names,
                                   std::string_view word, std::size_t min) {
  if (word.size() < min) return std::nullopt;
  for (std::size_t i = 0; i < N; ++i) {
    if (equal_ignoring_case(names[i].substr(0, word.size()), word)) return static_cast<int>(i);
  }
  return std::nullopt;
}

/// The parts of such a date come in several orders (RFC 822, RFC 850, asctime, JavaScript's Date,
/// US style), but each can be told by its own look.
class Rfc822Reader {
 public:
  explicit Rfc822Reader(std::string_view text) : scan_(text) {}

  std::optional<WrittenDate> read() {
    while (!scan_.done()) {
      if (!read_part()) return std::nullopt;
    }
    if (!day_ || !month_ || !year_) return std::nullopt;
    date_.civil.day = *day_;
    date_.civil.month = *month_;
    date_.civil.year = *year_;
    if (afternoon_ && !set_half_day(date_.civil, *afternoon_)) return std::nullopt;
    if (!is_real(date_.civil)) return std::nullopt;
    return date_;
  }

 private:
  bool read_part() {
    if (scan_.skip_space() || scan_.accept(',')) return true;
    const char c = scan_.peek();
    if (c == '(') return skip_comment();
    if (is_ascii_digit(c)) return read_number();
    if (c == '+' || c == '-') return read_sign();
    if (c == '.') {
      scan_.skip_one();
      return true;
    }
    return read_word();
  }

  /// RFC 822 §3.1.4, without nesting.
  bool skip_comment() {
    while (!scan_.done() && scan_.peek() != ')') scan_.skip_one();
    return scan_.accept(')');
  }

  /// A sign begins a zone behind the time, and parts "06-Nov-94" before it.
  bool read_sign() {
    if (has_time_) return scan_.zone(date_);
    return scan_.accept('-');
  }

  bool read_number() {
    const auto digits = scan_.digits();
    if (digits.size() > 4) return false;
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    if (scan_.peek() == ':') return read_time(value, digits.size());
    if (scan_.peek() == '/' && digits.size() == 4) return read_numeric_date(value);
    if (digits.size() <= 2 && scan_.accept("月")) {
      if (!takes_month()) return false;
      set_month(value);
      return true;
    }
    if (!day_ && digits.size() <= 2) {
      day_ = value;
      skip_ordinal();
      return true;
    }
    if (year_) return false;
    year_ = full_year(value, digits.size());
    return year_.has_value();
  }

  /// "Fri, 2006/09/15 08:19:53 EDT", the year first.
  bool read_numeric_date(int year) {
    if (day_ || month_ || year_) return false;
    year_ = year;
    scan_.skip_one();
    month_ = scan_.number(1, 2);
    if (!scan_.accept('/')) return false;
    day_ = scan_.number(1, 2);
    return month_ && day_;
  }

  /// "15th May", "5月15日".
  void skip_ordinal() {
    for (const std::string_view ending : {"st", "nd", "rd", "th", "日"}) {
      if (scan_.accept(ending)) return;
    }
  }

  /// RFC 2822 §4.3; three digits are years since 1900 that a program forgot to add.
  static std::optional<int> full_year(int value, std::size_t digits) {
    if (digits == 4) return value;
    if (digits == 2) return value + (value < 50 ? 2000 : 1900);
    if (digits == 3 && value >= 100 && value < 200) return value + 1900;
    return std::nullopt;
  }

  bool read_time(int hour, std::size_t digits) {
    if (has_time_ || digits > 2) return false;
    has_time_ = true;
    date_.civil.hour = hour;
    return scan_.minutes_and_seconds(date_.civil);
  }

  bool read_word() {
    DateScanner ahead = scan_;
    const auto word = ahead.word();
    if (word.empty()) return read_foreign_word();
    if (const auto month = index_by_prefix(kMonths, word, 3); month && takes_month()) {
      set_month(*month + 1);
    } else if (has_time_ && (equal_ignoring_case(word, "AM") || equal_ignoring_case(word, "PM"))) {
      afternoon_ = equal_ignoring_case(word, "PM");
    } else if (!has_time_ && index_by_prefix(kWeekdays, word, 2)) {
      // The weekday adds nothing, and feeds get it wrong.
    } else if (!has_time_) {
      return read_foreign_word();
    } else if (DateScanner zoned = scan_; zoned.zone(date_)) {
      ahead = zoned;
    } else if (word.size() > kLongestZoneName) {
      return false;
    }  // An unknown name says nothing about the zone (RFC 2822 §4.3).
    scan_ = ahead;
    return true;
  }

  bool read_foreign_word() {
    const auto word = scan_.any_word();
    auto month = han_month(word);
    if (!month) month = month_of(fold_text(word));
    if (month && takes_month()) {
      set_month(*month);
      return true;
    }
    if (has_time_) return false;
    const bool leads = !day_ && !month_ && (scan_.peek() == ',' || scan_.peek() == '.');
    return is_foreign_weekday(word) || leads;
  }

  /// Of two names around the day the first was a weekday: "mar, 14 mai".
  bool takes_month() const { return !month_ || (month_leads_ && day_); }
  void set_month(int month) {
    month_ = month;
    month_leads_ = !day_;
  }

  DateScanner scan_;
  WrittenDate date_;
  std::optional<int> day_;
  std::optional<int> month_;
  std::optional<int> year_;
  std::optional<bool> afternoon_;
  bool has_time_ = false;
  bool month_leads_ = false;  ///< it stands before the day
};

}  // namespace

std::optional<WrittenDate> read_rfc822(std::string_view text) {
  if (text.size() > kMaxDateText) return std::nullopt;
  return Rfc822Reader(text).read();
}

}  // namespace jianbao::text
