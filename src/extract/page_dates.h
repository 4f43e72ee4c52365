#pragma once

#include <optional>
#include <string_view>

#include "extract/page_clues.h"
#include "jianbao/core/timestamp.h"

namespace jianbao::extract {

struct PageDate {
  std::optional<Timestamp> at;
  std::optional<int> offset_minutes;  ///< absent: the page names no zone
  Clue clue;
};

struct PageDates {
  PageDate published;
  PageDate updated;
};

/// When a page says it was published and changed; docs/extraction.md has the order of trust.
PageDates read_dates(const PageClues& clues, std::string_view url);

/// The day in an address: "/2024/05/15/", "/2024-05-15-", "/20240515/", "/202405/t20240515_1.html".
/// Nothing for numbers that only look so (years before 1995).
std::optional<Timestamp> date_in_url(std::string_view url);

}  // namespace jianbao::extract
