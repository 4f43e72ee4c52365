#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/store/feeds.h"
#include "jianbao/store/records.h"

namespace jianbao::store {

/// The one writer of an archive.  What is written between two commits is stored whole or not at
/// all. One thread at a time; hold an IngestLock.
class Writer {
 public:
  /// Opens the archive, making it (and its folder) if it is missing, and bringing an older schema
  /// or search index up to date.
  /// @throws Error(kStorage) if the place is unwritable, the file is no archive, or is of a newer
  /// version.
  explicit Writer(const std::string& file);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Stores one capture and the article read from it.  `feed` is the feed's id for entries, else 0.
  /// An article is recognised by its guid within the feed, unless URL, title and text all speak
  /// against it (some feeds use a guid again), then by its canonical URL with what tells it apart
  /// from others that have it, then by where its page was found: docs/schema.md, "What is one
  /// article".
  /// What an origin gave last, given again, changes nothing, unless it is a page whose article has
  /// another version by now; what it gave before that, given again, is a new version.  An article
  /// dated before the version held now becomes a revision without displacing it.  A feed's entry
  /// whose text is clearly shorter than that which another origin gave leaves the text as it is:
  /// docs/feeds.md, "Which text an article has".
  /// @throws Error(kStorage); the open batch is then rolled back and the writer usable again.
  Stored put(const Article& article, const Capture& capture, Timestamp seen, std::int64_t feed = 0);

  /// Stores what another extractor read from the very capture that an article's present version was
  /// read from: a new version if title, text, URL or a date differ, else what else differs
  /// (authors, tags …) in place; the capture's extractor version.  kUnchanged also for an id that
  /// is unknown.
  /// @throws Error(kStorage) as put() does.
  Stored revise(std::int64_t article_id, const Article& article, int extractor_version,
                Timestamp seen);

  /// The feed that has this address, or had it before it moved; also one that was removed.
  std::optional<FeedState> find_feed(const std::string& url);
  std::optional<FeedState> find_feed(std::int64_t id);
  /// Subscribes to a feed that is not known yet.
  FeedState add_feed(const std::string& url, const FeedSettings& settings, Timestamp now);
  /// Stores what its owner says: state.settings and state.subscribed.  Another interval, or a new
  /// subscription, makes the feed due at once; asking for pages forgets its validators, so that the
  /// next poll brings the whole document.
  void change_feed(const FeedState& state);
  /// Ends a subscription; articles, guids and history stay, pages are not wanted any more.
  void remove_feed(std::int64_t id);
  /// Stores what a poll learnt: all of the state but its address and what its owner says.
  void update_feed(const FeedState& state);
  /// Gives a feed the address that its server says it has for good, and notes the old one.
  /// @param url  that of no other feed.
  void move_feed(FeedState& state, const std::string& url, Timestamp now);
  /// Gives a feed the address that its owner wants it to have, and notes the old one.  What belongs
  /// to that one is forgotten (validators, the last document's hash, what its server asked to
  /// wait), so that the feed is due at once.
  /// @param url  that of no other feed; the feed's own is asked anew as well.
  void readdress_feed(FeedState& state, const std::string& url, Timestamp now);
  /// True if the feed once had this address, and it was readdress_feed() that took it away.
  bool was_left(const FeedState& state, const std::string& url);
  /// Notes a poll.  Of each feed the newest 2,000 are kept.
  void record_poll(const PollRecord& poll);
  /// When items of the feed arrived, in ascending order: the newest 2,000 quarters of an hour, what
  /// the open batch brought among them.
  std::vector<Arrival> arrivals(std::int64_t feed);

  /// What brought the present text of the article that has this address; nothing if there is
  /// none, also where the address is that of several items of a feed.
  std::optional<OriginKind> shown_from(const std::string& url);

  /// Notes that the page of an article is to be fetched, from now on.  One that is noted already
  /// begins anew.
  void want_page(const WantedPage& page, Timestamp now);
  /// Notes that it is to be fetched at `at`.  False, and nothing happens, if it is noted already.
  bool want_page_once(const WantedPage& page, Timestamp at);
  /// Those whose time has come, the longest waiting first; also those that were given up and have
  /// been remembered for long enough.
  std::vector<WantedPage> due_pages(Timestamp now);
  /// How many are wanted and not given up, due or not.
  std::int64_t waiting_pages();
  /// Notes a failure: it is due again at `next`, and `attempts` have failed by its own fault so far
  /// (kPageAttempts: it is given up, and remembered until then).
  void postpone_page(const std::string& url, Timestamp next, const std::string& error,
                     std::int64_t attempts);
  /// Has all pages of this feed begin anew, also those that were given up.
  void retry_pages(std::int64_t feed, Timestamp now);
  void drop_page(const std::string& url);
  /// Wants no page of this feed any more.
  void drop_pages(std::int64_t feed);

  /// The hosts whose pages were to be left alone, in the order of their names, also those whose
  /// time has passed.
  std::vector<QuietHost> quiet_hosts();
  void leave_alone(const QuietHost& host);
  void ask_again(const std::string& host);

  /// What the robots.txt at this address held when it was fetched last, within the day before
  /// `now`.
  std::optional<std::string> robots(const std::string& url, Timestamp now);
  /// Keeps it, and forgets those of more than a day ago.
  void keep_robots(const std::string& url, std::string_view text, Timestamp now);

  /// Notes the run that captures belong to; it reaches the file with the first batch.
  void start_run(Timestamp now);
  /// What comes from now on is to be handed over (HandOver), unless that began before.  Committed
  /// at once, outside of any batch.
  void begin_hand_over();
  /// Completes the run's row, in the open batch or one of its own; call commit() after it.
  void finish_run(const RunRecord& run);

  /// Ends the batch durably.  Without a batch: nothing happens, and nothing is written.
  void commit();
  void rollback() noexcept;

  /// Merges index segments: after a bulk load all of them, after a small batch a bounded amount.
  void merge_index();

  /// Commits, then builds the search index from the articles; not a second time where opening the
  /// archive just did.  Until it is done, readers see the index as it was.
  void rebuild_index();
  /// True if it was built again, by that call or on opening.
  bool built_index() const;
  /// Commits, then merges all index segments, renews SQLite's statistics, and empties the
  /// write-ahead log into the file unless a reader holds it.
  void optimize();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace jianbao::store
