#include "jianbao/app/rhythm.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using namespace jianbao;
using namespace jianbao::app;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::milliseconds;

namespace {

constexpr std::int64_t kMonday = 1'749'427'200'000;  // 2025-06-09T00:00:00Z
constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kDay = 24 * kHour;

using Arrivals = std::vector<store::Arrival>;

void add(Arrivals& arrivals, std::int64_t ms) {
  arrivals.push_back({{ms}, 1});
}

/// An item an hour from 8 to 20 o'clock, with or without weekends.
Arrivals office_hours(int weeks, bool weekends) {
  Arrivals arrivals;
  for (int day = 0; day < weeks * 7; ++day) {
    if (!weekends && day % 7 >= 5) continue;
    for (int hour = 8; hour <= 20; ++hour) add(arrivals, kMonday + day * kDay + hour * kHour);
  }
  return arrivals;
}

}  // namespace

TEST_CASE("nothing and little give no rhythm", "[app][rhythm]") {
  CHECK_FALSE(rhythm_of({}).known());
  CHECK_FALSE(rhythm_of({}).last);
  Arrivals arrivals;
  for (std::size_t i = 1; i <= 6; ++i) {
    add(arrivals, kMonday + static_cast<std::int64_t>(i) * kHour);
    const Rhythm rhythm = rhythm_of(arrivals);
    CHECK(rhythm.known() == (i >= Rhythm::kFewest));
    CHECK(rhythm.moments == i);
    CHECK(rhythm.last == arrivals.back().at);
  }
}

TEST_CASE("the usual gap is that of the working hours", "[app][rhythm]") {
  const bool weekends = GENERATE(true, false);
  const Rhythm rhythm = rhythm_of(office_hours(6, weekends));
  CHECK(rhythm.usual == 1h);
}

TEST_CASE("nights and weekends are ordinary silences", "[app][rhythm]") {
  CHECK(rhythm_of(office_hours(6, true)).longest == 12h);
  CHECK(rhythm_of(office_hours(6, false)).longest == 60h);
  CHECK(rhythm_of(office_hours(2, false)).longest == 60h);
}

TEST_CASE("one outage is no ordinary silence", "[app][rhythm]") {
  Arrivals arrivals = office_hours(8, true);
  const std::int64_t begin = kMonday + 20 * kDay;
  std::erase_if(arrivals, [&](const store::Arrival& arrival) {
    return arrival.at.ms > begin && arrival.at.ms < begin + 9 * kDay;
  });
  CHECK(rhythm_of(arrivals).longest == 12h);
}

TEST_CASE("of a feed that comes seldom, long gaps are ordinary", "[app][rhythm]") {
  Arrivals arrivals;
  for (int i = 0; i < 30; ++i) add(arrivals, kMonday + i * 14 * kDay + (i % 3) * kDay);
  const Rhythm rhythm = rhythm_of(arrivals);
  CHECK(rhythm.moments == 20);
  CHECK(rhythm.usual == days(15));
  CHECK(rhythm.longest == days(15));
}

TEST_CASE("only the last ten weeks count", "[app][rhythm]") {
  Arrivals arrivals;
  for (int i = 0; i < 200; ++i) add(arrivals, kMonday - kDay * 400 + i * kHour);
  for (const auto& arrival : office_hours(12, true)) arrivals.push_back(arrival);
  const Rhythm rhythm = rhythm_of(arrivals);
  CHECK(rhythm.looked_at <= days(70));
  CHECK(rhythm.usual == 1h);
  CHECK(rhythm.longest == 12h);
}

TEST_CASE("whatever arrives, the gaps lie between the shortest and the longest", "[app][rhythm]") {
  std::mt19937 random(20250615);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    Arrivals arrivals;
    std::int64_t at = -kMonday + static_cast<std::int64_t>(random() % 1000) * kDay * 100;
    const auto count = 2 + random() % 200;
    const std::int64_t reach = std::int64_t{1} << random() % 32U;
    std::vector<std::int64_t> gaps;
    add(arrivals, at);
    for (std::size_t i = 1; i < count; ++i) {
      gaps.push_back(1 + static_cast<std::int64_t>(random()) % reach);
      add(arrivals, at += gaps.back());
    }
    const Rhythm rhythm = rhythm_of(arrivals);
    const auto [shortest, longest] = std::minmax_element(gaps.begin(), gaps.end());
    CHECK(rhythm.usual >= milliseconds(*shortest));
    CHECK(rhythm.longest >= rhythm.usual);
    CHECK(rhythm.longest <= milliseconds(*longest));
    CHECK(rhythm.looked_at <= milliseconds(at - arrivals.front().at.ms));
  }
}
