#include "jianbao/fetch/caching.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "fetch/headers.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/date.h"

namespace jianbao::fetch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kLongest = std::chrono::hours(24 * 31);

milliseconds bounded(milliseconds time) {
  return std::clamp(time, milliseconds(0), kLongest);
}

/// RFC 9111 §1.2.2: digits alone; what does not fit is as good as the longest.
std::optional<milliseconds> parse_seconds(std::string_view text) {
  const bool digits = std::all_of(text.begin(), text.end(), text::is_ascii_digit);
  if (text.empty() || !digits) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || seconds(value) > kLongest) return kLongest;
  return seconds(value);
}

/// From when the response was made to `date`.
milliseconds until(Timestamp date, std::string_view headers, Timestamp now) {
  const Timestamp made = text::parse_rfc822(header_value(headers, "Date")).value_or(now);
  return bounded(milliseconds(date.ms - made.ms));
}

std::string_view unquoted(std::string_view value) {
  if (value.size() < 2 || value.front() != '"' || value.back() != '"') return value;
  return value.substr(1, value.size() - 2);
}

struct CacheControl {
  std::optional<milliseconds> max_age{};
  bool must_ask = false;
};

CacheControl cache_control(std::string_view headers) {
  CacheControl control;
  const std::string list = header_values(headers, "Cache-Control");
  std::string_view rest = list;
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    const std::string_view directive = trimmed(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    const std::size_t equals = std::min(directive.find('='), directive.size());
    const std::string_view name = directive.substr(0, equals);
    if (text::equal_ignoring_case(name, "no-store") ||
        (text::equal_ignoring_case(name, "no-cache") && equals == directive.size())) {
      control.must_ask = true;
    } else if (text::equal_ignoring_case(name, "max-age") && equals < directive.size()) {
      const auto age = parse_seconds(unquoted(trimmed(directive.substr(equals + 1))));
      if (age && !control.max_age) control.max_age = age;
    }
  }
  return control;
}

}  // namespace

std::optional<milliseconds> retry_after(std::string_view headers, Timestamp now) {
  const std::string value = header_value(headers, "Retry-After");
  if (const auto delay = parse_seconds(value)) return bounded(*delay);
  const auto date = text::parse_rfc822(value);
  if (!date) return std::nullopt;
  return until(*date, headers, now);
}

std::optional<milliseconds> fresh_for(std::string_view headers, Timestamp now) {
  const CacheControl control = cache_control(headers);
  if (control.must_ask) return milliseconds(0);
  if (control.max_age) {
    const auto age = parse_seconds(header_value(headers, "Age")).value_or(milliseconds(0));
    return bounded(*control.max_age - age);
  }
  const std::string expires = header_value(headers, "Expires");
  if (expires.empty()) return std::nullopt;
  const auto date = text::parse_rfc822(expires);
  if (!date) return milliseconds(0);  // RFC 9111 §5.3: "0" and the like mean the past
  return until(*date, headers, now);
}

}  // namespace jianbao::fetch
