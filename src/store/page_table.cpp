#include "store/page_table.h"

namespace jianbao::store {

namespace {

constexpr const char* kTallies = R"sql(
SELECT feed_id, count(*), max(attempts),
  (SELECT count(DISTINCT a.id) FROM feed_guid g JOIN article a ON a.id = g.article_id
     JOIN capture c ON c.id = a.capture_id
     WHERE g.feed_id = w.feed_id AND c.kind = 3 AND c.seen_ms >= ?1),
  (SELECT error FROM wanted_page WHERE feed_id = w.feed_id AND attempts > 0
     GROUP BY error ORDER BY count(*) DESC, error LIMIT 1)
FROM wanted_page w WHERE attempts > 0 GROUP BY feed_id)sql";

}  // namespace

std::vector<PageTally> read_page_tallies(const Database& database, Timestamp since) {
  Statement rows(database, kTallies);
  rows.bind(since);
  std::vector<PageTally> tallies;
  while (rows.step()) {
    tallies.push_back({.feed = rows.integer(0),
                       .failed = rows.integer(1),
                       .fetched = rows.integer(3),
                       .attempts = rows.integer(2),
                       .reason = rows.text(4)});
  }
  return tallies;
}

void PageTable::add(const WantedPage& page, Timestamp now) {
  Statement(database_,
            "INSERT INTO wanted_page VALUES(?, ?, ?, 0, ?, '') ON CONFLICT DO UPDATE SET "
            "feed_id = excluded.feed_id, guarded = excluded.guarded, attempts = 0, "
            "next_ms = excluded.next_ms, error = ''")
      .bind(page.url, page.feed, page.guarded ? 1 : 0, now)
      .run();
}

std::vector<WantedPage> PageTable::due(Timestamp now, std::size_t most) {
  Statement rows(database_,
                 "SELECT url, feed_id, guarded, attempts FROM wanted_page WHERE next_ms <= ? "
                 "ORDER BY next_ms, url LIMIT ?");
  rows.bind(now, static_cast<std::int64_t>(most));
  std::vector<WantedPage> pages;
  while (rows.step())
    pages.push_back({rows.text(0), rows.integer(1), rows.integer(2) != 0, rows.integer(3)});
  return pages;
}

void PageTable::postpone(const std::string& url, Timestamp next, const std::string& error) {
  Statement(database_,
            "UPDATE wanted_page SET attempts = attempts + 1, next_ms = ?, error = ? WHERE url = ?")
      .bind(next, error, url)
      .run();
}

void PageTable::remove(const std::string& url) {
  Statement(database_, "DELETE FROM wanted_page WHERE url = ?").bind(url).run();
}

void PageTable::remove_of(std::int64_t feed) {
  Statement(database_, "DELETE FROM wanted_page WHERE feed_id = ?").bind(feed).run();
}

}  // namespace jianbao::store
