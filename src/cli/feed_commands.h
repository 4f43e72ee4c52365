#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "jianbao/app/subscriptions.h"

namespace jianbao::cli {

// The commands below `feed`.
Command add_feed_add(CLI::App& feed, GivenSettings& given);
Command add_feed_list(CLI::App& feed, GivenSettings& given);
Command add_feed_set(CLI::App& feed, GivenSettings& given);
Command add_feed_remove(CLI::App& feed, GivenSettings& given);
Command add_feed_import(CLI::App& feed, GivenSettings& given);
Command add_feed_export(CLI::App& feed);
Command add_feed_discover(CLI::App& feed, GivenSettings& given);

/// The options that `feed add` and `feed set` share, as they were typed.
struct FeedOptions {
  std::string name;
  std::string source;
  std::string interval;
  std::string user_agent;
  std::vector<std::string> headers;
  std::string proxy;
  bool full_page = false;
  std::vector<std::string> tags;
};

void add_feed_options(CLI::App& command, FeedOptions& options);

/// Declares --wait.
void add_wait(CLI::App& command, GivenSettings& given);

/// The archive's subscriptions for changing, once an ingest that runs has ended (--wait).
/// @throws Interrupted for a signal meanwhile, and as app::Subscriptions does.
app::Subscriptions open_subscriptions(const Context& context);

/// What the options ask for.  @throws Error(kUsage) for an interval that is none.
app::FeedChanges changes_asked(const FeedOptions& options);

/// True if they ask for nothing.
bool asks_nothing(const app::FeedChanges& changes);

/// "5 晨报 (https://…)".
std::string described(const store::FeedState& feed);

/// The one subscribed feed that each word names, each feed once.
/// @throws Error(kUsage) for a word that names none, or several: suggests the nearest, or lists
/// them.
std::vector<store::FeedState> feeds_meant(const app::Subscriptions& subscriptions,
                                          const Command::Words& words);

}  // namespace jianbao::cli
