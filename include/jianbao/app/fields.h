#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/formats/record_writer.h"
#include "jianbao/store/records.h"

namespace jianbao::app {

/// Every field of an article that can be printed, in the order of docs/output.md.
std::span<const std::string_view> article_fields();

/// The fields that `export` writes where none are named; the article's text among them.
std::span<const std::string_view> default_export_fields();

/// "a,b,c" as field names.  @throws Error(kUsage) that names the unknown one and lists them all.
std::vector<std::string_view> parse_fields(std::string_view list);
/// The same where the fields are others; what comes back are elements of `known`.
std::vector<std::string_view> parse_fields(std::string_view list,
                                           std::span<const std::string_view> known);

/// The named fields of an article: text as strings, instants as RFC 3339 UTC (header_ms as a
/// number), unknown as null.  Title and text are strings and authors and tags lists even when
/// empty.
/// @throws Error(kUsage) for a name that is not one of article_fields().
formats::Record to_record(const store::StoredArticle& found,
                          std::span<const std::string_view> fields);

/// True if some field needs the article's text.
bool needs_text(std::span<const std::string_view> fields);

}  // namespace jianbao::app
