#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "jianbao/search/search.h"
#include "launcher.h"
#include "query_classes.h"

namespace jianbao::bench {

inline constexpr int kRuns = 9;
inline constexpr int kPage = 20;

/// Median of kRuns runs, after one that does not count, in milliseconds.  Of fewer runs, but at
/// least three, where they take more than eight seconds.
double median_ms(const std::function<void()>& work);

/// How many articles a query finds.
std::int64_t count(const store::Archive& archive, const std::string& query);

/// What one query costs inside a process that has the archive open.
struct InProcess {
  double count_ms = 0;
  double newest_ms = 0;     ///< page one by date with its snippets, nothing counted
  double relevance_ms = 0;  ///< run() by relevance, the count included
  double run_ms = 0;        ///< run() by date, the count included
  std::int64_t hits = 0;
  bool dense = false;  ///< a page of matches lies among the newest 20,000 articles
};

InProcess time_query(const store::Archive& archive, const std::string& query);

/// Times all classes and prints a table.
std::vector<InProcess> print_in_process(const store::Archive& archive,
                                        const std::vector<QueryClass>& classes);

/// What a whole process costs.
struct ProcessCost {
  double wall_ms = 0;
  double inside_ms = 0;  ///< run() alone, in this process, right after the archive is opened
  double more_ms = 0;    ///< what the process takes over it: median of the runs' own differences
  double cpu_ms = 0;
  double peak_mib = 0;
};
using Processes = std::vector<ProcessCost>;

/// Runs the queries as `search --format json` processes, page one, each beside the same search in
/// this process, and prints a table.
Processes print_processes(const Launcher& launcher, const std::string& program,
                          const std::string& file, const std::vector<QueryClass>& classes);

}  // namespace jianbao::bench
