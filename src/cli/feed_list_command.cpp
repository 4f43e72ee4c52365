#include <algorithm>
#include <functional>
#include <iterator>

#include "cli/feed_commands.h"
#include "cli/feed_rows.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/records.h"
#include "jianbao/app/health.h"
#include "jianbao/store/archive.h"
#include "jianbao/text/date.h"
#include "jianbao/text/date_query.h"
#include "jianbao/text/duration.h"
#include "jianbao/text/secrets.h"
#include "jianbao/text/url.h"

namespace jianbao::cli {

namespace {

std::string interval_of(const store::FeedState& feed) {
  const auto& interval = feed.settings.interval;
  return interval ? text::format_duration(*interval) : std::string();
}

std::vector<std::string> shown_headers(const std::vector<std::string>& headers) {
  std::vector<std::string> shown;
  std::transform(headers.begin(), headers.end(), std::back_inserter(shown),
                 text::hide_header_secret);
  return shown;
}

std::vector<std::string_view> field_names() {
  return {"id",        "url",          "name",     "title",     "source",    "site_url",  "tags",
          "interval",  "user_agent",   "headers",  "proxy",     "full_page", "state",     "added",
          "last_poll", "last_success", "last_new", "next_poll", "failures",  "last_error"};
}

formats::Record to_record(const app::FeedHealth& row) {
  const store::FeedState& feed = row.feed;
  const store::FeedSettings& settings = feed.settings;
  return {{"id", feed.id},
          {"url", text::hide_secrets(feed.url)},
          {"name", settings.name},
          {"title", feed.title},
          {"source", settings.source},
          {"site_url", text::hide_secrets(feed.site_url)},
          {"tags", settings.tags},
          {"interval", interval_of(feed)},
          {"user_agent", settings.user_agent},
          {"headers", shown_headers(settings.headers)},
          {"proxy", text::hide_secrets(settings.proxy)},
          {"full_page", std::int64_t{settings.full_page ? 1 : 0}},
          {"state", std::string(app::name_of(row.health.state))},
          {"added", text::to_rfc3339(feed.added)},
          {"last_poll", instant_value(feed.last_poll)},
          {"last_success", instant_value(feed.last_success)},
          {"last_new", instant_value(feed.last_new)},
          {"next_poll", instant_value(feed.next_poll)},
          {"failures", feed.failures},
          {"last_error", text::hide_secrets(feed.last_error)}};
}

std::vector<Column> columns() {
  return {{.heading = "ID", .right = true, .style = Style::kName},
          {.heading = "NAME", .widest = 24},
          {.heading = "STATE"},
          {.heading = "LAST NEW", .dispensable = 3},
          {.heading = "NEXT POLL", .dispensable = 2},
          {.heading = "EVERY", .dispensable = 1},
          {.heading = "URL", .stretches = true, .urls = true}};
}

Row to_row(const app::FeedHealth& listed, const std::string& zone) {
  const store::FeedState& feed = listed.feed;
  const auto local = [&](const std::optional<Timestamp>& at, const char* without) {
    return cell(at ? text::format_local(*at, zone) : without);
  };
  const std::string url = text::hide_secrets(feed.url);
  const std::string name = app::display_name(feed);
  Row row{{cell(std::to_string(feed.id)), cell(name == url ? text::host_of(url) : name),
           cell(std::string(app::name_of(listed.health.state))), local(feed.last_new, "never"),
           local(feed.next_poll, "at once"), cell(interval_of(feed)), cell(url)}};
  row.wraps_below = true;
  if (feed.failures > 0) row.below = cell(text::hide_secrets(feed.last_error));
  return row;
}

ExitStatus run_feed_list(const std::string& format_name, const Context& context) {
  const auto format = choose_row_format(format_name, context.terminal);
  std::vector<formats::Record> records;
  std::vector<Row> rows;
  const store::Archive archive(context.settings.archive());
  for (const app::FeedHealth& feed : app::feeds_health(archive, context.now())) {
    if (format) records.push_back(to_record(feed));
    if (!format) rows.push_back(to_row(feed, context.settings.zone()));
  }
  Output out(context.terminal.out);
  if (format) print_records(out, records, field_names(), format, context.terminal);
  if (!rows.empty()) print_table(out, columns(), rows, context.terminal);
  out.finish();
  if (rows.empty() && records.empty()) {
    note_no_feed(context.messages);
  } else if (!format) {
    context.messages.note(counted(static_cast<std::int64_t>(rows.size()), "feed"));
  }
  return ExitStatus::kDone;
}

}  // namespace

Command add_feed_list(CLI::App& feed, GivenSettings& given) {
  const auto format = std::make_shared<std::string>();
  CLI::App& app = add_command(feed, "list", "List the subscribed feeds and how they stand.");
  add_choice(app, "--format", *format, row_formats(), "how to print");
  add_setting(app, "tz", given, "ZONE", "time zone of dates, such as Asia/Shanghai");
  add_examples(app, "jianbao feed list", "jianbao feed list --format jsonl");
  return {.app = &app, .run = [format](const Context& context, const Command::Words&) {
            return run_feed_list(*format, context);
          }};
}

}  // namespace jianbao::cli
