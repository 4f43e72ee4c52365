#include "jianbao/fetch/downloader.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "fetch/exchange.h"
#include "fetch/handles.h"
#include "fetch/mailbox.h"
#include "fetch/network.h"
#include "jianbao/core/clock.h"

namespace jianbao::fetch {
namespace {

constexpr std::chrono::hours kLongestPause{24};

Multi make_multi() {
  Multi multi(CurlLibrary::get().multi_init());
  if (!multi) require(CURLE_FAILED_INIT, "transfers");
  return multi;
}

DownloaderOptions sensible(DownloaderOptions options) {
  options.jobs = std::max(options.jobs, 1U);
  options.pause = std::clamp<std::chrono::milliseconds>(options.pause, std::chrono::milliseconds(0),
                                                        kLongestPause);
  return options;
}

}  // namespace

class Downloader::Impl {
 public:
  explicit Impl(DownloaderOptions options)
      : options_(sensible(std::move(options))),
        multi_(make_multi()),
        mailbox_(options_.held_bytes, [this] { CurlLibrary::get().multi_wakeup(multi_.get()); }),
        network_(options_, multi_.get(), mailbox_),
        thread_([this] { run(); }) {}

  ~Impl() { mailbox_.stop(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Mailbox& mailbox() { return mailbox_; }

 private:
  void run() noexcept {
    try {
      network_.run();
    } catch (...) {
      mailbox_.fail(std::current_exception());
    }
  }

  const DownloaderOptions options_;
  Multi multi_;
  Mailbox mailbox_;
  Network network_;
  std::jthread thread_;  ///< the last: joined before all that it uses goes
};

Downloader::Downloader(DownloaderOptions options)
    : impl_(std::make_unique<Impl>(std::move(options))) {}
Downloader::~Downloader() = default;

bool Downloader::start(std::uint64_t ticket, Request request) {
  if (auto exchange = make_exchange(ticket, std::move(request))) {
    return impl_->mailbox().put(std::move(exchange));
  }
  Finished finished;
  finished.ticket = ticket;
  finished.outcome = Failed{Failed::Kind::kOther, "not an http or https address"};
  finished.started = system_now();
  return impl_->mailbox().put_finished(std::move(finished));
}

std::optional<Finished> Downloader::next() {
  return impl_->mailbox().next();
}

void Downloader::set_pause(std::string_view url, std::chrono::milliseconds pause) {
  impl_->mailbox().put_pause(site_of(url), std::clamp<std::chrono::milliseconds>(
                                               pause, std::chrono::milliseconds(0), kLongestPause));
}

void Downloader::close() {
  impl_->mailbox().close();
}

void Downloader::stop() {
  impl_->mailbox().stop();
}

}  // namespace jianbao::fetch
