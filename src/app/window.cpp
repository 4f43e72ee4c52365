#include "app/window.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "jianbao/store/pack.h"

namespace jianbao::app {

namespace {

constexpr std::size_t kTrimmedPart = 10;

std::optional<std::chrono::milliseconds> span_of(std::vector<Timestamp> dates) {
  if (std::ssize(dates) < kFewestDates) return std::nullopt;
  std::sort(dates.begin(), dates.end());
  const std::size_t trimmed = (dates.size() + kTrimmedPart - 1) / kTrimmedPart;
  return std::chrono::milliseconds(dates.back().ms - dates[trimmed].ms);
}

}  // namespace

std::uint64_t identity_number(std::string_view identity) {
  std::uint64_t number = 0;
  const store::Digest digest = store::sha256(identity);
  for (std::size_t i = 0; i < sizeof(number); ++i) number = number << 8U | digest[i];
  return number;
}

Window make_window(std::span<const WindowItem> items) {
  Window window;
  std::vector<const WindowItem*> listed;
  std::vector<Timestamp> dates;
  for (const WindowItem& item : items) {
    listed.push_back(&item);
    if (item.date) dates.push_back(*item.date);
  }
  window.ordered = dates.size() == items.size();
  if (window.ordered)
    std::stable_sort(
        listed.begin(), listed.end(),
        [](const WindowItem* one, const WindowItem* two) { return *one->date > *two->date; });
  for (const WindowItem* item : listed) window.items.push_back(identity_number(item->identity));
  window.span = span_of(std::move(dates));
  return window;
}

std::vector<std::uint64_t> moved_on(std::vector<std::uint64_t> before, const Window& fresh) {
  const std::size_t size = std::max(before.size(), fresh.items.size());
  const std::unordered_set<std::uint64_t> added(fresh.items.begin(), fresh.items.end());
  std::erase_if(before, [&added](std::uint64_t item) { return added.contains(item); });
  before.insert(before.begin(), fresh.items.begin(), fresh.items.end());
  before.resize(std::min(size, before.size()));
  return before;
}

std::optional<std::int64_t> overlap_of(std::span<const std::uint64_t> before, const Window& now,
                                       std::int64_t fresh) {
  if (before.empty() || now.items.empty()) return std::nullopt;
  const std::unordered_set<std::uint64_t> present(now.items.begin(), now.items.end());
  const auto is_left = [&present](std::uint64_t item) { return present.contains(item); };
  const auto left = std::count_if(before.begin(), before.end(), is_left);
  const std::size_t telling = now.ordered ? (before.size() + 1) / 2 : before.size();
  const auto newer = before.first(telling);
  if (std::any_of(newer.begin(), newer.end(), is_left)) return left;
  const auto items = static_cast<std::int64_t>(now.items.size());
  return fresh * 2 < items ? items - fresh : 0;
}

}  // namespace jianbao::app
