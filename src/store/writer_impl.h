#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "jianbao/store/writer.h"
#include "store/feed_table.h"
#include "store/fts_index.h"
#include "store/index_batch.h"
#include "store/name_table.h"
#include "store/page_table.h"
#include "store/sqlite.h"
#include "store/version.h"

namespace jianbao::store {

/// An article as the writer needs it to decide about a newcomer.
struct Present {
  std::int64_t id = 0;
  std::int64_t sort_key = 0;
  std::int64_t revision = 0;
  std::string canonical_url;  ///< its key
  bool by_address = false;    ///< found by where its page was, not by its key
  Timestamp first_seen;
  Article article;  ///< url, title, header, published and text only
};

/// The next row of a statement that selects what Present holds; resets the statement.
std::optional<Present> read_present(Statement& row);

/// What put() was given, and what it found out about it.
struct Incoming {
  const Article& article;
  const Capture& capture;
  std::string place;  ///< the canonical URL
  Timestamp seen;
  std::int64_t feed = 0;
  std::string key{};                  ///< of a new article: the place and what tells it apart there
  std::int64_t raw = 0;               ///< 0: the archive does not have these bytes
  std::int64_t last_arrival = 0;      ///< how often the origin gave something before
  std::int64_t last_revision = 0;     ///< what it gave last was read as
  std::int64_t last_article = 0;      ///< whose version that is
  std::optional<Digest> last_said{};  ///< its hash, as it was given
  bool last_text_kept = false;        ///< its text gave way
  /// The hash of what was given, where its text gave way: stored with the capture.
  std::optional<Digest> said{};
};

/// The article that is to be stored where the text of the present one stays, and whose that is.
struct KeptText {
  Article article;
  std::int64_t capture = 0;
};

/// In the order that read_present() reads.
constexpr std::string_view kSelectPresent =
    "SELECT a.id, a.sort_key, a.revision_id, a.canonical_url, a.first_seen_ms, a.url, a.title, "
    "a.header_ms, a.published_ms, a.text ";

struct Writer::Impl {
  explicit Impl(const std::string& file);

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
  PageTable pages{database};
  Statement find_raw{database, "SELECT id FROM raw WHERE sha256 = ?"};
  Statement insert_raw{database, "INSERT INTO raw(sha256, size, zstd) VALUES(?, ?, ?)"};
  Statement find_re_dated{database,
                          "SELECT 1 WHERE " + re_dated("?1",
                                                       "SELECT revision_id FROM capture WHERE "
                                                       "root_id = ?2 AND path = ?3 AND kind = 2")};
  Statement last_arrival{database,
                         "SELECT c.arrival, c.raw_id, c.revision_id, c.article_id, c.said, v.hash "
                         "FROM capture c LEFT JOIN revision v ON v.id = c.revision_id "
                         "WHERE c.root_id = ? AND c.path = ? AND c.kind = ? "
                         "ORDER BY c.arrival DESC LIMIT 1"};
  Statement insert_capture{
      database,
      "INSERT INTO capture(kind, root_id, path, raw_id, article_id, revision_id, run_id, seen_ms, "
      "arrival, charset, replaced, http_status, http_headers, extractor_version, "
      "declared_charset, final_url, said) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT(root_id, path, raw_id, kind) DO UPDATE SET article_id = excluded.article_id, "
      "revision_id = excluded.revision_id, arrival = excluded.arrival, said = excluded.said "
      "RETURNING id"};
  Statement find_article{database,
                         std::string(kSelectPresent) + "FROM article a WHERE a.canonical_url = ?"};
  Statement find_article_by_guid{database,
                                 std::string(kSelectPresent) +
                                     "FROM feed_guid g JOIN article a ON a.id = g.article_id "
                                     "WHERE g.feed_id = ? AND g.guid = ?"};
  Statement find_article_by_address{database,
                                    std::string(kSelectPresent) +
                                        "FROM address d JOIN article a ON a.id = d.article_id "
                                        "WHERE d.canonical_url = ?"};
  Statement any_key_between{
      database, "SELECT 1 FROM article WHERE canonical_url >= ? AND canonical_url < ? LIMIT 1"};
  Statement other_claims{database,
                         "SELECT 1 FROM capture WHERE root_id = ? AND kind = ? AND article_id = ? "
                         "AND path <> ? LIMIT 1"};
  Statement find_shown_kind{
      database,
      "SELECT c.kind FROM article a JOIN capture c ON c.id = a.capture_id WHERE a.id IN "
      "(SELECT id FROM article WHERE canonical_url = ?1 UNION ALL "
      "SELECT article_id FROM address WHERE canonical_url = ?1 LIMIT 1)"};
  Statement insert_address{database, "INSERT OR IGNORE INTO address VALUES(?, ?)"};
  Statement insert_guid{
      database,
      "INSERT INTO feed_guid VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET article_id = "
      "excluded.article_id WHERE article_id <> excluded.article_id"};
  Statement find_text_origin{
      database,
      "SELECT c.id, c.kind, c.root_id, a.authors, a.language, a.tags, a.image_url, "
      "a.image_caption, a.dateline, a.published_origin "
      "FROM article a JOIN capture c ON c.id = a.capture_id WHERE a.id = ?"};
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
  Statement find_article_by_id{database,
                               std::string(kSelectPresent) + "FROM article a WHERE a.id = ?"};
  Statement find_details{
      database,
      "SELECT a.authors, a.language, a.tags, a.image_url, a.image_caption, a.dateline, "
      "a.published_origin, s.name, a.updated_ms, a.capture_id, c.revision_id FROM article a "
      "JOIN source s ON s.id = a.source_id JOIN capture c ON c.id = a.capture_id "
      "WHERE a.id = ?"};
  Statement revise_capture{
      database,
      "UPDATE capture SET revision_id = ?, extractor_version = ? WHERE id = ? AND "
      "(revision_id, extractor_version) IS NOT (?1, ?2)"};
  Statement keep_text{database, "UPDATE revision SET text_zstd = ? WHERE id = ?"};
  IndexBatch index{database};

  void begin();
  void insert_run();
  std::int64_t find_raw_id(const Digest& digest);
  std::int64_t add_raw(const Packed& raw);
  bool re_dates(const Incoming& in, const Article& article, const Present& old);
  bool is_news(Incoming& in);

  // In identity.cpp: which article a newcomer is.
  void settle_key(Incoming& in);
  std::optional<Present> present(const Incoming& in);
  bool is_same(const Incoming& in, const Present& found);
  bool is_own(const Incoming& in, const Present& found);
  bool any_key_begins_with(const std::string& beginning);
  void remember_item(const Incoming& in, std::int64_t article_id, const std::string& key);
  void remember_address(const Incoming& in, std::int64_t article_id);

  std::int64_t free_sort_key(Timestamp order);
  std::int64_t add_article(const Article& article, const std::string& key, Timestamp seen);
  std::int64_t add_revision(std::int64_t article_id, const Article& article, const Digest& hash,
                            const std::string& changed, Timestamp seen, bool present);
  std::int64_t add_capture(Incoming& in, std::int64_t article_id, std::int64_t revision);
  std::int64_t version_with(const Digest& hash, std::int64_t article_id);
  std::optional<KeptText> kept_text(const Present& old, const Incoming& in);
  Stored put_new(Incoming& in);
  Stored put_known(const Present& old, Incoming& in);
  Stored revise(const Present& old, const Article& article, int extractor_version, Timestamp seen);
  void replace_present(const Present& old, const Article& article, const std::string& key,
                       Timestamp seen);
};

}  // namespace jianbao::store
