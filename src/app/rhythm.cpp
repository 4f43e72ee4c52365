#include "jianbao/app/rhythm.h"

#include <algorithm>
#include <map>
#include <vector>

#include "app/quantile.h"

namespace jianbao::app {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kWeek = std::chrono::weeks(1);
constexpr std::int64_t kWeeksLookedAt = 10;
constexpr std::ptrdiff_t kMomentsLookedAt = 20;
/// Before so many weeks a week's longest silence is no habit yet.
constexpr std::size_t kWeeksOfHabit = 3;
constexpr double kMedian = 0.5;
constexpr double kMost = 0.9;

struct Gap {
  Timestamp end;
  milliseconds length;
};

std::vector<Gap> gaps_between(std::span<const store::Arrival> arrivals) {
  std::vector<Gap> gaps;
  for (std::size_t i = 1; i < arrivals.size(); ++i) {
    const milliseconds length(arrivals[i].at.ms - arrivals[i - 1].at.ms);
    gaps.push_back({arrivals[i].at, length});
  }
  return gaps;
}

/// Those of the last weeks, but at least the newest few.
std::span<const store::Arrival> recent(std::span<const store::Arrival> arrivals) {
  const Timestamp since{arrivals.back().at.ms - kWeeksLookedAt * kWeek.count()};
  const auto by_time = std::find_if(arrivals.begin(), arrivals.end(),
                                    [since](const store::Arrival& a) { return a.at >= since; });
  const auto size = static_cast<std::ptrdiff_t>(arrivals.size());
  const auto begin = std::min(by_time - arrivals.begin(), std::max(size - kMomentsLookedAt, {}));
  return arrivals.subspan(static_cast<std::size_t>(begin));
}

milliseconds ordinary_silence(const std::vector<Gap>& gaps, Timestamp last) {
  std::vector<milliseconds> all;
  std::map<std::int64_t, milliseconds> of_week;
  for (const Gap& gap : gaps) {
    all.push_back(gap.length);
    milliseconds& longest = of_week[(last.ms - gap.end.ms) / kWeek.count()];
    longest = std::max(longest, gap.length);
  }
  if (of_week.size() < kWeeksOfHabit) return *quantile(all, 1);
  std::vector<milliseconds> longest;
  for (const auto& [week, length] : of_week) longest.push_back(length);
  return std::max(*quantile(longest, kMedian), *quantile(all, kMost));
}

}  // namespace

Rhythm rhythm_of(std::span<const store::Arrival> arrivals) {
  Rhythm rhythm;
  if (arrivals.empty()) return rhythm;
  arrivals = recent(arrivals);
  rhythm.last = arrivals.back().at;
  rhythm.moments = arrivals.size();
  rhythm.looked_at = milliseconds(arrivals.back().at.ms - arrivals.front().at.ms);
  const std::vector<Gap> gaps = gaps_between(arrivals);
  if (gaps.empty()) return rhythm;
  std::vector<milliseconds> lengths;
  for (const Gap& gap : gaps) lengths.push_back(gap.length);
  rhythm.usual = *quantile(lengths, kMedian);
  rhythm.longest = ordinary_silence(gaps, *rhythm.last);
  return rhythm;
}

}  // namespace jianbao::app
