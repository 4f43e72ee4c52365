#include "jianbao/text/duration.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "jianbao/text/ascii.h"

namespace jianbao::text {

namespace {

struct Unit {
  std::string_view name;
  std::int64_t ms;
};

// From the longest to the shortest.
constexpr std::array<Unit, 6> kUnits{{{"w", 604'800'000},
                                      {"d", 86'400'000},
                                      {"h", 3'600'000},
                                      {"m", 60'000},
                                      {"s", 1000},
                                      {"ms", 1}}};
constexpr std::int64_t kLongest = 10'000 * 86'400'000LL;

// A number from the front; nothing if there is none or it is too great for any span.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0 || number > kLongest) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return number;
}

std::string_view take_letters(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_ascii_letter);
  const std::string_view letters = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(letters.size());
  return letters;
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  if (text == "0") return std::chrono::milliseconds(0);
  if (text.empty()) return std::nullopt;
  std::int64_t total = 0;
  const auto* next = kUnits.begin();
  while (!text.empty()) {
    const std::optional<std::int64_t> number = take_number(text);
    const std::string_view name = take_letters(text);
    const auto* unit = std::find_if(next, kUnits.end(), [&](const Unit& candidate) {
      return equal_ignoring_case(candidate.name, name);
    });
    if (!number || unit == kUnits.end() || *number > kLongest / unit->ms) return std::nullopt;
    total += *number * unit->ms;
    next = unit + 1;
  }
  if (total > kLongest) return std::nullopt;
  return std::chrono::milliseconds(total);
}

std::string format_duration(std::chrono::milliseconds span) {
  std::int64_t rest = std::max<std::int64_t>(span.count(), 0);
  std::string text;
  for (const Unit& unit : kUnits) {
    if (rest < unit.ms) continue;
    text += std::to_string(rest / unit.ms);
    text += unit.name;
    rest %= unit.ms;
  }
  return text.empty() ? "0s" : text;
}

std::string say_duration(std::chrono::milliseconds span) {
  using std::chrono::days, std::chrono::hours, std::chrono::minutes, std::chrono::seconds;
  const auto exact = std::max(span, std::chrono::milliseconds(0));
  const auto in_seconds = std::chrono::round<seconds>(exact).count();
  if (in_seconds < 60) return std::to_string(in_seconds) + " s";
  const auto in_minutes = std::chrono::round<minutes>(exact).count();
  if (in_minutes < 60) return std::to_string(in_minutes) + " min";
  if (in_minutes < 10 * 60 && in_minutes % 60 != 0)
    return std::to_string(in_minutes / 60) + " h " + std::to_string(in_minutes % 60) + " min";
  const auto in_hours = std::chrono::round<hours>(exact).count();
  if (in_hours < 48) return std::to_string(in_hours) + " h";
  return std::to_string(std::chrono::round<days>(exact).count()) + " days";
}

}  // namespace jianbao::text
