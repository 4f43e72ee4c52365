#include "app/url_fetcher.h"

#include <exception>
#include <utility>
#include <variant>

#include "jianbao/core/error.h"
#include "jianbao/fetch/wall.h"

namespace jianbao::app {

UrlFetcher::UrlFetcher(fetch::DownloaderOptions options)
    : downloader_(std::move(options)), thread_([this] { hand_out(); }) {}

UrlFetcher::~UrlFetcher() {
  stop();
}

fetch::Body UrlFetcher::fetch(const std::string& url, const std::string& accept) {
  std::future<fetch::Outcome> answer;
  fetch::Request request;
  request.url = url;
  request.accept = accept;
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) throw Error(ErrorKind::kNetwork, url, "was not fetched: the run was stopped");
    answer = waiting_[++last_ticket_].get_future();
    downloader_.start(last_ticket_, std::move(request));
  }
  fetch::Outcome outcome = answer.get();
  if (auto* const body = std::get_if<fetch::Body>(&outcome)) return std::move(*body);
  throw Error(ErrorKind::kNetwork, url, fetch::why_no_document(outcome));
}

void UrlFetcher::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  downloader_.stop();
}

/// The one thread that asks the downloader.
void UrlFetcher::hand_out() {
  std::string end = "was not fetched: the run was stopped";
  try {
    while (auto finished = downloader_.next()) {
      const std::lock_guard lock(mutex_);
      auto node = waiting_.extract(finished->ticket);
      if (!node.empty()) node.mapped().set_value(std::move(finished->outcome));
    }
  } catch (const std::exception& e) {
    end = e.what();
  }
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  for (auto& [ticket, promise] : waiting_) {
    promise.set_value(fetch::Failed{fetch::Failed::Kind::kOther, end});
  }
  waiting_.clear();
}

}  // namespace jianbao::app
