#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "store/sqlite.h"

namespace jianbao::store {

/// The ids of the rows of a table of names, adding what is missing.
class NameTable {
 public:
  NameTable(const Database& database, const std::string& table)
      : database_(database),
        find_(database, "SELECT id FROM " + table + " WHERE name = ?"),
        insert_(database, "INSERT INTO " + table + "(name) VALUES(?)") {}

  std::int64_t id(const std::string& name) {
    const auto known = ids_.find(name);
    if (known != ids_.end()) return known->second;
    find_.bind(name);
    std::int64_t id = 0;
    if (find_.step()) {
      id = find_.integer(0);
      find_.reset();
    } else {
      insert_.bind(name).run();
      id = database_.last_insert_rowid();
    }
    ids_.emplace(name, id);
    return id;
  }

  /// After a rollback the rows may be gone.
  void forget() { ids_.clear(); }

 private:
  const Database& database_;
  Statement find_;
  Statement insert_;
  std::unordered_map<std::string, std::int64_t> ids_;
};

}  // namespace jianbao::store
