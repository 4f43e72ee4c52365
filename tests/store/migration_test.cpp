#include <catch2/catch.hpp>

#include "sample.h"
#include "store/schema.h"
#include "store/sqlite.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using namespace jianbao::store::test;
using jianbao::test::TempDir;

namespace {

constexpr std::int64_t kQuarter = 900'000;
constexpr std::int64_t kSeen = 1'750'000'500'000;

/// An archive as the program of an earlier version left it: its schema word for word, with two
/// articles, three feeds and a run.
std::string older_archive(const TempDir& dir, int version) {
  const std::string file = dir / "a.db";
  Database database(file, Database::Mode::kCreate);
  for (int i = 0; i < version; ++i) database.execute(migrations()[static_cast<std::size_t>(i)]);
  database.execute(
      "INSERT INTO setting VALUES('tokenizer_version', '2');"
      "INSERT INTO source VALUES(1, '晨报'), (2, '晚报');"
      "INSERT INTO article(id, sort_key, canonical_url, url, title, source_id, header_ms,"
      " first_seen_ms, updated_ms, order_ms, characters, revision_id, capture_id, text) VALUES"
      " (1, 64, 'https://example.org/1', 'https://example.org/1', '一', 1, 1750000000000,"
      "  1750000500000, 1750000500000, 1750000000000, 2, 1, 1, '台湾'),"
      " (2, 128, 'https://example.org/2', 'https://example.org/2', '二', 1, 1990000000000,"
      "  1750000500000, 1750000500000, 1990000000000, 2, 2, 2, '香港');"
      "INSERT INTO article_fts(rowid, title, text) SELECT sort_key, title, text FROM article;"
      "INSERT INTO revision(id, article_id, number, seen_ms, hash, changed, title, url, text_size)"
      " VALUES(1, 1, 1, 1750000500000, x'00', 'new', '一', 'https://example.org/1', 6),"
      " (2, 2, 1, 1750000500000, x'01', 'new', '二', 'https://example.org/2', 6);"
      "INSERT INTO run(id, started_ms, ended_ms, fresh) VALUES(1, 1750000500000, 1750000501000, 2);"
      "INSERT INTO feed(id, url, source_id, title, etag, added_ms, last_success_ms, last_new_ms)"
      " VALUES(7, 'https://example.org/feed', 1, '晨报网', '\"v1\"', 5, 1750000500000,"
      " 1750000500000);"
      "INSERT INTO feed(id, url, source_id, added_ms, failures, last_error) VALUES"
      " (8, 'https://example.net/feed', 2, 6, 3, '404 Not Found');"
      "INSERT INTO feed(id, url, source_id, added_ms) VALUES(9, 'https://example.com/f', 2, 7);"
      "INSERT INTO feed_guid VALUES(7, 'g1', 1), (7, 'g2', 2);"
      "INSERT INTO feed_move(id, feed_id, url, moved_ms) VALUES(1, 7, 'https://example.org/old', "
      "9);"
      "PRAGMA application_id = 0x4A424152");
  database.execute(("PRAGMA user_version = " + std::to_string(version)).c_str());
  return file;
}

/// Tables and indexes with the SQL that made them.
std::string schema_of(const std::string& file) {
  return sql(file,
             "SELECT group_concat(name || ': ' || coalesce((SELECT group_concat(name || type) FROM "
             "pragma_table_info(m.name)), ''), char(10)) FROM (SELECT name FROM sqlite_schema "
             "ORDER BY name) m WHERE name NOT LIKE 'article_fts%'");
}

}  // namespace

TEST_CASE("an archive of any earlier version becomes what a new one is", "[store][upkeep]") {
  const TempDir dir;
  const int version = GENERATE(1, 2, 3, 4, 5, 6, 7, 8, 9);
  CAPTURE(version);
  const std::string file = older_archive(dir, version);
  CHECK_THROWS_WITH(Archive(file), Catch::Contains("run `jianbao optimize`"));
  { const Writer writer(file); }
  CHECK(sql(file, "PRAGMA user_version") == std::to_string(kSchemaVersion));
  const Archive archive(file);
  CHECK(archive.count({}) == 2);
  CHECK(hits(archive, "台湾") == 1);
  CHECK(archive.find(2)->article.title == "二");
  const std::string fresh = dir / "new.db";
  { const Writer writer(fresh); }
  CHECK(schema_of(file) == schema_of(fresh));
}

