#include <algorithm>
#include <utility>

#include "cli/feed_commands.h"
#include "cli/options.h"
#include "cli/spelling.h"
#include "jianbao/core/error.h"
#include "jianbao/store/archive.h"

namespace jianbao::cli {

namespace {

struct SetOptions {
  FeedOptions feed;
  std::vector<std::string> reset;
  std::string url;
  bool retry_pages = false;
};

const std::vector<std::string>& resettable() {
  static const std::vector<std::string> names{"name",    "source", "interval",  "user-agent",
                                              "headers", "proxy",  "full-page", "tags"};
  return names;
}

/// Marks one setting to go back to its default.
void reset(app::FeedChanges& changes, const std::string& name) {
  const auto back = [&](auto& change, auto value) {
    if (change) {
      throw Error(ErrorKind::kUsage, "--reset " + name, "is set by another option as well");
    }
    change = std::move(value);
  };
  if (name == "name") back(changes.name, std::string());
  if (name == "source") back(changes.source, std::string());
  if (name == "interval") back(changes.interval, std::chrono::milliseconds(0));
  if (name == "user-agent") back(changes.user_agent, std::string());
  if (name == "headers") back(changes.headers, std::vector<std::string>());
  if (name == "proxy") back(changes.proxy, std::string());
  if (name == "full-page") back(changes.full_page, false);
  if (name == "tags") back(changes.tags, std::vector<std::string>());
}

app::FeedChanges all_changes(const SetOptions& options) {
  app::FeedChanges changes = changes_asked(options.feed);
  for (std::size_t i = 0; i < options.reset.size(); ++i) {
    const std::string& name = options.reset[i];
    const auto& names = resettable();
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      const std::string hint = suggestion(name, names);
      throw Error(ErrorKind::kUsage, "--reset", "\"" + name + "\" is no setting of a feed",
                  hint.empty() ? "see jianbao feed set --help" : hint);
    }
    const auto here = options.reset.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(options.reset.begin(), here, name) == here) reset(changes, name);
  }
  if (asks_nothing(changes) && options.url.empty() && !options.retry_pages) {
    throw Error(ErrorKind::kUsage, "feed set", "nothing to change",
                "name a setting, such as --interval 1h, or --reset interval");
  }
  return changes;
}

/// Refuses what can be said of one feed alone.
void check_for_one(const SetOptions& options, const app::FeedChanges& changes, std::size_t feeds) {
  const bool names = changes.name && !changes.name->empty();
  if (feeds == 1 || (!names && options.url.empty())) return;
  throw Error(ErrorKind::kUsage, names ? "--name" : "--url",
              "is for one feed, not for " + std::to_string(feeds));
}

ExitStatus run_feed_set(const SetOptions& options, const Context& context,
                        const Command::Words& words) {
  const app::FeedChanges changes = app::checked(all_changes(options));
  if (!options.url.empty()) static_cast<void>(app::checked_feed_url(options.url));
  static_cast<void>(store::require_file(context.settings.archive()));
  app::Subscriptions subscriptions = open_subscriptions(context);
  const std::vector<store::FeedState> feeds = feeds_meant(subscriptions, words);
  check_for_one(options, changes, feeds.size());
  for (const store::FeedState& feed : feeds) {
    if (options.retry_pages) subscriptions.retry_pages(feed);
    store::FeedState changed = subscriptions.change(feed, changes);
    if (!options.url.empty()) changed = subscriptions.readdress(std::move(changed), options.url);
    context.messages.note("changed " + described(changed));
  }
  subscriptions.commit();
  return ExitStatus::kDone;
}

ExitStatus run_feed_remove(const Context& context, const Command::Words& words) {
  static_cast<void>(store::require_file(context.settings.archive()));
  app::Subscriptions subscriptions = open_subscriptions(context);
  const std::vector<store::FeedState> feeds = feeds_meant(subscriptions, words);
  for (const store::FeedState& feed : feeds) {
    subscriptions.remove(feed);
    context.messages.note("removed " + described(feed));
  }
  subscriptions.commit();
  context.messages.note("what came from " + std::string(feeds.size() == 1 ? "it" : "them") +
                        " stays in the archive");
  return ExitStatus::kDone;
}

constexpr const char* kFeedWord = "number, address, name or source of a subscribed feed";

}  // namespace

Command add_feed_set(CLI::App& feed, GivenSettings& given) {
  const auto options = std::make_shared<SetOptions>();
  CLI::App& app = add_command(feed, "set", "Change how subscribed feeds are polled and filed.");
  describe_words(app, "FEED...", kFeedWord);
  add_feed_options(app, options->feed);
  add_text(app, "--url", options->url, "URL",
           "its address from now on; what came from it, and its number, stay");
  std::string listed;
  for (const std::string& name : resettable()) listed += (listed.empty() ? "" : ", ") + name;
  add_texts(app, "--reset", options->reset, "WHAT",
            "back to the default, give it again for more: " + listed);
  add_flag(app, "--retry-pages", options->retry_pages,
           "ask again for the pages of items that failed or were given up");
  add_wait(app, given);
  add_examples(app, "jianbao feed set --interval 30m 3",
               "jianbao feed set --reset proxy --reset interval 晨报");
  return {.app = &app,
          .fewest_words = 1,
          .most_words = Command::kAnyNumber,
          .run = [options](const Context& context, const Command::Words& words) {
            return run_feed_set(*options, context, words);
          }};
}

Command add_feed_remove(CLI::App& feed, GivenSettings& given) {
  CLI::App& app = add_command(feed, "remove", "End subscriptions; what came from them stays.");
  describe_words(app, "FEED...", kFeedWord);
  add_wait(app, given);
  add_examples(app, "jianbao feed remove 3", "jianbao feed remove https://example.org/feed.xml");
  return {.app = &app,
          .fewest_words = 1,
          .most_words = Command::kAnyNumber,
          .run = [](const Context& context, const Command::Words& words) {
            return run_feed_remove(context, words);
          }};
}

}  // namespace jianbao::cli
