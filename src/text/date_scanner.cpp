#include "text/date_scanner.h"

#include <algorithm>
#include <iterator>

#include "jianbao/text/ascii.h"

namespace jianbao::text {

namespace {

constexpr std::string_view kWideSpaces[] = {"\u3000", "\u00A0", "\u202F", "\u2009"};

std::size_t leading_space(std::string_view text) {
  if (!text.empty() && is_ascii_space(text.front())) return 1;
  for (const auto wide : kWideSpaces) {
    if (text.substr(0, wide.size()) == wide) return wide.size();
  }
  return 0;
}

std::size_t trailing_space(std::string_view text) {
  if (!text.empty() && is_ascii_space(text.back())) return 1;
  for (const auto wide : kWideSpaces) {
    if (text.size() >= wide.size() && text.substr(text.size() - wide.size()) == wide) {
      return wide.size();
    }
  }
  return 0;
}

bool is_beyond_ascii(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

struct NamedZone {
  std::string_view name;
  int minutes;
};

/// Zones of North America that are named without saying whether it is summer.
constexpr std::string_view kChangingZones[] = {"ET", "CT", "MT", "PT", "AT"};

// RFC 822 §5.1 first, so that CST is US Central; then what feeds write.  A letter by itself other
// than Z means nothing (RFC 2822 §4.3).
constexpr NamedZone kZones[] = {
    {"GMT", 0},    {"UTC", 0},    {"UT", 0},     {"Z", 0},       {"EST", -300},  {"EDT", -240},
    {"CST", -360}, {"CDT", -300}, {"MST", -420}, {"MDT", -360},  {"PST", -480},  {"PDT", -420},
    {"ET", -300},  {"CT", -360},  {"MT", -420},  {"PT", -480},   {"AT", -240},   {"AST", -240},
    {"ADT", -180}, {"NST", -210}, {"NDT", -150}, {"AKST", -540}, {"AKDT", -480}, {"HST", -600},
    {"WET", 0},    {"WEST", 60},  {"BST", 60},   {"CET", 60},    {"CEST", 120},  {"MET", 60},
    {"MEST", 120}, {"MEZ", 60},   {"MESZ", 120}, {"EET", 120},   {"EEST", 180},  {"MSK", 180},
    {"PKT", 300},  {"IST", 330},  {"ICT", 420},  {"WIB", 420},   {"HKT", 480},   {"SGT", 480},
    {"AWST", 480}, {"PHT", 480},  {"JST", 540},  {"KST", 540},   {"ACST", 570},  {"AEST", 600},
    {"ACDT", 630}, {"AEDT", 660}, {"NZST", 720}, {"NZDT", 780},  {"BRT", -180},  {"ART", -180},
};

// Cities whose clocks have not changed since 1992.
constexpr NamedZone kCities[] = {
    {"Asia/Shanghai", 480}, {"Asia/Chongqing", 480}, {"Asia/Hong_Kong", 480}, {"Asia/Taipei", 480},
    {"Asia/Macau", 480},    {"Asia/Singapore", 480}, {"Asia/Tokyo", 540},     {"Asia/Seoul", 540},
};

}  // namespace

bool set_half_day(CivilTime& civil, bool afternoon) {
  if (civil.hour > 12) return false;
  civil.hour = civil.hour % 12 + (afternoon ? 12 : 0);
  return true;
}

DateScanner::DateScanner(std::string_view text) : rest_(text) {
  skip_space();
  for (auto size = trailing_space(rest_); size > 0; size = trailing_space(rest_)) {
    rest_.remove_suffix(size);
  }
}

bool DateScanner::skip_space() {
  const auto before = rest_.size();
  for (auto size = leading_space(rest_); size > 0; size = leading_space(rest_)) {
    rest_.remove_prefix(size);
  }
  return rest_.size() != before;
}

bool DateScanner::accept(char c) {
  if (rest_.empty() || rest_.front() != c) return false;
  rest_.remove_prefix(1);
  return true;
}

bool DateScanner::accept(std::string_view literal) {
  if (rest_.substr(0, literal.size()) != literal) return false;
  rest_.remove_prefix(literal.size());
  return true;
}

std::string_view DateScanner::digits() {
  const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_ascii_digit);
  const auto found = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
  rest_.remove_prefix(found.size());
  return found;
}

std::optional<int> DateScanner::number(std::size_t min, std::size_t max) {
  const auto before = rest_;
  const auto found = digits();
  if (found.size() < min || found.size() > max) {
    rest_ = before;
    return std::nullopt;
  }
  int value = 0;
  for (const char c : found) value = value * 10 + (c - '0');
  return value;
}

std::string_view DateScanner::word() {
  const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_ascii_letter);
  const auto found = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
  rest_.remove_prefix(found.size());
  return found;
}

