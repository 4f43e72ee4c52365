#pragma once

#include <optional>

#include "app/gathering.h"
#include "app/storing.h"
#include "jianbao/app/ingest.h"
#include "jianbao/store/writer.h"

namespace jianbao::app {

/// What the parts of one run work with.
struct RunContext {
  const IngestRequest& request;
  store::Writer& writer;
  Storing& storing;
  IngestReport& report;
  Gathering& gathering;
};

/// The next errand that is done.  While none is, the open batch is committed: no network inside a
/// transaction.  Nothing when none is under way, or after a stop.
std::optional<Gathered> next_or_commit(const RunContext& run);

}  // namespace jianbao::app
