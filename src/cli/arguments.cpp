#include "cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>

#include "cli/help_formatter.h"
#include "cli/spelling.h"
#include "jianbao/core/error.h"

namespace jianbao::cli {

namespace {

bool is_option_like(std::string_view word) {
  return word.size() > 1 && word.front() == '-';
}

bool takes_value(const CLI::Option& option) {
  return option.get_items_expected_max() > 0;
}

const CLI::Option* find_option(const CLI::App& command, const std::string& name, bool is_long) {
  for (const CLI::App* app = &command; app != nullptr; app = app->get_parent()) {
    for (const CLI::Option* option : app->get_options()) {
      const auto& names = is_long ? option->get_lnames() : option->get_snames();
      if (std::find(names.begin(), names.end(), name) != names.end()) return option;
    }
  }
  return nullptr;
}

std::string help_hint(const CLI::App& command) {
  return "see " + command_path(command) + " --help";
}

std::string hint_for(const CLI::App& command, std::string_view word,
                     std::span<const std::string> names) {
  const std::string nearest = suggestion(word, names);
  return nearest.empty() ? help_hint(command) : nearest;
}

[[noreturn]] void refuse(const std::string& subject, const std::string& problem,
                         const std::string& hint = {}) {
  throw Error(ErrorKind::kUsage, subject, problem, hint);
}

std::vector<std::string> long_options(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::App* app = &command; app != nullptr; app = app->get_parent()) {
    for (const CLI::Option* option : app->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  return names;
}

class Splitter {
 public:
  Splitter(std::span<const std::string> arguments, CLI::App& root,
           const std::function<bool(const CLI::App&)>& raw_words)
      : arguments_(arguments), raw_words_(raw_words) {
    split_.command = &root;
  }

  SplitArguments run() {
    while (next_ < arguments_.size()) {
      const std::string& argument = arguments_[next_++];
      if (argument == "--") {
        if (names_commands()) refuse("--", "no command before it", help_hint(*split_.command));
        split_.words.insert(split_.words.end(), arguments_.begin() + offset(), arguments_.end());
        break;
      }
      if (is_option_like(argument)) {
        take_option(argument);
      } else if (names_commands()) {
        take_command(argument);
      } else {
        split_.words.push_back(argument);
      }
    }
    return std::move(split_);
  }

 private:
  std::ptrdiff_t offset() const { return static_cast<std::ptrdiff_t>(next_); }

  bool names_commands() const { return !split_.command->get_subcommands({}).empty(); }

  void take_command(const std::string& name) {
    if (name == "help" && split_.command->get_parent() == nullptr) {
      split_.options.emplace_back("--help");
      return;
    }
    std::vector<std::string> names;
    for (CLI::App* command : split_.command->get_subcommands({})) {
      names.push_back(command->get_name());
      if (names.back() != name) continue;
      split_.command = command;
      // CLI11 wants a command's name before the options that are its own.
      split_.options.push_back(name);
      return;
    }
    refuse(name, "no such command", hint_for(*split_.command, name, names));
  }

  void take_option(const std::string& argument) {
    const bool raw = !names_commands() && raw_words_(*split_.command);
    const bool known = argument.starts_with("--") ? take_long(argument) : take_short(argument, raw);
    if (known) return;
    const std::string name = argument.substr(0, argument.find('='));
    const std::vector<std::string> names = long_options(*split_.command);
    if (!raw) refuse(name, "no such option", hint_for(*split_.command, name, names));
    if (name.starts_with("--") && !nearest_name(name, names).empty()) {
      refuse(name, "no such option",
             suggestion(name, names) + " (to search for it, put -- before the query)");
    }
    split_.words.push_back(argument);
  }

  bool take_long(const std::string& argument) {
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(0, equals);
    const CLI::Option* option = find_option(*split_.command, name.substr(2), true);
    if (option == nullptr) return false;
    if (!takes_value(*option)) {
      if (equals != std::string::npos) refuse(name, "takes no value");
      split_.options.push_back(name);
    } else if (equals != std::string::npos) {
      push_value(name, argument.substr(equals + 1));
    } else {
      push_value(name, next_value(name));
    }
    return true;
  }

  // "-q", "-qv", "-oFILE", "-o FILE".  Among raw words only a lone known letter is an option.
  bool take_short(const std::string& argument, bool raw) {
    if (raw && argument.size() != 2) return false;
    for (std::size_t at = 1; at < argument.size(); ++at) {
      const std::string letter = argument.substr(at, 1);
      const CLI::Option* option = find_option(*split_.command, letter, false);
      if (option == nullptr) return false;
      const std::string name = "-" + letter;
      if (!takes_value(*option)) {
        split_.options.push_back(name);
        continue;
      }
      const std::string attached = argument.substr(at + 1);
      push_value(name, attached.empty() ? next_value(name) : attached);
      return true;
    }
    return true;
  }

  const std::string& next_value(const std::string& name) {
    if (next_ == arguments_.size()) refuse(name, "needs a value");
    return arguments_[next_++];
  }

  void push_value(const std::string& name, const std::string& value) {
    split_.options.push_back(name);
    split_.options.push_back(value);
  }

  std::span<const std::string> arguments_;
  const std::function<bool(const CLI::App&)>& raw_words_;
  std::size_t next_ = 0;
  SplitArguments split_;
};

}  // namespace

SplitArguments split_arguments(std::span<const std::string> arguments, CLI::App& root,
                               const std::function<bool(const CLI::App&)>& raw_words) {
  return Splitter(arguments, root, raw_words).run();
}

}  // namespace jianbao::cli
