#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "jianbao/core/timestamp.h"

namespace jianbao::app {

/// An item as a feed's document lists it.
struct WindowItem {
  std::string_view identity;  ///< its guid, else its URL
  std::optional<Timestamp> date;
};

/// Of which a span can be told.
inline constexpr std::int64_t kFewestDates = 3;

/// What a feed shows at one time.
struct Window {
  std::vector<std::uint64_t> items;  ///< newest first if `ordered`, else as they were listed
  bool ordered = false;              ///< all items have dates
  /// From the newest item to the oldest, without the oldest tenth, in which pinned ones would be;
  /// absent for fewer than kFewestDates.
  std::optional<std::chrono::milliseconds> span;
};

/// What stands for an item, by what identifies it.
std::uint64_t identity_number(std::string_view identity);

Window make_window(std::span<const WindowItem> items);

/// The window after a document of new items alone: these, and behind them what fits of the items
/// before.
std::vector<std::uint64_t> moved_on(std::vector<std::uint64_t> before, const Window& fresh);

/// How many items of the window before are still there; 0 if it has gone by.
///
/// Items that stay for ever (pinned ones) do not hide that: where dates give an order, something of
/// the newer half must be left.  Nor does a feed that gives its items new guids count as gone by:
/// most of its items are known to the archive.
/// @param fresh  items of `now` that the archive did not have.
/// @return nothing if either is empty: there is nothing to compare.
std::optional<std::int64_t> overlap_of(std::span<const std::uint64_t> before, const Window& now,
                                       std::int64_t fresh);

}  // namespace jianbao::app
