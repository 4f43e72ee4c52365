#include "app/ordered_pool.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <numeric>
#include <stdexcept>

using jianbao::app::OrderedPool;
using jianbao::app::PoolLimits;

namespace {

PoolLimits limits(unsigned workers, std::size_t items, std::uint64_t bytes) {
  PoolLimits limits;
  limits.workers = workers;
  limits.items = items;
  limits.bytes = bytes;
  return limits;
}

}  // namespace

TEST_CASE("results come in the order of the items, whatever the number of threads", "[app]") {
  const unsigned workers = GENERATE(1U, 2U, 7U);
  OrderedPool<std::size_t> pool(std::vector<std::uint64_t>(500, 10), limits(workers, 8, 40), [] {
    return [](std::size_t item) {
      volatile std::size_t work = (item * 7919) % 2000;
      while (work > 0) work = work - 1;
      return item * item;
    };
  });
  for (std::size_t i = 0; i < 500; ++i) REQUIRE(pool.next() == i * i);
  CHECK_FALSE(pool.next());
}

TEST_CASE("no worker runs further ahead than the limits allow", "[app]") {
  std::atomic<std::size_t> begun = 0;
  OrderedPool<int> pool(std::vector<std::uint64_t>(100, 10), limits(4, 1000, 30), [&begun] {
    return [&begun](std::size_t) {
      ++begun;
      return 0;
    };
  });
  std::vector<std::size_t> ahead;
  for (std::size_t taken = 1; pool.next(); ++taken) ahead.push_back(begun - taken);
  // Three items of ten bytes fill the room; a fourth may have begun since the last was taken.
  CHECK(*std::max_element(ahead.begin(), ahead.end()) <= 4);
}

TEST_CASE("an item larger than the room is worked on alone", "[app]") {
  OrderedPool<std::size_t> pool({1, 1000, 1, 1000}, limits(3, 10, 5),
                                [] { return [](std::size_t item) { return item; }; });
  for (std::size_t i = 0; i < 4; ++i) CHECK(pool.next() == i);
}

TEST_CASE("what work throws reaches the taker", "[app]") {
  OrderedPool<int> pool({1, 1, 1}, limits(1, 10, 10), [] {
    return [](std::size_t item) -> int {
      if (item == 1) throw std::runtime_error("broken");
      return 0;
    };
  });
  CHECK_THROWS_WITH(
      [&pool] {
        while (pool.next()) {
        }
      }(),
      "broken");
}

TEST_CASE("a pool left early ends its threads", "[app]") {
  std::atomic<int> ended = 0;
  struct AtEnd {
    std::atomic<int>& count;
    ~AtEnd() { ++count; }
  };
  {
    OrderedPool<int> pool(std::vector<std::uint64_t>(1000, 1), limits(2, 4, 1000), [&ended] {
      const auto mark = std::make_shared<AtEnd>(ended);
      return [mark](std::size_t) { return 0; };
    });
    pool.next();
  }
  CHECK(ended == 2);
}
