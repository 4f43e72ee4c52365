#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "jianbao/fetch/downloader.h"

namespace jianbao::fetch {

/// Names the bot wall that answered in place of the site ("Cloudflare's challenge for browsers"):
/// one line, with what can be done.  Nothing for an honest refusal, an error page, or an article
/// about such walls.
/// @param headers  the response's header block
/// @param head     the beginning of its body; no more than 64 KiB are looked at
std::optional<std::string> bot_wall(int status, std::string_view headers, std::string_view head);

/// In one line why this is no document: the bot wall that answered, else the server's own words,
/// or what failed.  Empty for a Body.
std::string why_no_document(const Outcome& outcome);

}  // namespace jianbao::fetch
