#include "cli/feed_commands.h"
#include "cli/options.h"
#include "jianbao/core/error.h"

namespace jianbao::cli {

namespace {

/// All are judged before any is stored.
void check_all(const FeedOptions& options, const Command::Words& urls) {
  for (const std::string& url : urls) static_cast<void>(app::checked_feed_url(url));
  if (urls.size() > 1 && !options.name.empty()) {
    throw Error(ErrorKind::kUsage, "--name",
                "is for one feed, not for " + std::to_string(urls.size()));
  }
}

/// False where nothing changed.
bool add_one(app::Subscriptions& subscriptions, const std::string& url,
             const app::FeedChanges& changes, const Messages& messages) {
  const app::Added added = subscriptions.add(url, changes);
  if (added.before != app::Before::kSubscribed) {
    messages.note((added.before == app::Before::kUnknown ? "added " : "subscribed again: ") +
                  described(added.feed));
    return true;
  }
  const std::string number = std::to_string(added.feed.id);
  if (!asks_nothing(changes)) {
    throw Error(ErrorKind::kUsage, url, "is subscribed already, as number " + number,
                "change it with jianbao feed set " + number);
  }
  messages.note(url + " is subscribed already, as number " + number);
  return false;
}

ExitStatus run_feed_add(const FeedOptions& options, const Context& context,
                        const Command::Words& urls) {
  const app::FeedChanges changes = app::checked(changes_asked(options));
  check_all(options, urls);
  app::Subscriptions subscriptions = open_subscriptions(context);
  bool added = false;
  for (const std::string& url : urls) {
    if (add_one(subscriptions, url, changes, context.messages)) added = true;
  }
  subscriptions.commit();
  if (added) context.messages.note("`jianbao ingest` fetches what is due");
  return ExitStatus::kDone;
}

}  // namespace

Command add_feed_add(CLI::App& feed, GivenSettings& given) {
  const auto options = std::make_shared<FeedOptions>();
  CLI::App& app = add_command(feed, "add", "Subscribe to feeds; the network is not needed.");
  describe_words(app, "URL...", "address of a feed; `jianbao feed discover` finds a site's");
  add_feed_options(app, *options);
  add_wait(app, given);
  add_examples(app, "jianbao feed add https://example.org/feed.xml",
               "jianbao feed add --source 晨报 --interval 1h --full-page https://example.org/rss");
  return {.app = &app,
          .fewest_words = 1,
          .most_words = Command::kAnyNumber,
          .run = [options](const Context& context, const Command::Words& words) {
            return run_feed_add(*options, context, words);
          }};
}

}  // namespace jianbao::cli
