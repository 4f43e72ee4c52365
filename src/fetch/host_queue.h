#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace jianbao::fetch {

/// Who is next: one at a time from each host, and a pause after each.  Every step costs the
/// logarithm of the number of hosts that have something waiting.
template <class Item>
class HostQueue {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Pause = std::chrono::milliseconds;

  explicit HostQueue(Pause pause) : pause_(pause) {}

  void push(const std::string& host, Item item) {
    at(host).waiting.push_back(std::move(item));
    list(at(host));
  }

  /// Before all that waits for this host.
  void push_first(const std::string& host, Item item) {
    at(host).waiting.push_front(std::move(item));
    list(at(host));
  }

  /// Counts from the last release(), also for what waits already.
  void set_pause(const std::string& host, Pause pause) {
    Host& changed = at(host);
    delist(changed);
    changed.pause = pause;
    list(changed);
  }

  /// The item that has been allowed to start for longest; its host is busy until release().
  std::optional<Item> take(Time now) {
    if (listed_.empty() || listed_.begin()->first.first > now) return std::nullopt;
    Host& host = *listed_.begin()->second;
    delist(host);
    host.busy = true;
    Item item = std::move(host.waiting.front());
    host.waiting.pop_front();
    return item;
  }

  void release(const std::string& host, Time now) {
    Host& released = at(host);
    released.busy = false;
    released.ended = now;
    list(released);
  }

  /// When take() will have something; nothing if that needs a push() or release().
  std::optional<Time> next_start() const {
    if (listed_.empty()) return std::nullopt;
    return listed_.begin()->first.first;
  }

 private:
  struct Host {
    std::size_t number = 0;  ///< orders hosts that may start at the same time
    Pause pause{0};
    std::optional<Time> ended{};  ///< the last transfer
    bool busy = false;
    bool listed = false;
    std::deque<Item> waiting{};

    std::pair<Time, std::size_t> key() const {
      return {ended ? *ended + pause : Time::min(), number};
    }
  };

  Host& at(const std::string& name) {
    const auto [entry, is_new] = hosts_.try_emplace(name);
    if (is_new) {
      entry->second.number = hosts_.size();
      entry->second.pause = pause_;
    }
    return entry->second;
  }

  void list(Host& host) {
    if (host.listed || host.busy || host.waiting.empty()) return;
    listed_.emplace(host.key(), &host);
    host.listed = true;
  }

  void delist(Host& host) {
    if (!host.listed) return;
    listed_.erase(host.key());
    host.listed = false;
  }

  Pause pause_;
  std::unordered_map<std::string, Host> hosts_;  ///< its elements never move
  std::map<std::pair<Time, std::size_t>, Host*> listed_;
};

}  // namespace jianbao::fetch
