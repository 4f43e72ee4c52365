#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace jianbao::cli {

/// A whole number within bounds; nothing for anything else.
std::optional<unsigned> parse_number(std::string_view text, unsigned least, unsigned most);

/// A span of time as cron lines write it: seconds ("30", "0.5"), or with units ("500ms", "10m",
/// "1h30m"), at most `most`.
std::optional<std::chrono::milliseconds> parse_span(std::string_view text,
                                                    std::chrono::milliseconds most);

/// "true", "1", "yes" and "on"; "false", "0", "no" and "off".
std::optional<bool> parse_truth(std::string_view text);

}  // namespace jianbao::cli
