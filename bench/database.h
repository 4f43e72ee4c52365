#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace jianbao::bench {

/// A row of a query, valid during the call it is given to.
class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  std::string text(int column) const;

 private:
  sqlite3_stmt* statement_;
};

/// SQLite as any other program would use it, for what the modules do not offer: other ways to
/// search, sizes, an index of its own.  Knows the tokenizer.
class Database {
 public:
  enum class Open { kRead, kWrite };
  Database(const std::string& file, Open how);

  void execute(const std::string& sql);
  /// Runs a query with its one parameter, if it has one, bound to `value`.
  void query(const std::string& sql, const std::string& value,
             const std::function<void(const Row&)>& sink);
  /// The first column of the only row.
  std::int64_t integer(const std::string& sql, const std::string& value = {});

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
  };
  void check(int code, const std::string& sql) const;
  std::unique_ptr<sqlite3, Close> connection_;
};

}  // namespace jianbao::bench
