#include "jianbao/app/audit.h"

#include <algorithm>

#include "app/poll_note.h"
#include "app/quantile.h"
#include "app/window.h"
#include "jianbao/text/duration.h"

namespace jianbao::app {

namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using text::say_duration;

constexpr double kMedian = 0.5;
constexpr double kBusiest = 0.1;
constexpr int kPollsInWindow = 2;
constexpr milliseconds kQuarter = minutes(15);
/// That a feed can be set to.
constexpr milliseconds kShortestInterval = minutes(1);

/// Down to what a crontab would say.
milliseconds rounded(milliseconds interval) {
  const milliseconds step = interval >= kQuarter            ? kQuarter
                            : interval >= kShortestInterval ? kShortestInterval
                                                            : milliseconds(seconds(1));
  return std::max(interval / step * step, milliseconds(1));
}

/// What one pass over the polls gathers.
struct Gathered {
  std::vector<milliseconds> gaps;
  std::vector<milliseconds> turnovers;  ///< of documents with something new
  std::optional<milliseconds> shortest_loss;
  std::optional<Timestamp> last_success;
};

void note_gap(Audit& audit, Timestamp from, Timestamp to) {
  const milliseconds gap(to.ms - from.ms);
  if (audit.longest_gap && gap <= *audit.longest_gap) return;
  audit.longest_gap = gap;
  audit.longest_gap_began = from;
}

void take_success(const store::PollRecord& poll, Audit& audit, Gathered& all) {
  const auto span = turnover(poll, all.last_success);
  if (span && poll.fresh > 0) all.turnovers.push_back(*span);
  if (poll.overlap || !store::gave_document(poll.outcome) || holds_only_new(poll)) ++audit.compared;
  const bool lost = poll.overlap == 0;
  if (lost) {
    ++audit.rolled_over;
    audit.last_rolled_over = poll.at;
  }
  if (all.last_success) {
    const milliseconds gap(poll.at.ms - all.last_success->ms);
    all.gaps.push_back(gap);
    note_gap(audit, *all.last_success, poll.at);
    if (lost && gap > milliseconds(0)) {
      all.shortest_loss = std::min(gap, all.shortest_loss.value_or(gap));
      audit.longest_losing_gap = std::max(gap, audit.longest_losing_gap.value_or(gap));
    }
  }
  all.last_success = poll.at;
}

/// True if the last document that would have a span has none: its dates were invented.
bool leaves_out_dates(std::span<const store::PollRecord> polls) {
  const auto last = std::find_if(polls.rbegin(), polls.rend(), [](const store::PollRecord& poll) {
    return poll.outcome == store::PollOutcome::kFeed && !holds_only_new(poll) &&
           poll.items >= kFewestDates;
  });
  return last != polls.rend() && !last->span;
}

std::optional<milliseconds> safe_interval(const Gathered& all) {
  std::optional<milliseconds> shortest = quantile(all.turnovers, kBusiest);
  if (all.shortest_loss)
    shortest = std::min(shortest.value_or(*all.shortest_loss), *all.shortest_loss);
  if (!shortest) return std::nullopt;
  return rounded(*shortest / kPollsInWindow);
}

bool often_enough(const Audit& audit) {
  return *audit.usual_gap <= *audit.safe_interval;
}

std::string polled_every(const Audit& audit) {
  return "polled every " + say_duration(*audit.usual_gap) + " as a rule";
}

std::string set_interval(const store::FeedState& feed, milliseconds interval) {
  return "jianbao feed set " + std::to_string(feed.id) + " --interval " +
         text::format_duration(interval);
}

/// Where the usual gap is longer than what is safe.
std::string advice_to_hurry(const Audit& audit, const store::FeedState& feed) {
  const milliseconds safe = *audit.safe_interval;
  if (safe < kShortestInterval) {
    return "all its items give way to others within " + say_duration(audit.window.value_or(safe)) +
           ": some will be missed, fewest with " + set_interval(feed, kShortestInterval);
  }
  const std::string run = ": run ingest at least every " + say_duration(safe);
  const auto& interval = feed.settings.interval;
  if (interval && *interval <= safe) {
    return "to be polled every " + say_duration(*interval) + ", but " + polled_every(audit) + run;
  }
  return polled_every(audit) + run + ", and " + set_interval(feed, safe);
}

std::string advice_on_loss(const Audit& audit, const store::FeedState& feed) {
  if (!audit.safe_interval || !audit.usual_gap) return "items may be missing";
  if (!often_enough(audit)) return advice_to_hurry(audit, feed);
  if (!audit.longest_losing_gap) return "items may be missing; " + polled_every(audit);
  return polled_every(audit) + ", which is enough; items may be missing from a pause of " +
         say_duration(*audit.longest_losing_gap);
}

std::string advice_without_loss(const Audit& audit, const store::FeedState& feed) {
  if (!audit.safe_interval || !audit.usual_gap)
    return "nothing missed; too little has come to say how often is enough";
  if (!often_enough(audit)) return "nothing missed yet; " + advice_to_hurry(audit, feed);
  const std::string enough = "every " + say_duration(*audit.safe_interval) + " is enough";
  if (*audit.longest_gap > *audit.window)
    return "nothing missed, by luck: a gap of " + say_duration(*audit.longest_gap) +
           " is longer than its window; " + enough;
  return "nothing missed; " + enough;
}

std::string nothing_to_compare(std::int64_t successes) {
  const std::string polls =
      successes == 1 ? "one successful poll" : std::to_string(successes) + " successful polls";
  return polls + ": nothing to compare yet";
}

std::string advice_on_polls(const Audit& figures, const store::FeedState& feed) {
  if (figures.polls == 0) return "not polled yet";
  if (figures.polls == figures.failed) return "no poll has succeeded; see jianbao status";
  if (figures.compared == 0) return nothing_to_compare(figures.polls - figures.failed);
  return figures.rolled_over > 0 ? advice_on_loss(figures, feed)
                                 : advice_without_loss(figures, feed);
}

}  // namespace

