#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace jianbao::cli {

/// A command with those it stands below: "jianbao config show".
std::string command_path(const CLI::App& app);

/// Help of at most 80 columns: what the command does, its usage, its words, its options, the global
/// ones, then the footer with two examples.
class HelpFormatter : public CLI::FormatterBase {
 public:
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;
};

}  // namespace jianbao::cli
