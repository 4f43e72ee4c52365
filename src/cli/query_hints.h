#pragma once

#include <string_view>

#include "cli/messages.h"
#include "jianbao/store/archive.h"

namespace jianbao::cli {

/// For a query that found nothing: says which field's name looks mistyped, and which source: names
/// no source.
void note_likely_slips(const Messages& messages, const store::Archive& archive,
                       std::string_view query);

}  // namespace jianbao::cli
