#pragma once

#include <stop_token>
#include <string>

#include "app/storing.h"
#include "jianbao/app/ingest.h"
#include "jianbao/fetch/downloader.h"
#include "jianbao/store/writer.h"

namespace jianbao::app {

/// The network end of an ingest: fetches a URL and stores what it gives.  A feed is remembered with
/// its validators, so that the next poll asks only for what is new.
class Poller {
 public:
  Poller(const IngestRequest& request, store::Writer& writer, Storing& storing);

  /// @param address  present or, for a feed that moved, former.
  void poll(const std::string& address, const std::stop_token& stop);

 private:
  void take_body(const std::string& url, const fetch::Body& body,
                 std::optional<store::FeedState> state);
  void take_page(const fetch::Body& body, const Input& input);
  void take_feed(const std::string& url, const fetch::Body& body, const Input& input,
                 std::optional<store::FeedState> state);
  /// Stores the entries; returns the state of their feed, which is remembered from now on.
  store::FeedState take_entries(const std::string& url, const fetch::Body& body, Input input,
                                std::optional<store::FeedState> state);
  void succeed(store::FeedState& state);
  void fail(const std::string& url, const std::string& reason,
            std::optional<store::FeedState> state);

  const IngestRequest& request_;
  store::Writer& writer_;
  Storing& storing_;
  fetch::Downloader downloader_;
  ItemReader reader_;
};

}  // namespace jianbao::app
