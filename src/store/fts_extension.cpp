// The loadable extension libjianbao_fts: gives the host's FTS5 the tokenizer of the archive.
#include <sqlite3ext.h>

#include "store/fts_adaptor.h"

SQLITE_EXTENSION_INIT1

namespace {

constexpr int kPointerPassing = 3'020'000;  // before it there is no way to FTS5

int refuse(char** message, const char* words) {
  if (message != nullptr) *message = sqlite3_mprintf("jianbao_fts: %s", words);
  return SQLITE_ERROR;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) int sqlite3_extension_init(
    sqlite3* connection, char** message, const sqlite3_api_routines* host) noexcept {
  SQLITE_EXTENSION_INIT2(host)
  if (sqlite3_libversion_number() < kPointerPassing)
    return refuse(message, "needs SQLite 3.20 or newer");
  const int code = jianbao::store::register_fts_tokenizer(connection);
  if (code == SQLITE_NOTFOUND) return refuse(message, "this SQLite was built without FTS5");
  return code == SQLITE_OK ? SQLITE_OK : refuse(message, sqlite3_errstr(code));
}