TEST_CASE("feeds that version 2 remembered are subscriptions, with what is known of them",
          "[store][upkeep]") {
  const TempDir dir;
  const std::string file = older_archive(dir, 2);
  Writer writer(file);
  const auto feeds = Archive(file).feeds();
  REQUIRE(feeds.size() == 3);
  for (const FeedState& feed : feeds) {
    CAPTURE(feed.url);
    CHECK(feed.subscribed);
    CHECK_FALSE(feed.next_poll);
    CHECK(feed.outcome == PollOutcome::kNone);
    CHECK(feed.window.empty());
  }
  CHECK(feeds[0].id == 7);
  CHECK(feeds[0].title == "晨报网");
  CHECK(feeds[0].etag == "\"v1\"");
  CHECK(feeds[0].settings == in_source("晨报"));
  CHECK(feeds[0].last_poll == Timestamp{kSeen});
  CHECK(feeds[0].last_body == Timestamp{kSeen});
  CHECK_FALSE(feeds[0].failing_since);
  CHECK(feeds[1].failures == 3);
  CHECK(feeds[1].failing_since == Timestamp{6});
  CHECK(feeds[1].last_error == "404 Not Found");
  CHECK_FALSE(feeds[2].last_poll);
  CHECK(writer.find_feed("https://example.org/old")->id == 7);
  // One arrived when it was dated, the other is dated far ahead: no later than it was seen.
  CHECK(writer.arrivals(7) == std::vector<Arrival>{{{1'750'000'000'000 / kQuarter * kQuarter}, 1},
                                                   {{kSeen / kQuarter * kQuarter}, 1}});
  CHECK(Archive(file).polls(7).empty());
}

TEST_CASE("a migration that fails leaves the archive as it was", "[store][upkeep]") {
  const TempDir dir;
  const std::string file = older_archive(dir, 2);
  sql(file, "CREATE TABLE poll(x)");
  CHECK_THROWS(Writer(file));
  CHECK(sql(file, "PRAGMA user_version") == "2");
  CHECK(sql(file, "SELECT count(*) FROM pragma_table_info('feed') WHERE name = 'subscribed'") ==
        "0");
  sql(file, "DROP TABLE poll");
  { const Writer writer(file); }
  CHECK(Archive(file).feeds().size() == 3);
}

TEST_CASE("what was made of a feed's address loses its password", "[store][upkeep]") {
  const TempDir dir;
  const std::string file = older_archive(dir, 7);
  Database(file, Database::Mode::kWrite)
      .execute(
          "INSERT INTO root VALUES(1, ''), (2, 'https://me:secret@example.org/feed'),"
          " (3, 'https://example.org/feed'), (4, 'https://token@example.net/feed?a=b@c');"
          "INSERT INTO raw(id, sha256, size, zstd) VALUES(1, x'01', 0, x''), (2, x'02', 0, x'');"
          "INSERT INTO capture(id, kind, root_id, path, raw_id, article_id, revision_id, run_id,"
          " seen_ms, arrival) VALUES"
          " (1, 2, 2, 'g1', 1, 1, 1, 1, 0, 3), (2, 2, 3, 'g1', 1, 1, 1, 1, 0, 1),"
          " (3, 2, 3, 'g1', 2, 1, 1, 1, 0, 2),"
          " (4, 2, 4, 'feed:https://token@example.net/feed?a=b@c g2', 1, 2, 2, 1, 0, 1),"
          " (5, 3, 1, 'https://me:secret@example.org/page@1', 1, 2, 2, 1, 0, 1);"
          "UPDATE article SET canonical_url = url || '#feed:https://me:secret@example.org/feed g1'"
          " WHERE id = 1;"
          "UPDATE article SET url = 'feed:https://token@example.net/feed?a=b@c g2',"
          " canonical_url = 'feed:https://token@example.net/feed?a=b@c g2' WHERE id = 2;"
          "UPDATE revision SET url = 'feed:https://token@example.net/feed?a=b@c g2' WHERE id = 2;"
          "INSERT INTO feed_guid VALUES(9, 'feed:https://token@example.net/feed?a=b@c g2', 2);");
  { const Writer writer(file); }

  const std::string item = "feed:https://example.net/feed?a=b@c g2";
  CHECK(sql(file, "SELECT group_concat(id || name, '|') FROM root") ==
        "1|3https://example.org/feed|4https://example.net/feed?a=b@c");
  CHECK(sql(file, "SELECT canonical_url FROM article WHERE id = 1") ==
        "https://example.org/1#feed:https://example.org/feed g1");
  CHECK(sql(file, "SELECT url FROM article WHERE id = 1") == "https://example.org/1");
  CHECK(sql(file, "SELECT canonical_url FROM article WHERE id = 2") == item);
  CHECK(sql(file, "SELECT url FROM article WHERE id = 2") == item);
  CHECK(sql(file, "SELECT url FROM revision WHERE id = 2") == item);
  CHECK(sql(file, "SELECT guid FROM feed_guid WHERE feed_id = 9") == item);
  // The captures of one origin in the order in which they came: what both roots gave is one.
  CHECK(
      sql(file, "SELECT group_concat(id || ':' || root_id || ':' || arrival, '|') FROM capture") ==
      "2:3:4|3:3:5|4:4:1|5:1:1");
  CHECK(sql(file, "SELECT capture_id FROM article WHERE id = 1") == "2");
  CHECK(sql(file, "SELECT path FROM capture WHERE id = 4") == item);
  CHECK(sql(file, "SELECT path FROM capture WHERE id = 5") == "https://example.org/page@1");
  CHECK(sql(file, "SELECT group_concat(id) FROM article WHERE canonical_url LIKE '%secret%'") ==
        "");
}
