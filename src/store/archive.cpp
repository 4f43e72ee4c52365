#include "jianbao/store/archive.h"

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "jianbao/core/error.h"
#include "jianbao/text/secrets.h"
#include "jianbao/text/url.h"
#include "store/check.h"
#include "store/columns.h"
#include "store/feed_table.h"
#include "store/fts_index.h"
#include "store/page_table.h"
#include "store/schema.h"
#include "store/select_sql.h"
#include "store/sqlite.h"
#include "store/version.h"

namespace jianbao::store {

namespace {

/// Keeps one state of the archive for several statements.
class Snapshot {
 public:
  explicit Snapshot(Database& database) : database_(database), owns_(!database.in_transaction()) {
    if (owns_) database_.execute("BEGIN");
  }
  ~Snapshot() {
    try {
      if (owns_ && database_.in_transaction()) database_.execute("COMMIT");
    } catch (...) {
      // Nothing was written: there is nothing to lose.
    }
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Database& database_;
  bool owns_;
};

std::string article_sql() {
  return "SELECT " + std::string(kArticleColumns) +
         ", a.text FROM article a JOIN source s ON s.id = a.source_id WHERE a.id = ?";
}

StoredCapture to_capture(const Statement& row) {
  StoredCapture capture;
  capture.id = row.integer(0);
  capture.article_id = row.integer(1);
  capture.origin.kind = static_cast<OriginKind>(row.integer(2));
  capture.origin.root = row.text(3);
  capture.origin.path = row.text(4);
  capture.bytes = unpack(row.blob(6), static_cast<std::size_t>(row.integer(5)));
  capture.declared = row.text(7);
  capture.final_url = row.text(8);
  capture.extractor_version = static_cast<int>(row.integer(9));
  return capture;
}

constexpr std::string_view kCaptureColumns =
    "c.id, c.article_id, c.kind, r.name, c.path, w.size, w.zstd, c.declared_charset, c.final_url, "
    "c.extractor_version FROM capture c "
    "JOIN root r ON r.id = c.root_id JOIN raw w ON w.id = c.raw_id ";

}  // namespace

const std::string& require_file(const std::string& file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    throw Error(ErrorKind::kStorage, file, "is a folder, not an archive",
                "name the archive's file with --db");
  if (!std::filesystem::exists(file, ignored))
    throw Error(
        ErrorKind::kStorage, file, "no archive there yet",
        "begin one with `jianbao feed add URL` or `jianbao ingest SOURCE`, or name another file "
        "with --db");
  return file;
}

struct Archive::Impl {
  explicit Impl(const std::string& file)
      : database(require_file(file), Database::Mode::kRead),
        ready((require_current_schema(database), true)),
        article(database, article_sql()) {}

  Database database;
  bool ready;  ///< the schema was checked before statements are prepared against it
  bool index_current = false;
  std::optional<Statement> held;  ///< prepared when first asked: searches have no use for it
  std::optional<Statement> present_capture;  ///< the same
  Statement article;

  StoredArticle fetch(std::int64_t id, bool with_text) {
    article.bind(id);
    const ResetGuard guard(article);
    if (!article.step()) return {};
    StoredArticle found = to_article(article);
    if (with_text) found.article.text = article.text(kArticleColumnCount);
    return found;
  }

  /// Asked once: the rules do not change while an archive is open.
  void require_index_for(const Selection& selection) {
    if (index_current || !uses_index(selection)) return;
    require_current_index(database);
    index_current = true;
  }

