#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/core/timestamp.h"
#include "support/http_server.h"

namespace jianbao::test {

/// What befalls a feed for some hours of the day.
enum class Trouble {
  kNone,
  kRefused,      ///< nobody listens
  kBusySeconds,  ///< 503, Retry-After in seconds
  kBusyDate,     ///< 503, Retry-After as a date
  kNotFound,     ///< 404
  kGarbage,      ///< 200 with bytes that are no feed
  kSilent,       ///< takes the request and says nothing
  kMoved,        ///< 301 to another address, from then on
};

/// How a feed publishes, and what goes wrong.
struct FeedScript {
  std::chrono::minutes every{60};  ///< between two items
  std::size_t window = 20;         ///< items shown at once
  bool late_dates = false;         ///< every third item is dated a day before it appears
  bool edits = false;              ///< an item's text changes some time after it appeared
  Trouble trouble = Trouble::kNone;
  std::chrono::minutes trouble_begins{0};
  std::chrono::minutes trouble_ends{0};
};

/// What a feed's servers have seen.
struct Traffic {
  std::size_t requests = 0;   ///< that reached a server
  std::size_t bytes = 0;      ///< sent, with headers
  std::size_t too_early = 0;  ///< requests while Retry-After had told to wait
  std::map<int, std::size_t> statuses;
};

/// A feed on a server of its own in a day that passes as it is told.
class SimulatedFeed {
 public:
  SimulatedFeed(std::size_t number, const FeedScript& script, Timestamp begin);

  /// It is `now` from here on; time does not run backwards.
  void pass(Timestamp now);

  std::string url() const { return server_.origin() + "/feed"; }
  /// Where it is found from the trouble kMoved on.
  std::string later_url() const { return later_.origin() + "/feed"; }
  const FeedScript& script() const { return script_; }
  Traffic traffic() const;

  /// The items shown now: numbers, oldest first.
  std::vector<int> shown() const;
  static std::string item_url(std::size_t feed, int item);
  std::string item_url(int item) const { return item_url(number_, item); }
  /// 2 once the item's text has been changed.
  int version(int item) const;
  /// What is in the item's text, by version.
  static std::string mark(int version);

 private:
  struct Answer {
    int status = 200;
    std::string headers{};
    std::string body{};
  };

  bool in_trouble() const;
  bool told_to_wait() const;
  Timestamp published(int item) const;
  std::string document() const;
  Answer answer(const std::string& request, bool moved) const;
  Answer troubled() const;
  void serve(RawConnection& connection, bool moved);

  const std::size_t number_;
  const FeedScript script_;
  const Timestamp begin_;
  mutable std::mutex mutex_;
  Timestamp now_;
  Timestamp wait_until_{0};
  Traffic traffic_;
  RawServer server_;
  RawServer later_;
};

}  // namespace jianbao::test
