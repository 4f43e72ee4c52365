#include "app/poll_facts.h"

#include <optional>
#include <string_view>
#include <unordered_set>
#include <variant>

#include "app/page_verdict.h"
#include "jianbao/fetch/caching.h"
#include "jianbao/fetch/wall.h"

namespace jianbao::app {

namespace {

using store::PollOutcome;

constexpr int kTooManyRequests = 429;
constexpr int kUnavailable = 503;
constexpr const char* kCutOff = "cut off at its end";

std::string_view describe(formats::Kind kind) {
  if (kind == formats::Kind::kHtml) return "a web page";
  return kind == formats::Kind::kEmpty ? "nothing" : "something else";
}

PollOutcome outcome_of_status(int status, bool told_when) {
  if (status == kTooManyRequests || (status == kUnavailable && told_when))
    return PollOutcome::kThrottled;
  if (status >= 500) return PollOutcome::kServerError;
  return status == 404 || status == 410 ? PollOutcome::kNotFound : PollOutcome::kRefused;
}

PollOutcome outcome_of_failure(fetch::Failed::Kind kind) {
  using Kind = fetch::Failed::Kind;
  switch (kind) {
    case Kind::kDns:
      return PollOutcome::kNoHost;
    case Kind::kTooLarge:
    case Kind::kNoText:
    case Kind::kRefusedAddress:
    case Kind::kTooManyRedirects:
      return PollOutcome::kRefused;
    case Kind::kConnect:
    case Kind::kTls:
    case Kind::kTimeout:
    case Kind::kBroken:
    case Kind::kOther:
      break;
  }
  return PollOutcome::kNetwork;
}

/// Of a web page that was read.
PageFacts page_facts(const Gathered& gathered, const fetch::Body& body) {
  const Article& article = gathered.reading.articles.front().article;
  PageFacts facts;
  facts.asked_url = gathered.errand.asked_url();
  facts.final_url = body.final_url;
  facts.status = body.status;
  facts.title = article.title;
  facts.text = article.text;
  return facts;
}

std::string no_feed(const Gathered& gathered, const fetch::Body& body, bool ever_fed) {
  if (gathered.wall) return *gathered.wall;
  if (gathered.kind == formats::Kind::kFeed) return gathered.failure;
  std::optional<std::string> why;
  if (gathered.kind == formats::Kind::kHtml && !gathered.reading.articles.empty())
    why = why_no_feed(page_facts(gathered, body));
  if (!why)
    why = (ever_fed ? "is no longer a feed: it answered with " : "is no feed: it answered with ") +
          std::string(describe(gathered.kind));
  if (ever_fed || gathered.kind == formats::Kind::kEmpty) return *why;
  // The site may have one elsewhere.
  return *why + way_to_feeds(gathered.errand.request.url);
}

void take_body(const Gathered& gathered, const fetch::Body& body, bool ever_fed, PollFacts& facts) {
  if (gathered.kind == formats::Kind::kFeed && gathered.failure.empty()) {
    const bool same = gathered.digest == gathered.errand.known;
    facts.outcome = same                   ? PollOutcome::kSame
                    : gathered.reading.cut ? PollOutcome::kCut
                                           : PollOutcome::kFeed;
    if (facts.outcome == PollOutcome::kCut)
      facts.error = gathered.reading.entry_cut ? kCutInEntry : kCutOff;
    return;
  }
  facts.outcome = PollOutcome::kNoFeed;
  facts.error = no_feed(gathered, body, ever_fed);
}

/// The fragment of a URL is no part of it, unless it tells the item from others.
std::string_view identity_of(const Article& article) {
  const std::string_view url = article.url;
  if (!article.guid.empty()) return article.guid;
  return article.told_apart == ToldApart::kByFragment ? url : url.substr(0, url.find('#'));
}

}  // namespace

std::string way_to_feeds(const std::string& url) {
  return "; `jianbao feed discover " + url + "` looks for feeds";
}

PollFacts facts_of(const Gathered& gathered, bool ever_fed, Timestamp now) {
  PollFacts facts;
  facts.at = now;
  facts.took = gathered.finished.took;
  facts.site = gathered.finished.site;
  facts.bytes = static_cast<std::int64_t>(gathered.finished.received);
  const fetch::Outcome& outcome = gathered.finished.outcome;
  if (const auto* body = std::get_if<fetch::Body>(&outcome)) {
    facts.http_status = body->status;
    facts.only_new = body->status == kImUsed;
    facts.fresh_for = fetch::fresh_for(body->headers, now);
    take_body(gathered, *body, ever_fed, facts);
  } else if (const auto* same = std::get_if<fetch::NotModified>(&outcome)) {
    facts.http_status = 304;
    facts.outcome = PollOutcome::kNotModified;
    facts.fresh_for = fetch::fresh_for(same->headers, now);
  } else if (const auto* rejected = std::get_if<fetch::Rejected>(&outcome)) {
    facts.http_status = rejected->status;
    facts.retry_after = fetch::retry_after(rejected->headers, now);
    facts.outcome = outcome_of_status(rejected->status, facts.retry_after.has_value());
    facts.error = fetch::why_no_document(outcome);
  } else if (const auto* failed = std::get_if<fetch::Failed>(&outcome)) {
    facts.outcome = outcome_of_failure(failed->kind);
    facts.error = failed->reason;
  }
  return facts;
}

std::string page_failure(const Gathered& gathered, const Article* item) {
  const fetch::Outcome& outcome = gathered.finished.outcome;
  const auto* body = std::get_if<fetch::Body>(&outcome);
  if (body == nullptr) return fetch::why_no_document(outcome);
  if (gathered.wall) return *gathered.wall;
  if (!gathered.failure.empty()) return gathered.failure;
  if (gathered.kind != formats::Kind::kHtml || gathered.reading.articles.empty())
    return "is no page: it answered with " + std::string(describe(gathered.kind));
  PageFacts facts = page_facts(gathered, *body);
  if (item != nullptr) {
    facts.item_title = item->title;
    facts.item_text = item->text;
  }
  return why_no_article(facts).value_or("");
}

std::vector<WindowItem> window_items(const Reading& reading) {
  std::vector<WindowItem> items;
  for (const Prepared& prepared : reading.articles) {
    const Article& article = prepared.article;
    items.push_back({identity_of(article), article.header ? article.header : article.published});
  }
  return items;
}

std::set<std::string> added_urls(const Reading& reading, std::span<const std::uint64_t> window) {
  const std::unordered_set<std::uint64_t> before(window.begin(), window.end());
  std::set<std::string> urls;
  for (const Prepared& prepared : reading.articles)
    if (!before.contains(identity_number(identity_of(prepared.article))))
      urls.insert(prepared.article.url);
  return urls;
}

}  // namespace jianbao::app