std::string advice_on(const Audit& figures, const store::FeedState& feed) {
  const std::string advice = advice_on_polls(figures, feed);
  if (figures.re_dated == 0) return advice;
  return advice + "; it dated " + std::to_string(figures.re_dated) +
         (figures.re_dated == 1 ? " article" : " articles") +
         " again and again: dates alone are not followed there any more" +
         (figures.without_dates ? ", and its window is reckoned without them" : "");
}

Audit audit_of(std::span<const store::PollRecord> polls, const store::FeedState& feed,
               Timestamp now, std::int64_t re_dated) {
  Audit audit;
  audit.re_dated = re_dated;
  audit.without_dates = re_dated > 0 && leaves_out_dates(polls);
  Gathered all;
  for (store::PollRecord poll : polls) {
    // Also those of before its dates were known to be invented.
    if (audit.without_dates) poll.span.reset();
    ++audit.polls;
    if (succeeded(poll.outcome))
      take_success(poll, audit, all);
    else
      ++audit.failed;
  }
  if (all.last_success && *all.last_success < now) note_gap(audit, *all.last_success, now);
  audit.usual_gap = quantile(all.gaps, kMedian);
  audit.window = quantile(all.turnovers, kMedian);
  audit.safe_interval = safe_interval(all);
  audit.advice = advice_on(audit, feed);
  return audit;
}

std::vector<FeedAudit> audit_feeds(const store::Archive& archive, std::optional<Timestamp> since,
                                   Timestamp now) {
  std::vector<FeedAudit> all;
  archive.in_one_state([&] {
    for (store::FeedState& feed : archive.feeds()) {
      if (!feed.subscribed) continue;
      std::vector<store::PollRecord> polls = archive.polls(feed.id);
      if (since)
        std::erase_if(polls, [&](const store::PollRecord& poll) { return poll.at < *since; });
      Audit audit = audit_of(polls, feed, now, archive.re_dated(feed.id));
      all.push_back({std::move(feed), std::move(audit)});
    }
  });
  return all;
}

}  // namespace jianbao::app
