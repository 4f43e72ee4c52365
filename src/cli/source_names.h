#pragma once

#include <string>
#include <vector>

#include "cli/messages.h"

namespace jianbao::store {
class Archive;
}

namespace jianbao::cli {

/// Tells of each named source that the archive does not know, with the known name most like it.
void note_unknown_sources(const Messages& messages, const store::Archive& archive,
                          const std::vector<std::string>& named);

}  // namespace jianbao::cli
