#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "jianbao/store/records.h"
#include "store/sqlite.h"

namespace jianbao::store {

/// True if the full-text index has a part in the selection.
bool uses_index(const Selection& selection);

/// A SELECT with its parameters, made from a Selection.  User text is only ever bound, never part
/// of the SQL.
class SelectSql {
 public:
  /// Rows of (article id, rank), ordered and paged.  Rank is 0 unless the sort is by relevance.
  static SelectSql rows(const Selection& selection);
  /// One row: how many, limit and offset apart.
  static SelectSql count(const Selection& selection);
  /// The sort keys, newest first, limit and offset apart.
  static SelectSql keys(const Selection& selection);
  /// Rows of (source, period, articles, characters, oldest, newest).
  static SelectSql stats(const Selection& selection, Period period);

  const std::string& sql() const { return sql_; }
  void bind_to(Statement& statement) const;

 private:
  using Parameter = std::variant<std::int64_t, std::string, std::shared_ptr<const TextTest>>;

  void add_from(const Selection& selection, bool needs_article);
  void add_where(const Selection& selection);
  /// Adds a condition to the WHERE clause, with the parameters that stand in it.
  void require(std::string_view sql, std::vector<Parameter> parameters);
  void require_period(const Selection& selection, const Condition& period);
  std::string period_expression(const Condition& period, DateBy date_by);
  void require_condition(const Selection& selection);
  /// The condition as an SQL expression; its parameters go to parameters_.
  std::string expression(const Condition& condition, DateBy date_by);
  std::string joined(std::span<const Condition> parts, std::string_view operation, DateBy date_by);
  std::string test(const Condition& condition);
  void add_order(const Selection& selection);

  std::string sql_;
  std::vector<Parameter> parameters_;
  bool has_condition_ = false;
};

}  // namespace jianbao::store
