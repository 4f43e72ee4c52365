#include "jianbao/store/writer.h"

#include <cstring>
#include <filesystem>
#include <system_error>
#include <unordered_map>

#include "jianbao/core/error.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"
#include "store/columns.h"
#include "store/feed_table.h"
#include "store/fts_index.h"
#include "store/index_batch.h"
#include "store/name_table.h"
#include "store/schema.h"
#include "store/sort_key.h"
#include "store/sqlite.h"
#include "store/version.h"

namespace jianbao::store {

namespace {

constexpr int kKeptRuns = 5000;

const std::string& with_folder(const std::string& file) {
  std::error_code ignored;
  const auto folder = std::filesystem::path(file).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
  return file;
}

/// The cache holds what a batch of a bulk load touches, so that no page is written twice.
Database open_for_writing(const std::string& file) {
  Database database(with_folder(file), Database::Mode::kCreate);
  database.execute(
      "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"
      "PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=16384;");
  migrate(database);
  return database;
}

/// An article as the writer needs it to decide about a newcomer.
struct Present {
  std::int64_t id = 0;
  std::int64_t sort_key = 0;
  std::int64_t revision = 0;
  std::string canonical_url;
  Timestamp first_seen;
  Article article;  ///< url, title, header, published and text only
};

}  // namespace

namespace {

/// What put() was given, and what it found out about it.
struct Incoming {
  const Article& article;
  const Capture& capture;
  std::string key;  ///< the canonical URL
  Timestamp seen;
  std::int64_t feed = 0;
  std::int64_t raw = 0;
  std::int64_t last_arrival = 0;  ///< how often the origin gave something before
};

}  // namespace

struct Writer::Impl {
  explicit Impl(const std::string& file) : database(open_for_writing(file)) {}

  Database database;
  bool built_index = bring_index_up_to_date(database);
  Packer packer;
  std::int64_t run = 0;
  bool run_committed = false;
  std::optional<Timestamp> run_started;
  std::int64_t indexed = 0;  ///< articles indexed since the last merge
  /// The next key to try in a second that was used before: crowded seconds cost one look-up, not
  /// many.
  std::unordered_map<std::int64_t, std::int64_t> next_key;

  NameTable sources{database, "source"};
  NameTable roots{database, "root"};
  FeedTable feeds{database};
  Statement find_raw{database, "SELECT id FROM raw WHERE sha256 = ?"};
  Statement insert_raw{database, "INSERT INTO raw(sha256, size, zstd) VALUES(?, ?, ?)"};
  Statement last_arrival{
      database,
      "SELECT arrival, raw_id FROM capture WHERE root_id = ? AND path = ? AND kind = ? "
      "ORDER BY arrival DESC LIMIT 1"};
  Statement insert_capture{
      database,
      "INSERT INTO capture(kind, root_id, path, raw_id, article_id, revision_id, run_id, seen_ms, "
      "arrival, charset, replaced, http_status, http_headers, extractor_version) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT(root_id, path, raw_id, kind) DO UPDATE SET article_id = excluded.article_id, "
      "revision_id = excluded.revision_id, arrival = excluded.arrival RETURNING id"};
  Statement find_article{
      database,
      "SELECT id, sort_key, revision_id, canonical_url, first_seen_ms, url, title, header_ms, "
      "published_ms, text FROM article WHERE canonical_url = ?"};
  Statement find_article_by_guid{
      database,
      "SELECT a.id, a.sort_key, a.revision_id, a.canonical_url, a.first_seen_ms, a.url, a.title, "
      "a.header_ms, a.published_ms, a.text FROM feed_guid g JOIN article a ON a.id = g.article_id "
      "WHERE g.feed_id = ? AND g.guid = ?"};
  Statement insert_guid{
      database,
      "INSERT INTO feed_guid VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET article_id = "
      "excluded.article_id WHERE article_id <> excluded.article_id"};
  Statement key_taken{database, "SELECT 1 FROM article WHERE sort_key = ?"};
  Statement url_taken{database, "SELECT 1 FROM article WHERE canonical_url = ?"};
  Statement insert_article{
      database,
      "INSERT INTO article(sort_key, canonical_url, url, title, authors, language, source_id, "
      "tags, "
      "image_url, image_caption, dateline, header_ms, published_ms, published_origin, "
      "first_seen_ms, updated_ms, order_ms, characters, text, revision_id, capture_id) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)"};
  Statement update_article{
      database,
      "UPDATE article SET sort_key = ?, canonical_url = ?, url = ?, title = ?, authors = ?, "
      "language = ?, source_id = ?, tags = ?, image_url = ?, image_caption = ?, dateline = ?, "
      "header_ms = ?, published_ms = ?, published_origin = ?, updated_ms = ?, order_ms = ?, "
      "characters = ?, text = ? WHERE id = ?"};
  Statement set_present{database,
                        "UPDATE article SET revision_id = ?, capture_id = ? WHERE id = ?"};
  Statement find_version{
      database,
      "SELECT id FROM revision WHERE article_id = ? AND hash = ? ORDER BY id DESC LIMIT 1"};
  Statement insert_revision{
      database,
      "INSERT INTO revision(article_id, number, seen_ms, hash, changed, title, url, header_ms, "
      "published_ms, text_size, text_zstd) VALUES(?1, "
      "(SELECT coalesce(max(number), 0) + 1 FROM revision WHERE article_id = ?1), "
      "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"};
  Statement keep_text{database, "UPDATE revision SET text_zstd = ? WHERE id = ?"};
  IndexBatch index{database};

