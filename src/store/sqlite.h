#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "jianbao/core/timestamp.h"
#include "jianbao/store/condition.h"

struct sqlite3;
struct sqlite3_stmt;

namespace jianbao::store {

/// Bytes for a BLOB column or parameter.
struct Blob {
  std::string_view bytes;
};

/// One SQLite connection, with the full-text tokenizer registered.  One thread at a time.
class Database {
 public:
  enum class Mode { kRead, kWrite, kCreate };

  /// @throws Error(kStorage) that names the file and says what is wrong with it.
  Database(const std::string& file, Mode mode);

  /// How long a call waits for a lock of another connection before it is kBusy; 30 s at first.
  void wait_for_others(std::chrono::milliseconds longest);

  /// Runs statements that return nothing.
  void execute(const char* sql);
  std::int64_t integer(std::string_view sql);

  bool in_transaction() const;
  std::int64_t last_insert_rowid() const;
  /// By the last INSERT, UPDATE or DELETE that ended.
  std::int64_t changed_rows() const;
  const std::string& file() const { return file_; }

  /// Throws the Error that stands for the connection's last result code: kBusy if another
  /// connection holds a lock, else kStorage.
  [[noreturn]] void fail(int code) const;

  sqlite3* handle() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const noexcept;
  };
  std::string file_;
  std::unique_ptr<sqlite3, Close> handle_;
};

/// A prepared statement.  Bound text and blobs are not copied: they must live until the statement
/// has run or is bound anew.
class Statement {
 public:
  Statement(const Database& database, std::string_view sql);

  /// Forgets the last run and binds parameters 1, 2 … in order.
  template <class... Values>
  Statement& bind(const Values&... values) {
    reset();
    int index = 0;
    (bind_one(++index, values), ...);
    return *this;
  }

  void bind_one(int index, std::nullopt_t);
  void bind_one(int index, std::int64_t value);
  void bind_one(int index, int value) { bind_one(index, std::int64_t{value}); }
  void bind_one(int index, Timestamp value) { bind_one(index, value.ms); }
  void bind_one(int index, std::string_view text);
  void bind_one(int index, const std::string& text) { bind_one(index, std::string_view(text)); }
  void bind_one(int index, const char* text) = delete;
  void bind_one(int index, Blob blob);
  /// For jianbao_test(); the test must live until the statement has run.
  void bind_one(int index, const TextTest* test);
  template <class T>
  void bind_one(int index, const std::optional<T>& value) {
    value ? bind_one(index, *value) : bind_one(index, std::nullopt);
  }

  /// Moves to the next row; false after the last, when the statement is reset.
  bool step();
  /// For statements without rows.
  void run() {
    while (step()) {
    }
  }
  void reset() noexcept;

  /// The SQL with the bound values in it.
  std::string expanded_sql() const;

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  /// Empty for NULL.  The view lives until the next step.
  std::string_view text_view(int column) const;
  std::string text(int column) const { return std::string(text_view(column)); }
  std::string_view blob(int column) const;
  std::optional<Timestamp> timestamp(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept;
  };
  const Database* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

/// Resets a statement when a scope is left, so that no read transaction stays open.
class ResetGuard {
 public:
  explicit ResetGuard(Statement& statement) : statement_(statement) {}
  ~ResetGuard() { statement_.reset(); }
  ResetGuard(const ResetGuard&) = delete;
  ResetGuard& operator=(const ResetGuard&) = delete;

 private:
  Statement& statement_;
};

}  // namespace jianbao::store
