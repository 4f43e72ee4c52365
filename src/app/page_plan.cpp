#include "app/page_plan.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <variant>

#include "jianbao/app/health.h"
#include "jianbao/app/schedule.h"
#include "jianbao/fetch/caching.h"
#include "jianbao/fetch/wall.h"

namespace jianbao::app {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause = std::chrono::minutes(15);
constexpr milliseconds kLongestPause = std::chrono::hours(24);
constexpr std::array<milliseconds, store::kPageAttempts - 1> kPauses{
    kFirstPause, std::chrono::hours(1), std::chrono::hours(6), kLongestPause};
constexpr milliseconds kClockSlack = std::chrono::hours(1);

constexpr int kRequestTimeout = 408;
constexpr int kTooManyRequests = 429;
constexpr int kServerErrors = 500;
constexpr int kUnavailable = 503;

/// A page and how many of its like come before it.
using Turn = std::pair<std::size_t, store::WantedPage>;

/// The pages, the first of each key first, then the second of each, and so on.
template <class Key>
std::vector<Turn> in_turns(std::vector<store::WantedPage> pages, const Key& key) {
  std::map<decltype(key(pages.front())), std::size_t> seen;
  std::vector<Turn> turns;
  turns.reserve(pages.size());
  for (store::WantedPage& page : pages) {
    const std::size_t turn = seen[key(page)]++;
    turns.emplace_back(turn, std::move(page));
  }
  std::stable_sort(turns.begin(), turns.end(),
                   [](const Turn& a, const Turn& b) { return a.first < b.first; });
  return turns;
}

Timestamp after(Timestamp from, milliseconds span) {
  return {from.ms + span.count()};
}

PageRetry given_up(Timestamp now) {
  return {after(now, kPageMemory), store::kPageAttempts, true};
}

bool is_for_good(const fetch::Outcome& outcome) {
  const auto* failed = std::get_if<fetch::Failed>(&outcome);
  return failed != nullptr && (failed->kind == fetch::Failed::Kind::kNoText ||
                               failed->kind == fetch::Failed::Kind::kTooLarge);
}

}  // namespace

std::vector<store::WantedPage> dealt(std::vector<store::WantedPage> due, std::size_t per_host,
                                     std::size_t most) {
  std::vector<store::WantedPage> pages;
  for (Turn& turn : in_turns(std::move(due), [](const store::WantedPage& page) {
         return std::pair(fetch::site_of(page.url), page.feed);
       }))
    pages.push_back(std::move(turn.second));
  std::vector<Turn> turns = in_turns(std::exchange(pages, {}), [](const store::WantedPage& page) {
    return fetch::site_of(page.url);
  });
  for (Turn& turn : turns) {
    if (turn.first >= per_host || pages.size() >= most) break;
    pages.push_back(std::move(turn.second));
  }
  return pages;
}

PageFault fault_of(const fetch::Outcome& outcome) {
  const auto* rejected = std::get_if<fetch::Rejected>(&outcome);
  if (is_for_good(outcome)) return PageFault::kForGood;
  if (rejected == nullptr) return gave_no_answer(outcome) ? PageFault::kPassing : PageFault::kOwn;
  if (rejected->status == kTooManyRequests) return PageFault::kPassing;
  if (fetch::bot_wall(rejected->status, rejected->headers, rejected->body_head))
    return PageFault::kOwn;
  const bool passes = rejected->status >= kServerErrors || rejected->status == kRequestTimeout;
  return passes ? PageFault::kPassing : PageFault::kOwn;
}

PageRetry retry_of(const store::WantedPage& page, PageFault fault, Timestamp now) {
  if (fault == PageFault::kPassing) {
    const milliseconds age(now.ms - page.wanted.ms);
    if (age >= kPageMemory) return given_up(now);
    return {after(now, std::clamp(age, kFirstPause, kLongestPause)), page.attempts, false};
  }
  const auto attempts = static_cast<std::size_t>(std::max<std::int64_t>(page.attempts, 0));
  if (fault == PageFault::kForGood && attempts == 0) return {after(now, kLongestPause), 1, false};
  if (fault == PageFault::kForGood) return given_up(now);
  if (attempts >= kPauses.size()) return given_up(now);
  return {after(now, kPauses[attempts]), page.attempts + 1, false};
}

std::optional<milliseconds> wait_asked(const fetch::Outcome& outcome, Timestamp now) {
  const auto* rejected = std::get_if<fetch::Rejected>(&outcome);
  if (rejected == nullptr) return std::nullopt;
  const bool many = rejected->status == kTooManyRequests;
  if (!many && rejected->status != kUnavailable) return std::nullopt;
  const auto wait = fetch::retry_after(rejected->headers, now);
  return many ? wait.value_or(milliseconds(0)) : wait;
}

store::QuietHost quieted(store::QuietHost host, milliseconds wait, Timestamp now) {
  milliseconds own = kFirstPause;
  for (std::int64_t i = 0; i < host.refusals && own < kLongestPause; ++i) own *= 2;
  const milliseconds asked = std::min(wait, kLongestWait);
  host.until = after(now, asked > milliseconds(0) ? asked : std::min(own, kLongestPause));
  ++host.refusals;
  return host;
}

bool is_quiet(const store::QuietHost& host, Timestamp now) {
  return host.until > now && host.until <= after(now, kLongestWait + kClockSlack);
}

}  // namespace jianbao::app
