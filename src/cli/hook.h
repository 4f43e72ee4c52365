#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/core/timestamp.h"

namespace jianbao::cli {

/// The words of a command line: parted by spaces, but not within quotes of either kind or behind a
/// backslash.  Nothing else means anything: no shell takes part.
/// @throws Error(kUsage) if there is no word, or a quote is not closed.
std::vector<std::string> command_words(std::string_view line);

/// Runs a command that gets the articles first seen since `since`, as JSON Lines with the fields of
/// `export`, on its standard input.  Without such articles it is not run.  What it prints goes to
/// stderr.  Waits for its end.
/// @return what went wrong, one line; nothing if it ended with status 0.
/// @throws Error(kStorage) if the archive cannot be read or there is no room for its input.
std::optional<std::string> run_hook(const std::string& line, const std::string& archive,
                                    Timestamp since);

}  // namespace jianbao::cli
