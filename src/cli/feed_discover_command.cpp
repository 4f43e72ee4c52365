#include "cli/feed_commands.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress_bar.h"
#include "cli/records.h"
#include "cli/signals.h"
#include "cli/transfer_options.h"
#include "jianbao/app/discovery.h"
#include "jianbao/text/date.h"
#include "jianbao/text/date_query.h"

namespace jianbao::cli {

namespace {

struct DiscoverOptions {
  bool everywhere = false;
  bool fail_empty = false;
  std::string format;
};

app::DiscoverRequest make_request(const DiscoverOptions& options, const Context& context,
                                  const std::string& url) {
  app::DiscoverRequest request;
  request.url = url;
  request.everywhere = options.everywhere;
  request.transfers = transfers_of(context.settings);
  return request;
}

formats::Record to_record(const app::FoundFeed& feed,
                          const std::function<std::string(Timestamp)>& format_date) {
  return {{"url", feed.url},
          {"format", feed.format},
          {"items", static_cast<std::int64_t>(feed.items)},
          {"newest", feed.newest ? formats::Value(format_date(*feed.newest)) : formats::Value()},
          {"title", feed.title}};
}

void print(const app::Discovery& found, const std::string& format_name, const Context& context) {
  const auto format = choose_row_format(format_name, context.terminal);
  const std::string& zone = context.settings.zone();
  std::vector<formats::Record> records;
  for (const app::FoundFeed& feed : found.feeds) {
    records.push_back(to_record(feed, [&](Timestamp at) {
      return format ? text::to_rfc3339(at) : text::format_local(at, zone);
    }));
  }
  if (records.empty() && !format) return;
  Output out(context.terminal.out);
  print_records(out, records, {"url", "format", "items", "newest", "title"}, format,
                context.terminal);
  out.finish();
}

std::string what_was_tried(const app::Discovery& found) {
  std::string line = "looked at " +
                     counted(static_cast<std::int64_t>(found.asked), "address", "es") +
                     ": the page, and what it names as feeds";
  if (found.looked_around) line += ", the usual places, news sitemaps";
  if (found.forbidden > 0)
    line += "; robots.txt forbids " + std::to_string(found.forbidden) + " more";
  return line;
}

ExitStatus run_feed_discover(const DiscoverOptions& options, const Context& context,
                             const std::string& url) {
  const app::DiscoverRequest request = make_request(options, context, url);
  const SignalWatch watch;
  ProgressBar bar(context.messages, context.terminal);
  const app::Listener listener = make_listener(bar, context.messages);
  const app::Discovery found = app::discover(request, context.now(), listener, watch.token());
  bar.clear();
  if (watch.signal() != 0) throw Interrupted{watch.signal()};
  for (const std::string& failure : found.failures) context.messages.note(failure);
  print(found, options.format, context);
  if (found.feeds.empty()) {
    context.messages.note("no feed was found at " + url);
    context.messages.note(what_was_tried(found));
    context.messages.note(
        "try a page of one section, or another page of the site; a page alone is brought in with "
        "`jianbao ingest URL`");
    return options.fail_empty ? ExitStatus::kNotFound : ExitStatus::kDone;
  }
  context.messages.note("subscribe with jianbao feed add URL");
  return ExitStatus::kDone;
}

}  // namespace

Command add_feed_discover(CLI::App& feed, GivenSettings& given) {
  const auto options = std::make_shared<DiscoverOptions>();
  CLI::App& app = add_command(feed, "discover", "Find the feeds of a site.");
  describe_words(app, "URL", "a page of the site");
  add_flag(app, "--everywhere", options->everywhere,
           "also look in the usual places and in sitemaps where the page names feeds");
  add_setting(app, "jobs", given, "N", "transfers at one time, one from each host; 8 unless given");
  add_transfer_options(app, given);
  add_setting(app, "tz", given, "ZONE", "time zone of dates, such as Asia/Shanghai");
  add_choice(app, "--format", options->format, row_formats(), "how to print");
  add_flag(app, "--fail-empty", options->fail_empty, "exit with 1 if no feed is found");
  add_examples(app, "jianbao feed discover https://example.org/",
               "jianbao feed discover --everywhere --format jsonl https://example.org/zh/");
  return {.app = &app,
          .fewest_words = 1,
          .most_words = 1,
          .run = [options](const Context& context, const Command::Words& words) {
            return run_feed_discover(*options, context, words.front());
          }};
}

}  // namespace jianbao::cli
