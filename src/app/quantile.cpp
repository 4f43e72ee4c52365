#include "app/quantile.h"

#include <algorithm>

namespace jianbao::app {

std::optional<std::chrono::milliseconds> quantile(std::vector<std::chrono::milliseconds> spans,
                                                  double part) {
  if (spans.empty()) return std::nullopt;
  const auto last = static_cast<double>(spans.size() - 1);
  const auto place = spans.begin() + static_cast<std::ptrdiff_t>(last * part);
  std::nth_element(spans.begin(), place, spans.end());
  return *place;
}

}  // namespace jianbao::app
