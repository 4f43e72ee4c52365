#include "app/pages.h"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>

#include "app/poll.h"
#include "app/poll_facts.h"

namespace jianbao::app {

namespace {

constexpr const char* kAccept = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5";
/// Of one run: the others are due in the next.
constexpr std::size_t kMostPages = 1000;

constexpr std::array<std::chrono::milliseconds, 4> kRetryPauses{
    std::chrono::minutes(15), std::chrono::hours(1), std::chrono::hours(6), std::chrono::hours(24)};

void take_if_empty(std::string& mine, const std::string& other) {
  if (mine.empty()) mine = other;
}

}  // namespace

Article completed(Article from_feed, const Article& page) {
  Article article = std::move(from_feed);
  if (!page.text.empty()) article.text = page.text;
  take_if_empty(article.title, page.title);
  take_if_empty(article.language, page.language);
  take_if_empty(article.image_url, page.image_url);
  take_if_empty(article.image_caption, page.image_caption);
  take_if_empty(article.dateline, page.dateline);
  if (article.authors.empty()) article.authors = page.authors;
  if (article.tags.empty()) article.tags = page.tags;
  const bool own = article.published_origin == DateOrigin::kBody;
  if (page.published && !own) {
    article.published = page.published;
    article.published_origin = page.published_origin;
  }
  return article;
}

std::optional<std::chrono::milliseconds> retry_pause(std::int64_t attempts) {
  const auto index = static_cast<std::size_t>(attempts - 1);
  return index < kRetryPauses.size() ? std::optional(kRetryPauses[index]) : std::nullopt;
}

PageFetcher::PageFetcher(const IngestRequest& request, store::Writer& writer, Storing& storing,
                         IngestReport& report, Gathering& gathering)
    : request_(request),
      writer_(writer),
      storing_(storing),
      report_(report),
      gathering_(gathering),
      archive_(request.archive) {}

void PageFetcher::run() {
  storing_.commit();
  const std::vector<store::WantedPage> pages = writer_.due_pages(storing_.now(), kMostPages);
  if (pages.empty()) return;
  storing_.phase("fetching pages", pages.size());
  for (const store::WantedPage& page : pages) {
    if (request_.obey_robots) {
      ask_for_rules(page);
    } else {
      start(page);
    }
  }
  while (auto gathered = next_or_commit(gathering_, storing_)) {
    if (gathered->errand.kind == Errand::Kind::kRobots) {
      heed_rules(*gathered);
    } else {
      finish(std::move(*gathered));
    }
  }
  waiting_.clear();
}

void PageFetcher::ask_for_rules(const store::WantedPage& page) {
  const std::string url = fetch::robots_url(page.url);
  std::vector<store::WantedPage>& waiting = waiting_[url];
  waiting.push_back(page);
  if (waiting.size() > 1) return;
  Errand errand;
  errand.kind = Errand::Kind::kRobots;
  errand.request.url = url;
  errand.request.guarded = page.guarded;
  gathering_.start(std::move(errand));
}

void PageFetcher::heed_rules(const Gathered& gathered) {
  const std::string& url = gathered.errand.request.url;
  const std::string& agent = request_.user_agent;
  const fetch::Robots rules =
      fetch::robots_from(gathered.finished.outcome, agent.empty() ? "jianbao" : agent);
  if (const auto delay = rules.crawl_delay(); delay && *delay > request_.pause)
    gathering_.set_pause(url, *delay);
  for (const store::WantedPage& page : std::exchange(waiting_[url], {})) {
    if (rules.allows(page.url)) {
      start(page);
    } else {
      fail(page.url, page.attempts, "the robots.txt of its host does not allow it");
    }
  }
}

void PageFetcher::start(const store::WantedPage& page) {
  Errand errand;
  errand.kind = Errand::Kind::kPage;
  errand.feed = page.feed;
  errand.attempts = page.attempts;
  errand.request.url = page.url;
  errand.request.accept = kAccept;
  errand.request.guarded = page.guarded;
  if (const auto feed = writer_.find_feed(page.feed)) {
    errand.request.user_agent = feed->settings.user_agent;
    errand.request.proxy = feed->settings.proxy;
  }
  gathering_.start(std::move(errand));
}

void PageFetcher::finish(Gathered&& gathered) {
  const std::string url = gathered.errand.request.url;
  const auto known = archive_.find_by_url(url);
  if (!known) {  // its address has changed since
    writer_.drop_page(url);
    return storing_.step();
  }
  const std::string failure = page_failure(gathered, &known->article);
  if (!failure.empty()) return fail(url, gathered.errand.attempts, failure);
  Article& page = gathered.reading.articles.front().article;
  page = completed(known->article, page);
  writer_.drop_page(url);
  storing_.complete(gathered.reading);
  ++report_.pages;
}

/// A page that is missing for now is no news; one that is given up is.
void PageFetcher::fail(const std::string& url, std::int64_t attempts, const std::string& reason) {
  const auto pause = retry_pause(attempts + 1);
  if (pause) {
    writer_.postpone_page(url, {storing_.now().ms + pause->count()}, reason);
    return storing_.detail(url + ": " + reason + "; its page is tried again later");
  }
  writer_.drop_page(url);
  storing_.fail_line(url + ": " + reason + "; only the summary of its feed is kept");
}

}  // namespace jianbao::app
