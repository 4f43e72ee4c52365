#pragma once

#include <gumbo.h>

namespace jianbao::extract {

/// True of a mark that leads to a footnote or back from one: "1", "[1]", "*", "†", "↩" as a link to
/// a place in the page, alone or raised (<sup>), and what DPUB-ARIA names `doc-noteref` or
/// `doc-backlink`.  A raised number without a link may be a power, and is none.
bool is_footnote_mark(const GumboNode& element);

}  // namespace jianbao::extract
