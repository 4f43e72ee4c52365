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

namespace jianbao::cli {

namespace {

ExitStatus run_feed_import(const Context& context, const std::string& file) {
  const Limits limits;
  const feed::OpmlResult list = feed::read_opml(read_input(file, limits.item_bytes), limits);
  const std::string name = input_name(file);
  if (!list.problem.empty()) throw Error(ErrorKind::kInput, name, list.problem);
  for (const std::string& warning : list.warnings) context.messages.note(name + ": " + warning);
  app::Subscriptions subscriptions(context.settings.archive(), context.now);
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

/// A token in a header is a secret of its owner's.
void warn_of_secrets(const std::vector<feed::OpmlFeed>& feeds, const Messages& messages) {
  const auto secretive = std::count_if(feeds.begin(), feeds.end(), [](const feed::OpmlFeed& feed) {
    return !feed.headers.empty() || feed.proxy.find('@') != std::string::npos ||
           feed.url.find('@') != std::string::npos;
  });
  if (secretive > 0) {
    messages.note("the list holds the headers and proxies of " + counted(secretive, "feed") +
                  ", which may be secret");
  }
}

ExitStatus run_feed_export(const Context& context, const Command::Words& words) {
  const store::Archive archive(context.settings.archive());
  const std::vector<feed::OpmlFeed> feeds = app::to_opml(archive.feeds());
  const std::string document = feed::write_opml("jianbao", feeds);
  if (words.empty() || words.front() == "-") {
    Output out(context.terminal.out);
    out.write(document);
    out.finish();
  } else {
    const SignalWatch watch;
    Output out(words.front(), watch);
    out.write(document);
    out.finish();
    context.messages.note(counted(static_cast<std::int64_t>(feeds.size()), "feed") + " in " +
                          words.front());
  }
  warn_of_secrets(feeds, context.messages);
  return ExitStatus::kDone;
}

}  // namespace

Command add_feed_import(CLI::App& feed) {
  CLI::App& app = add_command(feed, "import", "Subscribe to the feeds of an OPML file.");
  describe_words(app, "FILE", "OPML, as feed readers export it; - for standard input");
  add_examples(app, "jianbao feed import feeds.opml", "newsboat -e | jianbao feed import -");
  return {.app = &app,
          .fewest_words = 1,
          .most_words = 1,
          .run = [](const Context& context, const Command::Words& words) {
            return run_feed_import(context, words.front());
          }};
}

Command add_feed_export(CLI::App& feed) {
  CLI::App& app = add_command(feed, "export", "Write the subscriptions as OPML.");
  describe_words(app, "[FILE]", "where to; without it, standard output");
  add_examples(app, "jianbao feed export feeds.opml",
               "jianbao feed export | jianbao --db other.db feed import -");
  return {
      .app = &app, .most_words = 1, .run = [](const Context& context, const Command::Words& words) {
        return run_feed_export(context, words);
      }};
}

}  // namespace jianbao::cli
