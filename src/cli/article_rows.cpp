#include "cli/article_rows.h"

#include <fmt/format.h>

#include "jianbao/text/date_query.h"

namespace jianbao::cli {

namespace {

constexpr std::size_t kDateColumn = 1;

}  // namespace

std::vector<Column> article_columns() {
  return {{.heading = "ID", .right = true, .style = Style::kName},
          {.heading = "DATE", .dispensable = 2},
          {.heading = "SOURCE", .widest = 16, .style = Style::kDim, .dispensable = 1},
          {.heading = "TITLE", .stretches = true}};
}

Row article_row(const store::StoredArticle& found, search::Passage title, const std::string& zone) {
  const Article& article = found.article;
  const bool dated = article.header || article.published;
  const std::string date =
      dated ? text::format_local(order_date(article, found.first_seen), zone) : "unknown";
  if (title.text.empty()) title = cell("(untitled) " + article.url);
  Row row{{cell(std::to_string(found.id)), cell(date), cell(article.source), std::move(title)}};
  if (!dated) row.dim = kDateColumn;
  return row;
}

std::vector<std::string_view> usual_fields(formats::RecordFormat format) {
  using formats::RecordFormat;
  if (format == RecordFormat::kJson || format == RecordFormat::kJsonl) {
    return {"id", "url", "canonical_url", "file", "title", "source", "published", "header_ms"};
  }
  return {"id", "published", "source", "title", "url"};
}

store::Selection select_page(app::Selectors selectors, const Settings& settings, Timestamp now,
                             bool paged) {
  selectors.zone = settings.zone();
  if (paged && selectors.limit < 0) selectors.limit = kPage;
  return app::resolve(selectors, now);
}

void note_page(const Messages& messages, std::size_t shown, std::int64_t total,
               std::int64_t offset) {
  if (total == 0) return messages.note("no articles found");
  const std::int64_t seen = offset + static_cast<std::int64_t>(shown);
  std::string line = fmt::format("{} of {}", shown, counted(total, "article"));
  if (shown != 0 && seen < total) line += fmt::format("; --offset {} shows more", seen);
  messages.note(line);
}

}  // namespace jianbao::cli
