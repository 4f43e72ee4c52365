#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "jianbao/store/records.h"
#include "store/sqlite.h"

namespace jianbao::store {

/// A SELECT with its parameters, made from a Selection.  User text is only ever bound, never part
/// of the SQL.
class SelectSql {
 public:
  /// Rows of (article id, rank), ordered and paged.  Rank is 0 unless the sort is by relevance.
  static SelectSql rows(const Selection& selection);
  /// One row: how many, limit and offset apart.
  static SelectSql count(const Selection& selection);
  /// Rows of (source, period, articles, characters, oldest, newest).
  static SelectSql stats(const Selection& selection, Period period);

  const std::string& sql() const { return sql_; }
  void bind_to(Statement& statement) const;

 private:
  using Parameter = std::variant<std::int64_t, std::string>;

  void add_from(const Selection& selection, bool needs_article);
  void add_where(const Selection& selection);
  void condition(std::string_view sql, Parameter parameter);
  void date_conditions(const Selection& selection);
  void add_order(const Selection& selection);

  std::string sql_;
  std::vector<Parameter> parameters_;
  bool has_condition_ = false;
};

}  // namespace jianbao::store
