#include "store/page_table.h"

namespace jianbao::store {

namespace {

constexpr const char* kTallies = R"sql(
WITH page AS (
  SELECT feed_id, sum(error <> '') failed, max(attempts) attempts, sum(attempts < ?2) waiting,
    min(CASE WHEN error <> '' THEN wanted_ms END) since
  FROM wanted_page GROUP BY feed_id),
reason AS (
  SELECT feed_id, error, count(*) pages, row_number() OVER (
    PARTITION BY feed_id ORDER BY count(*) DESC, max(attempts) DESC, error) place
  FROM wanted_page WHERE error <> '' GROUP BY feed_id, error),
own AS (
  SELECT g.feed_id, count(DISTINCT a.id) fetched
  FROM feed_guid g JOIN article a ON a.id = g.article_id JOIN capture c ON c.id = a.capture_id
  WHERE c.kind = 3 AND c.seen_ms >= ?1 GROUP BY g.feed_id)
SELECT f.id, coalesce(p.failed, 0), coalesce(o.fetched, 0), coalesce(p.attempts, 0), r.error,
  coalesce(p.waiting, 0), p.since, coalesce(r.pages, 0)
FROM feed f LEFT JOIN page p ON p.feed_id = f.id
  LEFT JOIN reason r ON r.feed_id = f.id AND r.place = 1 LEFT JOIN own o ON o.feed_id = f.id
WHERE p.feed_id IS NOT NULL OR o.feed_id IS NOT NULL ORDER BY f.id)sql";

Timestamp day_before(Timestamp now) {
  constexpr std::int64_t kDay = 24 * 60 * 60 * 1000;
  return {now.ms - kDay};
}

}  // namespace

std::vector<PageTally> read_page_tallies(const Database& database, Timestamp since) {
  Statement rows(database, kTallies);
  rows.bind(since, kPageAttempts);
  std::vector<PageTally> tallies;
  while (rows.step()) {
    tallies.push_back({.feed = rows.integer(0),
                       .failed = rows.integer(1),
                       .fetched = rows.integer(2),
                       .attempts = rows.integer(3),
                       .reason = rows.text(4),
                       .waiting = rows.integer(5),
                       .failing_since = rows.timestamp(6),
                       .for_reason = rows.integer(7)});
  }
  return tallies;
}

void PageTable::add(const WantedPage& page, Timestamp now) {
  Statement(database_,
            "INSERT INTO wanted_page(url, feed_id, guarded, attempts, next_ms, error, wanted_ms) "
            "VALUES(?1, ?2, ?3, 0, ?4, '', ?4) ON CONFLICT DO UPDATE SET "
            "feed_id = excluded.feed_id, guarded = excluded.guarded, attempts = 0, "
            "next_ms = excluded.next_ms, error = '', wanted_ms = excluded.wanted_ms")
      .bind(page.url, page.feed, page.guarded ? 1 : 0, now)
      .run();
}

bool PageTable::add_once(const WantedPage& page, Timestamp at) {
  Statement(database_,
            "INSERT OR IGNORE INTO wanted_page(url, feed_id, guarded, attempts, next_ms, error, "
            "wanted_ms) VALUES(?1, ?2, ?3, 0, ?4, '', ?4)")
      .bind(page.url, page.feed, page.guarded ? 1 : 0, at)
      .run();
  return database_.changed_rows() > 0;
}

std::vector<WantedPage> PageTable::due(Timestamp now) {
  Statement rows(database_,
                 "SELECT url, feed_id, guarded, attempts, wanted_ms FROM wanted_page "
                 "WHERE next_ms <= ? ORDER BY next_ms, url");
  rows.bind(now);
  std::vector<WantedPage> pages;
  while (rows.step())
    pages.push_back({rows.text(0), rows.integer(1), rows.integer(2) != 0, rows.integer(3),
                     Timestamp{rows.integer(4)}});
  return pages;
}

std::int64_t PageTable::waiting() {
  Statement row(database_, "SELECT count(*) FROM wanted_page WHERE attempts < ?");
  row.bind(kPageAttempts);
  row.step();
  return row.integer(0);
}

void PageTable::postpone(const std::string& url, Timestamp next, const std::string& error,
                         std::int64_t attempts) {
  Statement(database_, "UPDATE wanted_page SET attempts = ?, next_ms = ?, error = ? WHERE url = ?")
      .bind(attempts, next, error, url)
      .run();
}

void PageTable::retry(std::int64_t feed, Timestamp now) {
  Statement(database_,
            "UPDATE wanted_page SET attempts = 0, next_ms = ?2, error = '', wanted_ms = ?2 "
            "WHERE feed_id = ?1")
      .bind(feed, now)
      .run();
}

void PageTable::remove(const std::string& url) {
  Statement(database_, "DELETE FROM wanted_page WHERE url = ?").bind(url).run();
}

void PageTable::remove_of(std::int64_t feed) {
  Statement(database_, "DELETE FROM wanted_page WHERE feed_id = ?").bind(feed).run();
}

std::vector<QuietHost> PageTable::quiet_hosts() {
  Statement rows(database_, "SELECT host, until_ms, refusals FROM quiet_host");
  std::vector<QuietHost> hosts;
  while (rows.step()) hosts.push_back({rows.text(0), Timestamp{rows.integer(1)}, rows.integer(2)});
  return hosts;
}

void PageTable::put(const QuietHost& host) {
  Statement(database_, "INSERT OR REPLACE INTO quiet_host VALUES(?, ?, ?)")
      .bind(host.host, host.until, host.refusals)
      .run();
}

void PageTable::remove_quiet(const std::string& host) {
  Statement(database_, "DELETE FROM quiet_host WHERE host = ?").bind(host).run();
}

std::optional<std::string> PageTable::robots(const std::string& url, Timestamp now) {
  Statement row(database_,
                "SELECT text FROM robots WHERE url = ? AND fetched_ms > ? AND fetched_ms <= ?");
  row.bind(url, day_before(now), now);
  if (!row.step()) return std::nullopt;
  return std::string(row.blob(0));
}

void PageTable::keep_robots(const std::string& url, std::string_view text, Timestamp now) {
  Statement(database_, "DELETE FROM robots WHERE fetched_ms <= ? OR fetched_ms > ?")
      .bind(day_before(now), now)
      .run();
  Statement(database_, "INSERT OR REPLACE INTO robots VALUES(?, ?, ?)")
      .bind(url, now, Blob{text})
      .run();
}

}  // namespace jianbao::store
