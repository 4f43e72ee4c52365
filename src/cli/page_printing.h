#pragma once

#include <string>

#include "jianbao/app/extraction.h"

namespace jianbao::cli {

/// One object on a line (suites and pipelines read it: docs/extraction.md).  `with_file`: with the
/// source first.
std::string as_json_line(const app::ExtractedPage& page, bool with_file);

/// Title and text, parted by an empty line.
std::string as_text(const app::ExtractedPage& page);

/// How a page was read, some lines for people; safe for a terminal.
std::string as_explanation(const app::ExtractedPage& page);

}  // namespace jianbao::cli
