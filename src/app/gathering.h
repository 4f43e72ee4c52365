#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include "app/read_item.h"
#include "jianbao/app/ingest.h"
#include "jianbao/fetch/downloader.h"
#include "jianbao/formats/kind.h"
#include "jianbao/store/pack.h"

namespace jianbao::app {

/// What is to be fetched, and what for.
struct Errand {
  enum class Kind {
    kAddress,  ///< named by the user: a feed or a page
    kFeed,     ///< a feed that the archive knows
    kPage,     ///< of an article whose feed gives only a summary
    kRobots,   ///< a host's robots.txt
  };

  Kind kind = Kind::kAddress;
  fetch::Request request;
  std::string source;                    ///< files everything under this name; empty: decide
  std::optional<store::Digest> known{};  ///< bytes that need not be read again
  std::int64_t feed = 0;                 ///< of kFeed and kPage: its id
  std::int64_t attempts = 0;             ///< of kPage: that failed by its own fault before
  Timestamp wanted{};                    ///< of kPage: since when
  std::string article_url{};             ///< of kPage: its request may be further, by redirects

  /// The address that the user, a feed or the archive named.
  const std::string& asked_url() const { return kind == Kind::kPage ? article_url : request.url; }
};

inline bool is_for_pages(const Errand& errand) {
  return errand.kind == Errand::Kind::kPage || errand.kind == Errand::Kind::kRobots;
}

/// What came of an errand.
struct Gathered {
  Errand errand;
  fetch::Finished finished;                      ///< the bytes of a body are gone, but for kRobots
  formats::Kind kind = formats::Kind::kUnknown;  ///< of a body
  std::optional<store::Digest> digest{};         ///< of a body
  Reading reading{};                             ///< of a body that is not known
  std::optional<std::string> wall{};             ///< the bot wall that answered
  std::string failure{};                         ///< why a body could not be read
};

/// Fetches errands and reads what they bring, in threads of its own: one for the network, some for
/// reading.  What is read and not yet taken is bounded; the network then waits.
class Gathering {
 public:
  explicit Gathering(const IngestRequest& request);
  ~Gathering();
  Gathering(const Gathering&) = delete;
  Gathering& operator=(const Gathering&) = delete;

  void start(Errand errand);

  /// Waits for the next errand that is done, in any order; at most `longest`, or as long as it
  /// takes.  Nothing if none is under way, or when the time has passed.  After stop(): what had
  /// arrived by then, then nothing.
  /// @throws Error(kNetwork) if libcurl breaks.
  std::optional<Gathered> next(std::optional<std::chrono::milliseconds> longest = {});

  void set_pause(std::string_view url, std::chrono::milliseconds pause) {
    downloader_.set_pause(url, pause);
  }

  /// Ends the transfers under way; no more will be started.  From any thread.
  void stop();

 private:
  void start_readers();
  void read_answers();
  bool is_over() const { return stopped_ ? readers_at_work_ == 0 : under_way_ == 0; }
  bool is_abandoned();
  void abandon();
  Errand take_errand(std::uint64_t ticket);
  void hand_over(Gathered&& gathered);

  const IngestRequest& request_;
  fetch::Downloader downloader_;

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::condition_variable room_;
  std::unordered_map<std::uint64_t, Errand> errands_;
  std::deque<Gathered> done_;
  std::size_t done_bytes_ = 0;
  std::uint64_t last_ticket_ = 0;
  std::size_t under_way_ = 0;  ///< started and not yet taken
  std::size_t readers_at_work_ = 0;
  bool stopped_ = false;
  bool abandoned_ = false;  ///< nobody will take what is done
  std::exception_ptr broken_;
  std::vector<std::jthread> readers_;  ///< last, so that they are joined while the rest still lives
};

/// What a body of these bytes is read as for an errand.  @throws Error(kLimit, kInput).
Reading read_body(const Errand& errand, const fetch::Body& body, formats::Kind kind,
                  ItemReader& reader);

}  // namespace jianbao::app
