#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <vector>

namespace jianbao::bench {

/// What a child process cost.
struct Cost {
  double wall_s = 0;
  double cpu_s = 0;
  double peak_mib = 0;
  double own_s = 0;  ///< the time the work itself reported; 0 if it reported none
};

/// Runs `work` in a forked child, so that its memory is its own; what it returns becomes own_s.
/// Throws if the child does not end with status 0.
Cost run_in_child(const std::function<double()>& work);

/// Waits for a child and reads what it cost since `start`, and its exit status.
Cost wait_for(pid_t child, std::chrono::steady_clock::time_point start, int* status);

double median(std::vector<double> values);

}  // namespace jianbao::bench
