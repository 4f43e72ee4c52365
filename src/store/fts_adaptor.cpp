// Compiled twice: into the program, and into the loadable extension, where SQLite's functions are
// those of the host and come through a table.
#include "store/fts_adaptor.h"

#ifdef JIANBAO_LOADABLE_EXTENSION
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3
#else
#include <sqlite3.h>
#endif

#include <string_view>

#include "jianbao/text/tokenizer.h"

namespace jianbao::store {

namespace {

using TokenCallback = int (*)(void*, int, const char*, int, int, int);

/// Hands tokens to FTS5 and remembers the first code that is not SQLITE_OK.
class Receiver {
 public:
  Receiver(void* context, TokenCallback callback) : context_(context), callback_(callback) {}

  bool give(int flags, std::string_view token, std::size_t begin, std::size_t end) {
    none_ = false;
    code_ = callback_(context_, flags, token.data(), static_cast<int>(token.size()),
                      static_cast<int>(begin), static_cast<int>(end));
    return code_ == SQLITE_OK;
  }

  bool none() const { return none_; }
  int code() const { return code_; }

 private:
  void* context_;
  TokenCallback callback_;
  bool none_ = true;
  int code_ = SQLITE_OK;
};

class DocumentSink final : public text::TokenSink {
 public:
  explicit DocumentSink(Receiver& receiver) : receiver_(receiver) {}
  bool token(std::string_view folded, std::size_t begin, std::size_t end) override {
    return receiver_.give(0, folded, begin, end);
  }
  bool beside(std::string_view folded, std::size_t begin, std::size_t end) override {
    return receiver_.give(receiver_.none() ? 0 : FTS5_TOKEN_COLOCATED, folded, begin, end);
  }

 private:
  Receiver& receiver_;
};

class QuerySink final : public text::TokenSink {
 public:
  explicit QuerySink(Receiver& receiver) : receiver_(receiver) {}
  bool token(std::string_view folded, std::size_t begin, std::size_t end) override {
    return receiver_.give(0, folded, begin, end);
  }

 private:
  Receiver& receiver_;
};

/// A query of symbols alone: the first one.
class FirstSymbolSink final : public text::TokenSink {
 public:
  explicit FirstSymbolSink(Receiver& receiver) : receiver_(receiver) {}
  bool token(std::string_view, std::size_t, std::size_t) override { return false; }
  bool beside(std::string_view folded, std::size_t begin, std::size_t end) override {
    receiver_.give(0, folded, begin, end);
    return false;
  }

 private:
  Receiver& receiver_;
};

void tokenize_query(std::string_view text, Receiver& receiver) {
  QuerySink sink(receiver);
  if (!text::tokenize(text, text::TokenizeFor::kQuery, sink) || !receiver.none()) return;
  FirstSymbolSink symbols(receiver);
  text::tokenize(text, text::TokenizeFor::kIndex, symbols);
}

void tokenize_document(std::string_view text, Receiver& receiver) {
  DocumentSink sink(receiver);
  text::tokenize(text, text::TokenizeFor::kIndex, sink);
}

extern "C" {

/// The tokenizer has no state, but FTS5 wants a handle that is not null.
int create_tokenizer(void* handle, const char**, int, Fts5Tokenizer** out) noexcept {
  *out = static_cast<Fts5Tokenizer*>(handle);
  return SQLITE_OK;
}

void delete_tokenizer(Fts5Tokenizer*) noexcept {}

int run_tokenizer(Fts5Tokenizer*, void* context, int flags, const char* text, int size,
                  TokenCallback callback) noexcept {
  Receiver receiver(context, callback);
  const std::string_view whole(text, static_cast<std::size_t>(size));
  if ((flags & FTS5_TOKENIZE_QUERY) != 0) {
    tokenize_query(whole, receiver);
  } else {
    tokenize_document(whole, receiver);
  }
  return receiver.code();
}

}  // extern "C"

}  // namespace

/// By the documented detour over a SELECT.
fts5_api* fts_api(sqlite3* connection) noexcept {
  sqlite3_stmt* statement = nullptr;
  fts5_api* api = nullptr;
  if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

int register_fts_tokenizer(sqlite3* connection) noexcept {
  static char handle = 0;
  fts5_api* api = fts_api(connection);
  if (api == nullptr) return SQLITE_NOTFOUND;
  fts5_tokenizer functions{create_tokenizer, delete_tokenizer, run_tokenizer};
  return api->xCreateTokenizer(api, "jianbao", &handle, &functions, nullptr);
}

}  // namespace jianbao::store
