#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/core/timestamp.h"

namespace jianbao::cli {

/// The words of a command line: parted by spaces, but not within quotes of either kind or behind a
/// backslash.  Nothing else means anything: no shell takes part.
/// @throws Error(kUsage) if there is no word, or a quote is not closed.
std::vector<std::string> command_words(std::string_view line);

/// How much a hook may be given, and how long it may take.
struct HookBounds {
  Timestamp since;  ///< nothing that was first seen before
  std::chrono::milliseconds longest = std::chrono::minutes(10);
};

/// Runs a command that gets the new articles that were not handed over yet (store::HandOver), as
/// JSON Lines with the fields of `export`, on its standard input.  Without such articles it is not
/// run.  What it prints goes to stderr.  Waits for its end; when its time has passed or a stop is
/// requested, it gets SIGTERM, ten seconds later SIGKILL.  What it got counts as handed over if it
/// ended with status 0.
/// @return what went wrong, one line; nothing if it ended with status 0.
/// @throws Error(kBusy) if another run hands over; Error(kStorage) if the archive cannot be read or
/// written or there is no room for its input.
std::optional<std::string> run_hook(const std::string& line, const std::string& archive,
                                    const HookBounds& bounds, const std::stop_token& stop);

}  // namespace jianbao::cli
