#include "store/schema.h"

#include <array>
#include <string>

#include "jianbao/core/error.h"
#include "store/forget_passwords.h"
#include "store/fts_index.h"
#include "store/sqlite.h"

namespace jianbao::store {

namespace {

/// docs/schema.md explains every column.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE source(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

CREATE TABLE root(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

CREATE TABLE run(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  started_ms INTEGER NOT NULL,
  ended_ms INTEGER,
  fresh INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  ignored INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  exit_status INTEGER);

CREATE TABLE raw(
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  zstd BLOB NOT NULL);

CREATE TABLE article(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sort_key INTEGER NOT NULL UNIQUE,
  canonical_url TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  authors TEXT NOT NULL DEFAULT '[]',
  language TEXT NOT NULL DEFAULT '',
  source_id INTEGER NOT NULL REFERENCES source(id),
  tags TEXT NOT NULL DEFAULT '[]',
  image_url TEXT NOT NULL DEFAULT '',
  image_caption TEXT NOT NULL DEFAULT '',
  dateline TEXT NOT NULL DEFAULT '',
  header_ms INTEGER,
  published_ms INTEGER,
  published_origin INTEGER NOT NULL DEFAULT 0,
  first_seen_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  order_ms INTEGER NOT NULL,
  future_date INTEGER GENERATED ALWAYS AS (
    max(coalesce(header_ms, 0), coalesce(published_ms, 0)) > first_seen_ms + 86400000) VIRTUAL,
  characters INTEGER NOT NULL,
  revision_id INTEGER NOT NULL,
  capture_id INTEGER NOT NULL,
  text TEXT NOT NULL);

CREATE TABLE revision(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL REFERENCES article(id),
  number INTEGER NOT NULL,
  seen_ms INTEGER NOT NULL,
  hash BLOB NOT NULL,
  changed TEXT NOT NULL,
  title TEXT NOT NULL,
  url TEXT NOT NULL,
  header_ms INTEGER,
  published_ms INTEGER,
  text_size INTEGER NOT NULL,
  text_zstd BLOB,
  UNIQUE(article_id, number));

CREATE TABLE capture(
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  root_id INTEGER NOT NULL REFERENCES root(id),
  path TEXT NOT NULL,
  raw_id INTEGER NOT NULL REFERENCES raw(id),
  article_id INTEGER NOT NULL REFERENCES article(id),
  revision_id INTEGER NOT NULL REFERENCES revision(id),
  run_id INTEGER NOT NULL,
  seen_ms INTEGER NOT NULL,
  arrival INTEGER NOT NULL,
  charset TEXT NOT NULL DEFAULT '',
  replaced INTEGER NOT NULL DEFAULT 0,
  http_status INTEGER,
  http_headers TEXT NOT NULL DEFAULT '',
  extractor_version INTEGER NOT NULL DEFAULT 0,
  UNIQUE(root_id, path, raw_id, kind));

CREATE TABLE feed(
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  source_id INTEGER NOT NULL REFERENCES source(id),
  title TEXT NOT NULL DEFAULT '',
  etag TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  body_sha256 BLOB,
  added_ms INTEGER NOT NULL,
  last_success_ms INTEGER,
  last_new_ms INTEGER,
  failures INTEGER NOT NULL DEFAULT 0,
  last_error TEXT NOT NULL DEFAULT '');

CREATE TABLE feed_guid(
  feed_id INTEGER NOT NULL REFERENCES feed(id),
  guid TEXT NOT NULL,
  article_id INTEGER NOT NULL REFERENCES article(id),
  PRIMARY KEY(feed_id, guid)) WITHOUT ROWID;

CREATE TABLE feed_move(
  id INTEGER PRIMARY KEY,
  feed_id INTEGER NOT NULL REFERENCES feed(id),
  url TEXT NOT NULL,
  moved_ms INTEGER NOT NULL);

CREATE VIRTUAL TABLE article_fts USING fts5(
  title, text, content='article', content_rowid='sort_key', tokenize='jianbao');
INSERT INTO article_fts(article_fts, rank) VALUES('automerge', 0);
INSERT INTO article_fts(article_fts, rank) VALUES('crisismerge', 128);
)sql";

/// The text comes first in the index: FTS5 notes in each entry which column its positions are in,
/// except for those in the first, which saves a sixth of the index.  A narrow index of what
/// searches filter by spares them the wide rows of the table.  Without its version the index is
/// built again.
constexpr const char* kVersion2 = R"sql(
DROP TABLE article_fts;
CREATE VIRTUAL TABLE article_fts USING fts5(
  text, title, content='article', content_rowid='sort_key', tokenize='jianbao');
INSERT INTO article_fts(article_fts, rank) VALUES('automerge', 0);
INSERT INTO article_fts(article_fts, rank) VALUES('crisismerge', 128);
DELETE FROM setting WHERE key = 'tokenizer_version';
CREATE INDEX article_filter ON article(sort_key, source_id, order_ms, language, revision_id);
)sql";

/// Subscriptions, the schedule, and what status and audit look at.  Quarters of an hour are enough
/// for a feed's rhythm, and bound what a busy one costs.
constexpr const char* kVersion3 = R"sql(
ALTER TABLE feed ADD COLUMN subscribed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE feed ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE feed ADD COLUMN interval_ms INTEGER;
ALTER TABLE feed ADD COLUMN user_agent TEXT NOT NULL DEFAULT '';
ALTER TABLE feed ADD COLUMN headers TEXT NOT NULL DEFAULT '[]';
ALTER TABLE feed ADD COLUMN proxy TEXT NOT NULL DEFAULT '';
ALTER TABLE feed ADD COLUMN full_page INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE feed ADD COLUMN site_url TEXT NOT NULL DEFAULT '';
ALTER TABLE feed ADD COLUMN ttl_ms INTEGER;
ALTER TABLE feed ADD COLUMN window BLOB NOT NULL DEFAULT x'';
ALTER TABLE feed ADD COLUMN window_span_ms INTEGER;
ALTER TABLE feed ADD COLUMN outcome INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN last_poll_ms INTEGER;
ALTER TABLE feed ADD COLUMN last_body_ms INTEGER;
ALTER TABLE feed ADD COLUMN not_modified_streak INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN failing_since_ms INTEGER;
ALTER TABLE feed ADD COLUMN next_poll_ms INTEGER;
ALTER TABLE feed ADD COLUMN next_poll_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE feed ADD COLUMN not_before_ms INTEGER;
UPDATE feed SET last_poll_ms = last_success_ms, last_body_ms = last_success_ms,
  failing_since_ms = CASE WHEN failures > 0 THEN coalesce(last_success_ms, added_ms) END;

CREATE TABLE poll(
  id INTEGER PRIMARY KEY,
  feed_id INTEGER NOT NULL REFERENCES feed(id),
  run_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  http_status INTEGER,
  bytes INTEGER NOT NULL,
  items INTEGER NOT NULL,
  fresh INTEGER NOT NULL,
  overlap INTEGER,
  span_ms INTEGER,
  took_ms INTEGER NOT NULL,
  error TEXT NOT NULL);
CREATE INDEX poll_of_feed ON poll(feed_id, id);

CREATE TABLE arrival(
  feed_id INTEGER NOT NULL REFERENCES feed(id),
  quarter_ms INTEGER NOT NULL,
  items INTEGER NOT NULL,
  PRIMARY KEY(feed_id, quarter_ms)) WITHOUT ROWID;
INSERT INTO arrival SELECT g.feed_id, min(a.order_ms, a.first_seen_ms) / 900000 * 900000, count(*)
  FROM feed_guid g JOIN article a ON a.id = g.article_id GROUP BY 1, 2;

ALTER TABLE capture ADD COLUMN declared_charset TEXT NOT NULL DEFAULT '';
ALTER TABLE capture ADD COLUMN final_url TEXT NOT NULL DEFAULT '';

CREATE TABLE wanted_page(
  url TEXT PRIMARY KEY,
  feed_id INTEGER NOT NULL REFERENCES feed(id),
  guarded INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  next_ms INTEGER NOT NULL,
  error TEXT NOT NULL) WITHOUT ROWID;
)sql";

