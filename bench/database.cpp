#include "database.h"

#include <stdexcept>

#include "store/fts_adaptor.h"

namespace jianbao::bench {

namespace {

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

}  // namespace

std::string Row::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return bytes == nullptr ? std::string()
                          : std::string(static_cast<const char*>(bytes), static_cast<size_t>(size));
}

Database::Database(const std::string& file, Open how) {
  sqlite3* connection = nullptr;
  const int flags =
      how == Open::kRead ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(file.c_str(), &connection, flags, nullptr);
  connection_.reset(connection);
  check(code, file);
  check(store::register_fts_tokenizer(connection), file);
}

void Database::check(int code, const std::string& sql) const {
  if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
  throw std::runtime_error(sql + ": " + sqlite3_errmsg(connection_.get()));
}

void Database::execute(const std::string& sql) {
  check(sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr), sql);
}

void Database::query(const std::string& sql, const std::string& value,
                     const std::function<void(const Row&)>& sink) {
  sqlite3_stmt* raw = nullptr;
  check(sqlite3_prepare_v2(connection_.get(), sql.c_str(), -1, &raw, nullptr), sql);
  const std::unique_ptr<sqlite3_stmt, Finalize> statement(raw);
  if (sqlite3_bind_parameter_count(raw) > 0) {
    check(sqlite3_bind_text(raw, 1, value.data(), static_cast<int>(value.size()), SQLITE_STATIC),
          sql);
  }
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(raw)) == SQLITE_ROW) sink(Row(raw));
  check(code, sql);
}

std::int64_t Database::integer(const std::string& sql, const std::string& value) {
  std::int64_t found = 0;
  query(sql, value, [&](const Row& row) { found = row.integer(0); });
  return found;
}

}  // namespace jianbao::bench
