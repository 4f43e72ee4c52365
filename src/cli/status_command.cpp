#include <array>
#include <map>
#include <memory>

#include "cli/command.h"
#include "cli/feed_rows.h"
#include "cli/options.h"
#include "jianbao/app/health.h"
#include "jianbao/app/subscriptions.h"
#include "jianbao/store/archive.h"
#include "jianbao/text/date_query.h"
#include "jianbao/text/duration.h"
#include "jianbao/text/secrets.h"

namespace jianbao::cli {

namespace {

using app::HealthState;

struct StatusOptions {
  FeedRowsOptions rows;
  std::string fail_on = "trouble";
  bool trouble = false;
};

constexpr std::array<std::string_view, 20> kFields{
    "id",         "name",          "source",     "url",       "state",        "why",
    "last_poll",  "last_success",  "last_new",   "last_item", "next_poll",    "next_poll_reason",
    "failures",   "failing_since", "last_error", "usual_gap", "pages_failed", "pages_fetched",
    "page_error", "pages_waiting"};

formats::Record to_record(const app::FeedHealth& row) {
  const store::FeedState& feed = row.feed;
  return {{"id", feed.id},
          {"name", app::display_name(feed)},
          {"source", feed.settings.source},
          {"url", text::hide_secrets(feed.url)},
          {"state", std::string(app::name_of(row.health.state))},
          {"why", text::hide_secrets(row.health.words)},
          {"last_poll", instant_value(feed.last_poll)},
          {"last_success", instant_value(feed.last_success)},
          {"last_new", instant_value(feed.last_new)},
          {"last_item", instant_value(row.rhythm.last)},
          {"next_poll", instant_value(row.next_poll)},
          {"next_poll_reason", row.next_poll_reason},
          {"failures", feed.failures},
          {"failing_since", instant_value(feed.failing_since)},
          {"last_error", text::hide_secrets(feed.last_error)},
          {"usual_gap", row.rhythm.known() ? span_value(row.rhythm.usual) : formats::Value()},
          {"pages_failed", row.pages.failed},
          {"pages_fetched", row.pages.fetched},
          {"page_error", row.pages.reason},
          {"pages_waiting", row.pages.waiting}};
}

std::vector<Column> columns() {
  return {{.heading = "ID", .right = true, .style = Style::kName},
          {.heading = "FEED", .widest = 24, .urls = true},
          {.heading = "STATE"},
          {.heading = "NEW EVERY", .dispensable = 2},
          {.heading = "LAST NEW", .dispensable = 3},
          {.heading = "LAST SUCCESS", .dispensable = 1},
          {.heading = "NEXT POLL", .dispensable = 4}};
}

/// What somebody should look at catches the eye.
search::Passage state_cell(HealthState state) {
  search::Passage passage = cell(std::string(app::name_of(state)));
  if (app::is_trouble(state)) passage.marks.push_back({0, passage.text.size()});
  return passage;
}

Row to_row(const app::FeedHealth& row, const std::string& zone) {
  const auto local = [&](const std::optional<Timestamp>& at, const char* without) {
    return cell(at ? text::format_local(*at, zone) : without);
  };
  const store::FeedState& feed = row.feed;
  const std::string rhythm = row.rhythm.known() ? text::say_duration(row.rhythm.usual) : "-";
  Row line{.cells = {cell(std::to_string(feed.id)), cell(app::display_name(feed)),
                     state_cell(row.health.state), cell(rhythm), local(feed.last_new, "never"),
                     local(feed.last_success, "never"), local(row.next_poll, "at once")},
           .wraps_below = true};
  // A feed that is well, or new, has nothing to say that its columns do not.
  if (row.health.state > HealthState::kNew) line.below = cell(text::hide_secrets(row.health.words));
  return line;
}

bool fails(const std::string& fail_on, HealthState state) {
  if (fail_on == "trouble") return app::is_trouble(state);
  if (fail_on == "any") return state != HealthState::kOk && state != HealthState::kNew;
  return app::name_of(state) == fail_on;
}

/// "3 feeds: 2 ok, 1 stale".
std::string summary(const std::vector<app::FeedHealth>& feeds) {
  std::map<HealthState, std::int64_t> counts;
  for (const app::FeedHealth& row : feeds) ++counts[row.health.state];
  std::string line = counted(static_cast<std::int64_t>(feeds.size()), "feed");
  const char* separator = ": ";
  for (const auto& [state, count] : counts) {
    line.append(separator).append(std::to_string(count) + " ").append(app::name_of(state));
    separator = ", ";
  }
  return line;
}

ExitStatus run_status(const StatusOptions& options, const Context& context) {
  FeedRows rows(options.rows, kFields, context);
  const store::Archive archive(context.settings.archive());
  const auto feeds = app::feeds_health(archive, context.now());
  bool failed = false;
  for (const app::FeedHealth& row : feeds) {
    const bool fault = fails(options.fail_on, row.health.state);
    failed = failed || fault;
    if (options.trouble && !fault && !app::is_trouble(row.health.state)) continue;
    rows.add([&] { return to_record(row); }, [&] { return to_row(row, context.settings.zone()); });
  }
  rows.print(columns());
  if (feeds.empty())
    note_no_feed(context.messages);
  else if (rows.for_person())
    context.messages.note(summary(feeds));
  return failed ? ExitStatus::kNotFound : ExitStatus::kDone;
}

}  // namespace

Command add_status(CLI::App& root, GivenSettings& given) {
  const auto options = std::make_shared<StatusOptions>();
  CLI::App& app = add_command(root, "status", "Tell how the subscribed feeds are doing.");
  add_choice(app, "--fail-on", options->fail_on,
             {"trouble", "overdue", "stale", "failing", "any", "never"}, "when to exit with 1");
  add_flag(app, "--trouble", options->trouble, "only feeds that somebody should look at");
  add_feed_rows_options(app, options->rows, given);
  add_section(
      app, "States",
      {"ok        polled, and as lively as ever", "new       not polled yet",
       "quiet     silent for longer than in an ordinary week",
       "retrying  the last poll failed, the last document was cut off, or its host wants",
       "          to be left alone", "overdue   due for more than a day: does ingest still run?",
       "stale     silent three times as long as in an ordinary week",
       "failing   three failures or more in a row, for more than a day; or most",
       "          pages behind its summaries fail, three times and more; or every",
       "          document for a week was cut off inside an entry", "The last three are trouble."});
  add_examples(app, "jianbao status", "jianbao -q status --trouble --format table");
  return {.app = &app, .run = [options](const Context& context, const Command::Words&) {
            return run_status(*options, context);
          }};
}

}  // namespace jianbao::cli
