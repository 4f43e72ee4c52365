#pragma once

#include <string>

#include "jianbao/app/extraction.h"

namespace jianbao::cli {

/// One object on a line (suites and pipelines read it: docs/extraction.md).  `with_file`: with the
/// source first.
std::string as_json_line(const app::ExtractedPage& page, bool with_file);

/// Title and text, parted by an empty line.
std::string as_text(const app::ExtractedPage& page);

/// What stands before the first page of --format html: together they are a document of HTML.
/// @param title  of the one page; empty where there are several.
std::string html_head(const std::string& title);

/// An <article>: title, a line of authors, date and address, and the body.
std::string as_html(const app::ExtractedPage& page);

/// The same in Markdown.
std::string as_markdown(const app::ExtractedPage& page);

/// How a page was read, some lines for people; safe for a terminal.
std::string as_explanation(const app::ExtractedPage& page);

}  // namespace jianbao::cli
