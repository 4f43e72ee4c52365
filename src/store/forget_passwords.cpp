#include "store/forget_passwords.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "jianbao/text/secrets.h"
#include "store/sqlite.h"

namespace jianbao::store {

namespace {

/// "feed:ADDRESS ID" and "PLACE#feed:ADDRESS ID" (docs/schema.md) without user and password.
std::string key_without_user(std::string_view key) {
  constexpr std::string_view kMark = "feed:";
  std::size_t begin = key.starts_with(kMark) ? 0 : key.find("#feed:");
  if (begin == std::string_view::npos) return std::string(key);
  begin = key.find(kMark, begin) + kMark.size();
  const std::size_t end = std::min(key.find(' ', begin), key.size());
  return std::string(key.substr(0, begin)) + text::without_user(key.substr(begin, end - begin)) +
         std::string(key.substr(end));
}

using Texts = std::vector<std::pair<std::int64_t, std::string>>;

Texts texts(Database& database, std::string_view sql) {
  Statement rows(database, sql);
  Texts found;
  while (rows.step()) found.emplace_back(rows.integer(0), rows.text(1));
  return found;
}

/// Of two roots the one that the archive met later says what an origin gave last.
void join_arrivals(Database& database, std::int64_t earlier, std::int64_t later) {
  Statement(database,
            "UPDATE capture SET arrival = arrival + coalesce((SELECT max(k.arrival) FROM capture k "
            "WHERE k.root_id = ? AND k.path = capture.path AND k.kind = capture.kind), 0) "
            "WHERE root_id = ?")
      .bind(earlier, later)
      .run();
}

/// Of two captures that have become one, the one that the origin gave last says when.
void drop_twin(Database& database, std::int64_t gone, std::int64_t kept) {
  Statement(database,
            "UPDATE capture SET arrival = max(arrival, (SELECT arrival FROM capture WHERE id = ?)) "
            "WHERE id = ?")
      .bind(gone, kept)
      .run();
  Statement(database, "UPDATE article SET capture_id = ? WHERE capture_id = ?")
      .bind(kept, gone)
      .run();
  Statement(database, "DELETE FROM capture WHERE id = ?").bind(gone).run();
}

/// What both roots gave, byte for byte, is one capture.
void join_captures(Database& database, std::int64_t gone, std::int64_t kept) {
  Statement(database, "UPDATE OR IGNORE capture SET root_id = ? WHERE root_id = ?")
      .bind(kept, gone)
      .run();
  Statement rows(database,
                 "SELECT c.id, k.id FROM capture c JOIN capture k ON k.root_id = ? AND "
                 "k.path = c.path AND k.raw_id = c.raw_id AND k.kind = c.kind WHERE c.root_id = ?");
  rows.bind(kept, gone);
  std::vector<std::pair<std::int64_t, std::int64_t>> twins;
  while (rows.step()) twins.emplace_back(rows.integer(0), rows.integer(1));
  for (const auto& [id, twin] : twins) drop_twin(database, id, twin);
}

void join_roots(Database& database, std::int64_t gone, std::int64_t kept) {
  join_arrivals(database, std::min(gone, kept), std::max(gone, kept));
  join_captures(database, gone, kept);
  Statement(database, "DELETE FROM root WHERE id = ?").bind(gone).run();
}

void rename_roots(Database& database, const Texts& roots) {
  Statement named(database, "SELECT id FROM root WHERE name = ?");
  for (const auto& [id, name] : roots) {
    const std::string plain = text::without_user(name);
    const ResetGuard guard(named.bind(plain));
    if (named.step()) {
      join_roots(database, id, named.integer(0));
    } else {
      Statement(database, "UPDATE root SET name = ? WHERE id = ?").bind(plain, id).run();
    }
  }
}

/// An article whose key another has got meanwhile is told apart by its number.
void rename_keys(Database& database) {
  Statement change(database, "UPDATE OR IGNORE article SET canonical_url = ? WHERE id = ?");
  for (const auto& [id, key] : texts(database,
                                     "SELECT id, canonical_url FROM article "
                                     "WHERE canonical_url LIKE '%feed:%://%@%'")) {
    const std::string plain = key_without_user(key);
    change.bind(plain, id).run();
    if (database.changed_rows() > 0) continue;
    const std::string numbered = plain + " " + std::to_string(id);
    change.bind(numbered, id).run();
  }
}

/// Of articles without a link.
void rename_addresses(Database& database) {
  constexpr std::array<std::array<std::string_view, 2>, 3> kColumns{{
      {"SELECT id, url FROM article WHERE url LIKE 'feed:%://%@%'",
       "UPDATE article SET url = ? WHERE id = ?"},
      {"SELECT id, url FROM revision WHERE url LIKE 'feed:%://%@%'",
       "UPDATE revision SET url = ? WHERE id = ?"},
      {"SELECT id, path FROM capture WHERE path LIKE 'feed:%://%@%'",
       "UPDATE capture SET path = ? WHERE id = ?"},
  }};
  for (const auto& [select, update] : kColumns)
    for (const auto& [id, address] : texts(database, select)) {
      const std::string plain = key_without_user(address);
      Statement(database, update).bind(plain, id).run();
    }
}

void rename_guids(Database& database) {
  for (const auto& [feed, guid] :
       texts(database, "SELECT feed_id, guid FROM feed_guid WHERE guid LIKE '%feed:%://%@%'")) {
    const std::string plain = key_without_user(guid);
    Statement(database, "UPDATE OR REPLACE feed_guid SET guid = ? WHERE feed_id = ? AND guid = ?")
        .bind(plain, feed, guid)
        .run();
  }
}

/// Of pages that the user named with a password.
void rename_pages(Database& database) {
  Statement twin(database,
                 "SELECT k.id FROM capture c JOIN capture k ON k.root_id = c.root_id AND "
                 "k.path = ? AND k.raw_id = c.raw_id AND k.kind = c.kind WHERE c.id = ?");
  for (const auto& [id, path] : texts(database,
                                      "SELECT id, path FROM capture WHERE root_id = (SELECT id "
                                      "FROM root WHERE name = '') AND path LIKE 'http%://%@%'")) {
    const std::string plain = text::without_user(path);
    if (plain == path) continue;
    const ResetGuard guard(twin.bind(plain, id));
    if (twin.step()) {
      drop_twin(database, id, twin.integer(0));
    } else {
      Statement(database, "UPDATE capture SET path = ? WHERE id = ?").bind(plain, id).run();
    }
  }
}

}  // namespace

void forget_passwords(Database& database) {
  rename_pages(database);
  Texts roots = texts(database, "SELECT id, name FROM root WHERE name LIKE 'http%://%@%'");
  std::erase_if(roots,
                [](const auto& root) { return text::without_user(root.second) == root.second; });
  if (roots.empty()) return;
  rename_keys(database);
  rename_addresses(database);
  rename_guids(database);
  rename_roots(database, roots);
}

}  // namespace jianbao::store
