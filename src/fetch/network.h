#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "fetch/exchange.h"
#include "fetch/handles.h"
#include "fetch/host_queue.h"
#include "fetch/mailbox.h"
#include "fetch/proxy.h"
#include "fetch/setup.h"
#include "fetch/trust.h"

namespace jianbao::fetch {

/// The network thread's work: takes exchanges from the mailbox, drives their transfers, and
/// delivers what came of them.
class Network {
 public:
  Network(const DownloaderOptions& options, CURLM* multi, Mailbox& mailbox);
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  /// Returns once the mailbox is stopped.
  void run();

 private:
  using Time = std::chrono::steady_clock::time_point;

  void admit(Mailbox::Post post);
  void start_waiting();
  /// True if a transfer had ended.
  bool take_ended();
  void wait();

  /// Starts the transfer from where the exchange stands, or what must come before it.
  void begin(std::unique_ptr<Exchange> exchange);
  /// True if what a proxy would fetch must be of the public Internet.
  bool guards_target(const Exchange& exchange) const;
  void begin_transfer(std::unique_ptr<Exchange> exchange);
  void add(std::unique_ptr<Exchange> exchange);
  void end(std::unique_ptr<Exchange> exchange, CURLcode code);
  void redirect(std::unique_ptr<Exchange> exchange, const std::string& location);
  void finish(std::unique_ptr<Exchange> exchange, Outcome outcome);
  Surroundings surroundings() const { return {options_, share_.get(), netrc_, trust_}; }

  const DownloaderOptions& options_;
  CURLM* multi_;
  Mailbox& mailbox_;
  ProxySettings proxies_;
  std::string netrc_;
  Trust trust_;
  Share share_;
  std::vector<Easy> idle_;
  std::unordered_map<Exchange*, std::unique_ptr<Exchange>> active_;
  HostQueue<std::unique_ptr<Exchange>> queue_;
};

}  // namespace jianbao::fetch
