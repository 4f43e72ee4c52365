#include "app/poll.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <utility>
#include <variant>

#include "jianbao/app/schedule.h"
#include "jianbao/core/error.h"
#include "jianbao/text/url.h"

namespace jianbao::app {

namespace {

constexpr const char* kAccept =
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "text/html;q=0.9, */*;q=0.5";

/// Errands of one host that are handed on at a time: with a pause between them there is no hurry,
/// without one the next should be there when a transfer ends.
constexpr std::size_t kAheadWithPause = 2;
constexpr std::size_t kAheadWithoutPause = 16;

/// How long a batch stays open while nothing comes: long enough to join what comes in quick
/// succession, short enough that nothing waits for the network in a transaction.
constexpr std::chrono::milliseconds kBatchPatience{100};

/// Named while the work waits for them.
constexpr std::size_t kNamedHosts = 3;

std::string without_usual_port(const std::string& site) {
  const std::size_t colon = site.rfind(':');
  const std::string port = colon == std::string::npos ? "" : site.substr(colon + 1);
  return port == "80" || port == "443" ? site.substr(0, colon) : site;
}

std::vector<store::FeedState> values_of(const std::map<std::int64_t, store::FeedState>& feeds) {
  std::vector<store::FeedState> values;
  std::transform(feeds.begin(), feeds.end(), std::back_inserter(values),
                 [](const auto& entry) { return entry.second; });
  return values;
}

const std::string& permanent_url(const fetch::Outcome& outcome) {
  static const std::string kNone;
  if (const auto* body = std::get_if<fetch::Body>(&outcome)) return body->permanent_url;
  const auto* same = std::get_if<fetch::NotModified>(&outcome);
  return same == nullptr ? kNone : same->permanent_url;
}

/// Under which articles of a new feed are filed.
std::string source_of(const Reading& reading, const std::string& url) {
  const std::string& name =
      reading.articles.empty() ? reading.feed_title : reading.articles.front().article.source;
  return name.empty() ? text::host_of(url) : name;
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

Poller::Poller(const IngestRequest& request, store::Writer& writer, Storing& storing,
               IngestReport& report, Gathering& gathering)
    : request_(request),
      writer_(writer),
      storing_(storing),
      report_(report),
      gathering_(gathering),
      random_(request.random ? request.random : machine_random()) {}

void Poller::add(const std::string& address) {
  if (auto feed = writer_.find_feed(address)) return add(std::move(*feed));
  Errand errand;
  errand.request.url = address;
  errand.source = request_.source_name;
  enqueue(std::move(errand), std::nullopt);
}

void Poller::add(store::FeedState feed) {
  Errand errand;
  errand.kind = Errand::Kind::kFeed;
  errand.feed = feed.id;
  errand.known = feed.body_digest;
  errand.source = request_.source_name.empty() ? feed.settings.source : request_.source_name;
  errand.request.url = feed.url;
  errand.request.user_agent = feed.settings.user_agent;
  errand.request.headers = feed.settings.headers;
  errand.request.proxy = feed.settings.proxy;
  const bool whole = feed.not_modified_streak > 0 &&
                     wants_whole_answer(feed, rhythm_of(writer_.arrivals(feed.id)), storing_.now());
  if (!whole) {
    errand.request.etag = feed.etag;
    errand.request.last_modified = feed.last_modified;
  }
  enqueue(std::move(errand), std::move(feed));
}

void Poller::enqueue(Errand errand, std::optional<store::FeedState> feed) {
  errand.request.accept = kAccept;
  Host& host = hosts_[site_of(errand.request.url)];
  if (feed && !host.feeds.emplace(feed->id, *feed).second) return;  // named twice
  host.waiting.push_back(std::move(errand));
  ++added_;
}

void Poller::run() {
  report_.sources += added_;
  storing_.phase("polling", added_, "feeds", [this] { return waiting_for(); });
  for (auto& [site, host] : hosts_) start_next(host);
  while (auto gathered = next_or_commit(gathering_, storing_)) {
    Host& host = hosts_.at(site_of(gathered->errand.request.url));
    --host.under_way;
    finish(std::move(*gathered));
    heed_throttling(host);
    start_next(host);
  }
  hosts_.clear();
  added_ = 0;
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
  const std::size_t ahead = request_.pause.count() > 0 ? kAheadWithPause : kAheadWithoutPause;
  for (; host.under_way < ahead && !host.waiting.empty(); ++host.under_way) {
    gathering_.start(std::move(host.waiting.front()));
    host.waiting.pop_front();
  }
}

/// Feeds that wait for a host that does not want to be asked stay due.  What was named is asked
/// for.
void Poller::heed_throttling(Host& host) {
  if (!request_.sources.empty() || host.waiting.empty()) return;
  if (!host_wait(values_of(host.feeds), storing_.now())) return;
  report_.sources -= host.waiting.size();
  report_.not_due += host.waiting.size();
  if (request_.all) report_.left_alone += host.waiting.size();
  host.waiting.clear();
}

void Poller::finish(Gathered&& gathered) {
  // An address may have become a feed's since it was asked for, by another's redirect to it.
  std::optional<store::FeedState> feed = gathered.errand.kind == Errand::Kind::kFeed
                                             ? writer_.find_feed(gathered.errand.feed)
                                             : writer_.find_feed(gathered.errand.request.url);
  // An old address of a feed that is known by its new one.
  const std::string& moved = permanent_url(gathered.finished.outcome);
  if (!feed && !moved.empty()) feed = writer_.find_feed(moved);
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
  const std::string failure = page_failure(gathered);
  if (!failure.empty()) return fail(gathered.errand.request.url, failure);
  storing_.store(gathered.reading);
}

/// A feed that was named by its address alone is remembered, and filed under the source that its
/// first document gave: that does not change with the feed's title.
store::FeedState Poller::subscribe(const Gathered& gathered) {
  store::FeedSettings settings;
  const std::string& url = gathered.errand.request.url;
  settings.source = source_of(gathered.reading, url);
  store::FeedState feed = writer_.add_feed(url, settings, storing_.now());
  const std::string number = std::to_string(feed.id);
  storing_.note("subscribed to " + url + " as number " + number + "; `jianbao feed remove " +
                number + "` ends that");
  return feed;
}

void Poller::finish_feed(store::FeedState feed, Gathered&& gathered) {
  const std::string asked = gathered.errand.request.url;
  PollFacts facts = facts_of(gathered, feed.last_success.has_value(), storing_.now());
  // The items point into the reading.
  const std::vector<WindowItem> items = window_items(gathered.reading);
  facts.items = items;
  if (succeeded(facts.outcome)) {
    follow_move(feed, permanent_url(gathered.finished.outcome));
    take_document(feed, gathered, facts);
  } else {
    fail(asked, facts.error);
  }
  const store::PollRecord record =
      note_poll(feed, facts, rhythm_of(writer_.arrivals(feed.id)), random_());
  writer_.update_feed(feed);
  writer_.record_poll(record);
  tell_of(feed, record);
  polled_.insert(feed.id);
  hosts_.at(site_of(asked)).feeds[feed.id] = std::move(feed);
}

void Poller::tell_of(const store::FeedState& feed, const store::PollRecord& record) {
  storing_.remark(poll_line(feed, record));
  if (feed.subscribed) return;
  storing_.note(feed.url + " was removed: it is fetched this once; `jianbao feed add " + feed.url +
                "` subscribes to it again");
}

/// Stores what the document brought and the validators with it, in one batch: these must not
/// outlive what they stand for.
void Poller::take_document(store::FeedState& feed, Gathered& gathered, PollFacts& facts) {
  if (const auto* body = std::get_if<fetch::Body>(&gathered.finished.outcome)) {
    feed.etag = body->etag;
    feed.last_modified = body->last_modified;
    feed.body_digest = gathered.digest;
    if (facts.outcome == store::PollOutcome::kFeed) return take_items(feed, *body, gathered, facts);
  }
  ++report_.not_modified;
  storing_.step();
}

void Poller::take_items(store::FeedState& feed, const fetch::Body& body, Gathered& gathered,
                        PollFacts& facts) {
  Reading& reading = gathered.reading;
  if (feed.settings.source.empty()) {
    feed.settings.source = source_of(reading, gathered.errand.request.url);
    writer_.change_feed(feed);
  }
  feed.title = reading.feed_title;
  feed.site_url = reading.feed_site;
  feed.ttl = reading.feed_ttl;
  add_tags(reading, feed.settings.tags);
  const News news = storing_.store(reading, feed.id);
  facts.fresh = static_cast<std::int64_t>(news.fresh);
  facts.changed = static_cast<std::int64_t>(news.changed);
  if (feed.settings.full_page || reading.links_only) want_pages(feed, body, news.urls);
}

/// A page is unguarded only where the feed itself was fetched from a private address of that host.
void Poller::want_pages(const store::FeedState& feed, const fetch::Body& body,
                        const std::vector<std::string>& urls) {
  const std::string home = site_of(body.final_url);
  for (const std::string& url : urls) {
    if (!text::is_http(url)) continue;
    const bool at_home = body.from_private && site_of(url) == home;
    writer_.want_page({url, feed.id, !at_home, 0}, storing_.now());
  }
}

void Poller::follow_move(store::FeedState& feed, const std::string& url) {
  if (!url.empty() && url != feed.url) writer_.move_feed(feed, url, storing_.now());
}

void Poller::fail(const std::string& url, const std::string& reason) {
  ++report_.sources_failed;
  storing_.fail_line(reason.starts_with(url) ? reason : url + ": " + reason);
}

std::optional<Gathered> next_or_commit(Gathering& gathering, Storing& storing) {
  auto gathered = gathering.next(kBatchPatience);
  if (!gathered) {
    storing.commit();
    gathered = gathering.next();
  }
  if (gathered) storing.received(gathered->finished.received);
  return gathered;
}

}  // namespace jianbao::app
