#include "fetch/mailbox.h"

namespace jianbao::fetch {
namespace {

/// What keeping it costs, near enough.
std::size_t size_of(const Finished& finished) {
  if (const auto* body = std::get_if<Body>(&finished.outcome)) {
    return body->bytes.size() + body->headers.size();
  }
  const auto* rejected = std::get_if<Rejected>(&finished.outcome);
  return rejected == nullptr ? 0 : rejected->body_head.size() + rejected->headers.size();
}

}  // namespace

bool Mailbox::put(std::unique_ptr<Exchange> exchange) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    if (closed_ || stopped_) return false;
    first = post_.exchanges.empty();
    post_.exchanges.push_back(std::move(exchange));
    ++under_way_;
  }
  if (first) wake_();
  return true;
}

bool Mailbox::put_finished(Finished finished) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_ || stopped_) return false;
    add(std::move(finished));
  }
  arrived_.notify_one();
  return true;
}

void Mailbox::put_pause(std::string host, std::chrono::milliseconds pause) {
  {
    const std::lock_guard lock(mutex_);
    post_.pauses.emplace_back(std::move(host), pause);
  }
  wake_();
}

std::optional<Finished> Mailbox::next() {
  std::optional<Finished> taken;
  bool wake = false;
  {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return failure_ || is_over() || !finished_.empty(); });
    if (failure_) std::rethrow_exception(failure_);
    if (finished_.empty()) return std::nullopt;
    taken = std::move(finished_.front());
    finished_.pop_front();
    held_ -= size_of(*taken);
    wake = wants_room_ && held_ < held_bytes_;
  }
  if (wake) wake_();
  return taken;
}

void Mailbox::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  arrived_.notify_all();
}

void Mailbox::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  arrived_.notify_all();
  wake_();
}

std::optional<Mailbox::Post> Mailbox::collect() {
  const std::lock_guard lock(mutex_);
  if (stopped_) return std::nullopt;
  return std::exchange(post_, {});
}

bool Mailbox::has_room() {
  const std::lock_guard lock(mutex_);
  wants_room_ = held_ >= held_bytes_;
  return !wants_room_;
}

void Mailbox::deliver(Finished finished) {
  bool last = false;
  {
    const std::lock_guard lock(mutex_);
    add(std::move(finished));
    --under_way_;
    last = is_over();
  }
  // Whoever waits beside the one that gets the last must learn that there is no more.
  if (last) {
    arrived_.notify_all();
  } else {
    arrived_.notify_one();
  }
}

void Mailbox::fail(std::exception_ptr failure) {
  {
    const std::lock_guard lock(mutex_);
    failure_ = std::move(failure);
  }
  arrived_.notify_all();
}

void Mailbox::add(Finished finished) {
  held_ += size_of(finished);
  finished_.push_back(std::move(finished));
}

}  // namespace jianbao::fetch
