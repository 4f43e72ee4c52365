#include "jianbao/app/discovery.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "app/transfers.h"
#include "jianbao/app/feed_changes.h"
#include "jianbao/core/error.h"
#include "jianbao/feed/discover.h"
#include "jianbao/feed/parse.h"
#include "jianbao/fetch/downloader.h"
#include "jianbao/fetch/robots.h"
#include "jianbao/fetch/wall.h"
#include "jianbao/formats/gzip.h"
#include "jianbao/text/charset.h"
#include "jianbao/text/duration.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"

namespace jianbao::app {

namespace {

constexpr std::size_t kMostRequests = 60;
/// Sitemaps of old years are many, and no news.
constexpr std::size_t kMostSitemaps = 10;
/// With more between two requests nobody waits for what is not even known to be there.
constexpr std::chrono::milliseconds kLongestPause = std::chrono::seconds(10);
constexpr std::chrono::milliseconds kClockSlack = std::chrono::hours(24);

/// An address to look at.
struct Candidate {
  std::string url;
  std::string title{};
  bool declared = false;  ///< the page says that this is a feed
};

std::optional<Timestamp> newest_of(const Feed& feed, Timestamp now) {
  std::optional<Timestamp> newest;
  for (const FeedEntry& entry : feed.entries) {
    for (const auto& date : {entry.published, entry.updated}) {
      if (date && date->ms <= now.ms + kClockSlack.count()) newest = std::max(newest, date);
    }
  }
  return newest;
}

class Discoverer {
 public:
  Discoverer(const DiscoverRequest& request, Timestamp now, const Listener& listener,
             const std::stop_token& stop)
      : request_(request),
        now_(now),
        listener_(listener),
        downloader_(downloader_options(request.transfers, limits_)),
        stopper_(stop, Stop{&downloader_, &stopped_}) {}

  Discovery run() {
    const std::string url = checked_feed_url(request_.url);
    named_origins_.insert(fetch::robots_url(url));
    look_at_page(url);
    if (result_.feeds.empty() || request_.everywhere) look_around();
    result_.asked = asked_.size();
    result_.interrupted = stopped_;
    return std::move(result_);
  }

 private:
  struct Stop {
    fetch::Downloader* downloader;
    std::atomic<bool>* stopped;
    void operator()() const {
      *stopped = true;
      downloader->stop();
    }
  };

  /// Fetches all and hands each answer on, in the order of the candidates.
  template <class Take>
  void fetch_all(const std::vector<Candidate>& candidates, const Take& take) {
    std::map<std::uint64_t, const Candidate*> started;
    for (const Candidate& candidate : candidates) {
      if (asked_.size() >= kMostRequests) break;
      if (asked_.insert(candidate.url).second && start(candidate.url)) {
        started.emplace(ticket_, &candidate);
      }
    }
    std::map<std::uint64_t, fetch::Outcome> answers;
    while (answers.size() < started.size()) {
      tell(answers.size(), started.size());
      auto finished = downloader_.next();
      if (!finished) return;
      answers.emplace(finished->ticket, unpacked(std::move(finished->outcome)));
    }
    for (const auto& [ticket, candidate] : started) take(*candidate, answers.at(ticket));
  }

  /// Sitemaps are often kept packed.
  fetch::Outcome unpacked(fetch::Outcome outcome) const {
    try {
      if (auto* body = std::get_if<fetch::Body>(&outcome))
        formats::unpack_gzip(body->bytes, limits_.item_bytes, {});
      return outcome;
    } catch (const Error& error) {
      return fetch::Failed{fetch::Failed::Kind::kBroken, error.what()};
    }
  }

  bool start(const std::string& url) {
    fetch::Request request;
    request.url = url;
    request.accept = kAcceptFeed;
    request.credentials = named_origins_.contains(fetch::robots_url(url));
    request.guarded = !request.credentials;
    return downloader_.start(++ticket_, std::move(request));
  }

  void tell(std::size_t done, std::size_t total) const {
    if (listener_.progress)
      listener_.progress({.phase = phase_, .done = done, .total = total, .unit = "addresses"});
  }

  void look_at_page(const std::string& url) {
    phase_ = "fetching " + url;
    fetch_all({{.url = url}}, [&](const Candidate& candidate, const fetch::Outcome& outcome) {
      if (const auto* body = std::get_if<fetch::Body>(&outcome)) {
        page_url_ = body->final_url;
        named_origins_.insert(fetch::robots_url(page_url_));
        if (!take_feed(candidate, *body).empty()) take_links(*body);
      } else if (std::holds_alternative<fetch::Rejected>(outcome)) {
        // The page itself may be walled off while its feeds are not.
        page_url_ = url;
        result_.failures.push_back(url + ": " + fetch::why_no_document(outcome));
      } else {
        throw Error(ErrorKind::kNetwork, url, fetch::why_no_document(outcome));
      }
    });
  }

  /// Stores what is a feed; else returns why it is none.
  std::string take_feed(const Candidate& candidate, const fetch::Body& body) {
    const feed::ParseResult parsed = feed::parse(
        body.bytes, {.base_url = body.final_url, .content_type = body.content_type}, limits_);
    if (!parsed.problem.empty()) return parsed.problem;
    FoundFeed found;
    found.url = body.permanent_url.empty() ? candidate.url : body.permanent_url;
    found.format = parsed.feed.format;
    found.title = text::clean_line(parsed.feed.title.empty() ? candidate.title : parsed.feed.title);
    found.items = parsed.feed.entries.size();
    found.newest = newest_of(parsed.feed, now_);
    const bool fresh = places_.insert(text::canonical_url(body.final_url)).second &&
                       (candidate.declared || !is_copy(body.bytes));
    contents_.insert(std::hash<std::string>()(body.bytes));
    if (fresh) result_.feeds.push_back(std::move(found));
    return {};
  }

