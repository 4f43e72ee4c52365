#include "jianbao/store/writer.h"

#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "jianbao/core/error.h"
#include "jianbao/store/kept_text.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"
#include "store/columns.h"
#include "store/schema.h"
#include "store/sort_key.h"
#include "store/version.h"
#include "store/writer_impl.h"

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

}  // namespace

Writer::Impl::Impl(const std::string& file) : database(open_for_writing(file)) {}

void Writer::Impl::begin() {
  if (!database.in_transaction()) database.execute("BEGIN IMMEDIATE");
  if (run == 0 && run_started) insert_run();
}

void Writer::Impl::insert_run() {
  Statement(database, "INSERT INTO run(started_ms) VALUES(?)").bind(*run_started).run();
  run = database.last_insert_rowid();
  Statement(database, "DELETE FROM run WHERE id <= ?").bind(run - kKeptRuns).run();
}

std::int64_t Writer::Impl::find_raw_id(const Digest& digest) {
  find_raw.bind(to_blob(digest));
  const ResetGuard guard(find_raw);
  return find_raw.step() ? find_raw.integer(0) : 0;
}

std::int64_t Writer::Impl::add_raw(const Packed& raw) {
  insert_raw.bind(to_blob(raw.digest), static_cast<std::int64_t>(raw.size), Blob{raw.zstd}).run();
  return database.last_insert_rowid();
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

std::int64_t Writer::Impl::add_capture(Incoming& in, std::int64_t article_id,
                                       std::int64_t revision) {
  const Capture& capture = in.capture;
  if (in.raw == 0) in.raw = add_raw(capture.raw);
  const std::optional<std::int64_t> status =
      capture.http_status == 0 ? std::nullopt : std::optional<std::int64_t>(capture.http_status);
  insert_capture.bind(static_cast<int>(capture.origin.kind), roots.id(capture.origin.root),
                      capture.origin.path, in.raw, article_id, revision, run, in.seen,
                      in.last_arrival + 1, capture.charset,
                      static_cast<std::int64_t>(capture.replaced), status, capture.http_headers,
                      capture.extractor_version, capture.declared, capture.final_url,
                      in.said ? std::optional(to_blob(*in.said)) : std::nullopt);
  const ResetGuard guard(insert_capture);
  insert_capture.step();
  return insert_capture.integer(0);
}

Stored Writer::Impl::put_new(Incoming& in) {
  const std::int64_t id = add_article(in.article, in.key, in.seen);
  const std::int64_t revision =
      add_revision(id, in.article, version_hash(in.article), "new", in.seen, true);
  set_present.bind(revision, add_capture(in, id, revision), id).run();
  remember_item(in, id, in.key);
  remember_address(in, id);
  return Stored::kNew;
}

Stored Writer::Impl::put_known(const Present& old, Incoming& in) {
  remember_item(in, old.id, old.canonical_url);
  remember_address(in, old.id);
  const Digest said = version_hash(in.article);
  const bool spoke = in.last_article == old.id && in.last_said;
  // The origin says what it said last in other bytes.  A page is fetched because of what its feed
  // said since.
  if (spoke && in.last_said == said && in.capture.origin.kind != OriginKind::kPage) {
    if (in.last_text_kept) in.said = said;
    add_capture(in, old.id, in.last_revision);
    return Stored::kUnchanged;
  }
  const auto kept = kept_text(old, in);
  if (kept) in.said = said;
  const Article& article = kept ? kept->article : in.article;
  const std::string changed = what_changed(old.article, article);
  if (changed == kDateAlone && re_dates(in, article, old)) return Stored::kReDated;
  const Digest hash = kept ? version_hash(article) : said;
  const bool older = is_older(in.article, old.article);
  const std::int64_t same = changed.empty() ? old.revision : version_with(hash, old.id);
  // A version of long ago is news only from an origin that went back to it, not as a copy
  // elsewhere.
  if (same == old.revision || (same != 0 && (older || in.last_arrival == 0))) {
    add_capture(in, old.id, same);
    return kept && spoke ? Stored::kTextKept : Stored::kUnchanged;
  }
  const std::int64_t revision = add_revision(old.id, article, hash, changed, in.seen, !older);
  const std::int64_t capture = add_capture(in, old.id, revision);
  if (older) return Stored::kChanged;
  keep_text.bind(Blob{packer.compress(old.article.text)}, old.revision).run();
  // Keys stay where URLs do: what is told apart there stays so, whoever is alone by now.
  const bool moved = !old.by_address && text::canonical_url(old.article.url) != in.place;
  replace_present(old, article, moved ? in.key : old.canonical_url, in.seen);
  set_present.bind(revision, kept ? kept->capture : capture, old.id).run();
  return Stored::kChanged;
}

/// What is to be stored of a feed's entry whose text gives way to the present one; nothing if it
/// does not.
std::optional<KeptText> Writer::Impl::kept_text(const Present& old, const Incoming& in) {
  const Origin& origin = in.capture.origin;
  if (origin.kind != OriginKind::kFeedEntry || is_older(in.article, old.article))
    return std::nullopt;
  const TextOrigin from{origin.kind, roots.id(origin.root)};
  Statement& row = find_text_origin.bind(old.id);
  const ResetGuard guard(row);
  if (!row.step()) return std::nullopt;
  const TextOrigin present_from{static_cast<OriginKind>(row.integer(1)), row.integer(2)};
  if (replaces_text(from, in.article.text, present_from, old.article.text)) return std::nullopt;
  Article present = old.article;
  present.authors = from_json(row.text_view(3));
  present.language = row.text(4);
  present.tags = from_json(row.text_view(5));
  present.image_url = row.text(6);
  present.image_caption = row.text(7);
  present.dateline = row.text(8);
  present.published_origin = static_cast<DateOrigin>(row.integer(9));
  return KeptText{with_kept_text(in.article, std::move(present)), row.integer(0)};
}

/// True if the feed has given the article other dates, and nothing else that is new, in each of its
/// last versions and now: it dates by the moment at which it is asked.
bool Writer::Impl::re_dates(const Incoming& in, const Article& article, const Present& old) {
  const Origin& origin = in.capture.origin;
  if (origin.kind != OriginKind::kFeedEntry || in.last_article != old.id) return false;
  find_re_dated.bind(old.id, roots.id(origin.root), origin.path);
  const ResetGuard guard(find_re_dated);
  if (!find_re_dated.step()) return false;
  Statement& row = find_text_origin.bind(old.id);
  const ResetGuard row_guard(row);
  return row.step() && row.text(3) == to_json(article.authors) &&
         row.text(5) == to_json(article.tags) && row.text(6) == article.image_url;
}

std::int64_t Writer::Impl::version_with(const Digest& hash, std::int64_t article_id) {
  find_version.bind(article_id, to_blob(hash));
  const ResetGuard guard(find_version);
  return find_version.step() ? find_version.integer(0) : 0;
}

/// False if the origin gave these very bytes last; else knows how often it gave something.
bool Writer::Impl::is_news(Incoming& in) {
  const Origin& origin = in.capture.origin;
  last_arrival.bind(roots.id(origin.root), origin.path, static_cast<int>(origin.kind));
  const ResetGuard guard(last_arrival);
  if (!last_arrival.step()) return true;
  in.last_arrival = last_arrival.integer(0);
  in.last_revision = last_arrival.integer(2);
  in.last_article = last_arrival.integer(3);
  in.last_text_kept = !last_arrival.is_null(4);
  in.last_said = to_digest(last_arrival.blob(in.last_text_kept ? 4 : 5));
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
    in.raw = impl_->find_raw_id(capture.raw.digest);
    const bool news = impl_->is_news(in);
    // What its feed said later may have displaced a page that stayed as it was.
    const bool page = capture.origin.kind == OriginKind::kPage;
    // An archive of before may hold what is told apart by now in one article.
    const bool alone = article.told_apart == ToldApart::kByUrl;
    if (!news && !page && alone) return Stored::kUnchanged;
    impl_->settle_key(in);
    const auto old = impl_->present(in);
    if (!news && !page && old) return Stored::kUnchanged;
    return old ? impl_->put_known(*old, in) : impl_->put_new(in);
  } catch (...) {
    rollback();
    throw;
  }
}

void Writer::start_run(Timestamp now) {
  impl_->run = 0;
  impl_->run_committed = false;
  impl_->run_started = now;
}

void Writer::begin_hand_over() {
  impl_->database.execute(
      "INSERT OR IGNORE INTO setting SELECT 'handed_over', coalesce(max(id), 0) FROM revision");
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
