#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace jianbao::cli {

/// A command line taken apart before CLI11 sees it: CLI11 2.1 refuses words that begin with '-',
/// splits "[a,b]" and ends a command at "++".
struct SplitArguments {
  CLI::App* command = nullptr;       ///< the innermost command named; the root if none is
  std::vector<std::string> options;  ///< for CLI11: commands' names, options, values, each apart
  std::vector<std::string> words;    ///< everything else, as it was typed
};

/// Takes a command line apart by the options and commands declared below `root`.  "--" ends the
/// options.
/// @param raw_words  says of a command that a word which begins with '-' and is none of its options
/// is a word; elsewhere it is an error.
/// @throws Error(kUsage) for an unknown command or option, and for an option without its value.
SplitArguments split_arguments(std::span<const std::string> arguments, CLI::App& root,
                               const std::function<bool(const CLI::App&)>& raw_words);

}  // namespace jianbao::cli
