#include "store/check.h"

#include <cstdint>
#include <filesystem>
#include <system_error>

#include "jianbao/core/error.h"
#include "jianbao/store/pack.h"
#include "store/columns.h"
#include "store/fts_index.h"
#include "store/sqlite.h"

namespace jianbao::store {

namespace {

using Faults = std::vector<std::string>;

void check_structure(Database& database, Faults& faults) {
  Statement rows(database, "PRAGMA integrity_check(20)");
  while (rows.step())
    if (rows.text_view(0) != "ok") faults.push_back("structure: " + rows.text(0));
}

/// SQLite reads the missing end of the last page as zeros, and may have no use for them.
void check_size(Database& database, Faults& faults) {
  std::error_code error;
  const auto size = std::filesystem::file_size(database.file(), error);
  const auto page = static_cast<std::uintmax_t>(database.integer("PRAGMA page_size"));
  if (!error && size % page != 0)
    faults.push_back("structure: the file is cut short, " + std::to_string(size % page) +
                     " bytes into its last page");
}

void check_references(Database& database, Faults& faults) {
  Statement rows(database, "PRAGMA foreign_key_check");
  while (rows.step())
    faults.push_back("reference: row " + std::to_string(rows.integer(1)) + " of " + rows.text(0) +
                     " names a missing row of " + rows.text(2));
  Statement articles(
      database,
      "SELECT a.id FROM article a LEFT JOIN revision v ON v.id = a.revision_id AND v.article_id = "
      "a.id LEFT JOIN capture c ON c.id = a.capture_id WHERE v.id IS NULL OR c.id IS NULL");
  while (articles.step())
    faults.push_back("reference: article " + std::to_string(articles.integer(0)) +
                     " has no version or capture of its own");
}

/// FTS5's own check; rank 1 makes it compare the index with the article table.
void check_index(Database& database, Faults& faults) {
  if (!index_is_current(database)) {
    faults.push_back(
        "index: built by another version of the search rules; run `jianbao optimize "
        "--rebuild-index`");
    return;
  }
  try {
    database.execute("INSERT INTO article_fts(article_fts, rank) VALUES('integrity-check', 1)");
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kBusy) throw;
    faults.push_back(std::string("index: does not agree with the text (") + error.what() + ")");
  }
}

void check_kept_bytes(Database& database, Faults& faults) {
  Statement rows(database, "SELECT id, sha256, size, zstd FROM raw");
  while (rows.step()) {
    const std::string name = "kept bytes " + std::to_string(rows.integer(0));
    try {
      const auto bytes = unpack(rows.blob(3), static_cast<std::size_t>(rows.integer(2)));
      if (to_digest(rows.blob(1)) != sha256(bytes))
        faults.push_back(name + ": not what their SHA-256 says");
    } catch (const Error& error) {
      faults.push_back(name + ": " + error.what());
    }
  }
}

}  // namespace

std::vector<std::string> check_archive(const std::string& file,
                                       std::chrono::milliseconds patience) {
  // FTS5's check is spelt as an INSERT, which a read-only connection refuses.
  Database database(file, Database::Mode::kWrite);
  database.wait_for_others(patience);
  Faults faults;
  try {
    check_structure(database, faults);
    check_size(database, faults);
    // A broken b-tree makes everything below fail without telling more.
    if (!faults.empty()) return faults;
    check_references(database, faults);
    check_index(database, faults);
    check_kept_bytes(database, faults);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kBusy) throw;
    faults.push_back(std::string("structure: ") + error.what());
  }
  return faults;
}

}  // namespace jianbao::store
