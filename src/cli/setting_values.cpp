#include "cli/setting_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include "jianbao/text/duration.h"

namespace jianbao::cli {

namespace {

template <class Number>
std::optional<Number> parse_whole(std::string_view text) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

bool is_seconds(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

std::optional<unsigned> parse_number(std::string_view text, unsigned least, unsigned most) {
  const auto number = parse_whole<unsigned>(text);
  return number && *number >= least && *number <= most ? number : std::nullopt;
}

std::optional<std::chrono::milliseconds> parse_span(std::string_view text,
                                                    std::chrono::milliseconds most) {
  using Seconds = std::chrono::duration<double>;
  if (is_seconds(text)) {
    const auto number = parse_whole<double>(text);
    if (!number || Seconds(*number) > most) return std::nullopt;
    return std::chrono::round<std::chrono::milliseconds>(Seconds(*number));
  }
  const auto span = text::parse_duration(text);
  return span && *span <= most ? span : std::nullopt;
}

std::optional<bool> parse_truth(std::string_view text) {
  constexpr std::array<std::string_view, 4> kYes{"true", "1", "yes", "on"};
  constexpr std::array<std::string_view, 4> kNo{"false", "0", "no", "off"};
  if (std::find(kYes.begin(), kYes.end(), text) != kYes.end()) return true;
  if (std::find(kNo.begin(), kNo.end(), text) != kNo.end()) return false;
  return std::nullopt;
}

}  // namespace jianbao::cli
