#pragma once

#include <string>

#include "app/run_context.h"
#include "jianbao/fetch/downloader.h"
#include "jianbao/store/feeds.h"

namespace jianbao::app {

/// Where the answer says that the document is for good; empty if it does not.
const std::string& permanent_url(const fetch::Outcome& outcome);

/// Takes a feed to the address that its server says it has for good (301, 308 all the way), and
/// says so.  It stays where it is, and that is said once for each such address, if the address is
/// another feed's or one that its owner took it away from.
/// @param outcome  of a poll that got an answer as a feed gives it.
void heed_move(const RunContext& run, store::FeedState& feed, const fetch::Outcome& outcome);

}  // namespace jianbao::app
