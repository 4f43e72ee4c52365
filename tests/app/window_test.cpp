#include "app/window.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

using namespace jianbao;
using namespace jianbao::app;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kHour = 3'600'000;

/// Items by number, dated an hour apart: 5 is from five o'clock.  Under 0: undated.
Window window_of(const std::vector<int>& numbers, bool dated = true) {
  std::vector<std::string> names;
  for (const int number : numbers) names.push_back("item " + std::to_string(number));
  std::vector<WindowItem> items;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    WindowItem item{names[i], std::nullopt};
    if (dated) item.date = Timestamp{numbers[i] * kHour};
    items.push_back(item);
  }
  return make_window(items);
}

std::optional<std::int64_t> overlap(const std::vector<int>& before, const std::vector<int>& now,
                                    std::int64_t fresh, bool dated = true) {
  return overlap_of(window_of(before, dated).items, window_of(now, dated), fresh);
}

}  // namespace

TEST_CASE("new items alone push out the oldest of a window", "[app][window]") {
  Window fresh;
  fresh.items = {7, 3};
  CHECK(moved_on({3, 2, 1}, fresh) == std::vector<std::uint64_t>{7, 3, 2});
  CHECK(moved_on({}, fresh) == fresh.items);
  CHECK(moved_on({3, 2, 1}, {}) == std::vector<std::uint64_t>{3, 2, 1});
}

TEST_CASE("a window is newest first where dates say so, else as listed", "[app][window]") {
  CHECK(window_of({3, 1, 2}).items == window_of({3, 2, 1}).items);
  CHECK(window_of({3, 1, 2}, false).items != window_of({3, 2, 1}, false).items);
  CHECK(window_of({1, 2}).ordered);
  CHECK_FALSE(window_of({1, 2}, false).ordered);
  CHECK(window_of({}).items.empty());
}

TEST_CASE("a window reaches from the newest item to the oldest but for a tenth", "[app][window]") {
  CHECK_FALSE(window_of({1, 2}).span);
  CHECK(window_of({1, 2, 3}).span == 1h);
  CHECK(window_of({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}).span == 8h);
  CHECK(window_of({-9000, 2, 3, 4, 5, 6, 7, 8, 9, 10}).span == 8h);  // one is pinned
  CHECK(window_of({5, 5, 5, 5}).span == 0h);
  CHECK_FALSE(window_of({1, 2, 3}, false).span);
}

TEST_CASE("two windows overlap by the items that are still there", "[app][window]") {
  CHECK(overlap({4, 3, 2, 1}, {4, 3, 2, 1}, 0) == 4);
  CHECK(overlap({4, 3, 2, 1}, {6, 5, 4, 3}, 2) == 2);
  CHECK(overlap({4, 3, 2, 1}, {7, 6, 5, 4}, 3) == 1);
  CHECK(overlap({4, 3, 2, 1}, {8, 7, 6, 5}, 4) == 0);
}

TEST_CASE("without a window before or now there is nothing to compare", "[app][window]") {
  CHECK_FALSE(overlap({}, {4, 3, 2, 1}, 4));
  CHECK_FALSE(overlap({4, 3}, {}, 0));
}

TEST_CASE("a pinned item does not hide that all others have gone by", "[app][window]") {
  CHECK(overlap({24, 23, 22, -9}, {34, 33, 32, -9}, 3) == 0);
  // Without dates nobody can tell which of the items is old.
  CHECK(overlap({24, 23, 22, -9}, {34, 33, 32, -9}, 3, false) == 1);
}

TEST_CASE("a withdrawn item is no sign of loss", "[app][window]") {
  CHECK(overlap({4, 3, 2, 1}, {6, 5, 3, 2}, 2) == 2);
}

TEST_CASE("items under new ids that the archive knows have not gone by", "[app][window]") {
  CHECK(overlap({4, 3, 2, 1}, {104, 103, 102, 101}, 0) == 4);
  CHECK(overlap({4, 3, 2, 1}, {104, 103, 102, 101}, 1) == 3);
}

TEST_CASE("a feed listed from old to new without dates overlaps by its newest", "[app][window]") {
  CHECK(overlap({1, 2, 3, 4}, {4, 5, 6, 7}, 3, false) == 1);
}

TEST_CASE("a window that moves on overlaps until it has moved by its length", "[app][window]") {
  std::mt19937 random(20250617);
  for (int round = 0; round < 500; ++round) {
    CAPTURE(round);
    const int size = 1 + static_cast<int>(random() % 40);
    const int moved = static_cast<int>(random() % 60);
    std::vector<int> before;
    std::vector<int> now;
    for (int i = 0; i < size; ++i) {
      before.push_back(i);
      now.push_back(i + moved);
    }
    const int fresh = std::min(size, moved);
    CHECK(overlap(before, now, fresh) == size - fresh);
  }
}
