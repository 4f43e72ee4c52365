#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "cli/environment.h"
#include "cli/exit_status.h"
#include "cli/messages.h"
#include "cli/settings.h"
#include "cli/terminal.h"
#include "jianbao/core/clock.h"

namespace CLI {
class App;
}

namespace jianbao::cli {

/// What a command runs in.
struct Context {
  const Settings& settings;
  const Terminal& terminal;
  const Messages& messages;
  Clock now;
};

/// One subcommand: its options as CLI11 knows them, how many words it takes, and what it does.
struct Command {
  static constexpr std::size_t kAnyNumber = std::numeric_limits<std::size_t>::max();
  using Words = std::vector<std::string>;

  CLI::App* app = nullptr;
  std::size_t fewest_words = 0;
  std::size_t most_words = 0;
  bool raw_words = false;  ///< a word may begin with '-'
  std::function<ExitStatus(const Context&, const Words&)> run;
};

// Each declares its options below `root` and keeps them.  `given` receives settings that are
// options of the command; it lives as long as `root`.
std::vector<Command> add_feed(CLI::App& root, GivenSettings& given);
Command add_ingest(CLI::App& root, GivenSettings& given);
Command add_search(CLI::App& root, GivenSettings& given);
Command add_list(CLI::App& root, GivenSettings& given);
Command add_show(CLI::App& root, GivenSettings& given);
Command add_stats(CLI::App& root, GivenSettings& given);
Command add_export(CLI::App& root, GivenSettings& given);
Command add_extract(CLI::App& root, GivenSettings& given);
Command add_reextract(CLI::App& root, GivenSettings& given);
Command add_parse_feed(CLI::App& root);
Command add_status(CLI::App& root, GivenSettings& given);
Command add_audit(CLI::App& root, GivenSettings& given);
Command add_check(CLI::App& root);
Command add_optimize(CLI::App& root, GivenSettings& given);
Command add_config_show(CLI::App& root);

}  // namespace jianbao::cli
