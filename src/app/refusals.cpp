#include "app/refusals.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/window.h"

namespace jianbao::app {

namespace {

/// Malformed bytes are one complaint, however many there are today.
constexpr std::string_view kDamage = "damage";

}  // namespace

void tell_once(Reading& reading, std::vector<std::uint64_t>& told) {
  const auto is_known = [&told](std::uint64_t number) {
    return std::find(told.begin(), told.end(), number) != told.end();
  };
  std::vector<std::uint64_t> now;
  std::vector<Refusal> news;
  for (Refusal& refusal : std::exchange(reading.failures, {})) {
    now.push_back(refusal.content);
    if (is_known(refusal.content)) {
      reading.warnings.push_back(std::move(refusal.line));
    } else {
      news.push_back(std::move(refusal));
    }
  }
  reading.failures = std::move(news);
  if (!reading.damage.empty()) {
    now.push_back(identity_number(kDamage));
    if (is_known(now.back()))
      std::move(reading.damage.begin(), reading.damage.end(), std::back_inserter(reading.warnings));
    if (is_known(now.back())) reading.damage.clear();
  }
  told = std::move(now);
}

}  // namespace jianbao::app
