#include "measure.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace jianbao::bench {

namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

Cost wait_for(pid_t child, std::chrono::steady_clock::time_point start, int* status) {
  int how = 0;
  rusage usage{};
  if (wait4(child, &how, 0, &usage) != child) throw std::runtime_error("wait4 failed");
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  *status = WIFEXITED(how) ? WEXITSTATUS(how) : 128 + WTERMSIG(how);
  return {wall.count(), seconds(usage.ru_utime) + seconds(usage.ru_stime),
          static_cast<double>(usage.ru_maxrss) / 1024.0, 0};
}

Cost run_in_child(const std::function<double()>& work) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("pipe failed");
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) {
    close(ends[0]);
    const double own = work();
    const bool told = write(ends[1], &own, sizeof own) == sizeof own;
    _exit(told ? 0 : 1);
  }
  close(ends[1]);
  double own = 0;
  const bool told = read(ends[0], &own, sizeof own) == sizeof own;
  close(ends[0]);
  int status = 0;
  Cost cost = wait_for(child, start, &status);
  if (!told || status != 0) throw std::runtime_error("a measured process did not end well");
  cost.own_s = own;
  return cost;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace jianbao::bench
