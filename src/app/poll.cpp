#include "app/poll.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <utility>
#include <variant>

#include "app/feed_move.h"
#include "app/refusals.h"
#include "app/transfers.h"
#include "jianbao/app/schedule.h"
#include "jianbao/core/error.h"
#include "jianbao/text/url.h"

namespace jianbao::app {

namespace {

/// Errands of one host that are handed on at a time: with a pause between them there is no hurry,
/// without one the next should be there when a transfer ends.
constexpr std::size_t kAheadWithPause = 2;
constexpr std::size_t kAheadWithoutPause = 16;

/// Named while the work waits for them.
constexpr std::size_t kNamedHosts = 3;

std::string without_usual_port(const std::string& site) {
  const std::size_t colon = site.rfind(':');
  const std::string port = colon == std::string::npos ? "" : site.substr(colon + 1);
  return port == "80" || port == "443" ? site.substr(0, colon) : site;
}

/// @param silent  does not answer; @param site  has more feeds, or leads there.
std::string silence_line(const std::string& silent, const std::string& site, std::size_t feeds) {
  const std::string more = std::to_string(feeds) + " more of ";
  const std::string line = without_usual_port(silent) + " does not answer";
  if (silent == site) return line + ": " + more + "its feeds stay due";
  return line + ", where feeds of " + without_usual_port(site) + " lead: " + more + "them stay due";
}

/// Under which articles of a new feed are filed.
std::string source_of(const Reading& reading, const std::string& url) {
  const std::string& name =
      reading.articles.empty() ? reading.feed_title : reading.articles.front().article.source;
  return name.empty() ? text::host_of(url) : name;
}

/// Its name may not lead to this machine, or its network, later on.
bool is_public(const store::FeedState& feed) {
  return feed.at_private == false;
}

bool leads_home(const store::FeedState& feed, const fetch::Outcome& outcome) {
  const auto* failed = std::get_if<fetch::Failed>(&outcome);
  return is_public(feed) && failed != nullptr &&
         failed->kind == fetch::Failed::Kind::kRefusedAddress;
}

std::string way_home(const store::FeedState& feed) {
  const std::string id = std::to_string(feed.id);
  return ", and so does `jianbao feed set " + id +
         " --url` with its address, if it lives there now";
}

std::function<double()> machine_random() {
  std::mt19937 engine(std::random_device{}());
  return [engine]() mutable { return std::uniform_real_distribution<double>()(engine); };
}

void add_tags(Reading& reading, const std::vector<std::string>& tags) {
  for (Prepared& prepared : reading.articles) {
    std::vector<std::string>& own = prepared.article.tags;
    for (const std::string& tag : tags)
      if (std::find(own.begin(), own.end(), tag) == own.end()) own.push_back(tag);
  }
}

}  // namespace

Poller::Poller(const RunContext& run, PageFetcher& pages)
    : run_(run),
      pages_(pages),
      random_(run.request.random ? run.request.random : machine_random()) {}

void Poller::add(const std::string& address) {
  if (auto feed = run_.writer.find_feed(address)) return add(*feed);
  Errand errand;
  errand.request.url = address;
  errand.source = run_.request.source_name;
  enqueue(std::move(errand));
}

void Poller::add(const store::FeedState& feed) {
  if (!added_feeds_.insert(feed.id).second) return;  // named twice
  Errand errand;
  errand.kind = Errand::Kind::kFeed;
  errand.feed = feed.id;
  errand.known = feed.body_digest;
  errand.source =
      run_.request.source_name.empty() ? feed.settings.source : run_.request.source_name;
  errand.request.url = feed.url;
  errand.request.user_agent = feed.settings.user_agent;
  errand.request.headers = feed.settings.headers;
  errand.request.proxy = feed.settings.proxy;
  errand.request.guarded = is_public(feed);
  const bool whole =
      feed.not_modified_streak > 0 &&
      wants_whole_answer(feed, rhythm_of(run_.writer.arrivals(feed.id)), run_.storing.now());
  if (!whole) {
    errand.request.etag = feed.etag;
    errand.request.last_modified = feed.last_modified;
    errand.request.only_new = true;
  }
  enqueue(std::move(errand));
}

void Poller::enqueue(Errand errand) {
  errand.request.accept = kAcceptFeed;
  hosts_[fetch::site_of(errand.request.url)].waiting.push_back(std::move(errand));
  ++added_;
}

void Poller::start() {
  run_.report.sources += added_;
  run_.storing.phase("polling", added_, "feeds", [this] { return waiting_for(); });
  for (auto& [site, host] : hosts_) start_next(host);
}

void Poller::finish(Gathered&& gathered) {
  auto& [site, host] = *hosts_.find(fetch::site_of(gathered.errand.request.url));
  --host.under_way;
  const fetch::Finished& finished = gathered.finished;
  host.silence.note(finished.outcome, finished.site);
  const auto other = finished.site == site ? hosts_.end() : hosts_.find(finished.site);
  if (other != hosts_.end()) other->second.silence.note(finished.outcome, finished.site);
  take(std::move(gathered));
  spare(site, host);
  start_next(host);
}

/// Hosts from which answers are to come: all that are left once there are few, else how many.
std::string Poller::waiting_for() const {
  std::size_t others = 0;
  std::string names;
  for (const auto& [site, host] : hosts_) {
    if (host.under_way == 0) continue;
    if (++others > kNamedHosts) continue;
    names += (names.empty() ? "" : ", ") + without_usual_port(site);
  }
  return others <= kNamedHosts ? names : names + " +" + std::to_string(others - kNamedHosts);
}

void Poller::start_next(Host& host) {
  for (const std::size_t ahead = ahead_of(host); host.under_way < ahead && !host.waiting.empty();
       ++host.under_way) {
    run_.gathering.start(std::move(host.waiting.front()));
    host.waiting.pop_front();
  }
}

std::size_t Poller::ahead_of(const Host& host) const {
  if (!host.silence.answers()) return 1;
  return run_.request.transfers.pause.count() > 0 ? kAheadWithPause : kAheadWithoutPause;
}

/// Feeds that wait for a host that does not want to be asked, or does not answer, stay due.  What
/// was named is asked for.
void Poller::spare(const std::string& site, Host& host) {
  if (!run_.request.sources.empty() || host.waiting.empty()) return;
  const std::size_t waiting = host.waiting.size();
  if (host.silence.lasts()) {
    run_.report.left_due += waiting;
    run_.storing.remark(silence_line(host.silence.site(), site, waiting));
  } else if (host.refusals >= kHostRefusals) {
    run_.report.not_due += waiting;
    run_.report.left_alone += waiting;
    run_.storing.remark(without_usual_port(site) + " asked to be left alone: " +
                        std::to_string(waiting) + " more of its feeds stay due");
  } else {
    return;
  }
  run_.report.sources -= waiting;
  host.waiting.clear();
}

void Poller::take(Gathered&& gathered) {
  // An address may have become a feed's since it was asked for, by another's redirect to it.
  std::optional<store::FeedState> feed = gathered.errand.kind == Errand::Kind::kFeed
                                             ? run_.writer.find_feed(gathered.errand.feed)
                                             : run_.writer.find_feed(gathered.errand.request.url);
  // An old address of a feed that is known by its new one.
  const std::string& moved = permanent_url(gathered.finished.outcome);
  if (!feed && !moved.empty()) feed = run_.writer.find_feed(moved);
  if (feed) {
    gathered.errand.known = feed->body_digest;
    finish_feed(std::move(*feed), std::move(gathered));
  } else {
    finish_address(std::move(gathered));
  }
}

void Poller::finish_address(Gathered&& gathered) {
  if (gathered.kind == formats::Kind::kFeed && gathered.failure.empty()) {
    store::FeedState feed = subscribe(gathered);
    return finish_feed(std::move(feed), std::move(gathered));
  }
  const std::string& url = gathered.errand.request.url;
  const std::string failure = page_failure(gathered);
  if (failure.empty()) {
    run_.storing.store(gathered.reading);
  } else {
    // What has no article is rather the front of a site.
    const bool is_front = gathered.kind == formats::Kind::kHtml && !gathered.wall;
    fail(url, is_front ? failure + way_to_feeds(url) : failure);
  }
}

/// A feed that was named by its address alone is remembered, and filed under the source that its
/// first document gave: that does not change with the feed's title.
store::FeedState Poller::subscribe(const Gathered& gathered) {
  store::FeedSettings settings;
  const std::string& url = gathered.errand.request.url;
  settings.source = source_of(gathered.reading, url);
  store::FeedState feed = run_.writer.add_feed(url, settings, run_.storing.now());
  const std::string number = std::to_string(feed.id);
  run_.storing.note("subscribed to " + url + " as number " + number + "; `jianbao feed remove " +
                    number + "` ends that");
  return feed;
}

void Poller::finish_feed(store::FeedState feed, Gathered&& gathered) {
  const std::string asked = gathered.errand.request.url;
  PollFacts facts = facts_of(gathered, feed.last_success.has_value(), run_.storing.now());
  // The items point into the reading.
  const std::vector<WindowItem> items = window_items(gathered.reading);
  facts.items = items;
  if (succeeded(facts.outcome)) {
    if (!feed.at_private) feed.at_private = gathered.finished.asked_private;
    heed_move(run_, feed, gathered.finished.outcome);
    take_document(feed, gathered, facts);
  } else {
    if (leads_home(feed, gathered.finished.outcome)) facts.error += way_home(feed);
    fail(asked, facts.error);
  }
  const store::PollRecord record =
      note_poll(feed, facts, rhythm_of(run_.writer.arrivals(feed.id)), random_());
  run_.writer.update_feed(feed);
  run_.writer.record_poll(record);
  tell_of(feed, record);
  // Who asks for one feed does not want to wait for the pages of all others.
  if (!run_.request.sources.empty()) pages_.take_due(feed.id);
  count_refusal(feed, facts);
}

/// A refusal is the word of the host that redirects led to.
void Poller::count_refusal(const store::FeedState& feed, const PollFacts& facts) {
  const auto host = hosts_.find(facts.site);
  if (host == hosts_.end()) return;
  if (succeeded(facts.outcome)) host->second.refusals = 0;
  if (is_refused(feed, run_.storing.now())) ++host->second.refusals;
}

void Poller::tell_of(const store::FeedState& feed, const store::PollRecord& record) {
  run_.storing.remark(poll_line(feed, record));
  if (feed.subscribed) return;
  run_.storing.note(feed.url + " was removed: it is fetched this once; `jianbao feed add " +
                    feed.url + "` subscribes to it again");
}

/// Stores what the document brought and the validators with it, in one batch: these must not
/// outlive what they stand for.
void Poller::take_document(store::FeedState& feed, Gathered& gathered, PollFacts& facts) {
  if (const auto* body = std::get_if<fetch::Body>(&gathered.finished.outcome)) {
    // What is missing behind the end of a document must not be held off by 304.  If the same bytes
    // come again, there is no more of it.
    const bool cut = facts.outcome == store::PollOutcome::kCut;
    feed.etag = cut ? "" : body->etag;
    feed.last_modified = cut ? "" : body->last_modified;
    feed.body_digest = gathered.digest;
    if (store::gave_document(facts.outcome)) return take_items(feed, *body, gathered, facts);
  }
  ++run_.report.not_modified;
  run_.storing.step();
}

void Poller::take_items(store::FeedState& feed, const fetch::Body& body, Gathered& gathered,
                        PollFacts& facts) {
  Reading& reading = gathered.reading;
  if (feed.settings.source.empty()) {
    feed.settings.source = source_of(reading, gathered.errand.request.url);
    run_.writer.change_feed(feed);
  }
  feed.title = reading.feed_title;
  feed.site_url = reading.feed_site;
  feed.ttl = reading.feed_ttl;
  add_tags(reading, feed.settings.tags);
  spare_known(reading);
  tell_once(reading, feed.refused);
  News news = run_.storing.store(reading, feed.id);
  facts.fresh = static_cast<std::int64_t>(news.fresh);
  facts.changed = static_cast<std::int64_t>(news.changed);
  facts.re_dated = static_cast<std::int64_t>(news.re_dated);
  if (!feed.settings.full_page && !reading.links_only) return;
  want_pages(feed, body, gathered, news);
}

void Poller::want_pages(const store::FeedState& feed, const fetch::Body& body,
                        const Gathered& gathered, const News& news) {
  for (store::WantedPage& page : pages_of(feed, body, news.urls)) pages_.want(std::move(page));
  // Another date is no news of an item that has one at every poll, but its page may have some.
  for (const store::WantedPage& page : pages_of(feed, body, news.re_dated_urls))
    pages_.want_later(page);
  // What another feed brought, whose pages nobody asked for.
  const std::set<std::string> added = added_urls(gathered.reading, feed.window);
  // The first document, or the first since its owner asked for pages.
  const bool is_first = !gathered.errand.known;
  for (store::WantedPage& page : pages_of(feed, body, news.known_urls)) {
    if (run_.writer.shown_from(page.url) != store::OriginKind::kFeedEntry) continue;
    if (is_first)
      pages_.want(std::move(page));
    else if (added.contains(page.url))
      pages_.want_once(std::move(page));
  }
}

/// An entry that its document ends in is no loss where it came whole before.
void Poller::spare_known(Reading& reading) {
  std::erase_if(reading.failures, [&](Refusal& refusal) {
    if (refusal.url.empty() || !run_.writer.shown_from(refusal.url)) return false;
    reading.warnings.push_back(std::move(refusal.line));
    return true;
  });
}

/// A page is unguarded only where the feed itself was fetched from a private address of that host.
std::vector<store::WantedPage> Poller::pages_of(const store::FeedState& feed,
                                                const fetch::Body& body,
                                                const std::vector<std::string>& urls) {
  const std::string home = fetch::site_of(body.final_url);
  std::vector<store::WantedPage> pages;
  for (const std::string& url : urls) {
    if (!text::is_http(url) || !run_.writer.shown_from(url)) continue;
    const bool at_home = body.from_private && fetch::site_of(url) == home;
    pages.push_back({url, feed.id, !at_home, 0, {}});
  }
  return pages;
}

void Poller::fail(const std::string& url, const std::string& reason) {
  ++run_.report.sources_failed;
  run_.storing.fail(reason.starts_with(url) ? reason : url + ": " + reason);
}

}  // namespace jianbao::app
