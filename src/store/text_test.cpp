#include "store/text_test.h"

#include <sqlite3.h>

#include <exception>
#include <string>

#include "jianbao/store/condition.h"
#include "store/sqlite.h"

namespace jianbao::store {

namespace {

extern "C" {

void run_text_test(sqlite3_context* context, int, sqlite3_value** arguments) noexcept {
  const auto* test =
      static_cast<const TextTest*>(sqlite3_value_pointer(arguments[0], kTextTestPointer));
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[1]));
  if (test == nullptr || text == nullptr) return;  // NULL: not known to hold
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(arguments[1]));
  try {
    sqlite3_result_int(context, (*test)({text, size}) ? 1 : 0);
  } catch (const std::exception& e) {
    sqlite3_result_error(context, e.what(), -1);
  }
}

}  // extern "C"

}  // namespace

void register_text_test(const Database& database) {
  const std::string name(kTextTest);
  const int code = sqlite3_create_function_v2(
      database.handle(), name.c_str(), 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
      nullptr, run_text_test, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) database.fail(code);
}

}  // namespace jianbao::store