/// Where articles' pages were found besides, and what a feed's owner has been told of.
constexpr const char* kVersion4 = R"sql(
CREATE TABLE address(
  canonical_url TEXT PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article(id)) WITHOUT ROWID;
ALTER TABLE feed ADD COLUMN refused BLOB NOT NULL DEFAULT x'';
)sql";

/// Since when a page is wanted, and whose pages are left alone for a while.
constexpr const char* kVersion5 = R"sql(
ALTER TABLE wanted_page ADD COLUMN wanted_ms INTEGER NOT NULL DEFAULT 0;
UPDATE wanted_page SET wanted_ms = next_ms;

CREATE TABLE quiet_host(
  host TEXT PRIMARY KEY,
  until_ms INTEGER NOT NULL,
  refusals INTEGER NOT NULL) WITHOUT ROWID;
)sql";

/// What an origin said where the article keeps another text.
constexpr const char* kVersion6 = R"sql(
ALTER TABLE capture ADD COLUMN said BLOB;
)sql";

/// Which addresses a feed's owner gave up, and which its owner was told that it does not move to.
constexpr const char* kVersion7 = R"sql(
ALTER TABLE feed_move ADD COLUMN by_owner INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed ADD COLUMN not_moved_to TEXT NOT NULL DEFAULT '';
)sql";

