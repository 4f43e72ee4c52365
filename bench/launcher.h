#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "measure.h"

namespace jianbao::bench {

struct Launched {
  Cost cost;
  std::int64_t lines = 0;  ///< of standard output
};

/// Runs programs from a process that was forked off early.  Linux counts what a process held before
/// exec() to the peak of the program, so programs started by a process that has grown would all
/// seem large.  Make it before anything else.
class Launcher {
 public:
  Launcher();
  ~Launcher();
  Launcher(const Launcher&) = delete;
  Launcher& operator=(const Launcher&) = delete;

  /// Runs a program to its end.  Exit status 1 is allowed: "nothing found".  @throws
  /// std::runtime_error for any other, and if it cannot be started.
  Launched run(const std::vector<std::string>& arguments) const;

 private:
  pid_t helper_;
  int socket_;
};

/// Where PATH has a program; "" if it has not.
std::string find_program(const std::string& name);

}  // namespace jianbao::bench
