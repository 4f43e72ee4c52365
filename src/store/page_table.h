#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
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
  std::vector<WantedPage> due(Timestamp now, std::size_t most);
  void postpone(const std::string& url, Timestamp next, const std::string& error);
  void remove(const std::string& url);
  void remove_of(std::int64_t feed);

 private:
  Database& database_;
};

}  // namespace jianbao::store
