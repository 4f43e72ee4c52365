#pragma once

#include <string_view>

#include "jianbao/search/search.h"

namespace jianbao::search {

/// The condition that a date: term stands for: "2024-05", "2024-01..2024-03", "2024..", "..7d"; the
/// ends are included.
/// @throws QueryError that points at the term in `typed`.
store::Condition period_of(const FieldTerm& term, std::string_view typed, const Calendar& calendar);

}  // namespace jianbao::search