  /// The same bytes under another address, as /feed and /rss often are.
  bool is_copy(const std::string& bytes) const {
    return contents_.count(std::hash<std::string>()(bytes)) != 0;
  }

  /// What a page names, and what the pages it calls "RSS" name.
  void take_links(const fetch::Body& page) {
    phase_ = "looking at what the page names";
    std::vector<Candidate> further;
    fetch_all(links_of(page), [&](const Candidate& candidate, const fetch::Outcome& outcome) {
      const auto* body = std::get_if<fetch::Body>(&outcome);
      const std::string problem =
          body != nullptr ? take_feed(candidate, *body) : fetch::why_no_document(outcome);
      if (problem.empty()) return;
      if (candidate.declared)
        result_.failures.push_back(candidate.url +
                                   ": the page names this address as a feed: " + problem);
      if (body == nullptr || candidate.declared) return;
      for (Candidate& link : links_of(*body)) further.push_back(std::move(link));
    });
    phase_ = "looking at what its pages about feeds name";
    fetch_all(further, [&](const Candidate& candidate, const fetch::Outcome& outcome) {
      if (const auto* body = std::get_if<fetch::Body>(&outcome)) take_feed(candidate, *body);
    });
  }

  static std::vector<Candidate> links_of(const fetch::Body& page) {
    const text::Decoded html = text::decode(page.bytes, page.charset);
    std::vector<Candidate> candidates;
    for (feed::FeedLink& link : feed::find_feed_links(html.utf8, page.final_url)) {
      candidates.push_back({std::move(link.url), std::move(link.title), link.declared});
    }
    return candidates;
  }

  /// The usual places, and sitemaps, where robots.txt lets us look.
  void look_around() {
    phase_ = "asking robots.txt";
    fetch::Robots robots = fetch::Robots::allow_all();
    fetch_all({{.url = fetch::robots_url(page_url_)}},
              [&](const Candidate&, const fetch::Outcome& outcome) {
                const std::string& agent = request_.transfers.user_agent;
                robots = fetch::robots_from(outcome, agent.empty() ? "jianbao" : agent);
              });
    if (!keeps_pause(robots)) return;
    result_.looked_around = true;
    phase_ = "looking in the usual places";
    fetch_all(allowed(robots, feed::usual_feed_urls(page_url_)),
              [&](const Candidate& candidate, const fetch::Outcome& outcome) {
                if (const auto* body = std::get_if<fetch::Body>(&outcome))
                  take_feed(candidate, *body);
              });
    std::vector<std::string> sitemaps =
        feed::news_sitemaps_first(robots.sitemaps(), fetch::robots_url(page_url_));
    if (sitemaps.empty()) sitemaps = feed::usual_news_sitemap_urls(page_url_);
    sitemaps.resize(std::min(sitemaps.size(), kMostSitemaps));
    look_at_sitemaps(robots, sitemaps);
  }

  /// Keeps the pause that robots.txt asks for, if it is longer than ours; false if it is too long.
  bool keeps_pause(const fetch::Robots& robots) {
    const auto delay = robots.crawl_delay();
    if (!delay || *delay <= request_.transfers.pause) return true;
    if (*delay > kLongestPause) {
      result_.failures.push_back(fetch::robots_url(page_url_) + ": asks for " +
                                 text::say_duration(*delay) +
                                 " between two requests, so that nothing was looked for beyond "
                                 "the page; `jianbao feed add` takes a feed's own address");
      return false;
    }
    downloader_.set_pause(page_url_, *delay);
    return true;
  }

  void look_at_sitemaps(const fetch::Robots& robots, const std::vector<std::string>& urls) {
    phase_ = "looking at sitemaps";
    std::vector<std::string> listed;
    fetch_all(allowed(robots, urls),
              [&](const Candidate& candidate, const fetch::Outcome& outcome) {
                const auto* body = std::get_if<fetch::Body>(&outcome);
                if (body == nullptr || take_feed(candidate, *body).empty()) return;
                const std::string xml = text::decode(body->bytes, body->charset).utf8;
                for (std::string& url : feed::sitemaps_of_index(xml, body->final_url)) {
                  if (listed.size() < kMostSitemaps) listed.push_back(std::move(url));
                }
              });
    fetch_all(allowed(robots, listed),
              [&](const Candidate& candidate, const fetch::Outcome& outcome) {
                if (const auto* body = std::get_if<fetch::Body>(&outcome))
                  take_feed(candidate, *body);
              });
  }

  std::vector<Candidate> allowed(const fetch::Robots& robots,
                                 const std::vector<std::string>& urls) {
    std::vector<Candidate> candidates;
    for (const std::string& url : urls) {
      if (robots.allows(url))
        candidates.push_back({.url = url});
      else
        ++result_.forbidden;
    }
    return candidates;
  }

  const DiscoverRequest& request_;
  Timestamp now_;
  const Listener& listener_;
  Limits limits_;
  fetch::Downloader downloader_;
  std::atomic<bool> stopped_ = false;
  std::stop_callback<Stop> stopper_;
  std::string page_url_;
  std::string phase_;
  std::uint64_t ticket_ = 0;
  std::set<std::string> named_origins_;  ///< by their robots.txt: named by the user, no stranger
  std::set<std::string> asked_;
  std::set<std::string> places_;  ///< where the feeds found live
  std::set<std::size_t> contents_;
  Discovery result_;
};

}  // namespace

Discovery discover(const DiscoverRequest& request, Timestamp now, const Listener& listener,
                   const std::stop_token& stop) {
  return Discoverer(request, now, listener, stop).run();
}

}  // namespace jianbao::app
