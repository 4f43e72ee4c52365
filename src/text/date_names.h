#pragma once

#include <optional>
#include <string_view>

namespace jianbao::text {

/// 1 for January: the month whose Greek or Hungarian name `word` is or begins, in any case and with
/// or without accents (feedparser's tables; feeds in other languages write English names).
std::optional<int> foreign_month(std::string_view word);

/// The month of "一月" to "十二月", which Chinese and Japanese systems put into dates of RFC 822.
std::optional<int> han_month(std::string_view word);

/// True for the Greek names of weekdays.
bool is_foreign_weekday(std::string_view word);

}  // namespace jianbao::text
