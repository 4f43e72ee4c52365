#include "app/pages.h"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>
#include <vector>

#include "app/poll_facts.h"
#include "jianbao/app/health.h"
#include "jianbao/fetch/caching.h"
#include "jianbao/fetch/robots.h"

namespace jianbao::app {

namespace {

constexpr const char* kAccept = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5";
/// Of one run: the others are due in the next.
constexpr std::size_t kMostPages = 1000;

constexpr std::array<std::chrono::milliseconds, 4> kRetryPauses{
    std::chrono::minutes(15), std::chrono::hours(1), std::chrono::hours(6), std::chrono::hours(24)};

/// What pages of one host may take of a run; feeds wait meanwhile.
constexpr std::chrono::milliseconds kSiteTime = std::chrono::minutes(5);
/// Pages of a host that are handed on at a time.
constexpr std::size_t kAhead = 2;

/// Names the host and the way in which a page, or a host's robots.txt, is asked for.
std::string site_key(const Errand& errand) {
  const fetch::Request& request = errand.request;
  const bool rules = errand.kind == Errand::Kind::kRobots;
  return (rules ? request.url : fetch::robots_url(request.url)) + '\n' + request.proxy + '\n' +
         request.user_agent + '\n' + (request.guarded ? "guarded" : "");
}

/// How long a server asks to be left alone.
std::optional<std::chrono::milliseconds> wait_of(const fetch::Outcome& outcome, Timestamp now) {
  const auto* rejected = std::get_if<fetch::Rejected>(&outcome);
  if (rejected == nullptr) return std::nullopt;
  const auto wait = fetch::retry_after(rejected->headers, now);
  return rejected->status == 429 && !wait ? std::chrono::milliseconds(0) : wait;
}

std::string why_not_allowed(const Gathered& rules) {
  if (std::holds_alternative<fetch::Body>(rules.finished.outcome))
    return "the robots.txt of its host does not allow it";
  return "the robots.txt of its host cannot be had: " + page_failure(rules);
}

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

PageFetcher::PageFetcher(const RunContext& run) : run_(run), archive_(run.request.archive) {}

void PageFetcher::run(const std::set<std::int64_t>* feeds) {
  run_.storing.commit();
  std::vector<store::WantedPage> pages = run_.writer.due_pages(run_.storing.now(), kMostPages);
  std::erase_if(pages, [this](const store::WantedPage& page) { return forget(page); });
  if (feeds != nullptr)
    std::erase_if(pages, [feeds](const auto& page) { return !feeds->contains(page.feed); });
  if (pages.empty()) return;
  run_.storing.phase("fetching pages", pages.size(), "pages");
  for (const store::WantedPage& page : pages) {
    Errand errand = errand_for(page);
    sites_[site_key(errand)].waiting.push_back(std::move(errand));
  }
  for (auto& [key, site] : sites_) {
    if (run_.request.obey_robots) {
      ask_for_rules(site.waiting.front());
    } else {
      open(site, run_.request.pause);
    }
  }
  while (auto gathered = next_or_commit(run_)) {
    Site& site = sites_.at(site_key(gathered->errand));
    if (gathered->errand.kind == Errand::Kind::kRobots) {
      heed_rules(site, *gathered);
      continue;
    }
    --site.under_way;
    // What waits for a host that does not want to be asked stays due.
    if (wait_of(gathered->finished.outcome, run_.storing.now())) site.waiting.clear();
    // From the first page on: it does not have to wait for as long after robots.txt.
    if (site.pause.count() > 0) run_.gathering.set_pause(gathered->errand.request.url, site.pause);
    finish(std::move(*gathered));
    start_next(site);
  }
  sites_.clear();
}

/// What was given up is due once more, when it has been remembered for long enough.
bool PageFetcher::forget(const store::WantedPage& page) {
  if (page.attempts <= static_cast<std::int64_t>(kRetryPauses.size())) return false;
  run_.writer.drop_page(page.url);
  return true;
}

/// As its feed is asked for; the feed's headers, which may hold a session, only at its own host.
Errand PageFetcher::errand_for(const store::WantedPage& page) {
  Errand errand;
  errand.kind = Errand::Kind::kPage;
  errand.feed = page.feed;
  errand.attempts = page.attempts;
  errand.request.url = page.url;
  errand.request.accept = kAccept;
  errand.request.guarded = page.guarded;
  if (const auto feed = run_.writer.find_feed(page.feed)) {
    errand.request.user_agent = feed->settings.user_agent;
    errand.request.proxy = feed->settings.proxy;
    if (fetch::robots_url(feed->url) == fetch::robots_url(page.url))
      errand.request.headers = feed->settings.headers;
  }
  return errand;
}

/// Asked for as the first of the pages is.
void PageFetcher::ask_for_rules(const Errand& page) {
  Errand errand;
  errand.kind = Errand::Kind::kRobots;
  errand.request = page.request;
  errand.request.url = fetch::robots_url(page.request.url);
  errand.request.accept = "*/*";
  run_.gathering.start(std::move(errand));
}

void PageFetcher::heed_rules(Site& site, const Gathered& gathered) {
  const fetch::Request& request = gathered.errand.request;
  const std::string& agent =
      request.user_agent.empty() ? run_.request.user_agent : request.user_agent;
  const fetch::Outcome& outcome = gathered.finished.outcome;
  const fetch::Robots rules = fetch::robots_from(outcome, agent.empty() ? "jianbao" : agent);
  for (Errand& page : std::exchange(site.waiting, {})) {
    if (rules.allows(page.request.url)) {
      site.waiting.push_back(std::move(page));
    } else {
      fail(page, why_not_allowed(gathered));
    }
  }
  const auto delay = rules.crawl_delay();
  if (delay && *delay > run_.request.pause) site.pause = *delay;
  open(site, std::max(run_.request.pause, site.pause));
}

void PageFetcher::open(Site& site, std::chrono::milliseconds pause) {
  const auto fitting = kSiteTime / std::max(pause, std::chrono::milliseconds(1));
  site.budget = std::clamp<std::size_t>(static_cast<std::size_t>(fitting), 1, kMostPages);
  start_next(site);
}

void PageFetcher::start_next(Site& site) {
  const std::size_t ahead = site.pause.count() > 0 ? 1 : kAhead;
  for (; site.under_way < ahead && site.budget > 0 && !site.waiting.empty(); --site.budget) {
    run_.gathering.start(std::move(site.waiting.front()));
    site.waiting.pop_front();
    ++site.under_way;
  }
}

void PageFetcher::finish(Gathered&& gathered) {
  const std::string url = gathered.errand.request.url;
  const auto known = archive_.find_by_url(url);
  if (!known) {  // its address has changed since
    run_.writer.drop_page(url);
    return run_.storing.step();
  }
  const std::string failure = page_failure(gathered, &known->article);
  if (!failure.empty()) {
    const auto wait = wait_of(gathered.finished.outcome, run_.storing.now());
    return fail(gathered.errand, failure, wait.value_or(std::chrono::milliseconds(0)));
  }
  Article& page = gathered.reading.articles.front().article;
  page = completed(known->article, page);
  run_.writer.drop_page(url);
  if (run_.storing.complete(gathered.reading)) ++run_.report.pages;
}

/// A page that is missing for now is no news; one that is given up is.
void PageFetcher::fail(const Errand& page, std::string reason, std::chrono::milliseconds least) {
  const std::string& url = page.request.url;
  ++run_.report.pages_failed;
  if (reason.starts_with(url + ": ")) reason.erase(0, url.size() + 2);
  if (const auto pause = retry_pause(page.attempts + 1)) {
    const Timestamp next{run_.storing.now().ms + std::max(*pause, least).count()};
    run_.writer.postpone_page(url, next, reason);
    return run_.storing.detail(url + ": " + reason + "; its page is tried again later");
  }
  // With its reason, for whoever asks how the feed's pages do.
  run_.writer.postpone_page(
      url, {run_.storing.now().ms + std::chrono::milliseconds(kPageMemory).count()}, reason);
  run_.storing.fail(url + ": " + reason + "; only the summary of its feed is kept");
}

}  // namespace jianbao::app