std::string_view DateScanner::any_word() {
  std::size_t end = 0;
  while (end < rest_.size() && (is_ascii_letter(rest_[end]) || is_beyond_ascii(rest_[end])) &&
         leading_space(rest_.substr(end)) == 0) {
    ++end;
  }
  const auto found = rest_.substr(0, end);
  rest_.remove_prefix(end);
  return found;
}

bool DateScanner::minutes_and_seconds(CivilTime& civil) {
  if (!accept(':') && !accept("：")) return false;
  const auto minute = number(1, 2);
  if (!minute) return false;
  civil.minute = *minute;
  if (!accept(':') && !accept("：")) return true;
  const auto second = number(1, 2);
  if (!second) return false;
  civil.second = *second;
  if (!accept('.') && !accept(',')) return true;
  const auto fraction = digits();
  int scale = 100;
  for (const char c : fraction.substr(0, 3)) {
    civil.millisecond += (c - '0') * scale;
    scale /= 10;
  }
  return !fraction.empty();
}

bool DateScanner::numeric_offset(int& minutes) {
  const bool west = peek() == '-';
  skip_one();
  const auto found = digits();
  int hours = 0;
  int rest = 0;
  if (found.size() == 4) {
    hours = (found[0] - '0') * 10 + (found[1] - '0');
    rest = (found[2] - '0') * 10 + (found[3] - '0');
  } else if (found.size() == 1 || found.size() == 2) {
    for (const char c : found) hours = hours * 10 + (c - '0');
    if (accept(':')) {
      const auto written = number(2, 2);
      if (!written) return false;
      rest = *written;
    }
  } else {
    return false;
  }
  minutes = (hours * 60 + rest) * (west ? -1 : 1);
  return hours < 24 && rest < 60;
}

/// "Etc/UTC".
void DateScanner::accept_area() {
  constexpr std::string_view kArea = "Etc/";
  if (equal_ignoring_case(rest_.substr(0, kArea.size()), kArea)) rest_.remove_prefix(kArea.size());
}

bool DateScanner::zone(WrittenDate& date) {
  int minutes = 0;
  for (const NamedZone& city : kCities) {
    if (!equal_ignoring_case(rest_.substr(0, city.name.size()), city.name)) continue;
    rest_.remove_prefix(city.name.size());
    date.offset_minutes = city.minutes;
    return true;
  }
  accept_area();
  if (const auto name = word(); !name.empty()) {
    const auto* known =
        std::find_if(std::begin(kZones), std::end(kZones),
                     [&](const NamedZone& zone) { return equal_ignoring_case(zone.name, name); });
    if (known == std::end(kZones)) return false;
    date.offset_minutes = known->minutes;
    date.changes_clocks = std::find(std::begin(kChangingZones), std::end(kChangingZones),
                                    known->name) != std::end(kChangingZones);
    if (known->minutes != 0) return true;
  }
  if (peek() != '+' && peek() != '-') return true;
  if (!numeric_offset(minutes)) return false;
  date.offset_minutes = minutes;
  date.changes_clocks = false;
  return true;
}

void DateScanner::skip_zone_remark() {
  constexpr std::size_t kShortestName = 3;
  constexpr std::size_t kLongestName = 5;
  if (peek() == '[' && rest_.find(']') == rest_.size() - 1) {
    rest_ = {};
    return;
  }
  DateScanner ahead = *this;
  const bool is_apart = ahead.skip_space();
  const std::string_view name = ahead.word();
  if (!is_apart && name.size() < kShortestName) return;
  const bool upper = std::all_of(name.begin(), name.end(), [](char c) { return c < 'a'; });
  if (upper && name.size() <= kLongestName) *this = ahead;
}

}  // namespace jianbao::text
