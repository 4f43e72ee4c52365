#include "jianbao/store/hand_over.h"

#include "jianbao/store/lock.h"
#include "store/sqlite.h"

namespace jianbao::store {

namespace {

/// What does not fit waits for the next run: the command's input is a file.
constexpr std::int64_t kMostArticles = 50'000;

}  // namespace

struct HandOver::Impl {
  explicit Impl(const std::string& file)
      : lock(file, {}, {}, IngestLock::Right::kHandOver), database(file, Database::Mode::kWrite) {}

  IngestLock lock;
  Database database;
};

HandOver::HandOver(const std::string& archive_file) : impl_(std::make_unique<Impl>(archive_file)) {}
HandOver::~HandOver() = default;

Selection HandOver::pending(Timestamp since) const {
  Selection selection;
  selection.new_after_change = impl_->database.integer(
      "SELECT coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'handed_over'), "
      "(SELECT max(id) FROM revision), 0)");
  selection.since = since;
  selection.date_by = DateBy::kFirstSeen;
  selection.sort = Sort::kId;
  selection.limit = kMostArticles;
  return selection;
}

void HandOver::arrived(std::int64_t article) {
  Statement(impl_->database,
            "INSERT OR REPLACE INTO setting SELECT 'handed_over', min(id) FROM revision "
            "WHERE article_id = ?")
      .bind(article)
      .run();
}

}  // namespace jianbao::store
