#pragma once

#include "timing.h"

namespace jianbao::bench {

/// Of an index: its bytes over those of its texts, and megabytes of text indexed in a second.
struct IndexCost {
  double share = 0;
  double rate = 0;
};

/// Prints each limit that is stated for 100,000 articles with the worst that was measured.
void print_limits(const std::vector<QueryClass>& classes, const std::vector<InProcess>& inside,
                  const Processes& processes, const IndexCost& index);

}  // namespace jianbao::bench
