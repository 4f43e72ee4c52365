#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "app/window.h"
#include "jianbao/app/rhythm.h"
#include "jianbao/store/feeds.h"

namespace jianbao::app {

/// What one poll of a feed came to.
struct PollFacts {
  Timestamp at;
  store::PollOutcome outcome = store::PollOutcome::kNone;
  int http_status = 0;  ///< 0: none came
  std::int64_t bytes = 0;
  std::chrono::milliseconds took{0};
  std::string site{};                   ///< whose word this is, as fetch::Finished::site
  std::string error;                    ///< of a failure, in words
  std::span<const WindowItem> items{};  ///< of a document that was read (kFeed)
  bool only_new = false;                ///< the document leaves out what that before had (RFC 3229)
  std::int64_t fresh = 0;               ///< items that the archive did not have
  std::int64_t changed = 0;             ///< items of which it has a new version
  std::int64_t re_dated = 0;            ///< items that have other dates whenever they are asked for
  std::optional<std::chrono::milliseconds> fresh_for{};    ///< HTTP's: max-age, Expires
  std::optional<std::chrono::milliseconds> retry_after{};  ///< from `at` on
};

/// Takes a poll into the feed's state (all but its title, site, validators, digest and ttl, which
/// the caller has from the answer) and plans the next; returns what is to be recorded of it.
/// @param rhythm  with what this poll brought.  @param random  from 0 up to, not including, 1.
store::PollRecord note_poll(store::FeedState& feed, const PollFacts& facts, const Rhythm& rhythm,
                            double random);

/// The poll in one line: "feed 3 https://…: 200, 5120 bytes, 20 items, 3 new, 0.412 s; next poll
/// 2026-05-15T01:00:00Z (something new comes about every 2 h)".
std::string poll_line(const store::FeedState& feed, const store::PollRecord& record);

inline constexpr int kImUsed = 226;  ///< a status of RFC 3229

/// True for a document of new items alone (kImUsed): its server left out what the one before had,
/// so nothing in between was missed.
bool holds_only_new(const store::PollRecord& poll);

/// How long it took until all items of a document had given way to others: by their dates, else by
/// how many were new since the last success.  Nothing for what is only a part of the document.
std::optional<std::chrono::milliseconds> turnover(const store::PollRecord& poll,
                                                  std::optional<Timestamp> last_success);

}  // namespace jianbao::app
