#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/store/feeds.h"
#include "store/sqlite.h"

namespace jianbao::store {

/// All feeds in the order of their ids.
std::vector<FeedState> read_feeds(const Database& database);
/// The polls of a feed, oldest first.
std::vector<PollRecord> read_polls(const Database& database, std::int64_t feed);
/// As Archive::cut_polls().
std::vector<PollRecord> read_cut_polls(const Database& database, std::int64_t feed);
/// When items of a feed arrived, oldest first.
std::vector<Arrival> read_arrivals(const Database& database, std::int64_t feed);

/// Who gave a feed another address.  The numbers are stored: never renumber.
enum class Mover { kServer = 0, kOwner = 1 };

/// The writing side of feeds and their history; the caller holds the transaction.
class FeedTable {
 public:
  explicit FeedTable(Database& database) : database_(database) {}

  std::optional<FeedState> find(const std::string& url);
  std::optional<FeedState> find(std::int64_t id);
  std::int64_t add(const std::string& url, std::int64_t source, Timestamp now);
  void change(std::int64_t id, const FeedSettings& settings, std::int64_t source, bool subscribed);
  void unsubscribe(std::int64_t id);
  void update(const FeedState& state);
  /// Notes a former address.
  void move(std::int64_t id, const std::string& from, const std::string& to, Mover mover,
            Timestamp now);
  /// Forgets what belongs to the address that the feed had.
  void begin_anew(std::int64_t id);
  /// True if it was its owner who last took the feed away from this address.
  bool was_left(std::int64_t id, const std::string& url);
  void record(const PollRecord& poll, std::int64_t run);
  /// An item that is new to a feed, dated by the feed: it came after the last success, whatever its
  /// date says, and not later than `seen`.
  void note_arrival(std::int64_t feed, Timestamp dated, Timestamp seen);
  /// As read_arrivals().
  std::vector<Arrival> arrivals(std::int64_t feed);

 private:
  /// Prepared when first used: most runs of most commands have no use for them.
  /// @param sql  one that stays: it is the key.
  Statement& prepared(std::string_view sql);

  Database& database_;
  std::map<std::string_view, Statement> prepared_;
};

}  // namespace jianbao::store
