#include "store/fts_tokenizer.h"

#include <sqlite3.h>

#include "jianbao/core/error.h"
#include "jianbao/text/tokenizer.h"
#include "store/sqlite.h"

namespace jianbao::store {

namespace {

using TokenCallback = int (*)(void*, int, const char*, int, int, int);

/// Hands tokens to FTS5 and remembers the first code that is not SQLITE_OK.
class FtsSink final : public text::TokenSink {
 public:
  FtsSink(void* context, TokenCallback callback) : context_(context), callback_(callback) {}

  bool token(std::string_view folded, std::size_t begin, std::size_t end) override {
    code_ = callback_(context_, 0, folded.data(), static_cast<int>(folded.size()),
                      static_cast<int>(begin), static_cast<int>(end));
    return code_ == SQLITE_OK;
  }

  int code() const { return code_; }

 private:
  void* context_;
  TokenCallback callback_;
  int code_ = SQLITE_OK;
};

extern "C" {

/// The tokenizer has no state, but FTS5 wants a handle that is not null.
int create_tokenizer(void* handle, const char**, int, Fts5Tokenizer** out) noexcept {
  *out = static_cast<Fts5Tokenizer*>(handle);
  return SQLITE_OK;
}

void delete_tokenizer(Fts5Tokenizer*) noexcept {}

int run_tokenizer(Fts5Tokenizer*, void* context, int flags, const char* text, int size,
                  TokenCallback callback) noexcept {
  FtsSink sink(context, callback);
  const auto purpose =
      (flags & FTS5_TOKENIZE_QUERY) != 0 ? text::TokenizeFor::kQuery : text::TokenizeFor::kIndex;
  text::tokenize({text, static_cast<std::size_t>(size)}, purpose, sink);
  return sink.code();
}

}  // extern "C"

/// The FTS5 API of a connection, by the documented detour over a SELECT.
fts5_api* api_of(const Database& database) {
  sqlite3_stmt* statement = nullptr;
  fts5_api* api = nullptr;
  if (sqlite3_prepare_v2(database.handle(), "SELECT fts5(?1)", -1, &statement, nullptr) ==
      SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

}  // namespace

void register_tokenizer(const Database& database) {
  static char handle = 0;
  fts5_api* api = api_of(database);
  if (api == nullptr)
    throw Error(ErrorKind::kStorage, "SQLite", "this library was built without FTS5",
                "install a build with full-text search");
  fts5_tokenizer functions{create_tokenizer, delete_tokenizer, run_tokenizer};
  const int code = api->xCreateTokenizer(api, "jianbao", &handle, &functions, nullptr);
  if (code != SQLITE_OK) database.fail(code);
}

}  // namespace jianbao::store
