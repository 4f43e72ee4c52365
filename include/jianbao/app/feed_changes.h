#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/store/feeds.h"

namespace jianbao::app {

/// What a subscriber wants changed about a feed.  Absent: left as it is.  Empty, zero or false:
/// back to what jianbao does by itself.
struct FeedChanges {
  std::optional<std::string> name{};
  std::optional<std::string> source{};
  std::optional<std::chrono::milliseconds> interval{};
  std::optional<std::string> user_agent{};
  std::optional<std::vector<std::string>> headers{};  ///< "Name: value"
  std::optional<std::string> proxy{};
  std::optional<bool> full_page{};
  std::optional<std::vector<std::string>> tags{};
};

/// A feed's address as it is kept: trimmed, "feed:" schemes undone, normalised, without fragment.
/// @throws Error(kUsage) that names what is wrong: another scheme, no server, no scheme …
std::string checked_feed_url(std::string_view typed);

/// A proxy's address, trimmed.
/// @throws Error(kUsage) for an unknown scheme, no scheme or no host, with what to write instead.
std::string checked_proxy(std::string_view typed);

/// The changes, cleaned of what no line of text holds.
/// @throws Error(kUsage) for a header that is none, could smuggle lines or is not the user's to
/// send, a proxy that is no address, an interval no one can keep, and whatever is too long.
FeedChanges checked(FeedChanges changes);

/// The settings with the changes made.  A feed without a source of its own takes its new name.
store::FeedSettings apply(const FeedChanges& changes, store::FeedSettings settings);

}  // namespace jianbao::app
