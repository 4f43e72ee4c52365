#include "app/run_context.h"

namespace jianbao::app {

namespace {

/// How long a batch stays open while nothing comes: long enough to join what comes in quick
/// succession, short enough that nothing waits for the network in a transaction.
constexpr std::chrono::milliseconds kBatchPatience{100};

}  // namespace

std::optional<Gathered> next_or_commit(const RunContext& run) {
  run.storing.commit_if_due();
  auto gathered = run.gathering.next(kBatchPatience);
  if (!gathered) {
    run.storing.commit();
    gathered = run.gathering.next();
  }
  if (gathered) run.storing.received(gathered->finished.received);
  return gathered;
}

}  // namespace jianbao::app
