#pragma once

#include <chrono>
#include <optional>
#include <vector>

namespace jianbao::app {

/// The value below which the share `part` (0 to 1) of them lies; nothing for an empty list.
std::optional<std::chrono::milliseconds> quantile(std::vector<std::chrono::milliseconds> spans,
                                                  double part);

}  // namespace jianbao::app
