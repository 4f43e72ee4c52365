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

/// Who is next: one at a time from each host, and a pause after each.  Hosts that have not
/// answered, and may hang, leave a place to those that have.  Every step costs the logarithm of the
/// number of hosts that have something waiting.
template <class Item>
class HostQueue {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Pause = std::chrono::milliseconds;

  /// @param places  how many items are under way at the most: the caller's to keep.
  HostQueue(Pause pause, std::size_t places)
      : pause_(pause), most_strangers_(places > 1 ? places - 1 : 1) {}

  void push(const std::string& host, Item item) {
    at(host).waiting.push_back(std::move(item));
    list(at(host));
  }

  /// Before all that waits for this host.
  void push_first(const std::string& host, Item item) {
    at(host).waiting.push_front(std::move(item));
    list(at(host));
  }

  /// Who has answered led there: it is taken for one that answers until it was asked.
  void vouch_for(const std::string& host) {
    Host& named = at(host);
    if (named.busy || named.ended) return;
    delist(named);
    named.answers = true;
    list(named);
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
    const Listed& listed = next();
    if (listed.empty() || listed.begin()->first.first > now) return std::nullopt;
    Host& host = *listed.begin()->second;
    delist(host);
    host.busy = true;
    if (!host.answers) ++strangers_at_work_;
    Item item = std::move(host.waiting.front());
    host.waiting.pop_front();
    return item;
  }

  /// @param answered  by whatever: it does not hang.
  void release(const std::string& host, Time now, bool answered) {
    Host& released = at(host);
    if (!released.answers) --strangers_at_work_;
    released.answers = answered;
    anybody_answers_ = anybody_answers_ || answered;
    released.busy = false;
    released.ended = now;
    list(released);
  }

  /// When take() will have something; nothing if that needs a push() or release().
  std::optional<Time> next_start() const {
    const Listed& listed = next();
    if (listed.empty()) return std::nullopt;
    return listed.begin()->first.first;
  }

 private:
  struct Host {
    std::size_t number = 0;  ///< orders hosts that may start at the same time
    Pause pause{0};
    std::optional<Time> ended{};  ///< the last transfer
    bool answers = false;         ///< it did the last time, or is vouched for
    bool busy = false;
    bool listed = false;
    std::deque<Item> waiting{};

    std::pair<Time, std::size_t> key() const {
      return {ended ? *ended + pause : Time::min(), number};
    }
  };

  using Listed = std::map<std::pair<Time, std::size_t>, Host*>;

  /// Whose first is next.
  const Listed& next() const {
    const bool full = anybody_answers_ && strangers_at_work_ >= most_strangers_;
    if (strangers_.empty() || full) return known_;
    if (known_.empty()) return strangers_;
    return strangers_.begin()->first < known_.begin()->first ? strangers_ : known_;
  }

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
    (host.answers ? known_ : strangers_).emplace(host.key(), &host);
    host.listed = true;
  }

  void delist(Host& host) {
    if (!host.listed) return;
    (host.answers ? known_ : strangers_).erase(host.key());
    host.listed = false;
  }

  Pause pause_;
  std::size_t most_strangers_;  ///< at work, once anybody has answered
  std::size_t strangers_at_work_ = 0;
  bool anybody_answers_ = false;
  std::unordered_map<std::string, Host> hosts_;  ///< its elements never move
  Listed known_;                                 ///< hosts that answer
  Listed strangers_;                             ///< the others
};

}  // namespace jianbao::fetch
