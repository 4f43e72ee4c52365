#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fetch/exchange.h"
#include "fetch/host_queue.h"

namespace jianbao::fetch {

/// What callers hand to the network thread, and what it hands back.  Thread-safe.
class Mailbox {
 public:
  struct Post {
    std::vector<std::unique_ptr<Exchange>> exchanges{};
    /// Hosts as in Exchange::host, with their new pause.
    std::vector<std::pair<std::string, std::chrono::milliseconds>> pauses{};
  };

  /// @param wake  makes the network thread look here; called from any thread.
  Mailbox(std::size_t held_bytes, std::function<void()> wake)
      : held_bytes_(held_bytes), wake_(std::move(wake)) {}

  // The callers' side; see Downloader.
  bool put(std::unique_ptr<Exchange> exchange);
  /// For a request that needs no network.
  bool put_finished(Finished finished);
  void put_pause(std::string host, std::chrono::milliseconds pause);
  std::optional<Finished> next();
  void close();
  void stop();

  // The network thread's side.
  /// What has come since the last call; nothing after stop().
  std::optional<Post> collect();
  /// False while too much waits to be handed over; wakes the thread when that has changed.
  bool has_room();
  void deliver(Finished finished);
  /// Every next() throws this from now on.
  void fail(std::exception_ptr failure);

 private:
  void add(Finished finished);
  bool is_over() const { return stopped_ || (closed_ && under_way_ == 0); }

  const std::size_t held_bytes_;
  const std::function<void()> wake_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  Post post_;
  std::deque<Finished> finished_;
  std::size_t held_ = 0;       ///< bytes of finished_
  std::size_t under_way_ = 0;  ///< put and not yet delivered
  bool wants_room_ = false;
  bool closed_ = false;
  bool stopped_ = false;
  std::exception_ptr failure_;
};

}  // namespace jianbao::fetch
