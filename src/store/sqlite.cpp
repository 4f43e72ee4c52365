#include "store/sqlite.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "jianbao/core/error.h"
#include "store/fts_rank.h"
#include "store/fts_tokenizer.h"
#include "store/text_test.h"

namespace jianbao::store {

namespace {

constexpr std::chrono::seconds kBusyTimeout{30};

int open_flags(Database::Mode mode) {
  switch (mode) {
    case Database::Mode::kRead:
      return SQLITE_OPEN_READONLY;
    case Database::Mode::kWrite:
      return SQLITE_OPEN_READWRITE;
    case Database::Mode::kCreate:
      return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  }
  return SQLITE_OPEN_READONLY;
}

/// What a person can do about a primary result code; empty where SQLite's words are all there is.
std::string advice(int primary_code) {
  switch (primary_code) {
    case SQLITE_FULL:
      return "free some space and run again: what was committed is whole";
    case SQLITE_IOERR:
      return "look at the disk, its quota and the limit on file sizes (`ulimit -f`), and run "
             "again: "
             "what was committed is whole";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another process holds the file; try again later";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return "check the path and its permissions, or name another file with --db";
    case SQLITE_CORRUPT:
      return "run `jianbao check`, and restore a backup if it finds damage";
    case SQLITE_NOTADB:
      return "name another file with --db";
    default:
      return {};
  }
}

/// Readers of a write-ahead log need to write beside it.  Where nobody can, and no log is left
/// over, the file is as good as on a read-only disk.
/// https://www.sqlite.org/wal.html#read_only_databases
bool is_immutable(const std::string& file) {
  const auto folder = std::filesystem::absolute(file).parent_path();
  std::error_code ignored;
  return access(folder.c_str(), W_OK) != 0 && !std::filesystem::exists(file + "-wal", ignored);
}

/// An archive keeps passwords: a new one is its owner's alone.  SQLite gives its log the same mode,
/// and says what is wrong where nothing can be made.
void create_private(const std::string& file) {
  const int fd = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (fd >= 0) close(fd);
}

/// A file name as SQLite's URI filenames want it.
std::string immutable_uri(const std::string& file) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(file).string()) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '%' || c == '?' || c == '#') {
      uri += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

}  // namespace

void Database::Close::operator()(sqlite3* handle) const noexcept {
  sqlite3_close_v2(handle);
}

Database::Database(const std::string& file, Mode mode) : file_(file) {
  if (mode == Mode::kCreate) create_private(file);
  sqlite3* raw = nullptr;
  const bool immutable = mode == Mode::kRead && is_immutable(file);
  const std::string name = immutable ? immutable_uri(file) : file;
  const int flags = open_flags(mode) | SQLITE_OPEN_NOMUTEX | (immutable ? SQLITE_OPEN_URI : 0);
  const int code = sqlite3_open_v2(name.c_str(), &raw, flags, nullptr);
  handle_.reset(raw);  // SQLite gives a handle also when it fails
  if (code != SQLITE_OK) fail(code);
  sqlite3_extended_result_codes(raw, 1);
  wait_for_others(kBusyTimeout);
  register_tokenizer(*this);
  register_rank(*this);
  register_text_test(*this);
}

void Database::wait_for_others(std::chrono::milliseconds longest) {
  sqlite3_busy_timeout(handle_.get(), static_cast<int>(longest.count()));
}

void Database::execute(const char* sql) {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

std::int64_t Database::integer(std::string_view sql) {
  Statement statement(*this, sql);
  return statement.step() ? statement.integer(0) : 0;
}

bool Database::in_transaction() const {
  return sqlite3_get_autocommit(handle_.get()) == 0;
}

std::int64_t Database::last_insert_rowid() const {
  return sqlite3_last_insert_rowid(handle_.get());
}

std::int64_t Database::changed_rows() const {
  return sqlite3_changes(handle_.get());
}

void Database::fail(int code) const {
  const int primary = code & 0xff;
  const std::string words =
      handle_ != nullptr ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(primary);
  const bool busy = primary == SQLITE_BUSY || primary == SQLITE_LOCKED;
  throw Error(busy ? ErrorKind::kBusy : ErrorKind::kStorage, file_, words, advice(primary));
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const noexcept {
  sqlite3_finalize(statement);
}

Statement::Statement(const Database& database, std::string_view sql) : database_(&database) {
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v3(database.handle(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
  handle_.reset(raw);
  if (code != SQLITE_OK) database.fail(code);
}

void Statement::bind_one(int index, std::nullopt_t) {
  if (const int code = sqlite3_bind_null(handle_.get(), index)) database_->fail(code);
}

void Statement::bind_one(int index, const TextTest* test) {
  // SQLite passes the pointer on and never writes through it.
  void* pointer = const_cast<TextTest*>(test);
  const int code = sqlite3_bind_pointer(handle_.get(), index, pointer, kTextTestPointer, nullptr);
  if (code != SQLITE_OK) database_->fail(code);
}

std::string Statement::expanded_sql() const {
  const std::unique_ptr<char, decltype(&sqlite3_free)> sql(sqlite3_expanded_sql(handle_.get()),
                                                           sqlite3_free);
  return sql ? std::string(sql.get()) : std::string();
}

void Statement::bind_one(int index, std::int64_t value) {
  if (const int code = sqlite3_bind_int64(handle_.get(), index, value)) database_->fail(code);
}

void Statement::bind_one(int index, std::string_view text) {
  // An empty view may have no data at all, which SQLite would take for NULL.
  const char* data = text.data() != nullptr ? text.data() : "";
  const int code =
      sqlite3_bind_text64(handle_.get(), index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) database_->fail(code);
}

void Statement::bind_one(int index, Blob blob) {
  const char* data = blob.bytes.data() != nullptr ? blob.bytes.data() : "";
  const int code =
      sqlite3_bind_blob64(handle_.get(), index, data, blob.bytes.size(), SQLITE_STATIC);
  if (code != SQLITE_OK) database_->fail(code);
}

bool Statement::step() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) {
    // The message must be read before the reset, which may replace it.
    try {
      database_->fail(code);
    } catch (...) {
      reset();
      throw;
    }
  }
  reset();
  return false;
}

void Statement::reset() noexcept {
  sqlite3_reset(handle_.get());
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_.get(), column);
}

double Statement::real(int column) const {
  return sqlite3_column_double(handle_.get(), column);
}

std::string_view Statement::text_view(int column) const {
  const void* data = sqlite3_column_text(handle_.get(), column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

std::string_view Statement::blob(int column) const {
  const void* data = sqlite3_column_blob(handle_.get(), column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

std::optional<Timestamp> Statement::timestamp(int column) const {
  if (is_null(column)) return std::nullopt;
  return Timestamp{integer(column)};
}

}  // namespace jianbao::store
