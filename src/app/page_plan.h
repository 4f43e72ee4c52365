#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "app/host_silence.h"
#include "jianbao/core/timestamp.h"
#include "jianbao/fetch/downloader.h"
#include "jianbao/store/feeds.h"

// What a run decides about pages behind summaries.  All of it is pure.

namespace jianbao::app {

/// The pages that a run takes of those that are due, in the order in which it asks for them: hosts
/// take turns, and so do the feeds at each host, so that nobody waits for somebody's thousands.
/// @param per_host  of one host and port, at most.
/// @param most      in all.
std::vector<store::WantedPage> dealt(std::vector<store::WantedPage> due, std::size_t per_host,
                                     std::size_t most);

/// Whose fault it is that a page did not come.
enum class PageFault {
  kPassing,  ///< of the network, or of the server for now: no answer, 5xx, 408, 429
  kOwn,      ///< it is not there, walled off, no article
  kForGood,  ///< it is something else than a page, or too large: that hardly changes
};

PageFault fault_of(const fetch::Outcome& outcome);

/// What is to be noted of a page that failed.
struct PageRetry {
  Timestamp next;
  std::int64_t attempts = 0;
  bool given_up = false;

  friend bool operator==(const PageRetry&, const PageRetry&) = default;
};

/// When a page is tried again.  By its own fault it fails five times, after 15 minutes, 1, 6 and 24
/// hours; for good, twice in a day.  What passes does not count: the page is tried after as long as
/// it has been wanted, at least 15 minutes and at most a day, for 30 days.
PageRetry retry_of(const store::WantedPage& page, PageFault fault, Timestamp now);

/// How long a server asks to be left alone: a 429's or 503's Retry-After; zero for a 429 that does
/// not say.  Nothing if it does not ask.
std::optional<std::chrono::milliseconds> wait_asked(const fetch::Outcome& outcome, Timestamp now);

/// A host that asked once more to be left alone: for as long as it says, a week at most; else for
/// 15 minutes, and twice as long each time, up to a day.
store::QuietHost quieted(store::QuietHost host, std::chrono::milliseconds wait, Timestamp now);

/// False once its time has passed, or if the clock was wrong when it was noted.
bool is_quiet(const store::QuietHost& host, Timestamp now);

/// What the pages of one host may take of a run.
inline constexpr std::chrono::milliseconds kHostTime = std::chrono::minutes(5);

/// How much of that they have taken.
class HostShare {
 public:
  /// @param outcome  the host's own: a page goes to another host as a new request.
  /// @param took  with the pause after it.
  void note(const fetch::Outcome& outcome, std::chrono::milliseconds took) {
    spent_ += took;
    silence_.note(outcome, {});
  }

  bool answers() const { return silence_.answers(); }

  /// True when the time has gone by, or three requests in a row had no answer.
  bool is_used_up() const { return spent_ >= kHostTime || silence_.lasts(); }

 private:
  std::chrono::milliseconds spent_{0};
  HostSilence silence_;
};

}  // namespace jianbao::app
