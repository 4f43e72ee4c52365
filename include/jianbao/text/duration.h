#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace jianbao::text {

/// A span as people type it: "90s", "15m", "2h", "1d", "2w", "500ms", "1h30m"; the units in falling
/// order, each once.  "0" needs no unit.  Nothing for anything else, and beyond 10,000 days.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// The shortest form that parse_duration() reads back as the same span: "15m", "1d", "1h30m", "0s".
/// A negative span is written as "0s".
std::string format_duration(std::chrono::milliseconds span);

/// A span as people say it, rounded to what matters: "40 s", "45 min", "1 h 30 min", "20 h",
/// "3 days".  A negative span is "0 s".
std::string say_duration(std::chrono::milliseconds span);

}  // namespace jianbao::text
