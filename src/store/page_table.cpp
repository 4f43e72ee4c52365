#include "store/page_table.h"

namespace jianbao::store {

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
