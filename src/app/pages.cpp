#include "app/pages.h"

#include <algorithm>
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

std::string why_not_allowed(const Gathered& rules) {
  if (std::holds_alternative<fetch::Body>(rules.finished.outcome))
    return "the robots.txt of its host does not allow it";
  return "the robots.txt of its host cannot be had: " + page_failure(rules);
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
      waiting_[fetch::robots_url(page.url)].push_back(page);
    } else {
      start(page);
    }
  }
  for (const auto& [url, waiting] : waiting_) ask_for_rules(url, waiting);
  while (auto gathered = next_or_commit(gathering_, storing_)) {
    if (gathered->errand.kind == Errand::Kind::kRobots) {
      heed_rules(*gathered);
    } else {
      finish(std::move(*gathered));
    }
  }
  waiting_.clear();
}

/// The rules are fetched as the first of the pages is; guarded only if no feed may lead there.
void PageFetcher::ask_for_rules(const std::string& url,
                                const std::vector<store::WantedPage>& waiting) {
  Errand errand;
  errand.kind = Errand::Kind::kRobots;
  errand.request = request_for(waiting.front());
  errand.request.url = url;
  errand.request.accept = "*/*";
  errand.request.guarded =
      std::all_of(waiting.begin(), waiting.end(), [](const auto& page) { return page.guarded; });
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
      fail(page.url, page.attempts, why_not_allowed(gathered));
    }
  }
}

void PageFetcher::start(const store::WantedPage& page) {
  Errand errand;
  errand.kind = Errand::Kind::kPage;
  errand.feed = page.feed;
  errand.attempts = page.attempts;
  errand.request = request_for(page);
  gathering_.start(std::move(errand));
}

/// As its feed is asked for; the feed's headers, which may hold a session, only at its own host.
fetch::Request PageFetcher::request_for(const store::WantedPage& page) {
  fetch::Request request;
  request.url = page.url;
  request.accept = kAccept;
  request.guarded = page.guarded;
  if (const auto feed = writer_.find_feed(page.feed)) {
    request.user_agent = feed->settings.user_agent;
    request.proxy = feed->settings.proxy;
    if (fetch::robots_url(feed->url) == fetch::robots_url(page.url))
      request.headers = feed->settings.headers;
  }
  return request;
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
void PageFetcher::fail(const std::string& url, std::int64_t attempts, std::string reason) {
  if (reason.starts_with(url + ": ")) reason.erase(0, url.size() + 2);
  const auto pause = retry_pause(attempts + 1);
  if (pause) {
    writer_.postpone_page(url, {storing_.now().ms + pause->count()}, reason);
    return storing_.detail(url + ": " + reason + "; its page is tried again later");
  }
  writer_.drop_page(url);
  storing_.fail_line(url + ": " + reason + "; only the summary of its feed is kept");
}

}  // namespace jianbao::app
