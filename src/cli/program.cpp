#include "cli/program.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <iterator>
#include <memory>
#include <new>
#include <string_view>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/help_formatter.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/signals.h"
#include "jianbao/core/error.h"
#include "jianbao/search/query.h"

namespace jianbao::cli {

namespace {

constexpr const char* kVersion = "jianbao " JIANBAO_VERSION;

/// The command line's grammar and what was read with it.
class Program {
 public:
  Program() : root_("Keeps a news archive in one file and searches it in Chinese.", "jianbao") {
    root_.formatter(std::make_shared<HelpFormatter>());
    root_.set_help_flag("-h,--help", "print this help");
    root_.fallthrough();
    add_setting(root_, "db", given_, "FILE", "the archive");
    add_setting(root_, "config", given_, "FILE", "the configuration file");
    add_setting(root_, "color", given_, "WHEN", "colours: auto, always, never");
    root_.add_flag("-q,--quiet", quiet_, "say nothing but errors");
    root_.add_flag("-v,--verbose", verbose_, "say more");
    root_.set_version_flag("--version", kVersion, "print the version");
    std::vector<Command> feed = add_feed(root_, given_);
    commands_ = {
        add_ingest(root_, given_),    add_search(root_, given_), add_list(root_, given_),
        add_show(root_, given_),      add_stats(root_, given_),  add_export(root_, given_),
        add_status(root_, given_),    add_audit(root_, given_),  add_extract(root_, given_),
        add_reextract(root_, given_), add_parse_feed(root_),     add_check(root_),
        add_optimize(root_, given_),  add_config_show(root_)};
    std::move(feed.begin(), feed.end(), std::back_inserter(commands_));
    add_examples(root_, "jianbao feed add https://example.org/feed.xml", "jianbao search 美国");
  }

  ExitStatus run(std::span<const std::string> arguments, const Environment& environment) {
    SplitArguments split = split_arguments(arguments, root_, [this](const CLI::App& app) {
      const Command* command = find(&app);
      return command != nullptr && command->raw_words;
    });
    std::reverse(split.options.begin(), split.options.end());  // as CLI11 wants them
    try {
      root_.parse(std::move(split.options));
    } catch (const CLI::CallForHelp&) {
      return print(split.command->help());
    } catch (const CLI::CallForVersion&) {
      return print(std::string(kVersion) + "\n");
    } catch (const CLI::Error& e) {
      throw Error(ErrorKind::kUsage, {}, e.what());
    }
    const Command* command = find(split.command);
    if (command == nullptr) return explain(*split.command);
    check_words(*command, split.words);
    return run(*command, split.words, environment);
  }

 private:
  const Command* find(const CLI::App* app) const {
    const auto found = std::find_if(commands_.begin(), commands_.end(),
                                    [app](const Command& command) { return command.app == app; });
    return found == commands_.end() ? nullptr : &*found;
  }

  static ExitStatus print(const std::string& text) {
    Output out(false);
    out.write(text);
    out.finish();
    return ExitStatus::kDone;
  }

  // A command line without a command.
  static ExitStatus explain(const CLI::App& app) {
    Messages(Verbosity::kNormal).raw(app.help());
    return ExitStatus::kUsage;
  }

  static void check_words(const Command& command, const Command::Words& words) {
    const std::string path = command_path(*command.app);
    const std::string hint = "see " + path + " --help";
    const std::string name = path.substr(path.find(' ') + 1);
    if (words.size() < command.fewest_words) {
      const auto wanted =
          command.app->get_options([](const CLI::Option* o) { return o->get_positional(); });
      throw Error(ErrorKind::kUsage, name, "needs " + wanted.front()->get_name(true), hint);
    }
    if (words.size() > command.most_words) {
      throw Error(ErrorKind::kUsage, name, "does not take \"" + words[command.most_words] + "\"",
                  hint);
    }
  }

  ExitStatus run(const Command& command, const Command::Words& words,
                 const Environment& environment) const {
    const Settings settings(given_, environment);
    const Messages messages(quiet_     ? Verbosity::kQuiet
                            : verbose_ ? Verbosity::kVerbose
                                       : Verbosity::kNormal);
    const Terminal terminal = inspect_terminal(environment, settings.color());
    return command.run({settings, terminal, messages, system_now}, words);
  }

  CLI::App root_;
  GivenSettings given_;
  bool quiet_ = false;
  bool verbose_ = false;
  std::vector<Command> commands_;
};

// The query with a caret under the place.  Not shown where the query would act on a terminal.
void point_at(const search::QueryError& e, const Messages& messages) {
  if (e.query().empty()) return;
  const std::string pointed = e.pointed();
  const bool plain = std::all_of(pointed.begin(), pointed.end(), [](unsigned char c) {
    return c == '\n' || (c >= 0x20 && c != 0x7f);
  });
  if (plain && pointed.find("\xc2\x9b") == std::string::npos) messages.raw(pointed + "\n");
}

}  // namespace

ExitStatus run_program(std::span<const std::string> arguments, const Environment& environment) {
  const Messages messages(Verbosity::kNormal);
  try {
    return Program().run(arguments, environment);
  } catch (const ReaderLeft&) {
    return ExitStatus::kDone;
  } catch (const Interrupted& e) {
    return status_of_signal(e.signal);
  } catch (const search::QueryError& e) {
    messages.error(e.what());
    point_at(e, messages);
    return ExitStatus::kUsage;
  } catch (const Error& e) {
    messages.error(e.what());
    return status_of(e.kind());
  } catch (const std::bad_alloc&) {
    messages.error("out of memory");
  } catch (const std::exception& e) {
    messages.error(std::string("internal error: ") + e.what());
  }
  return ExitStatus::kCannotWork;
}

}  // namespace jianbao::cli
