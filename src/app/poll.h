#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/gathering.h"
#include "app/host_silence.h"
#include "app/pages.h"
#include "app/poll_facts.h"
#include "app/run_context.h"

namespace jianbao::app {

/// Polls feeds: fetches many at once, stores what each gives, and plans when it is polled next.  A
/// feed is remembered with its validators, so that the next poll asks only for what is new.
class Poller {
 public:
  /// @param pages  gets what pages the feeds want.
  Poller(const RunContext& run, PageFetcher& pages);

  /// Adds an address that the user named: a feed that is known, by its present or a former address,
  /// or anything else.
  void add(const std::string& address);
  /// Adds a feed because its time has come.
  void add(const store::FeedState& feed);

  /// Begins to fetch what was added.
  void start();

  /// Takes what came of it: an errand for an address or a feed.
  void finish(Gathered&& gathered);

 private:
  /// What one host and port is asked for.  Only a few errands are handed on at a time, so that a
  /// host that asks to be left alone is.
  struct Host {
    std::deque<Errand> waiting;
    std::size_t under_way = 0;
    HostSilence silence;
    std::size_t refusals = 0;  ///< of its feeds in this run, without an answer between them
  };

  void enqueue(Errand errand);
  void start_next(Host& host);
  std::size_t ahead_of(const Host& host) const;
  void spare(const std::string& site, Host& host);
  void take(Gathered&& gathered);
  /// What came of an address that is no known feed.
  void finish_address(Gathered&& gathered);
  void finish_feed(store::FeedState feed, Gathered&& gathered);
  store::FeedState subscribe(const Gathered& gathered);
  void take_document(store::FeedState& feed, Gathered& gathered, PollFacts& facts);
  void take_items(store::FeedState& feed, const fetch::Body& body, Gathered& gathered,
                  PollFacts& facts);
  void spare_known(Reading& reading);
  void want_pages(const store::FeedState& feed, const fetch::Body& body, const Gathered& gathered,
                  const News& news);
  std::vector<store::WantedPage> pages_of(const store::FeedState& feed, const fetch::Body& body,
                                          const std::vector<std::string>& urls);
  void fail(const std::string& url, const std::string& reason);
  void count_refusal(const store::FeedState& feed, const PollFacts& facts);
  void tell_of(const store::FeedState& feed, const store::PollRecord& record);
  std::string waiting_for() const;

  const RunContext run_;
  PageFetcher& pages_;
  std::function<double()> random_;
  std::map<std::string, Host> hosts_;   ///< by "host:port"
  std::set<std::int64_t> added_feeds_;  ///< by their ids
  std::size_t added_ = 0;
};

}  // namespace jianbao::app
