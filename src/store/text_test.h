#pragma once

#include <string_view>

namespace jianbao::store {

class Database;

/// The name under which SQL calls a TextTest: jianbao_test(?, text), its first argument bound by
/// Statement::bind_one.
inline constexpr std::string_view kTextTest = "jianbao_test";
/// The type of its first argument, as SQLite's pointer passing wants it named.
inline constexpr const char* kTextTestPointer = "jianbao-text-test";

/// Makes jianbao_test known to a connection.
void register_text_test(const Database& database);

}  // namespace jianbao::store
