#include <algorithm>
#include <limits>

#include "cli/feed_commands.h"
#include "cli/options.h"
#include "cli/setting_values.h"
#include "cli/signals.h"
#include "cli/spelling.h"
#include "jianbao/core/error.h"
#include "jianbao/text/duration.h"
#include "jianbao/text/secrets.h"

namespace jianbao::cli {

namespace {

constexpr std::size_t kListed = 5;

std::vector<std::string> known_names(std::span<const store::FeedState> feeds) {
  std::vector<std::string> names;
  for (const store::FeedState& feed : feeds) {
    if (!feed.subscribed) continue;
    for (const std::string& name : {feed.settings.name, feed.title, feed.settings.source, feed.url})
      if (!name.empty()) names.push_back(name);
  }
  return names;
}

[[noreturn]] void refuse_unknown(const app::Subscriptions& subscriptions, const std::string& word) {
  const std::string hint = suggestion(word, known_names(subscriptions.feeds()));
  throw Error(ErrorKind::kUsage, word, "no subscribed feed is called so",
              hint.empty() ? "`jianbao feed list` shows them" : hint);
}

[[noreturn]] void refuse_ambiguous(const std::string& word,
                                   const std::vector<store::FeedState>& feeds) {
  std::string listed;
  for (std::size_t i = 0; i < std::min(feeds.size(), kListed); ++i) {
    listed += (i == 0 ? "" : ", ") + std::to_string(feeds[i].id) + " (" + feeds[i].url + ")";
  }
  if (feeds.size() > kListed) listed += " …";
  throw Error(ErrorKind::kUsage, word, std::to_string(feeds.size()) + " feeds are called so",
              "name one by its number: " + listed);
}

/// A bare number would be minutes to one, and to the next seconds, as in --wait.
[[noreturn]] void refuse_interval(const std::string& typed) {
  const auto number = parse_number(typed, 1, std::numeric_limits<unsigned>::max());
  throw Error(ErrorKind::kUsage, "--interval",
              "\"" + typed + (number ? "\" has no unit" : "\" is no span of time"),
              number ? "write it as " + typed + "m, " + typed + "h or " + typed + "d"
                     : "write it as 15m, 2h or 1d");
}

}  // namespace

void add_feed_options(CLI::App& command, FeedOptions& options) {
  add_text(command, "--name", options.name, "NAME", "what to call the feed");
  add_text(command, "--source", options.source, "NAME",
           "file its articles under this name; without it, under the feed's name or title");
  add_text(command, "--interval", options.interval, "SPAN",
           "poll it this often, such as 15m, 2h or 1d; without it, by its own rhythm");
  add_text(command, "--user-agent", options.user_agent, "TEXT", "what to call ourselves to it");
  add_texts(command, "--header", options.headers, "NAME: VALUE",
            "send this header with each request; give it again for more");
  add_text(command, "--proxy", options.proxy, "URL",
           "fetch through this proxy, such as socks5h://127.0.0.1:7890");
  add_flag(command, "--full-page", options.full_page,
           "fetch the page of each item, for feeds that carry summaries alone");
  add_texts(command, "--tag", options.tags, "TAG",
            "give its articles this tag; give it again for more");
}

void add_wait(CLI::App& command, GivenSettings& given) {
  add_setting(command, "wait", given, "SECONDS", "wait so long for an ingest that runs to end");
}

app::Subscriptions open_subscriptions(const Context& context) {
  return unless_interrupted([&](const std::stop_token& stop) {
    return app::Subscriptions(context.settings.archive(), context.now, context.settings.wait(),
                              stop);
  });
}

app::FeedChanges changes_asked(const FeedOptions& options) {
  app::FeedChanges changes;
  if (!options.name.empty()) changes.name = options.name;
  if (!options.source.empty()) changes.source = options.source;
  if (!options.interval.empty()) {
    changes.interval = text::parse_duration(options.interval);
    if (!changes.interval || changes.interval->count() == 0) refuse_interval(options.interval);
  }
  if (!options.user_agent.empty()) changes.user_agent = options.user_agent;
  if (!options.headers.empty()) changes.headers = options.headers;
  if (!options.proxy.empty()) changes.proxy = options.proxy;
  if (options.full_page) changes.full_page = true;
  if (!options.tags.empty()) changes.tags = options.tags;
  return changes;
}

bool asks_nothing(const app::FeedChanges& changes) {
  return !changes.name && !changes.source && !changes.interval && !changes.user_agent &&
         !changes.headers && !changes.proxy && !changes.full_page && !changes.tags;
}

std::string described(const store::FeedState& feed) {
  const std::string name = app::display_name(feed);
  const std::string number = std::to_string(feed.id) + " ";
  const std::string url = text::hide_secrets(feed.url);
  return name == url ? number + url : number + name + " (" + url + ")";
}

std::vector<store::FeedState> feeds_meant(const app::Subscriptions& subscriptions,
                                          const Command::Words& words) {
  std::vector<store::FeedState> meant;
  for (const std::string& word : words) {
    std::vector<store::FeedState> found = subscriptions.named(word);
    if (found.empty()) refuse_unknown(subscriptions, word);
    if (found.size() > 1) refuse_ambiguous(word, found);
    const bool again = std::any_of(meant.begin(), meant.end(), [&](const store::FeedState& feed) {
      return feed.id == found.front().id;
    });
    if (!again) meant.push_back(std::move(found.front()));
  }
  return meant;
}

std::vector<Command> add_feed(CLI::App& root, GivenSettings& given) {
  CLI::App& feed = add_command(root, "feed", "Subscribe to feeds, and look after subscriptions.");
  std::vector<Command> commands{add_feed_add(feed, given),     add_feed_list(feed, given),
                                add_feed_set(feed, given),     add_feed_remove(feed, given),
                                add_feed_import(feed, given),  add_feed_export(feed),
                                add_feed_discover(feed, given)};
  add_examples(feed, "jianbao feed add https://example.org/feed.xml",
               "jianbao feed import feeds.opml");
  return commands;
}

}  // namespace jianbao::cli
