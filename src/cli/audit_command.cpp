#include <array>
#include <memory>

#include "cli/command.h"
#include "cli/feed_rows.h"
#include "cli/options.h"
#include "jianbao/app/audit.h"
#include "jianbao/app/subscriptions.h"
#include "jianbao/store/archive.h"
#include "jianbao/text/date_query.h"
#include "jianbao/text/duration.h"
#include "jianbao/text/secrets.h"

namespace jianbao::cli {

namespace {

struct AuditOptions {
  FeedRowsOptions rows;
  std::string since;
};

constexpr std::array<std::string_view, 15> kFields{"id",
                                                   "name",
                                                   "source",
                                                   "url",
                                                   "polls",
                                                   "failed",
                                                   "rolled_over",
                                                   "last_rolled_over",
                                                   "usual_gap",
                                                   "longest_gap",
                                                   "longest_gap_began",
                                                   "window",
                                                   "safe_interval",
                                                   "re_dated",
                                                   "advice"};

formats::Record to_record(const app::FeedAudit& row) {
  const app::Audit& audit = row.audit;
  return {{"id", row.feed.id},
          {"name", app::display_name(row.feed)},
          {"source", row.feed.settings.source},
          {"url", text::hide_secrets(row.feed.url)},
          {"polls", audit.polls},
          {"failed", audit.failed},
          {"rolled_over", audit.rolled_over},
          {"last_rolled_over", instant_value(audit.last_rolled_over)},
          {"usual_gap", span_value(audit.usual_gap)},
          {"longest_gap", span_value(audit.longest_gap)},
          {"longest_gap_began", instant_value(audit.longest_gap_began)},
          {"window", span_value(audit.window)},
          {"safe_interval", span_value(audit.safe_interval)},
          {"re_dated", audit.re_dated},
          {"advice", audit.advice}};
}

std::vector<Column> columns() {
  return {{.heading = "ID", .right = true, .style = Style::kName},
          {.heading = "FEED", .widest = 24, .urls = true},
          {.heading = "POLLS", .right = true, .dispensable = 1},
          {.heading = "LOSSES", .right = true},
          {.heading = "USUAL GAP", .dispensable = 2},
          {.heading = "LONGEST GAP", .dispensable = 4},
          {.heading = "WINDOW", .dispensable = 3}};
}

Row to_row(const app::FeedAudit& row) {
  const auto said = [](const std::optional<std::chrono::milliseconds>& span) {
    return cell(span ? text::say_duration(*span) : "-");
  };
  const app::Audit& audit = row.audit;
  return {.cells = {cell(std::to_string(row.feed.id)), cell(app::display_name(row.feed)),
                    cell(std::to_string(audit.polls)), cell(std::to_string(audit.rolled_over)),
                    said(audit.usual_gap), said(audit.longest_gap), said(audit.window)},
          .below = cell(audit.advice),
          .wraps_below = true};
}

ExitStatus run_audit(const AuditOptions& options, const Context& context) {
  FeedRows rows(options.rows, kFields, context);
  std::optional<Timestamp> since;
  if (!options.since.empty())
    since = text::parse_typed_date(options.since, context.now(), context.settings.zone());
  const store::Archive archive(context.settings.archive());
  const auto feeds = app::audit_feeds(archive, since, context.now());
  bool lost = false;
  for (const app::FeedAudit& row : feeds) {
    lost = lost || row.audit.rolled_over > 0;
    rows.add([&] { return to_record(row); }, [&] { return to_row(row); });
  }
  rows.print(columns());
  if (feeds.empty()) note_no_feed(context.messages);
  return lost ? ExitStatus::kNotFound : ExitStatus::kDone;
}

}  // namespace

Command add_audit(CLI::App& root, GivenSettings& given) {
  const auto options = std::make_shared<AuditOptions>();
  CLI::App& app =
      add_command(root, "audit", "Find feeds of which items may have been missed between polls.");
  add_text(app, "--since", options->since, "DATE",
           "look at polls from this date on: 2024-05-15, 7d (seven days ago), today");
  add_feed_rows_options(app, options->rows, given);
  add_section(app, "Columns",
              {"LOSSES       polls that found nothing left of what the feed showed before",
               "USUAL GAP    between two successful polls, the median",
               "LONGEST GAP  between two successful polls",
               "WINDOW       how long an item stays in the feed, as a rule",
               "Exits with 1 if there was a loss."});
  add_examples(app, "jianbao audit", "jianbao audit --since 7d --format csv");
  return {.app = &app, .run = [options](const Context& context, const Command::Words&) {
            return run_audit(*options, context);
          }};
}

}  // namespace jianbao::cli
