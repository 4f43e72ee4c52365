#pragma once

#include <string>
#include <string_view>

namespace jianbao::extract {

/// What a text begins with that is a day and a time of some year, "5/15 11:05" or "5月15日 11:05",
/// behind opening brackets and spaces; empty if it begins otherwise.
std::string_view yearless_time(std::string_view words);

/// The same in a year, as text::find_date() reads it: "2024/5/15 11:05".
std::string with_year(std::string_view yearless, int year);

}  // namespace jianbao::extract
