#include "store/fts_index.h"

#include <optional>
#include <string>
#include <string_view>

#include "jianbao/core/error.h"
#include "jianbao/text/tokenizer.h"
#include "store/sqlite.h"

namespace jianbao::store {

namespace {

/// Enough pages to keep pace with what small batches add, few enough for a cron run.
constexpr std::int64_t kMergePagesAtLeast = 64;
constexpr std::int64_t kMergePagesPerArticle = 8;

struct Setting {
  const char* name;
  std::int64_t value;
};

/// As the schema makes them: ingest merges at its own end.
constexpr Setting kSettings[] = {{"automerge", 0}, {"crisismerge", 128}};

std::optional<std::int64_t> value_of(Database& database, const char* name) {
  Statement row(database, "SELECT v FROM article_fts_config WHERE k = ?");
  row.bind(std::string_view(name));
  if (!row.step() || row.is_null(0)) return std::nullopt;
  return row.integer(0);
}

void put_settings_right(Database& database) {
  for (const Setting& setting : kSettings) {
    if (value_of(database, setting.name) == setting.value) continue;
    Statement(database, "INSERT INTO article_fts(article_fts, rank) VALUES(?, ?)")
        .bind(std::string_view(setting.name), setting.value)
        .run();
  }
}

/// FTS5's 'rebuild' goes by article.id; an index is built much faster in the order of its rowids.
void index_all(Database& database) {
  database.execute("INSERT INTO article_fts(article_fts) VALUES('delete-all')");
  Statement keys(database, "SELECT sort_key FROM article ORDER BY sort_key");
  Statement index(database,
                  "INSERT INTO article_fts(rowid, text, title) "
                  "SELECT sort_key, text, title FROM article WHERE sort_key = ?");
  while (keys.step()) index.bind(keys.integer(0)).run();
}

/// Two versions that took turns would build the index again each time.
bool index_is_newer(Database& database) {
  return database.integer(
             "SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM setting "
             "WHERE key = 'tokenizer_version'") > text::kTokenizerVersion;
}

}  // namespace

bool index_is_current(Database& database) {
  Statement version(database, "SELECT value FROM setting WHERE key = 'tokenizer_version'");
  return version.step() && version.text_view(0) == std::to_string(text::kTokenizerVersion);
}

void stamp_index(Database& database) {
  const std::string version = std::to_string(text::kTokenizerVersion);
  Statement(database, "INSERT OR REPLACE INTO setting VALUES('tokenizer_version', ?)")
      .bind(version)
      .run();
}

void require_current_index(Database& database) {
  if (!index_is_current(database))
    throw Error(ErrorKind::kStorage, database.file(),
                "its search index was built by another version of the search rules",
                "run `jianbao optimize --rebuild-index`");
}

bool bring_index_up_to_date(Database& database) {
  if (index_is_newer(database))
    throw Error(ErrorKind::kStorage, database.file(),
                "its search index was built by a newer jianbao", "update jianbao");
  put_settings_right(database);
  if (index_is_current(database)) return false;
  rebuild_index(database);
  return true;
}

void rebuild_index(Database& database) {
  database.execute("BEGIN IMMEDIATE");
  try {
    index_all(database);
    stamp_index(database);
    database.execute("COMMIT");
  } catch (...) {
    if (database.in_transaction()) database.execute("ROLLBACK");
    throw;
  }
  merge_whole_index(database);
}

void merge_whole_index(Database& database) {
  database.execute("INSERT INTO article_fts(article_fts) VALUES('optimize')");
}

void merge_index_after(Database& database, std::int64_t added) {
  if (added * 4 >= database.integer("SELECT count(*) FROM article"))
    return merge_whole_index(database);
  Statement(database, "INSERT INTO article_fts(article_fts, rank) VALUES('merge', ?)")
      .bind(kMergePagesAtLeast + kMergePagesPerArticle * added)
      .run();
}

}  // namespace jianbao::store
