#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/app/feed_changes.h"
#include "jianbao/core/clock.h"
#include "jianbao/feed/opml.h"
#include "jianbao/store/feeds.h"

namespace jianbao::app {

/// What a feed is called where people read it: its owner's name for it, else its title, else its
/// source, else its address without a password.
std::string display_name(const store::FeedState& feed);

/// The subscribed feeds that a word names: by number, by address (present; http or https, with or
/// without tracking parameters), else by name, source or title.
std::vector<store::FeedState> feeds_named(std::span<const store::FeedState> feeds,
                                          std::string_view word);

/// Subscribed feeds as OPML carries them, in the order given.
std::vector<feed::OpmlFeed> to_opml(std::span<const store::FeedState> feeds);

/// How a feed stood before it was subscribed to.
enum class Before { kUnknown, kRemoved, kSubscribed };

struct Added {
  Before before = Before::kUnknown;
  store::FeedState feed;  ///< as it stands now
};

/// What came of a list of feeds.
struct ImportReport {
  std::size_t fresh = 0;  ///< subscribed now; also those that had been removed
  std::size_t known = 0;  ///< were subscribed before, and stay as they are
  std::size_t refused = 0;
  std::vector<std::string> reasons;  ///< one line for each refused, at most a hundred
};

/// The subscriptions of an archive, for changing.  Holds the archive's ingest lock; nothing is
/// stored before commit().
class Subscriptions {
 public:
  /// Makes the archive if it is missing.
  /// @param wait  for an ingest that runs; 0: not at all.
  /// @throws Error(kBusy) if one still does, or `stop` was requested; Error(kStorage).
  Subscriptions(const std::string& archive, Clock now, std::chrono::milliseconds wait = {},
                const std::stop_token& stop = {});
  ~Subscriptions();
  Subscriptions(const Subscriptions&) = delete;
  Subscriptions& operator=(const Subscriptions&) = delete;

  /// Every feed as it stood when this was opened, removed ones too.
  std::span<const store::FeedState> feeds() const;
  /// As feeds_named(), and by the addresses that a feed had before it moved.
  std::vector<store::FeedState> named(std::string_view word) const;

  /// Subscribes to a feed; one that is subscribed already stays as it is.
  /// @throws Error(kUsage) as checked_feed_url() and checked() do.
  Added add(std::string_view url, const FeedChanges& changes);
  /// @throws Error(kUsage) as checked() does.
  store::FeedState change(store::FeedState feed, const FeedChanges& changes);
  /// Gives a feed another address (its own: to be judged anew).  Its articles and the history of
  /// its addresses stay, and a redirect for good to the address that it leaves does not move it
  /// back.
  /// @throws Error(kUsage) as checked_feed_url() does, and if another feed has the address.
  store::FeedState readdress(store::FeedState feed, std::string_view url);
  /// Has the pages behind the feed's summaries asked for again by the next ingest, also those that
  /// were given up.
  void retry_pages(const store::FeedState& feed);
  /// Ends the subscription; what came from the feed stays.
  void remove(const store::FeedState& feed);
  /// Adds every feed of an OPML document; what is refused does not hinder the others.
  ImportReport add_all(std::span<const feed::OpmlFeed> feeds);

  void commit();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace jianbao::app
