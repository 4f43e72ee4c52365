#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "store/sqlite.h"

namespace jianbao::store {

/// What a transaction does to the search index, held back until its end.  FTS5 gathers entries in
/// memory, and writes them out as a segment whenever a row comes whose key is below the last one's
/// and at every savepoint, which SQLite opens for some statements by itself.  A feed lists its
/// newest item first, so that each item would make a segment of its own, to be merged with all the
/// others later: two fifths of an ingest.
class IndexBatch {
 public:
  explicit IndexBatch(Database& database) : database_(database) {}

  void add(std::int64_t key, const std::string& title, const std::string& text);
  /// @param title, text  as they were added.
  void remove(std::int64_t key, const std::string& title, const std::string& text);

  /// Writes everything, in the order of the keys.  To be called before the transaction commits.
  void write();
  /// After a rollback.
  void forget();

 private:
  struct Row {
    std::string title;
    std::string text;
  };
  struct Change {
    std::optional<Row> removed;  ///< what the index holds under the key
    std::optional<Row> added;
  };

  void hold(std::optional<Row>& place, const std::string& title, const std::string& text);

  Database& database_;
  Statement insert_{database_, "INSERT INTO article_fts(rowid, title, text) VALUES(?, ?, ?)"};
  Statement delete_{
      database_,
      "INSERT INTO article_fts(article_fts, rowid, title, text) VALUES('delete', ?, ?, ?)"};
  std::map<std::int64_t, Change> changes_;
  std::size_t bytes_ = 0;
};

}  // namespace jianbao::store
