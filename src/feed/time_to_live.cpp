#include "feed/time_to_live.h"

#include <array>
#include <charconv>
#include <utility>

#include "feed/markup.h"
#include "jianbao/text/ascii.h"

namespace jianbao::feed {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

constexpr hours kDay{24};
constexpr milliseconds kLongest = 31 * kDay;

constexpr std::array<std::pair<std::string_view, hours>, 5> kPeriods{{{"hourly", hours(1)},
                                                                      {"daily", kDay},
                                                                      {"weekly", 7 * kDay},
                                                                      {"monthly", 30 * kDay},
                                                                      {"yearly", 365 * kDay}}};

std::optional<std::uint32_t> positive_number(std::string_view text) {
  text = trim(text);
  std::uint32_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || number == 0) return std::nullopt;
  return number;
}

std::optional<milliseconds> bounded(milliseconds time) {
  if (time <= milliseconds(0) || time > kLongest) return std::nullopt;
  return time;
}

}  // namespace

void TimeToLive::offer_ttl(std::string_view minutes) {
  const auto number = positive_number(minutes);
  if (!ttl_ && number) ttl_ = bounded(std::chrono::minutes(*number));
}

void TimeToLive::offer_period(std::string_view name) {
  name = trim(name);
  for (const auto& [known, time] : kPeriods) {
    if (!period_ && text::equal_ignoring_case(name, known)) period_ = time;
  }
}

void TimeToLive::offer_frequency(std::string_view number) {
  if (!frequency_) frequency_ = positive_number(number);
}

std::optional<milliseconds> TimeToLive::value() const {
  if (ttl_) return ttl_;
  if (!period_ && !frequency_) return std::nullopt;
  // What is left out is "daily" and 1, as the module says.
  return bounded(period_.value_or(kDay) / frequency_.value_or(1));
}

}  // namespace jianbao::feed
