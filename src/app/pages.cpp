#include "app/pages.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "app/poll_facts.h"
#include "app/transfers.h"
#include "jianbao/app/health.h"
#include "jianbao/app/schedule.h"
#include "jianbao/fetch/robots.h"

namespace jianbao::app {

namespace {

/// Of one run: the others are due in the next.
constexpr std::size_t kMostPages = 1000;

constexpr std::chrono::milliseconds kBeforeSecondLook = std::chrono::hours(24);

/// Pages of a host that are handed on at a time.
constexpr std::size_t kAhead = 2;

/// Names the host and the way in which a page, or a host's robots.txt, is asked for.
std::string site_key(const Errand& errand) {
  const fetch::Request& request = errand.request;
  const bool rules = errand.kind == Errand::Kind::kRobots;
  return (rules ? request.url : fetch::robots_url(request.url)) + '\n' + request.proxy + '\n' +
         request.user_agent + '\n' + (request.guarded ? "guarded" : "");
}

constexpr const char* kNotAllowed = "the robots.txt of its host does not allow it";

std::string why_not_allowed(const Gathered& rules) {
  if (std::holds_alternative<fetch::Body>(rules.finished.outcome)) return kNotAllowed;
  return "the robots.txt of its host cannot be had: " + page_failure(rules);
}

PageFault fault_of_page(const Gathered& gathered) {
  const fetch::Outcome& outcome = gathered.finished.outcome;
  const bool is_no_page =
      std::holds_alternative<fetch::Body>(outcome) && gathered.kind == formats::Kind::kUnknown;
  return is_no_page ? PageFault::kForGood : fault_of(outcome);
}

}  // namespace

PageFetcher::PageFetcher(const RunContext& run) : run_(run), archive_(run.request.archive) {
  recall_quiet_hosts();
}

void PageFetcher::recall_quiet_hosts() {
  const Timestamp now = run_.storing.now();
  for (store::QuietHost& host : run_.writer.quiet_hosts()) {
    const std::chrono::milliseconds past(now.ms - host.until.ms);
    if (past >= kPageMemory) {
      run_.writer.ask_again(host.host);
    } else {
      quiet_hosts_.emplace(host.host, std::move(host));
    }
  }
}

void PageFetcher::take_due(std::optional<std::int64_t> feed) {
  for (const store::WantedPage& page : chosen(feed)) enqueue(page);
}

void PageFetcher::want(store::WantedPage page) {
  page.wanted = run_.storing.now();
  run_.writer.want_page(page, page.wanted);
  if (!is_left_alone(page.url)) enqueue(page);
}

void PageFetcher::want_once(store::WantedPage page) {
  page.wanted = run_.storing.now();
  const bool is_new = run_.writer.want_page_once(page, page.wanted);
  if (is_new && !is_left_alone(page.url)) enqueue(page);
}

void PageFetcher::want_later(const store::WantedPage& page) {
  run_.writer.want_page_once(page, {run_.storing.now().ms + kBeforeSecondLook.count()});
}

void PageFetcher::finish(Gathered&& gathered) {
  Site& site = sites_.at(site_key(gathered.errand));
  if (gathered.errand.kind == Errand::Kind::kRobots) {
    heed_rules(site, gathered);
  } else {
    --site.under_way;
    heed_answer(site, gathered);
    if (const auto* onward = std::get_if<fetch::Redirected>(&gathered.finished.outcome)) {
      follow(std::move(gathered.errand), *onward);
    } else {
      store(std::move(gathered));
    }
  }
  start_next(site);
}

/// Those of the due pages whose turn it is.
std::vector<store::WantedPage> PageFetcher::chosen(std::optional<std::int64_t> feed) {
  std::vector<store::WantedPage> pages = run_.writer.due_pages(run_.storing.now());
  std::erase_if(pages, [&](const store::WantedPage& page) {
    return forget(page) || (feed && *feed != page.feed) || is_left_alone(page.url);
  });
  const auto fitting =
      kHostTime / std::max(run_.request.transfers.pause, std::chrono::milliseconds(1));
  const auto per_host = std::clamp<std::size_t>(static_cast<std::size_t>(fitting), 1, kMostPages);
  return dealt(std::move(pages), per_host, kMostPages);
}

void PageFetcher::enqueue(const store::WantedPage& page) {
  Errand errand = errand_for(page);
  Site& site = sites_[site_key(errand)];
  if (site.share.is_used_up() || !in_hand_.insert(page.url).second) return;
  run_.storing.expect_page();
  line_up(site, std::move(errand), site.pages_of_feeds[page.feed]++);
}

void PageFetcher::line_up(Site& site, Errand errand, std::size_t turn) {
  if (run_.request.obey_robots && !site.asked_for_rules) look_up_rules(site, errand);
  if (site.rules && !site.rules->robots.allows(errand.request.url))
    return fail(errand, site.rules->refusal, site.rules->fault);
  site.waiting.emplace(std::pair(turn, ++enqueued_), std::move(errand));
  start_next(site);
}

/// To another host, which has rules and a patience of its own.  Goes first there: it has waited
/// already.  Where that host is not to be asked, the page stays due.
void PageFetcher::follow(Errand errand, const fetch::Redirected& onward) {
  errand.request.url = onward.url;
  errand.request.guarded = onward.guarded;
  errand.request.redirects = onward.redirects;
  if (!onward.same_site) add_own(errand);
  Site& site = sites_[site_key(errand)];
  if (site.share.is_used_up() || is_left_alone(onward.url)) return;
  line_up(site, std::move(errand), 0);
}

/// What was given up is due once more, when it has been remembered for long enough.
bool PageFetcher::forget(const store::WantedPage& page) {
  if (page.attempts < store::kPageAttempts) return false;
  run_.writer.drop_page(page.url);
  return true;
}

bool PageFetcher::is_left_alone(const std::string& url) const {
  const auto host = quiet_hosts_.find(fetch::site_of(url));
  return host != quiet_hosts_.end() && is_quiet(host->second, run_.storing.now());
}

Errand PageFetcher::errand_for(const store::WantedPage& page) {
  Errand errand;
  errand.kind = Errand::Kind::kPage;
  errand.feed = page.feed;
  errand.attempts = page.attempts;
  errand.wanted = page.wanted;
  errand.request.url = page.url;
  errand.request.accept = kAcceptPage;
  errand.request.guarded = page.guarded;
  errand.request.led_to = true;
  errand.request.stay = true;
  errand.request.text_only = true;
  errand.article_url = page.url;
  add_own(errand);
  return errand;
}

/// As its feed is asked for; the feed's headers, which may hold a session, only at its own host.
void PageFetcher::add_own(Errand& errand) {
  fetch::Request& request = errand.request;
  const auto feed = run_.writer.find_feed(errand.feed);
  request.user_agent = feed ? feed->settings.user_agent : "";
  request.proxy = feed ? feed->settings.proxy : "";
  request.credentials = feed && fetch::robots_url(feed->url) == fetch::robots_url(request.url);
  request.headers = request.credentials ? feed->settings.headers : std::vector<std::string>{};
}

/// What was fetched within a day is believed.
void PageFetcher::look_up_rules(Site& site, const Errand& page) {
  site.asked_for_rules = true;
  const auto text = run_.writer.robots(fetch::robots_url(page.request.url), run_.storing.now());
  if (!text) return ask_for_rules(page);
  take_rules(site, {fetch::Robots::parse(*text, agent_of(page.request)), kNotAllowed});
}

/// Asked for as the first of the pages is.
void PageFetcher::ask_for_rules(const Errand& page) {
  Errand errand;
  errand.kind = Errand::Kind::kRobots;
  errand.request = page.request;
  errand.request.url = fetch::robots_url(page.request.url);
  errand.request.accept = "*/*";
  errand.request.stay = false;
  errand.request.text_only = false;
  errand.request.redirects = 0;
  run_.gathering.start(std::move(errand));
}

void PageFetcher::heed_rules(Site& site, const Gathered& gathered) {
  const fetch::Request& request = gathered.errand.request;
  const fetch::Outcome& outcome = gathered.finished.outcome;
  heed_refusal(gathered);
  if (const auto text = fetch::robots_text(outcome); text && !fetch::is_page(*text))
    run_.writer.keep_robots(request.url, *text, run_.storing.now());
  take_rules(site, {fetch::robots_from(outcome, agent_of(request)), why_not_allowed(gathered),
                    fault_of(outcome)});
}

void PageFetcher::take_rules(Site& site, Rules rules) {
  site.rules = std::move(rules);
  for (auto page = site.waiting.begin(); page != site.waiting.end();) {
    if (site.rules->robots.allows(page->second.request.url)) {
      ++page;
    } else {
      fail(page->second, site.rules->refusal, site.rules->fault);
      page = site.waiting.erase(page);
    }
  }
  const auto delay = site.rules->robots.crawl_delay();
  if (delay && *delay > run_.request.transfers.pause) site.pause = *delay;
}

/// Whom the rules are for.
std::string_view PageFetcher::agent_of(const fetch::Request& request) const {
  if (!request.user_agent.empty()) return request.user_agent;
  const std::string& own = run_.request.transfers.user_agent;
  return own.empty() ? std::string_view("jianbao") : std::string_view(own);
}

/// What waits for a host that does not want to be asked, or has had its share, stays due.
void PageFetcher::heed_answer(Site& site, const Gathered& gathered) {
  const fetch::Finished& finished = gathered.finished;
  site.share.note(finished.outcome,
                  finished.took + std::max(run_.request.transfers.pause, site.pause));
  heed_refusal(gathered);
  const std::string& url = gathered.errand.request.url;
  if (site.share.is_used_up() || is_left_alone(url)) site.waiting.clear();
  // From the first page on: it does not have to wait for as long after robots.txt.
  if (site.pause.count() > 0) run_.gathering.set_pause(url, site.pause);
}

void PageFetcher::heed_refusal(const Gathered& gathered) {
  const std::string host = fetch::site_of(gathered.errand.request.url);
  const Timestamp now = run_.storing.now();
  const auto wait = wait_asked(gathered.finished.outcome, now);
  if (wait && refused_.insert(host).second) {
    store::QuietHost& quiet = quiet_hosts_[host];
    quiet.host = host;
    quiet = quieted(std::move(quiet), *wait, now);
    run_.writer.leave_alone(quiet);
  }
  const bool page_came = gathered.errand.kind == Errand::Kind::kPage &&
                         std::holds_alternative<fetch::Body>(gathered.finished.outcome);
  if (page_came && !refused_.contains(host) && quiet_hosts_.erase(host) > 0)
    run_.writer.ask_again(host);
}

void PageFetcher::start_next(Site& site) {
  if (run_.request.obey_robots && !site.rules) return;
  const std::size_t ahead = site.pause.count() > 0 || !site.share.answers() ? 1 : kAhead;
  while (site.under_way < ahead && started_ < kMostPages && !site.waiting.empty()) {
    run_.gathering.start(std::move(site.waiting.extract(site.waiting.begin()).mapped()));
    ++site.under_way;
    ++started_;
  }
}

void PageFetcher::store(Gathered&& gathered) {
  const std::string url = gathered.errand.article_url;
  in_hand_.erase(url);
  // Its feed may have brought another version of the article since.
  run_.storing.commit_documents();
  const auto known = archive_.find_by_url(url);
  if (!known) {  // its address has changed since
    run_.writer.drop_page(url);
    return run_.storing.step();
  }
  const std::string failure = page_failure(gathered, &known->article);
  if (!failure.empty()) return fail(gathered.errand, failure, fault_of_page(gathered));
  Article& page = gathered.reading.articles.front().article;
  page = completed(known->article, page);
  run_.writer.drop_page(url);
  run_.storing.complete(gathered.reading);
  ++run_.report.pages;
}

/// No failure of the run: `status` tells whose pages fail for long.
void PageFetcher::fail(const Errand& page, std::string reason, PageFault fault) {
  const std::string& url = page.article_url;
  in_hand_.erase(url);
  ++run_.report.pages_failed;
  if (reason.starts_with(url + ": ")) reason.erase(0, url.size() + 2);
  store::WantedPage wanted;
  wanted.attempts = page.attempts;
  wanted.wanted = page.wanted;
  const PageRetry retry = retry_of(wanted, fault, run_.storing.now());
  run_.writer.postpone_page(url, retry.next, reason, retry.attempts);
  std::string then = "; its page is tried again later";
  if (retry.given_up)
    then = run_.writer.shown_from(url) == store::OriginKind::kPage
               ? "; given up, what its page held before is kept"
               : "; given up, only the summary of its feed is kept";
  run_.storing.detail(url + ": " + reason + then);
}

}  // namespace jianbao::app