  void begin();
  void insert_run();
  std::int64_t raw_id(const Packed& raw);
  bool is_news(Incoming& in);
  std::optional<Present> present(const Incoming& in);
  std::int64_t free_sort_key(Timestamp order);
  std::int64_t add_article(const Article& article, const std::string& key, Timestamp seen);
  std::int64_t add_revision(std::int64_t article_id, const Article& article, const Digest& hash,
                            const std::string& changed, Timestamp seen, bool present);
  std::int64_t add_capture(const Incoming& in, std::int64_t article_id, std::int64_t revision);
  std::int64_t version_with(const Digest& hash, std::int64_t article_id);
  void remember_item(const Incoming& in, std::int64_t article_id);
  Stored put_new(const Incoming& in);
  Stored put_known(const Present& old, const Incoming& in);
  void replace_present(const Present& old, const Article& article, const std::string& key,
                       Timestamp seen);
};

void Writer::Impl::begin() {
  if (!database.in_transaction()) database.execute("BEGIN IMMEDIATE");
  if (run == 0 && run_started) insert_run();
}

void Writer::Impl::insert_run() {
  Statement(database, "INSERT INTO run(started_ms) VALUES(?)").bind(*run_started).run();
  run = database.last_insert_rowid();
  Statement(database, "DELETE FROM run WHERE id <= ?").bind(run - kKeptRuns).run();
}

std::int64_t Writer::Impl::raw_id(const Packed& raw) {
  find_raw.bind(to_blob(raw.digest));
  const ResetGuard guard(find_raw);
  if (find_raw.step()) return find_raw.integer(0);
  insert_raw.bind(to_blob(raw.digest), static_cast<std::int64_t>(raw.size), Blob{raw.zstd}).run();
  return database.last_insert_rowid();
}

namespace {

std::optional<Present> read_present(Statement& row) {
  const ResetGuard guard(row);
  if (!row.step()) return std::nullopt;
  Present present;
  present.id = row.integer(0);
  present.sort_key = row.integer(1);
  present.revision = row.integer(2);
  present.canonical_url = row.text(3);
  present.first_seen = {row.integer(4)};
  present.article.url = row.text(5);
  present.article.title = row.text(6);
  present.article.header = row.timestamp(7);
  present.article.published = row.timestamp(8);
  present.article.text = row.text(9);
  return present;
}

}  // namespace

/// Known by the feed's own id for it, else by its URL.
std::optional<Present> Writer::Impl::present(const Incoming& in) {
  if (in.feed != 0 && !in.article.guid.empty()) {
    auto found = read_present(find_article_by_guid.bind(in.feed, in.article.guid));
    if (found && (found->canonical_url == in.key || same_item(in.article, found->article)))
      return found;
  }
  return read_present(find_article.bind(in.key));
}

std::int64_t Writer::Impl::free_sort_key(Timestamp order) {
  const std::int64_t first = first_sort_key(order);
  std::int64_t& next = next_key.try_emplace(first, first).first->second;
  for (;; ++next) {
    key_taken.bind(next);
    const ResetGuard guard(key_taken);
    if (!key_taken.step()) break;
  }
  if (next - first >= kMaxSpillSeconds * kSlotsPerSecond)
    throw Error(ErrorKind::kStorage, database.file(),
                "more than five million articles claim the same second",
                "give them dates of their own");
  return next++;
}

std::int64_t Writer::Impl::add_article(const Article& article, const std::string& key,
                                       Timestamp seen) {
  const Timestamp order = order_date(article, seen);
  const std::int64_t sort_key = free_sort_key(order);
  insert_article
      .bind(sort_key, key, article.url, article.title, to_json(article.authors), article.language,
            sources.id(article.source), to_json(article.tags), article.image_url,
            article.image_caption, article.dateline, article.header, article.published,
            static_cast<int>(article.published_origin), seen, seen, order,
            static_cast<std::int64_t>(text::count_code_points(article.text)), article.text)
      .run();
  const std::int64_t id = database.last_insert_rowid();
  index.add(sort_key, article.title, article.text);
  ++indexed;
  return id;
}

std::int64_t Writer::Impl::add_revision(std::int64_t article_id, const Article& article,
                                        const Digest& hash, const std::string& changed,
                                        Timestamp seen, bool present) {
  std::string zstd;
  std::optional<Blob> kept;
  if (!present) {
    zstd = packer.compress(article.text);
    kept = Blob{zstd};
  }
  insert_revision
      .bind(article_id, seen, to_blob(hash), changed, article.title, article.url, article.header,
            article.published, static_cast<std::int64_t>(article.text.size()), kept)
      .run();
  return database.last_insert_rowid();
}

std::int64_t Writer::Impl::add_capture(const Incoming& in, std::int64_t article_id,
                                       std::int64_t revision) {
  const Capture& capture = in.capture;
  const std::optional<std::int64_t> status =
      capture.http_status == 0 ? std::nullopt : std::optional<std::int64_t>(capture.http_status);
  insert_capture.bind(static_cast<int>(capture.origin.kind), roots.id(capture.origin.root),
                      capture.origin.path, in.raw, article_id, revision, run, in.seen,
                      in.last_arrival + 1, capture.charset,
                      static_cast<std::int64_t>(capture.replaced), status, capture.http_headers,
                      capture.extractor_version);
  const ResetGuard guard(insert_capture);
  insert_capture.step();
  return insert_capture.integer(0);
}

Stored Writer::Impl::put_new(const Incoming& in) {
  const std::int64_t id = add_article(in.article, in.key, in.seen);
  const std::int64_t revision =
      add_revision(id, in.article, version_hash(in.article), "new", in.seen, true);
  set_present.bind(revision, add_capture(in, id, revision), id).run();
  remember_item(in, id);
  return Stored::kNew;
}

Stored Writer::Impl::put_known(const Present& old, const Incoming& in) {
  remember_item(in, old.id);
  const Digest hash = version_hash(in.article);
  const bool older = is_older(in.article, old.article);
  const std::int64_t same = version_with(hash, old.id);
  // A version of long ago is news only from an origin that went back to it, not as a copy
  // elsewhere.
  if (same == old.revision || (same != 0 && (older || in.last_arrival == 0))) {
    add_capture(in, old.id, same);
    return Stored::kUnchanged;
  }
  const std::int64_t revision = add_revision(
      old.id, in.article, hash, what_changed(old.article, in.article), in.seen, !older);
  const std::int64_t kept = add_capture(in, old.id, revision);
  if (!older) {
    keep_text.bind(Blob{packer.compress(old.article.text)}, old.revision).run();
    replace_present(old, in.article, in.key, in.seen);
    set_present.bind(revision, kept, old.id).run();
  }
  return Stored::kChanged;
}

std::int64_t Writer::Impl::version_with(const Digest& hash, std::int64_t article_id) {
  find_version.bind(article_id, to_blob(hash));
  const ResetGuard guard(find_version);
  return find_version.step() ? find_version.integer(0) : 0;
}

void Writer::Impl::remember_item(const Incoming& in, std::int64_t article_id) {
  if (in.feed == 0) return;
  const std::string& id = in.article.guid.empty() ? in.key : in.article.guid;
  insert_guid.bind(in.feed, id, article_id).run();
  if (database.changed_rows() > 0)
    feeds.note_arrival(in.feed, order_date(in.article, in.seen), in.seen);
}

/// False if the origin gave these very bytes last; else knows how often it gave something.
bool Writer::Impl::is_news(Incoming& in) {
  const Origin& origin = in.capture.origin;
  last_arrival.bind(roots.id(origin.root), origin.path, static_cast<int>(origin.kind));
  const ResetGuard guard(last_arrival);
  if (!last_arrival.step()) return true;
  in.last_arrival = last_arrival.integer(0);
  return last_arrival.integer(1) != in.raw;
}

/// Puts a newer version in the place of the present one, in the table and in the index.
void Writer::Impl::replace_present(const Present& old, const Article& article,
                                   const std::string& key, Timestamp seen) {
  const Timestamp order = order_date(article, old.first_seen);
  const bool moved =
      first_sort_key(order) != first_sort_key(order_date(old.article, old.first_seen));
  const std::int64_t sort_key = moved ? free_sort_key(order) : old.sort_key;
  const bool reindex =
      moved || old.article.title != article.title || old.article.text != article.text;
  if (reindex) index.remove(old.sort_key, old.article.title, old.article.text);

  url_taken.bind(key);
  const bool taken = key != old.canonical_url && url_taken.step();
  url_taken.reset();
  update_article
      .bind(sort_key, taken ? old.canonical_url : key, article.url, article.title,
            to_json(article.authors), article.language, sources.id(article.source),
            to_json(article.tags), article.image_url, article.image_caption, article.dateline,
            article.header, article.published, static_cast<int>(article.published_origin), seen,
            order, static_cast<std::int64_t>(text::count_code_points(article.text)), article.text,
            old.id)
      .run();
  if (!reindex) return;
  index.add(sort_key, article.title, article.text);
  ++indexed;
}

Writer::Writer(const std::string& file) : impl_(std::make_unique<Impl>(file)) {}
Writer::~Writer() {
  rollback();
}

Stored Writer::put(const Article& article, const Capture& capture, Timestamp seen,
                   std::int64_t feed) {
  try {
    impl_->begin();
    Incoming in{article, capture, text::canonical_url(article.url), seen, feed};
    in.raw = impl_->raw_id(capture.raw);
    if (!impl_->is_news(in)) return Stored::kUnchanged;
    const auto old = impl_->present(in);
    return old ? impl_->put_known(*old, in) : impl_->put_new(in);
  } catch (...) {
    rollback();
    throw;
  }
}

std::optional<FeedState> Writer::find_feed(const std::string& url) {
  return impl_->feeds.find(url);
}

std::optional<FeedState> Writer::find_feed(std::int64_t id) {
  return impl_->feeds.find(id);
}

FeedState Writer::add_feed(const std::string& url, const FeedSettings& settings, Timestamp now) {
  impl_->begin();
  const std::int64_t source = impl_->sources.id(settings.source);
  const std::int64_t id = impl_->feeds.add(url, source, now);
  impl_->feeds.change(id, settings, source, true);
  return *impl_->feeds.find(id);
}

void Writer::change_feed(const FeedState& state) {
  impl_->begin();
  impl_->feeds.change(state.id, state.settings, impl_->sources.id(state.settings.source),
                      state.subscribed);
}

void Writer::remove_feed(std::int64_t id) {
  impl_->begin();
  impl_->feeds.unsubscribe(id);
}

void Writer::update_feed(const FeedState& state) {
  impl_->begin();
  impl_->feeds.update(state);
}

void Writer::move_feed(FeedState& state, const std::string& url, Timestamp now) {
  if (const auto holder = find_feed(url); holder && holder->url == url) return;
  impl_->begin();
  impl_->feeds.move(state.id, state.url, url, now);
  state.url = url;
}

void Writer::record_poll(const PollRecord& poll) {
  impl_->begin();
  impl_->feeds.record(poll, impl_->run);
}

std::vector<Arrival> Writer::arrivals(std::int64_t feed) {
  return read_arrivals(impl_->database, feed);
}

void Writer::start_run(Timestamp now) {
  impl_->run = 0;
  impl_->run_committed = false;
  impl_->run_started = now;
}

void Writer::finish_run(const RunRecord& run) {
  impl_->begin();
  Statement(impl_->database,
            "UPDATE run SET ended_ms = ?, fresh = ?, changed = ?, unchanged = ?, ignored = ?, "
            "failed = ?, exit_status = ? WHERE id = ?")
      .bind(run.ended, run.fresh, run.changed, run.unchanged, run.ignored, run.failed,
            run.exit_status, impl_->run)
      .run();
}

void Writer::commit() {
  if (!impl_->database.in_transaction()) return;
  try {
    impl_->index.write();
    impl_->database.execute("COMMIT");
  } catch (...) {
    rollback();
    throw;
  }
  impl_->run_committed = impl_->run != 0;
  if (constexpr std::size_t kRememberedSeconds = 100'000;
      impl_->next_key.size() > kRememberedSeconds)
    impl_->next_key.clear();
}

void Writer::rollback() noexcept {
  try {
    if (impl_->database.in_transaction()) impl_->database.execute("ROLLBACK");
  } catch (...) {
    // SQLite rolls back by itself when the connection closes.
  }
  if (!impl_->run_committed) impl_->run = 0;
  impl_->sources.forget();
  impl_->roots.forget();
  impl_->next_key.clear();
  impl_->index.forget();
}

void Writer::merge_index() {
  if (impl_->indexed == 0) return;
  impl_->index.write();
  merge_index_after(impl_->database, impl_->indexed);
  impl_->indexed = 0;
}

void Writer::rebuild_index() {
  commit();
  if (!impl_->built_index) store::rebuild_index(impl_->database);
  impl_->built_index = true;
  impl_->indexed = 0;
}

bool Writer::built_index() const {
  return impl_->built_index;
}

void Writer::optimize() {
  commit();
  merge_whole_index(impl_->database);
  impl_->indexed = 0;
  // Without the limit it would read every row of what it gathers statistics about.
  impl_->database.execute("PRAGMA analysis_limit=1000; PRAGMA optimize");
  impl_->database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace jianbao::store
