#include <fmt/format.h>

#include <algorithm>

#include "cli/feed_commands.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/output.h"
#include "jianbao/core/error.h"
#include "jianbao/core/limits.h"
#include "jianbao/feed/opml.h"
#include "jianbao/store/archive.h"
#include "jianbao/text/secrets.h"

namespace jianbao::cli {

namespace {

ExitStatus run_feed_import(const Context& context, const std::string& file) {
  const Limits limits;
  const feed::OpmlResult list = feed::read_opml(read_input(file, limits.item_bytes), limits);
  const std::string name = input_name(file);
  if (!list.problem.empty()) throw Error(ErrorKind::kInput, name, list.problem);
  for (const std::string& warning : list.warnings) context.messages.note(name + ": " + warning);
  app::Subscriptions subscriptions = open_subscriptions(context);
  const app::ImportReport report = subscriptions.add_all(list.feeds);
  subscriptions.commit();
  for (const std::string& line : list.losses) context.messages.error(name + ": " + line);
  for (const std::string& line : report.reasons) context.messages.error(name + ": " + line);
  const std::size_t refused = list.lost + report.refused;
  context.messages.note(
      fmt::format("new {}, known {}, refused {}", report.fresh, report.known, refused));
  if (report.fresh > 0) context.messages.note("`jianbao ingest` fetches what is due");
  return status_of_items(refused, refused + report.fresh + report.known);
}

bool secretive(const feed::OpmlFeed& feed) {
  return text::holds_secret(feed.url) || text::holds_secret(feed.site_url) ||
         text::holds_secret(feed.proxy) ||
         std::any_of(feed.headers.begin(), feed.headers.end(), [](const std::string& header) {
           return text::hide_header_secret(header) != header;
         });
}

/// A header is of no use without its value; a URL is still an address.
void drop_secrets(feed::OpmlFeed& feed) {
  for (std::string* url : {&feed.url, &feed.site_url, &feed.proxy})
    *url = text::without_secret(*url);
  std::erase_if(feed.headers, [](const std::string& header) {
    return text::hide_header_secret(header) != header;
  });
}

void write_list(const std::string& document, const std::string& file, const Context& context) {
  if (file == "-") {
    Output out(context.terminal.out);
    out.write(document);
    out.finish();
    return;
  }
  const SignalWatch watch;
  Output out(file, watch);
  out.write(document);
  out.finish();
}

ExitStatus run_feed_export(bool with_secrets, const Context& context, const Command::Words& words) {
  const store::Archive archive(context.settings.archive());
  std::vector<feed::OpmlFeed> feeds = app::to_opml(archive.feeds());
  const auto kept = std::count_if(feeds.begin(), feeds.end(), secretive);
  if (!with_secrets) std::for_each(feeds.begin(), feeds.end(), drop_secrets);
  const std::string file = words.empty() ? "-" : words.front();
  write_list(feed::write_opml("jianbao", feeds), file, context);
  const auto total = static_cast<std::int64_t>(feeds.size());
  if (file != "-") context.messages.note(counted(total, "feed") + " in " + file);
  if (kept > 0 && with_secrets) {
    context.messages.note("the list holds passwords or headers of " + counted(kept, "feed") +
                          "; keep it to yourself");
  } else if (kept > 0) {
    context.messages.note("passwords and headers of " + counted(kept, "feed") +
                          " were left out; --with-secrets writes them too");
  }
  return ExitStatus::kDone;
}

}  // namespace

Command add_feed_import(CLI::App& feed, GivenSettings& given) {
  CLI::App& app = add_command(feed, "import", "Subscribe to the feeds of an OPML file.");
  describe_words(app, "FILE", "OPML, as feed readers export it; - for standard input");
  add_wait(app, given);
  add_examples(app, "jianbao feed import feeds.opml", "newsboat -e | jianbao feed import -");
  return {.app = &app,
          .fewest_words = 1,
          .most_words = 1,
          .run = [](const Context& context, const Command::Words& words) {
            return run_feed_import(context, words.front());
          }};
}

Command add_feed_export(CLI::App& feed) {
  const auto with_secrets = std::make_shared<bool>(false);
  CLI::App& app = add_command(feed, "export", "Write the subscriptions as OPML.");
  describe_words(app, "[FILE]", "where to; without it, standard output");
  add_flag(app, "--with-secrets", *with_secrets,
           "with the passwords in addresses and all headers, for an archive of your own");
  add_examples(app, "jianbao feed export feeds.opml",
               "jianbao feed export --with-secrets | jianbao --db other.db feed import -");
  return {.app = &app,
          .most_words = 1,
          .run = [with_secrets](const Context& context, const Command::Words& words) {
            return run_feed_export(*with_secrets, context, words);
          }};
}

}  // namespace jianbao::cli
