#include "fetch/network.h"

#include <algorithm>
#include <utility>

#include "fetch/address.h"
#include "fetch/netrc.h"
#include "jianbao/core/clock.h"
#include "jianbao/core/error.h"

namespace jianbao::fetch {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Idle ones included: enough for a run over hundreds of hosts, and within the usual 1,024 files.
constexpr long kConnections = 128;
/// libcurl's own timers and wakeup() end a wait earlier.
constexpr milliseconds kLongestWait{60'000};

Share make_share() {
  const CurlLibrary& curl = CurlLibrary::get();
  Share share(curl.share_init());
  if (!share) require(CURLE_FAILED_INIT, "share");
  for (const curl_lock_data what : {CURL_LOCK_DATA_COOKIE, CURL_LOCK_DATA_SSL_SESSION}) {
    const CURLSHcode code = curl.share_setopt(share.get(), CURLSHOPT_SHARE, what);
    // Without it, a libcurl does more handshakes.
    if (code != CURLSHE_OK && code != CURLSHE_NOT_BUILT_IN) {
      require(CURLE_FAILED_INIT, "cookies");
    }
  }
  return share;
}

bool connects_again(const Exchange& exchange, const Url& url) {
  return host_and_port(url) == exchange.host;
}

}  // namespace

Network::Network(const DownloaderOptions& options, CURLM* multi, Mailbox& mailbox)
    : options_(options),
      multi_(multi),
      mailbox_(mailbox),
      proxies_(with_proxy(options.proxy, proxies_of_environment())),
      netrc_(read_netrc(options.netrc_file)),
      trust_(trust_of_environment()),
      share_(make_share()),
      queue_(options.pause, options.jobs) {
  require(CurlLibrary::get().multi_setopt(multi_, CURLMOPT_MAXCONNECTS, kConnections),
          "connections");
}

Network::~Network() {
  for (const auto& [exchange, owned] : active_) {
    CurlLibrary::get().multi_remove_handle(multi_, exchange->easy.get());
  }
}

void Network::run() {
  while (auto post = mailbox_.collect()) {
    admit(std::move(*post));
    start_waiting();
    int running = 0;
    require(CurlLibrary::get().multi_perform(multi_, &running), "transfers");
    if (!take_ended()) wait();
  }
}

void Network::admit(Mailbox::Post post) {
  for (const auto& [host, pause] : post.pauses) queue_.set_pause(host, pause);
  for (auto& exchange : post.exchanges) {
    const std::string host = exchange->host;
    if (exchange->request.led_to) queue_.vouch_for(host);
    queue_.push(host, std::move(exchange));
  }
}

void Network::start_waiting() {
  while (active_.size() < options_.jobs && mailbox_.has_room()) {
    auto exchange = queue_.take(steady_clock::now());
    if (!exchange) return;
    begin(std::move(*exchange));
  }
}

bool Network::take_ended() {
  bool any = false;
  int left = 0;
  while (const CURLMsg* message = CurlLibrary::get().multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    CURL* easy = message->easy_handle;
    char* named = nullptr;
    require(CurlLibrary::get().easy_getinfo(easy, CURLINFO_PRIVATE, &named), "transfer");
    require(CurlLibrary::get().multi_remove_handle(multi_, easy), "transfer");
    auto node = active_.extract(reinterpret_cast<Exchange*>(named));
    end(std::move(node.mapped()), code);
    any = true;
  }
  return any;
}

void Network::wait() {
  milliseconds longest = kLongestWait;
  if (active_.size() < options_.jobs && mailbox_.has_room()) {
    if (const auto next = queue_.next_start()) {
      const auto until = std::chrono::ceil<milliseconds>(*next - steady_clock::now());
      longest = std::clamp(until, milliseconds(0), kLongestWait);
    }
  }
  require(
      CurlLibrary::get().multi_poll(multi_, nullptr, 0, static_cast<int>(longest.count()), nullptr),
      "waiting");
}

void Network::begin(std::unique_ptr<Exchange> exchange) {
  if (!exchange->begun) {
    exchange->begun = true;
    exchange->started = system_now();
  }
  if (!exchange->easy) {
    if (idle_.empty()) idle_.emplace_back(CurlLibrary::get().easy_init());
    exchange->easy = std::move(idle_.back());
    idle_.pop_back();
    if (!exchange->easy) require(CURLE_FAILED_INIT, "new handle");
  }
  const std::string& own = exchange->request.proxy;
  exchange->proxy = own.empty() ? proxy_for(exchange->url, proxies_) : own;
  exchange->looked_up_private = false;
  // Behind a proxy nobody sees what is connected to: judge what the name stands for here.
  const bool guards = guards_target(*exchange);
  const bool tells = !exchange->proxy.empty() && is_known_here(exchange->url.host);
  if (!guards && !tells) return begin_transfer(std::move(exchange));
  if (guards && is_mock_address(exchange->url.host)) {
    Failed refused = refused_address(exchange->url.host + ", no valid address");
    return finish(std::move(exchange), std::move(refused));
  }
  exchange->looking_up = true;
  prepare_look_up(*exchange, surroundings());
  add(std::move(exchange));
}

bool Network::guards_target(const Exchange& exchange) const {
  return exchange.guarded && !options_.allow_private && !exchange.proxy.empty();
}

void Network::begin_transfer(std::unique_ptr<Exchange> exchange) {
  exchange->looking_up = false;
  prepare_transfer(*exchange, surroundings());
  add(std::move(exchange));
}

void Network::add(std::unique_ptr<Exchange> exchange) {
  exchange->transfer_began = steady_clock::now();
  require(CurlLibrary::get().multi_add_handle(multi_, exchange->easy.get()), "transfer");
  Exchange* key = exchange.get();
  active_.emplace(key, std::move(exchange));
}

void Network::end(std::unique_ptr<Exchange> exchange, CURLcode code) {
  const CurlLibrary& curl = CurlLibrary::get();
  Transfer& transfer = *exchange->transfer;
  transfer.rethrow();
  exchange->took += steady_clock::now() - exchange->transfer_began;
  if (exchange->looking_up) {
    exchange->looked_up_private = !transfer.refused().empty();
    if (!exchange->looked_up_private || !guards_target(*exchange)) {
      return begin_transfer(std::move(exchange));
    }
    Failed refused = refused_address(transfer.refused());
    return finish(std::move(exchange), std::move(refused));
  }
  note_asked(*exchange);
  curl_off_t received = 0;
  require(curl.easy_getinfo(exchange->easy.get(), CURLINFO_SIZE_DOWNLOAD_T, &received), "size");
  exchange->received += static_cast<std::uint64_t>(received);
  Ending ending{.code = code, .words = exchange->words};
  ending.through_proxy = !exchange->proxy.empty();
  require(curl.easy_getinfo(exchange->easy.get(), CURLINFO_SSL_VERIFYRESULT, &ending.verify_result),
          "certificate");
  require(
      curl.easy_getinfo(exchange->easy.get(), CURLINFO_HTTP_CONNECTCODE, &ending.connect_status),
      "proxy");
  if (auto failed = failure(ending, transfer, options_.limits)) {
    return finish(std::move(exchange), std::move(*failed));
  }
  const std::string location = redirect_of(transfer);
  if (!location.empty()) return redirect(std::move(exchange), location);
  Outcome answer = answer_of(*exchange);
  finish(std::move(exchange), std::move(answer));
}

void Network::redirect(std::unique_ptr<Exchange> exchange, const std::string& location) {
  if (auto failed = follow(*exchange, location, options_.limits)) {
    return finish(std::move(exchange), std::move(*failed));
  }
  if (connects_again(*exchange, exchange->url)) return begin(std::move(exchange));
  if (exchange->request.stay) {
    Outcome onward = redirected(*exchange);
    return finish(std::move(exchange), std::move(onward));
  }
  queue_.release(exchange->host, steady_clock::now(), true);
  exchange->host = host_and_port(exchange->url);
  exchange->transfer.reset();
  CurlLibrary::get().easy_reset(exchange->easy.get());
  idle_.push_back(std::move(exchange->easy));
  const std::string host = exchange->host;
  queue_.vouch_for(host);
  queue_.push_first(host, std::move(exchange));
}

void Network::finish(std::unique_ptr<Exchange> exchange, Outcome outcome) {
  queue_.release(exchange->host, steady_clock::now(), !std::holds_alternative<Failed>(outcome));
  // It still points at the exchange.
  CurlLibrary::get().easy_reset(exchange->easy.get());
  idle_.push_back(std::move(exchange->easy));
  Finished finished;
  finished.ticket = exchange->ticket;
  finished.outcome = std::move(outcome);
  finished.started = exchange->started;
  finished.took = std::chrono::duration_cast<milliseconds>(exchange->took);
  finished.received = exchange->received;
  finished.site = exchange->host;
  finished.asked_private = exchange->asked_private;
  mailbox_.deliver(std::move(finished));
}

}  // namespace jianbao::fetch
