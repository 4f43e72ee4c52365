#include "extract/arena.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <cstring>

using jianbao::extract::Arena;

namespace {

/// @return whether `count` pieces of `bytes` each fit.  Holds nothing that a jump would leave
/// behind.
bool fits(Arena& arena, std::size_t bytes, std::size_t count) {
  if (setjmp(arena.exhausted()) != 0) return false;
  for (std::size_t i = 0; i < count; ++i) arena.allocate(bytes);
  return true;
}

}  // namespace

TEST_CASE("an arena gives aligned pieces that do not overlap", "[extract]") {
  Arena arena(std::size_t{4} << 20U);
  auto* const first = static_cast<std::byte*>(arena.allocate(3));
  auto* const second = static_cast<std::byte*>(arena.allocate(100'000));
  auto* const third = static_cast<std::byte*>(arena.allocate(40));
  std::memset(first, 1, 3);
  std::memset(second, 2, 100'000);
  std::memset(third, 3, 40);
  CHECK(std::to_integer<int>(first[2]) == 1);
  CHECK(std::to_integer<int>(second[99'999]) == 2);
  for (auto* const piece : {first, second, third}) {
    CHECK(reinterpret_cast<std::uintptr_t>(piece) % alignof(std::max_align_t) == 0);
  }
}

TEST_CASE("an arena uses its memory again after reset", "[extract]") {
  Arena arena(std::size_t{1} << 20U);
  void* const before = arena.allocate(64);
  arena.reset();
  CHECK(arena.allocate(64) == before);
}

TEST_CASE("an arena jumps out where a document asks for too much", "[extract]") {
  Arena arena(std::size_t{1} << 20U);
  CHECK(fits(arena, 1000, 900));
  CHECK_FALSE(fits(arena, 1000, 900));
  arena.reset();
  CHECK_FALSE(fits(arena, std::size_t{2} << 20U, 1));
  arena.reset();
  CHECK(fits(arena, 1000, 900));
}