  void captures(const std::string& sql, const CaptureSink& sink) {
    const Snapshot snapshot(database);
    Statement rows(database, sql);
    while (rows.step())
      if (!sink(to_capture(rows))) return;
  }
};

Archive::Archive(const std::string& file) : impl_(std::make_unique<Impl>(file)) {}
Archive::~Archive() = default;
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;

bool Archive::holds(const Origin& origin, const Digest& digest) const {
  if (!impl_->held) {
    impl_->held.emplace(
        impl_->database,
        "SELECT w.sha256 = ? FROM root r CROSS JOIN capture c ON c.root_id = r.id "
        "JOIN raw w ON w.id = c.raw_id WHERE r.name = ? AND c.path = ? AND c.kind = ? "
        "ORDER BY c.arrival DESC LIMIT 1");
  }
  Statement& held = *impl_->held;
  held.bind(to_blob(digest), origin.root, origin.path, static_cast<int>(origin.kind));
  const ResetGuard guard(held);
  return held.step() && held.integer(0) != 0;
}

void Archive::select(const Selection& selection, bool with_text, const ArticleSink& sink) const {
  const Snapshot snapshot(impl_->database);
  impl_->require_index_for(selection);
  const SelectSql select = SelectSql::rows(selection);
  Statement rows(impl_->database, select.sql());
  select.bind_to(rows);
  while (rows.step()) {
    StoredArticle found = impl_->fetch(rows.integer(0), with_text);
    found.rank = rows.real(1);
    if (!sink(std::move(found))) return;
  }
}

std::int64_t Archive::count(const Selection& selection) const {
  impl_->require_index_for(selection);
  const SelectSql select = SelectSql::count(selection);
  Statement rows(impl_->database, select.sql());
  select.bind_to(rows);
  return rows.step() ? rows.integer(0) : 0;
}

Archive::Tally Archive::tally(const Selection& selection, std::int64_t place) const {
  impl_->require_index_for(selection);
  const SelectSql select = SelectSql::keys(selection);
  Statement rows(impl_->database, select.sql());
  select.bind_to(rows);
  Tally tally;
  for (; rows.step(); ++tally.total)
    if (tally.total == place) tally.key = rows.integer(0);
  return tally;
}

void Archive::in_one_state(const std::function<void()>& work) const {
  const Snapshot snapshot(impl_->database);
  work();
}

std::vector<std::string> Archive::explain(const Selection& selection) const {
  impl_->require_index_for(selection);
  const SelectSql select = SelectSql::rows(selection);
  Statement rows(impl_->database, "EXPLAIN QUERY PLAN " + select.sql());
  select.bind_to(rows);
  Statement plain(impl_->database, select.sql());
  select.bind_to(plain);
  std::vector<std::string> steps{plain.expanded_sql()};
  while (rows.step()) steps.push_back(rows.text(3));
  return steps;
}

std::optional<StoredArticle> Archive::find(std::int64_t id) const {
  StoredArticle found = impl_->fetch(id, true);
  if (found.id == 0) return std::nullopt;
  return found;
}

std::optional<StoredArticle> Archive::find_by_url(std::string_view url) const {
  Statement row(impl_->database,
                "SELECT id FROM article WHERE canonical_url = ?1 UNION ALL "
                "SELECT article_id FROM address WHERE canonical_url = ?1 LIMIT 1");
  const std::string key = text::canonical_url(url);
  row.bind(key);
  const ResetGuard guard(row);
  return row.step() ? find(row.integer(0)) : std::nullopt;
}

std::vector<CountRow> Archive::stats(const Selection& selection, Period period) const {
  const SelectSql select = SelectSql::stats(selection, period);
  Statement rows(impl_->database, select.sql());
  select.bind_to(rows);
  std::vector<CountRow> counts;
  while (rows.step())
    counts.push_back({rows.text(0), rows.text(1), rows.integer(2), rows.integer(3),
                      rows.timestamp(4), rows.timestamp(5)});
  return counts;
}

std::vector<std::string> Archive::source_names() const {
  Statement rows(impl_->database, "SELECT name FROM source ORDER BY name");
  std::vector<std::string> names;
  while (rows.step()) names.push_back(rows.text(0));
  return names;
}

std::optional<StoredCapture> Archive::present_capture(std::int64_t article_id) const {
  if (!impl_->present_capture) {
    impl_->present_capture.emplace(impl_->database,
                                   "SELECT " + std::string(kCaptureColumns) +
                                       "JOIN article a ON a.capture_id = c.id WHERE a.id = ?");
  }
  Statement& row = *impl_->present_capture;
  row.bind(article_id);
  const ResetGuard guard(row);
  if (!row.step()) return std::nullopt;
  return to_capture(row);
}

std::optional<StoredCapture> Archive::capture(std::int64_t id) const {
  Statement row(impl_->database, "SELECT " + std::string(kCaptureColumns) + "WHERE c.id = ?");
  row.bind(id);
  if (!row.step()) return std::nullopt;
  return to_capture(row);
}

std::int64_t Archive::re_dated(std::int64_t feed) const {
  Statement address(impl_->database, "SELECT url FROM feed WHERE id = ?");
  address.bind(feed);
  if (!address.step()) return 0;
  Statement row(impl_->database,
                "SELECT count(DISTINCT g.article_id) FROM feed_guid g WHERE g.feed_id = ?1 AND " +
                    store::re_dated("g.article_id",
                                    "SELECT c.revision_id FROM root r JOIN capture c "
                                    "ON c.root_id = r.id WHERE r.name = ?2 AND c.kind = 2"));
  const std::string root = text::without_user(address.text(0));
  row.bind(feed, root);
  return row.step() ? row.integer(0) : 0;
}

std::unordered_map<std::int64_t, std::vector<std::int64_t>> Archive::corrections() const {
  // The first capture of a version made it; what says the same after that stands beside it.
  Statement rows(impl_->database,
                 "SELECT c.article_id, min(c.id) FROM capture c JOIN article a ON a.id = "
                 "c.article_id JOIN capture t ON t.id = a.capture_id WHERE c.said IS NOT NULL "
                 "AND c.revision_id > t.revision_id GROUP BY c.article_id, c.revision_id "
                 "ORDER BY c.article_id, c.revision_id");
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> found;
  while (rows.step()) found[rows.integer(0)].push_back(rows.integer(1));
  return found;
}

void Archive::file_captures(const CaptureSink& sink) const {
  impl_->captures("SELECT " + std::string(kCaptureColumns) +
                      "WHERE c.kind = 1 AND c.arrival = (SELECT max(arrival) FROM capture "
                      "WHERE root_id = c.root_id AND path = c.path AND kind = 1) "
                      "ORDER BY r.name, c.path",
                  sink);
}

void Archive::other_captures(const CaptureSink& sink) const {
  impl_->captures("SELECT " + std::string(kCaptureColumns) +
                      "JOIN article a ON a.capture_id = c.id WHERE c.kind <> 1 ORDER BY a.id",
                  sink);
}

std::vector<FeedState> Archive::feeds() const {
  return read_feeds(impl_->database);
}

std::vector<PollRecord> Archive::polls(std::int64_t feed) const {
  return read_polls(impl_->database, feed);
}

std::vector<PollRecord> Archive::cut_polls(std::int64_t feed) const {
  return read_cut_polls(impl_->database, feed);
}

std::vector<PageTally> Archive::page_tallies(Timestamp since) const {
  return read_page_tallies(impl_->database, since);
}

std::vector<Arrival> Archive::arrivals(std::int64_t feed) const {
  return read_arrivals(impl_->database, feed);
}

std::vector<std::string> Archive::check() const {
  return check_archive(impl_->database.file());
}

std::int64_t Archive::last_change() const {
  return impl_->database.integer("SELECT coalesce(max(id), 0) FROM revision");
}

}  // namespace jianbao::store
