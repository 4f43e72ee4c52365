#include "store/select_sql.h"

#include <string_view>

#include "store/columns.h"
#include "store/sort_key.h"

namespace jianbao::store {

namespace {

/// Title matches weigh four times as much as text matches.
constexpr std::string_view kRank = "bm25(article_fts, 4.0, 1.0)";

std::string_view date_column(DateBy date_by) {
  switch (date_by) {
    case DateBy::kOrder:
      return "a.order_ms";
    case DateBy::kHeader:
      return "a.header_ms";
    case DateBy::kPublished:
      return "a.published_ms";
    case DateBy::kFirstSeen:
      return "a.first_seen_ms";
    case DateBy::kUpdated:
      return "a.updated_ms";
  }
  return "a.order_ms";
}

/// strftime's format; the time zone is UTC.
std::string_view period_format(Period period) {
  switch (period) {
    case Period::kNone:
      return "";
    case Period::kYear:
      return "%Y";
    case Period::kMonth:
      return "%Y-%m";
    case Period::kDay:
      return "%Y-%m-%d";
  }
  return "";
}

std::string_view key_column(const Selection& selection) {
  return selection.match ? "article_fts.rowid" : "a.sort_key";
}

bool filters_articles(const Selection& selection) {
  return !selection.ids.empty() || selection.since || selection.until ||
         !selection.sources.empty() || !selection.language.empty() || !selection.tag.empty() ||
         selection.after_change > 0;
}

std::string to_json(const std::vector<std::int64_t>& ids) {
  std::string json = "[";
  for (const std::int64_t id : ids) json += (json.size() > 1 ? "," : "") + std::to_string(id);
  return json + "]";
}

}  // namespace

SelectSql SelectSql::rows(const Selection& selection) {
  SelectSql select;
  const bool ranked = selection.sort == Sort::kRelevance && selection.match;
  select.sql_ = "SELECT a.id, " + (ranked ? std::string(kRank) : "0") + " AS rank_";
  select.add_from(selection, true);
  select.add_where(selection);
  select.add_order(selection);
  return select;
}

SelectSql SelectSql::count(const Selection& selection) {
  SelectSql select;
  select.sql_ = "SELECT count(*)";
  select.add_from(selection, filters_articles(selection) || !selection.match);
  select.add_where(selection);
  return select;
}

SelectSql SelectSql::stats(const Selection& selection, Period period) {
  SelectSql select;
  select.sql_ = "SELECT s.name, ";
  // Where the order falls back on the first sight, there is no date to count by.
  const std::string column = selection.date_by == DateBy::kOrder
                                 ? "coalesce(a.header_ms, a.published_ms)"
                                 : std::string(date_column(selection.date_by));
  select.sql_ += period == Period::kNone
                     ? std::string("''")
                     : "coalesce(strftime('" + std::string(period_format(period)) + "', " + column +
                           " / 1000.0, 'unixepoch'), '')";
  select.sql_ +=
      " AS period_, count(*), sum(a.characters), min(" + column + "), max(" + column + ")";
  select.add_from(selection, true);
  select.add_where(selection);
  select.sql_ += " GROUP BY s.name, period_ ORDER BY period_, count(*) DESC, s.name";
  return select;
}

void SelectSql::bind_to(Statement& statement) const {
  int index = 0;
  for (const Parameter& parameter : parameters_) {
    ++index;
    if (const auto* number = std::get_if<std::int64_t>(&parameter))
      statement.bind_one(index, *number);
    else
      statement.bind_one(index, std::get<std::string>(parameter));
  }
}

/// CROSS JOIN keeps the index outermost, so that its order ends a page early.
void SelectSql::add_from(const Selection& selection, bool needs_article) {
  if (selection.match) {
    sql_ += " FROM article_fts";
    if (needs_article) sql_ += " CROSS JOIN article a ON a.sort_key = article_fts.rowid";
  } else {
    sql_ += " FROM article a";
  }
  if (needs_article) sql_ += " CROSS JOIN source s ON s.id = a.source_id";
}

void SelectSql::condition(std::string_view sql, Parameter parameter) {
  sql_ += has_condition_ ? " AND " : " WHERE ";
  sql_ += sql;
  parameters_.push_back(std::move(parameter));
  has_condition_ = true;
}

void SelectSql::add_where(const Selection& selection) {
  if (selection.match) condition("article_fts MATCH ?", *selection.match);
  date_conditions(selection);
  if (!selection.ids.empty())
    condition("a.id IN (SELECT value FROM json_each(?))", to_json(selection.ids));
  if (!selection.sources.empty())
    condition("s.name IN (SELECT value FROM json_each(?))",
              jianbao::store::to_json(selection.sources));
  if (!selection.language.empty())
    condition("(a.language || '-') LIKE (? || '-%')", selection.language);
  if (!selection.tag.empty())
    condition("EXISTS (SELECT 1 FROM json_each(a.tags) WHERE value = ? COLLATE NOCASE)",
              selection.tag);
  if (selection.after_change > 0) condition("a.revision_id > ?", selection.after_change);
}

/// The exact test is on the date; a range of keys beside it lets the index skip.  A crowded second
/// spills forward, so the upper key is later by the most that it can spill.
void SelectSql::date_conditions(const Selection& selection) {
  const bool keyed = selection.date_by == DateBy::kOrder;
  const std::string key(key_column(selection));
  const std::string column(date_column(selection.date_by));
  if (selection.since) {
    if (keyed) condition(key + " >= ?", first_sort_key(*selection.since));
    condition(column + " >= ?", selection.since->ms);
  }
  if (selection.until) {
    const Timestamp latest{selection.until->ms + kMaxSpillSeconds * 1000};
    if (keyed) condition(key + " < ?", first_sort_key(latest));
    condition(column + " < ?", selection.until->ms);
  }
}

void SelectSql::add_order(const Selection& selection) {
  const std::string key(key_column(selection));
  switch (selection.sort) {
    case Sort::kRelevance:
      if (selection.match) {
        sql_ += " ORDER BY rank_, " + key + " DESC";
        break;
      }
      [[fallthrough]];
    case Sort::kNewest:
      sql_ += " ORDER BY " + key + " DESC";
      break;
    case Sort::kOldest:
      sql_ += " ORDER BY " + key;
      break;
    case Sort::kTitle:
      sql_ += " ORDER BY a.title, a.id";
      break;
    case Sort::kId:
      sql_ += " ORDER BY a.id";
      break;
  }
  if (selection.limit < 0 && selection.offset <= 0) return;
  sql_ += " LIMIT ? OFFSET ?";
  parameters_.emplace_back(selection.limit);
  parameters_.emplace_back(selection.offset);
}

}  // namespace jianbao::store
