#pragma once

#include <cstddef>

#include "jianbao/core/error.h"

namespace jianbao::cli {

/// What a run of the program came to.  The numbers are a public contract: never renumber.
enum class ExitStatus : int {
  kDone = 0,        ///< also when nothing was new, and when the reader of a pipe went away
  kNotFound = 1,    ///< nothing found under --fail-empty, or a check found something wrong
  kUsage = 2,       ///< wrong options, malformed query, unknown ID, nothing to do
  kPartial = 3,     ///< some sources or items failed; the rest are stored or printed
  kCannotWork = 4,  ///< database, disk, configuration, or every source failed
  kBusy = 75,       ///< another ingest holds the archive: try later
  kInterrupted = 130,
  kTerminated = 143,
};

/// The status of a run that an error ended.
ExitStatus status_of(ErrorKind kind);

/// The status where `failed` of `all` items failed and nothing else went wrong.
ExitStatus status_of_items(std::size_t failed, std::size_t all);

/// The status of a run that a signal ended.
ExitStatus status_of_signal(int signal);

}  // namespace jianbao::cli
