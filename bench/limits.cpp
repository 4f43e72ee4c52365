#include "limits.h"

#include <fmt/format.h>

#include <functional>
#include <string>

namespace jianbao::bench {

namespace {

void print_limit(const std::string& what, double limit, bool kept, double measured,
                 const std::string& query) {
  fmt::print("{:>10.2f}{:>8g}{:>7}  {}{}{}\n", measured, limit, kept ? "kept" : "MISSED", what,
             query.empty() ? "" : ": ", query);
}

}  // namespace

void print_limits(const std::vector<QueryClass>& classes, const std::vector<InProcess>& inside,
                  const Processes& processes, const IndexCost& index) {
  fmt::print("Limits for 100,000 articles, and the worst\n{:>10}{:>8}\n", "measured", "limit");
  using Value = std::function<double(std::size_t)>;
  using Concerns = std::function<bool(std::size_t)>;
  const auto worst = [&](const std::string& what, double limit, const Value& value,
                         const Concerns& concerns) {
    const QueryClass* slowest = nullptr;
    double most = 0;
    for (std::size_t i = 0; i < classes.size(); ++i) {
      if (!concerns(i) || (slowest != nullptr && value(i) <= most)) continue;
      slowest = &classes[i];
      most = value(i);
    }
    if (slowest != nullptr) print_limit(what, limit, most <= limit, most, slowest->name);
  };
  const Concerns all = [](std::size_t) { return true; };
  const auto named = [&](const char* name) {
    return [&classes, name](std::size_t i) { return classes[i].name == name; };
  };
  worst(
      "ms, page one by date where it lies among the newest 20,000", 5,
      [&](std::size_t i) { return inside[i].newest_ms; },
      [&](std::size_t i) { return inside[i].dense; });
  worst(
      "ms, any query by date", 200, [&](std::size_t i) { return inside[i].run_ms; }, all);
  worst(
      "ms, any query by relevance", 200, [&](std::size_t i) { return inside[i].relevance_ms; },
      all);
  worst(
      "ms, exact count", 60, [&](std::size_t i) { return inside[i].count_ms; }, named(kHalf));
  worst(
      "ms, query", 10, [&](std::size_t i) { return inside[i].run_ms; }, named(kRare));
  worst(
      "ms, process over its time inside", 8, [&](std::size_t i) { return processes[i].more_ms; },
      all);
  worst(
      "MiB, peak of a process", 48 * 1e6 / (1 << 20),
      [&](std::size_t i) { return processes[i].peak_mib; }, all);
  print_limit("index over text", 0.9, index.share <= 0.9, index.share, {});
  print_limit("MB of text indexed in a second", 20, index.rate >= 20, index.rate, {});
  fmt::print("\n");
}

}  // namespace jianbao::bench
