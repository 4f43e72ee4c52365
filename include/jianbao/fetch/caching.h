#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "jianbao/core/timestamp.h"

namespace jianbao::fetch {

// What a response's header block says about when to come back.  A stranger says it: never more than
// 31 days, so that a typing error does not silence a source for a century.

/// Retry-After, seconds or a date; zero for a date that has passed.  Nothing if there is none, or
/// nothing readable.  A date counts from the response's own Date, else from `now`.
std::optional<std::chrono::milliseconds> retry_after(std::string_view headers, Timestamp now);

/// How much longer the response is fresh: Cache-Control's max-age less Age, else Expires less Date
/// (or `now`).  Zero if it is stale already or must be revalidated (no-cache, no-store); nothing if
/// the server does not say.
std::optional<std::chrono::milliseconds> fresh_for(std::string_view headers, Timestamp now);

}  // namespace jianbao::fetch
