#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/messages.h"
#include "cli/settings.h"
#include "cli/table.h"
#include "jianbao/app/selectors.h"
#include "jianbao/formats/record_writer.h"
#include "jianbao/store/records.h"

namespace jianbao::cli {

/// How many articles a search, and a table, shows where no --limit says otherwise.
inline constexpr std::int64_t kPage = 20;

/// The columns in which articles are listed for people: ID, date, source, title.
std::vector<Column> article_columns();

/// An article's row; `title` may have marks.
Row article_row(const store::StoredArticle& found, search::Passage title, const std::string& zone);

/// The fields that list and search print for machines where none are named.
std::vector<std::string_view> usual_fields(formats::RecordFormat format);

/// The selection as resolved; `paged`: a page of rows where no limit is given.
store::Selection select_page(app::Selectors selectors, const Settings& settings, Timestamp now,
                             bool paged);

/// Says below a table how many of how many articles it shows.
void note_page(const Messages& messages, std::size_t shown, std::int64_t total,
               std::int64_t offset);

}  // namespace jianbao::cli
