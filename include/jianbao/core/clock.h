#pragma once

#include <functional>

#include "jianbao/core/timestamp.h"

namespace jianbao {

/// Where "now" comes from.  Decisions take it as a parameter, so that tests can say what time it
/// is.
using Clock = std::function<Timestamp()>;

/// The machine's clock, to the millisecond.
Timestamp system_now();

}  // namespace jianbao
