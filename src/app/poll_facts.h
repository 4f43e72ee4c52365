#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/gathering.h"
#include "app/poll_note.h"

namespace jianbao::app {

/// PollFacts::error of a document that ends inside an entry.
inline constexpr std::string_view kCutInEntry = "cut off inside an entry";

/// What the answer to a feed's poll says about the poll: its outcome, the reason of a failure in
/// words, and when to come back.  Items and what the archive made of them are left out.
/// @param ever_fed  the address has given a feed before.
PollFacts facts_of(const Gathered& gathered, bool ever_fed, Timestamp now);

/// What to do where a web page answered, as the end of a line.
std::string way_to_feeds(const std::string& url);

/// Why a fetched page brought no article; empty if it did.
/// @param item  what the feed said of it; null if no feed led there.
std::string page_failure(const Gathered& gathered, const Article* item = nullptr);

/// The items of a document, as the next one is compared with them.  They point into `reading`.
std::vector<WindowItem> window_items(const Reading& reading);

/// The URLs of the items that the document before did not have.
/// @param window  what that had: store::FeedState::window.
std::set<std::string> added_urls(const Reading& reading, std::span<const std::uint64_t> window);

}  // namespace jianbao::app
