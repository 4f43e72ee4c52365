#pragma once

#include <atomic>
#include <csignal>
#include <stop_token>
#include <thread>

#include "jianbao/core/error.h"

namespace jianbao::cli {

/// Thrown where a signal ended the work; never an error of the work itself.
struct Interrupted {
  int signal;
};

/// While it lives, SIGINT and SIGTERM ask for a stop instead of ending the process; the second one
/// ends it.  Make it before any other thread, so that they all leave the signals to it.  A signal
/// that the parent had us ignore (nohup) stays ignored.
class SignalWatch {
 public:
  /// @throws Error(kStorage) if the system has no descriptors left.
  SignalWatch();
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  std::stop_token token() const { return stop_.get_token(); }
  /// The signal that came; 0 if none did.
  int signal() const { return signal_.load(); }

 private:
  void watch();

  sigset_t watched_{};
  sigset_t before_{};
  int signals_ = -1;
  int end_ = -1;
  std::stop_source stop_;
  std::atomic<int> signal_{0};
  std::thread thread_;
};

/// What `work(stop_token)` returns.  @throws Interrupted where it failed because a signal came.
template <class Work>
auto unless_interrupted(const Work& work) {
  const SignalWatch watch;
  try {
    return work(watch.token());
  } catch (const Error&) {
    if (watch.signal() != 0) throw Interrupted{watch.signal()};
    throw;
  }
}

/// Lets a write to a closed pipe, and one beyond the limit on file sizes, fail instead of killing
/// the process.
void prefer_errors_to_signals();

/// Fills descriptors 0, 1 and 2 where the parent closed them, so that no file we open gets their
/// number; writing to such a one fails.
void reserve_standard_streams();

}  // namespace jianbao::cli
