#pragma once

#include <span>
#include <string>

#include "cli/environment.h"
#include "cli/exit_status.h"

namespace jianbao::cli {

/// Runs the command line, the program's name left out.  Whatever goes wrong is said on stderr and
/// becomes the status.
ExitStatus run_program(std::span<const std::string> arguments, const Environment& environment);

}  // namespace jianbao::cli
