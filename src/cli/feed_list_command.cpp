#include <algorithm>
#include <array>
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

constexpr std::array<std::string_view, 20> kFields{
    "id",        "url",          "name",     "title",     "source",    "site_url",  "tags",
    "interval",  "user_agent",   "headers",  "proxy",     "full_page", "state",     "added",
    "last_poll", "last_success", "last_new", "next_poll", "failures",  "last_error"};

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
          {"next_poll", instant_value(row.next_poll)},
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
           local(listed.next_poll, "at once"), cell(interval_of(feed)), cell(url)}};
  row.wraps_below = true;
  if (feed.failures > 0) row.below = cell(text::hide_secrets(feed.last_error));
  return row;
}

ExitStatus run_feed_list(const FeedRowsOptions& options, const Context& context) {
  FeedRows rows(options, kFields, context);
  const store::Archive archive(context.settings.archive());
  const auto feeds = app::feeds_health(archive, context.now());
  for (const app::FeedHealth& feed : feeds) {
    rows.add([&] { return to_record(feed); },
             [&] { return to_row(feed, context.settings.zone()); });
  }
  rows.print(columns());
  if (feeds.empty())
    note_no_feed(context.messages);
  else if (rows.for_person())
    context.messages.note(counted(static_cast<std::int64_t>(feeds.size()), "feed"));
  return ExitStatus::kDone;
}

}  // namespace

Command add_feed_list(CLI::App& feed, GivenSettings& given) {
  const auto options = std::make_shared<FeedRowsOptions>();
  CLI::App& app = add_command(feed, "list", "List the subscribed feeds and how they stand.");
  add_feed_rows_options(app, *options, given);
  add_examples(app, "jianbao feed list", "jianbao feed list --format jsonl --fields id,url");
  return {.app = &app, .run = [options](const Context& context, const Command::Words&) {
            return run_feed_list(*options, context);
          }};
}

}  // namespace jianbao::cli
