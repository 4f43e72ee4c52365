#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/store/feeds.h"
#include "store/sqlite.h"

namespace jianbao::store {

/// As Archive::page_tallies().
std::vector<PageTally> read_page_tallies(const Database& database, Timestamp since);

/// The pages that are still to be fetched; the caller holds the transaction.
class PageTable {
 public:
  explicit PageTable(Database& database) : database_(database) {}

  void add(const WantedPage& page, Timestamp now);
  bool add_once(const WantedPage& page, Timestamp at);
  std::vector<WantedPage> due(Timestamp now);
  std::int64_t waiting();
  void postpone(const std::string& url, Timestamp next, const std::string& error,
                std::int64_t attempts);
  void retry(std::int64_t feed, Timestamp now);
  void remove(const std::string& url);
  void remove_of(std::int64_t feed);

  std::vector<QuietHost> quiet_hosts();
  void put(const QuietHost& host);
  void remove_quiet(const std::string& host);

  std::optional<std::string> robots(const std::string& url, Timestamp now);
  void keep_robots(const std::string& url, std::string_view text, Timestamp now);

 private:
  Database& database_;
};

}  // namespace jianbao::store
