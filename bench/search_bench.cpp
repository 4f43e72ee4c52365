// Whole `jianbao search` processes, page one.
//
//   bench_search JIANBAO ARCHIVE QUERY...
//
// Runs each query 15 times and prints the median and the slowest in milliseconds, with the median
// of `JIANBAO --version` above as the cost of starting at all.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "measure.h"

namespace {

constexpr int kRuns = 15;

void measure(const std::string& name, const std::vector<std::string>& command) {
  using namespace jianbao;
  std::vector<double> wall;
  double peak = 0;
  for (int run = 0; run < kRuns; ++run) {
    const bench::Cost cost = bench::run_program(command);
    wall.push_back(cost.wall_s * 1000);
    peak = std::max(peak, cost.peak_mib);
  }
  fmt::print("{:>8.2f}{:>9.2f}{:>10.1f}  {}\n", bench::median(wall),
             *std::max_element(wall.begin(), wall.end()), peak, name);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    fmt::print(stderr, "usage: bench_search JIANBAO ARCHIVE QUERY...\n");
    return 2;
  }
  const std::string program = argv[1];
  fmt::print("{:>8}{:>9}{:>10}  {}\n", "median", "slowest", "peak MiB", "ms, whole process");
  measure("--version", {program, "--version"});
  for (int i = 3; i < argc; ++i)
    measure(argv[i], {program, "--db", argv[2], "search", "--format", "json", argv[i]});
  return 0;
}
