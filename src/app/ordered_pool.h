#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace jianbao::app {

/// How much may be under way at once.
struct PoolLimits {
  unsigned workers = 2;
  std::size_t items = 256;
  std::uint64_t bytes = std::uint64_t{48} << 20U;  ///< of the items' own sizes
};

/// Works on items 0 … n-1 in several threads and hands the results over in the order of the items.
/// Bounded: a worker does not begin an item that is too far ahead of the one handed over last.
template <class Result>
class OrderedPool {
 public:
  /// Makes a thread's own function from item number to result; called once in each thread.
  using MakeWork = std::function<std::function<Result(std::size_t)>()>;

  /// `sizes` holds each item's cost in bytes.
  OrderedPool(std::vector<std::uint64_t> sizes, const PoolLimits& limits, MakeWork make_work)
      : sizes_(std::move(sizes)), limits_(limits), make_work_(std::move(make_work)) {
    for (unsigned i = 0; i < limits_.workers; ++i)
      threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
  }

  ~OrderedPool() {
    for (auto& thread : threads_) thread.request_stop();
    room_.notify_all();
  }

  OrderedPool(const OrderedPool&) = delete;
  OrderedPool& operator=(const OrderedPool&) = delete;

  /// The result of the next item; nothing after the last.  Rethrows what its work threw.
  std::optional<Result> next() {
    std::unique_lock lock(mutex_);
    if (delivered_ == sizes_.size()) return std::nullopt;
    arrived_.wait(lock, [this] { return failure_ || done_.count(delivered_) > 0; });
    if (failure_) std::rethrow_exception(failure_);
    auto node = done_.extract(delivered_);
    under_way_ -= sizes_[delivered_++];
    lock.unlock();
    room_.notify_all();
    return std::move(node.mapped());
  }

 private:
  void run(const std::stop_token& stop) {
    try {
      const auto work = make_work_();
      while (const auto item = claim(stop)) {
        Result result = work(*item);
        const std::lock_guard lock(mutex_);
        done_.emplace(*item, std::move(result));
        arrived_.notify_one();
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      failure_ = std::current_exception();
      arrived_.notify_one();
    }
  }

  std::optional<std::size_t> claim(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    const auto has_room = [this] {
      if (claimed_ == sizes_.size() || claimed_ == delivered_) return true;
      return claimed_ < delivered_ + limits_.items &&
             under_way_ + sizes_[claimed_] <= limits_.bytes;
    };
    if (!room_.wait(lock, stop, has_room) || claimed_ == sizes_.size()) return std::nullopt;
    under_way_ += sizes_[claimed_];
    return claimed_++;
  }

  const std::vector<std::uint64_t> sizes_;
  const PoolLimits limits_;
  const MakeWork make_work_;

  std::mutex mutex_;
  std::condition_variable_any room_;
  std::condition_variable_any arrived_;
  std::map<std::size_t, Result> done_;
  std::size_t claimed_ = 0;
  std::size_t delivered_ = 0;
  std::uint64_t under_way_ = 0;
  std::exception_ptr failure_;
  std::vector<std::jthread> threads_;  ///< last, so that it is joined while the rest still lives
};

}  // namespace jianbao::app