/// What was made of feeds' addresses is without their passwords: forget_passwords().
constexpr const char* kVersion8 = "";
constexpr int kWithoutPasswords = 8;

/// Whether a feed lives in a private network.
constexpr const char* kVersion9 = R"sql(
ALTER TABLE feed ADD COLUMN at_private INTEGER;
)sql";

/// What hosts let be fetched, by their robots.txt, and which host spoke for a feed.
constexpr const char* kVersion10 = R"sql(
ALTER TABLE feed ADD COLUMN led_to TEXT NOT NULL DEFAULT '';
CREATE TABLE robots(
  url TEXT PRIMARY KEY,
  fetched_ms INTEGER NOT NULL,
  text BLOB NOT NULL) WITHOUT ROWID;
)sql";

constexpr std::array<const char*, kSchemaVersion> kMigrations = {
    kVersion1, kVersion2, kVersion3, kVersion4, kVersion5,
    kVersion6, kVersion7, kVersion8, kVersion9, kVersion10};

/// The version of a file that may be ours; 0 for an empty one.
int version_of(Database& database) {
  const auto application = database.integer("PRAGMA application_id");
  const auto version = database.integer("PRAGMA user_version");
  const bool empty = database.integer("SELECT count(*) FROM sqlite_schema") == 0;
  if (empty && application == 0 && version == 0) return 0;
  if (application != kApplicationId)
    throw Error(ErrorKind::kStorage, database.file(), "is a database of another program",
                "name another file with --db");
  if (version > kSchemaVersion)
    throw Error(ErrorKind::kStorage, database.file(),
                "was written by a newer jianbao (schema " + std::to_string(version) +
                    ", this one knows " + std::to_string(kSchemaVersion) + ")",
                "update jianbao");
  return static_cast<int>(version);
}

}  // namespace

std::span<const char* const> migrations() {
  return kMigrations;
}

void migrate(Database& database) {
  if (version_of(database) == kSchemaVersion) return;
  // Pages of 8 KiB halve the writes of a bulk load, for 4 % more file.
  if (database.integer("PRAGMA page_count") == 0)
    database.execute("PRAGMA page_size=8192; PRAGMA journal_mode=WAL");
  database.execute("BEGIN IMMEDIATE");
  try {
    // Read again: another process may have migrated while this one waited for the lock.
    const int found = version_of(database);
    for (int version = found; version < kSchemaVersion; ++version)
      database.execute(kMigrations.at(static_cast<std::size_t>(version)));
    if (found == 0) stamp_index(database);
    if (found > 0 && found < kWithoutPasswords) forget_passwords(database);
    const std::string stamp = "PRAGMA application_id=" + std::to_string(kApplicationId) +
                              ";PRAGMA user_version=" + std::to_string(kSchemaVersion) + ";COMMIT";
    database.execute(stamp.c_str());
  } catch (...) {
    if (database.in_transaction()) database.execute("ROLLBACK");
    throw;
  }
}

void require_current_schema(Database& database) {
  const int version = version_of(database);
  if (version == kSchemaVersion) return;
  throw Error(ErrorKind::kStorage, database.file(),
              version == 0 ? "holds no archive yet" : "has an older schema",
              version == 0 ? "run `jianbao ingest` on it first"
                           : "run `jianbao optimize` to bring it up to date");
}

}  // namespace jianbao::store
