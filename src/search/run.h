#pragma once

#include <cstdint>

#include "jianbao/search/search.h"

namespace jianbao::search {

/// What the archive is asked for a plan.
store::Selection selection_for(const Plan& plan, store::Selection where);

/// True if the selection's order by relevance is one of its newest matches alone.
bool ranks_newest_only(const store::Selection& where, std::int64_t total, const Options& options);

}  // namespace jianbao::search
