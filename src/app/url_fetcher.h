#pragma once

#include <cstdint>
#include <future>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "jianbao/fetch/downloader.h"

namespace jianbao::app {

/// Fetches single documents for several threads by one downloader, which keeps its pauses whoever
/// asks.
class UrlFetcher {
 public:
  explicit UrlFetcher(fetch::DownloaderOptions options);
  ~UrlFetcher();
  UrlFetcher(const UrlFetcher&) = delete;
  UrlFetcher& operator=(const UrlFetcher&) = delete;

  /// Waits until it is had.
  /// @throws Error(kNetwork), subject `url`, that says why it cannot be.
  fetch::Body fetch(const std::string& url, const std::string& accept);

  /// Lets every call, also those to come, fail.
  void stop();

 private:
  void hand_out();

  fetch::Downloader downloader_;
  std::mutex mutex_;
  std::map<std::uint64_t, std::promise<fetch::Outcome>> waiting_;
  std::uint64_t last_ticket_ = 0;
  bool stopped_ = false;
  std::jthread thread_;  ///< last, so that it is joined while the rest still lives
};

}  // namespace jianbao::app
