#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "jianbao/core/timestamp.h"
#include "jianbao/store/pack.h"

namespace jianbao::store {

/// What came of one poll of a feed.  The numbers are stored: never renumber.
enum class PollOutcome {
  kNone = 0,         ///< not polled yet
  kFeed = 1,         ///< a feed whose bytes differ from the last
  kSame = 2,         ///< byte for byte what it gave last
  kNotModified = 3,  ///< 304: the server says that nothing changed
  kThrottled = 4,    ///< asked to come later: 429, or 503 with Retry-After
  kServerError = 5,  ///< 5xx
  kNetwork = 6,      ///< no answer, or a broken one: connect, TLS, timeout, cut off
  kNotFound = 7,     ///< 404, 410
  kNoHost = 8,       ///< DNS knows no such host
  kRefused = 9,      ///< any other status
  kNoFeed = 10,      ///< an answer that is no feed: a page, a bot wall, a login
  kCut = 11,         ///< a feed that ends too early: items may be missing behind its end
};

/// True where the feed answered as a feed does.
constexpr bool succeeded(PollOutcome outcome) {
  return outcome == PollOutcome::kFeed || outcome == PollOutcome::kSame ||
         outcome == PollOutcome::kNotModified || outcome == PollOutcome::kCut;
}

/// True where it gave a document that has to be read.
constexpr bool gave_document(PollOutcome outcome) {
  return outcome == PollOutcome::kFeed || outcome == PollOutcome::kCut;
}

/// What its owner says about a feed.
struct FeedSettings {
  std::string name{};    ///< what the owner calls it; empty: its title
  std::string source{};  ///< under which its articles are filed
  std::optional<std::chrono::milliseconds> interval{};  ///< absent: by its own rhythm
  std::string user_agent{};                             ///< empty: jianbao's
  std::vector<std::string> headers{};                   ///< "Name: value"
  std::string proxy{};                                  ///< empty: the environment's
  bool full_page = false;                               ///< fetch the page of each article
  std::vector<std::string> tags{};  ///< its articles get these besides their own

  friend bool operator==(const FeedSettings&, const FeedSettings&) = default;
};

/// A feed that the archive knows.
struct FeedState {
  std::int64_t id = 0;
  std::string url;
  Timestamp added;
  bool subscribed = true;  ///< false: removed; what came from it stays

  FeedSettings settings;

  // What polls learn.
  std::string title;
  std::string site_url;
  std::string etag;
  std::string last_modified;
  std::optional<Digest> body_digest;
  std::optional<std::chrono::milliseconds> ttl;  ///< the document's own: ttl, sy:updatePeriod
  /// The items of the last document, newest first, as numbers that stand for their identity.
  std::vector<std::uint64_t> window;
  /// What of the last document its owner was told of: numbers that stand for what was refused.
  std::vector<std::uint64_t> refused;
  /// How long it lately took until all items of a document had given way to others, when it went
  /// fast.
  std::optional<std::chrono::milliseconds> window_span;
  PollOutcome outcome = PollOutcome::kNone;  ///< of the last poll
  std::optional<Timestamp> last_poll;
  std::optional<Timestamp> last_success;
  std::optional<Timestamp> last_body;  ///< the last success that was no 304 or 226
  std::optional<Timestamp> last_new;   ///< a poll last brought something new or changed
  std::int64_t not_modified_streak = 0;
  std::int64_t failures = 0;  ///< in a row
  std::optional<Timestamp> failing_since;
  std::string last_error;
  std::optional<Timestamp> next_poll;  ///< absent: at once
  std::string next_poll_reason;
  std::optional<Timestamp> not_before;  ///< the server asked to come no earlier (Retry-After)
  /// Where its server leads for good, and it does not go: its owner was told.
  std::string not_moved_to;
  /// Its address was one of a private network at the first success that could tell: it may be later
  /// on.  One of the public Internet may not.
  std::optional<bool> at_private;
  /// The host and port whose word the last poll's outcome is, where redirects led to another than
  /// the feed's own; else empty.
  std::string led_to{};
};

/// One poll of a feed.
struct PollRecord {
  std::int64_t feed = 0;
  Timestamp at;
  PollOutcome outcome = PollOutcome::kNone;
  int http_status = 0;  ///< 0: none came
  std::int64_t bytes = 0;
  std::int64_t items = 0;  ///< in the document; 0 where there was none
  std::int64_t fresh = 0;  ///< items that the archive did not have
  /// How many items of the document before were still there, pinned ones apart; 0 where it has
  /// gone by altogether, so that items in between may have been missed.  Absent where there is
  /// nothing to compare.
  std::optional<std::int64_t> overlap;
  /// From the oldest to the newest item of the document, by their dates.
  std::optional<std::chrono::milliseconds> span;
  std::chrono::milliseconds took{0};
  std::string error;

  friend bool operator==(const PollRecord&, const PollRecord&) = default;
};

/// So many failed attempts give a page up.
inline constexpr std::int64_t kPageAttempts = 5;

/// An article whose feed gives only a summary, and whose page is still to be fetched.
struct WantedPage {
  std::string url;  ///< the article's, as its feed gave it
  std::int64_t feed = 0;
  bool guarded = true;        ///< fetch::Request::guarded
  std::int64_t attempts = 0;  ///< that failed by its own fault
  Timestamp wanted{};         ///< since when; set by the store

  friend bool operator==(const WantedPage&, const WantedPage&) = default;
};

/// A host and port whose pages are left alone for a while, as it asked.
struct QuietHost {
  std::string host;
  Timestamp until;
  std::int64_t refusals = 0;  ///< in a row

  friend bool operator==(const QuietHost&, const QuietHost&) = default;
};

/// How the pages behind a feed's summaries fared.
struct PageTally {
  std::int64_t feed = 0;
  std::int64_t failed = 0;    ///< wanted, and not to be had so far
  std::int64_t fetched = 0;   ///< articles whose present version is from their page
  std::int64_t attempts = 0;  ///< that failed for one page, at most
  std::string reason{};       ///< the commonest last error; of two, the one tried oftener
  std::int64_t waiting = 0;   ///< still to be fetched, tried before or not
  std::optional<Timestamp> failing_since{};  ///< when the oldest of the failed was wanted
  std::int64_t for_reason = 0;               ///< of the failed, those with that error
};

/// How many items of a feed arrived in the quarter of an hour that begins at `at`.
struct Arrival {
  Timestamp at;
  std::int64_t items = 0;

  friend bool operator==(const Arrival&, const Arrival&) = default;
};

}  // namespace jianbao::store
