#include "store/fts_tokenizer.h"

#include <sqlite3.h>

#include "jianbao/core/error.h"
#include "store/fts_adaptor.h"
#include "store/sqlite.h"

namespace jianbao::store {

void register_tokenizer(const Database& database) {
  const int code = register_fts_tokenizer(database.handle());
  if (code == SQLITE_NOTFOUND)
    throw Error(ErrorKind::kStorage, "SQLite", "this library was built without FTS5",
                "install a build with full-text search");
  if (code != SQLITE_OK) database.fail(code);
}

}  // namespace jianbao::store
