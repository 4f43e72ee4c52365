#pragma once

#include "cli/settings.h"
#include "jianbao/app/transfers.h"

namespace CLI {
class App;
}

namespace jianbao::cli {

/// Declares --pause, --timeout, --user-agent, --proxy, --netrc and --allow-private.
void add_transfer_options(CLI::App& command, GivenSettings& given);

/// How a command that fetches asks servers.
/// @throws Error(kConfig) for a .netrc that was named and cannot be read: that is a slip, not an
/// answer of "none".
app::Transfers transfers_of(const Settings& settings);

}  // namespace jianbao::cli
