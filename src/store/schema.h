#pragma once

#include <span>

namespace jianbao::store {

class Database;

inline constexpr int kApplicationId = 0x4A424152;  // "JBAR"
inline constexpr int kSchemaVersion = 10;

/// The SQL of each step: the first makes version 1 in an empty database, the next version 2 of it …
std::span<const char* const> migrations();

/// Makes the schema in an empty database, brings an older one up to date, leaves a current one
/// alone (without a write).  @throws Error(kStorage) for another application's file or a newer
/// version.
void migrate(Database& database);

/// The same checks for a reader, which cannot migrate.  @throws Error(kStorage).
void require_current_schema(Database& database);

}  // namespace jianbao::store
