#include "store/select_sql.h"

#include <algorithm>
#include <string_view>

#include "store/columns.h"
#include "store/fts_rank.h"
#include "store/sort_key.h"
#include "store/text_test.h"

namespace jianbao::store {

namespace {

/// Text and title: matches in the title weigh four times as much.
std::string rank_of_match() {
  return std::string(kRankFunction) + "(article_fts, 1.0, 4.0)";
}

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

bool is_everything(const Condition& condition) {
  return condition.kind == Condition::Kind::kAnd && condition.children.empty();
}

bool filters_articles(const Selection& selection) {
  return !is_everything(selection.condition) || !selection.ids.empty() || selection.since ||
         selection.until || !selection.sources.empty() || !selection.language.empty() ||
         !selection.tag.empty() || selection.after_change > 0 || selection.new_after_change;
}

std::string to_json(const std::vector<std::int64_t>& ids) {
  std::string json = "[";
  for (const std::int64_t id : ids) json += (json.size() > 1 ? "," : "") + std::to_string(id);
  return json + "]";
}

/// Recursion ends: a query's depth is bounded.
bool has_match(const Condition& condition) {
  return condition.kind == Condition::Kind::kMatch ||
         std::any_of(condition.children.begin(), condition.children.end(), has_match);
}

}  // namespace

bool uses_index(const Selection& selection) {
  return selection.match || has_match(selection.condition);
}

SelectSql SelectSql::rows(const Selection& selection) {
  SelectSql select;
  const bool ranked = selection.sort == Sort::kRelevance && selection.match;
  select.sql_ = "SELECT a.id, " + (ranked ? rank_of_match() : "0") + " AS rank_";
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

SelectSql SelectSql::keys(const Selection& selection) {
  SelectSql select;
  const std::string column(key_column(selection));
  select.sql_ = "SELECT " + column;
  select.add_from(selection, filters_articles(selection) || !selection.match);
  select.add_where(selection);
  select.sql_ += " ORDER BY " + column + " DESC";
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
  select.sql_ += " CROSS JOIN source s ON s.id = a.source_id";
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
    else if (const auto* text = std::get_if<std::string>(&parameter))
      statement.bind_one(index, *text);
    else
      statement.bind_one(index, std::get<std::shared_ptr<const TextTest>>(parameter).get());
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
}

void SelectSql::require(std::string_view sql, std::vector<Parameter> parameters) {
  sql_ += has_condition_ ? " AND " : " WHERE ";
  sql_ += sql;
  for (Parameter& parameter : parameters) parameters_.push_back(std::move(parameter));
  has_condition_ = true;
}

void SelectSql::add_where(const Selection& selection) {
  if (selection.match) require("article_fts MATCH ?", {*selection.match});
  const std::string key(key_column(selection));
  if (selection.from_key) require(key + " >= ?", {*selection.from_key});
  if (selection.before_key) require(key + " < ?", {*selection.before_key});
  Condition period;
  period.since = selection.since;
  period.until = selection.until;
  require_period(selection, period);
  if (!selection.ids.empty())
    require("a.id IN (SELECT value FROM json_each(?))", {to_json(selection.ids)});
  if (!selection.sources.empty())
    require("a.source_id IN (SELECT id FROM source WHERE name IN (SELECT value FROM json_each(?)))",
            {jianbao::store::to_json(selection.sources)});
  if (selection.after_change > 0) require("a.revision_id > ?", {selection.after_change});
  if (selection.new_after_change)
    require("a.id IN (SELECT article_id FROM revision WHERE id > ? AND number = 1)",
            {*selection.new_after_change});
  if (!selection.language.empty())
    require("(a.language || '-') LIKE (? || '-%')", {selection.language});
  if (!selection.tag.empty())
    require("EXISTS (SELECT 1 FROM json_each(a.tags) WHERE value = ? COLLATE NOCASE)",
            {selection.tag});
  require_condition(selection);
}

/// The exact test is on the date; a range of keys beside it lets the index skip.  A crowded second
/// spills forward, so the upper key is later by the most that it can spill.
void SelectSql::require_period(const Selection& selection, const Condition& period) {
  const std::string key(key_column(selection));
  if (period.since && selection.date_by == DateBy::kOrder)
    require(key + " >= ?", {first_sort_key(*period.since)});
  if (period.until && selection.date_by == DateBy::kOrder)
    require(key + " < ?", {first_sort_key({period.until->ms + kMaxSpillSeconds * 1000})});
  const std::string sql = period_expression(period, selection.date_by);
  if (!sql.empty()) require(sql, {});
}

/// Empty if neither end is set.
std::string SelectSql::period_expression(const Condition& period, DateBy date_by) {
  const std::string column(date_column(date_by));
  std::string sql;
  if (period.since) {
    sql = column + " >= ?";
    parameters_.emplace_back(period.since->ms);
  }
  if (period.until) {
    sql += (sql.empty() ? "" : " AND ") + column + " < ?";
    parameters_.emplace_back(period.until->ms);
  }
  return sql;
}

/// Periods first: they are ranges of the index.
void SelectSql::require_condition(const Selection& selection) {
  if (is_everything(selection.condition)) return;
  std::vector<Condition> parts{selection.condition};
  if (selection.condition.kind == Condition::Kind::kAnd) parts = selection.condition.children;
  const auto others = std::stable_partition(parts.begin(), parts.end(), [](const Condition& part) {
    return part.kind == Condition::Kind::kDate;
  });
  for (auto part = parts.begin(); part != others; ++part) require_period(selection, *part);
  parts.erase(parts.begin(), others);
  if (parts.empty()) return;
  // The parameters of an expression join the list as it is made.
  const std::string sql = joined(parts, " AND ", selection.date_by);
  require(sql, {});
}

std::string SelectSql::expression(const Condition& condition, DateBy date_by) {
  switch (condition.kind) {
    case Condition::Kind::kMatch:
      parameters_.emplace_back(condition.match);
      return "a.sort_key IN (SELECT rowid FROM article_fts WHERE article_fts MATCH ?)";
    case Condition::Kind::kTest:
      return test(condition);
    case Condition::Kind::kDate:
      return "(" + period_expression(condition, date_by) + ")";
    case Condition::Kind::kAnd:
      return condition.children.empty() ? "TRUE" : joined(condition.children, " AND ", date_by);
    case Condition::Kind::kOr:
      return condition.children.empty() ? "FALSE" : joined(condition.children, " OR ", date_by);
    case Condition::Kind::kNot:
      // A date that is unknown does not lie in a period.
      return "(" + expression(condition.children.at(0), date_by) + ") IS NOT TRUE";
  }
  return "TRUE";
}

/// Halves in parentheses: SQLite bounds the depth of an expression, and a chain of a thousand
/// operators is a thousand deep.
std::string SelectSql::joined(std::span<const Condition> parts, std::string_view operation,
                              DateBy date_by) {
  if (parts.size() == 1) return expression(parts.front(), date_by);
  const std::size_t half = parts.size() / 2;
  std::string sql = "(" + joined(parts.first(half), operation, date_by);
  sql += operation;
  return sql + joined(parts.subspan(half), operation, date_by) + ")";
}

std::string SelectSql::test(const Condition& condition) {
  const std::string call = std::string(kTextTest) + "(?, ";
  const auto add = [&] { parameters_.emplace_back(condition.test); };
  add();
  switch (condition.subject) {
    case Condition::Subject::kTitle:
      return call + "a.title)";
    case Condition::Subject::kTitleOrText:
      add();
      return "(" + call + "a.title) OR " + call + "a.text))";
    case Condition::Subject::kSource:
      return "a.source_id IN (SELECT id FROM source WHERE " + call + "name))";
    case Condition::Subject::kAuthor:
      return "EXISTS (SELECT 1 FROM json_each(a.authors) WHERE " + call + "value))";
    case Condition::Subject::kTag:
      return "EXISTS (SELECT 1 FROM json_each(a.tags) WHERE " + call + "value))";
    case Condition::Subject::kUrl:
      return call + "a.url)";
  }
  return "TRUE";
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
