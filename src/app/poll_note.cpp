#include "app/poll_note.h"

#include <fmt/format.h>

#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "jianbao/app/schedule.h"
#include "jianbao/fetch/downloader.h"
#include "jianbao/text/date.h"

namespace jianbao::app {

namespace {

using std::chrono::milliseconds;
using store::PollOutcome;

/// A faster turnover counts at once, a slower one by and by.
constexpr int kForgetting = 8;

void take_success(store::FeedState& feed, const PollFacts& facts) {
  feed.last_success = facts.at;
  feed.failures = 0;
  feed.failing_since.reset();
  feed.last_error.clear();
  // Servers that tell wrongly what is new say so in a 226 as in a 304.
  if (facts.outcome == PollOutcome::kNotModified || facts.only_new) {
    ++feed.not_modified_streak;
  } else {
    feed.not_modified_streak = 0;
    feed.last_body = facts.at;
  }
  if (facts.fresh + facts.changed > 0) feed.last_new = facts.at;
}

void take_failure(store::FeedState& feed, const PollFacts& facts) {
  if (feed.failures++ == 0) feed.failing_since = facts.at;
  feed.last_error = facts.error;
}

void take_turnover(store::FeedState& feed, std::optional<milliseconds> span) {
  if (!span) return;
  if (!feed.window_span || *span <= *feed.window_span)
    feed.window_span = span;
  else
    *feed.window_span += (*span - *feed.window_span) / kForgetting;
}

void take_window(store::FeedState& feed, const PollFacts& facts, Window window,
                 store::PollRecord& record) {
  record.overlap = overlap_of(feed.window, window, facts.fresh);
  record.span = window.span;
  take_turnover(feed, turnover(record, feed.last_success));
  // An empty document says nothing about what the next must overlap with.
  if (!window.items.empty()) feed.window = std::move(window.items);
}

/// What the document before had may be behind the end: only if something of it is left, is it known
/// that nothing was missed in between.
void take_cut_window(store::FeedState& feed, const PollFacts& facts, Window window,
                     store::PollRecord& record) {
  record.overlap = overlap_of(feed.window, window, facts.fresh);
  if (record.overlap == 0) record.overlap.reset();
  if (record.overlap || feed.window.empty()) feed.window = std::move(window.items);
}

/// True where at least half of the items that are known are dated by the moment of the poll: no
/// date of the document says anything then.
bool has_invented_dates(const PollFacts& facts) {
  const std::int64_t known = std::ssize(facts.items) - facts.fresh;
  return facts.re_dated > 0 && facts.re_dated * 2 >= known;
}

Window undated_window(std::span<const WindowItem> items) {
  std::vector<WindowItem> undated(items.begin(), items.end());
  for (WindowItem& item : undated) item.date.reset();
  return make_window(undated);
}

/// What invented dates made of the window before they were known as such: some items are still
/// there after longer than that.
void forget_invented_span(store::FeedState& feed, const PollFacts& facts) {
  if (!feed.window_span || !feed.last_success || facts.fresh >= std::ssize(facts.items)) return;
  if (*feed.window_span < milliseconds(facts.at.ms - feed.last_success->ms))
    feed.window_span.reset();
}

void take_items(store::FeedState& feed, const PollFacts& facts, store::PollRecord& record) {
  const bool invented = has_invented_dates(facts);
  if (invented) forget_invented_span(feed, facts);
  Window window = invented ? undated_window(facts.items) : make_window(facts.items);
  record.items = static_cast<std::int64_t>(facts.items.size());
  if (facts.only_new) {
    feed.window = moved_on(std::move(feed.window), window);
  } else if (facts.outcome == PollOutcome::kCut) {
    take_cut_window(feed, facts, std::move(window), record);
  } else {
    take_window(feed, facts, std::move(window), record);
  }
}

/// @param first_cut  the document ended too early, that before did not.
void take_plan(store::FeedState& feed, const PollFacts& facts, const Rhythm& rhythm, bool first_cut,
               double random) {
  ScheduleInput input;
  input.now = facts.at;
  input.rhythm = rhythm;
  input.own_interval = feed.settings.interval;
  input.ttl = feed.ttl;
  input.fresh_for = facts.fresh_for;
  input.window_span = feed.window_span;
  input.outcome = facts.outcome;
  input.rest_missing = first_cut;
  input.failures = feed.failures;
  input.retry_after = facts.retry_after;
  input.random = random;
  PollPlan plan = plan_next_poll(input);
  feed.next_poll = plan.next;
  feed.next_poll_reason = std::move(plan.reason);
  feed.not_before = plan.not_before;
}

}  // namespace

store::PollRecord note_poll(store::FeedState& feed, const PollFacts& facts, const Rhythm& rhythm,
                            double random) {
  store::PollRecord record;
  record.feed = feed.id;
  record.at = facts.at;
  record.outcome = facts.outcome;
  record.http_status = facts.http_status;
  record.bytes = facts.bytes;
  record.fresh = facts.fresh;
  record.took = facts.took;
  record.error = facts.error;
  if (store::gave_document(facts.outcome)) take_items(feed, facts, record);
  const bool first_cut = facts.outcome == PollOutcome::kCut && feed.outcome != PollOutcome::kCut;
  feed.outcome = facts.outcome;
  feed.led_to = facts.site == fetch::site_of(feed.url) ? "" : facts.site;
  feed.last_poll = facts.at;
  succeeded(facts.outcome) ? take_success(feed, facts) : take_failure(feed, facts);
  take_plan(feed, facts, rhythm, first_cut, random);
  return record;
}

std::string poll_line(const store::FeedState& feed, const store::PollRecord& record) {
  std::string line = "feed " + std::to_string(feed.id) + " " + feed.url + ": ";
  line += record.http_status == 0 ? "no answer" : std::to_string(record.http_status);
  line += fmt::format(", {} bytes, {} items, {} new, {:.3f} s", record.bytes, record.items,
                      record.fresh, static_cast<double>(record.took.count()) / 1000);
  if (!record.error.empty()) line += ", " + record.error;
  if (feed.next_poll)
    line += "; next poll " + text::to_rfc3339(*feed.next_poll) + " (" + feed.next_poll_reason + ")";
  return line;
}

bool holds_only_new(const store::PollRecord& poll) {
  return store::gave_document(poll.outcome) && poll.http_status == kImUsed;
}

std::optional<milliseconds> turnover(const store::PollRecord& poll,
                                     std::optional<Timestamp> last_success) {
  if (holds_only_new(poll) || poll.outcome == PollOutcome::kCut) return std::nullopt;
  if (poll.span && *poll.span > milliseconds(0)) return poll.span;
  if (poll.fresh <= 0 || !last_success) return std::nullopt;
  const milliseconds elapsed(poll.at.ms - last_success->ms);
  return elapsed > milliseconds(0) ? std::optional(elapsed * poll.items / poll.fresh)
                                   : std::nullopt;
}

}  // namespace jianbao::app
