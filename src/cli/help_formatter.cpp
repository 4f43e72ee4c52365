#include "cli/help_formatter.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "cli/wrapping.h"

namespace jianbao::cli {

namespace {

constexpr std::size_t kWidth = 80;
constexpr std::size_t kDescriptions = 26;

using Options = std::vector<const CLI::Option*>;

std::string entry(const std::string& name, const std::string& description) {
  std::string out = "  " + name;
  if (out.size() + 2 > kDescriptions) {
    out += "\n" + std::string(kDescriptions, ' ');
  } else {
    out.resize(kDescriptions, ' ');
  }
  return out + wrapped(description, kDescriptions, kWidth) + "\n";
}

std::string option_name(const CLI::Option& option) {
  std::string name;
  for (const std::string& letter : option.get_snames()) name += "-" + letter + ", ";
  for (const std::string& word : option.get_lnames()) name += "--" + word + ", ";
  name.resize(name.size() - 2);
  if (option.get_items_expected_max() > 0) name += " " + option.get_type_name();
  return name;
}

Options named_options(const CLI::App& app) {
  return app.get_options([](const CLI::Option* option) { return option->nonpositional(); });
}

Options words_of(const CLI::App& app) {
  return app.get_options([](const CLI::Option* option) { return option->get_positional(); });
}

std::string section(std::string_view heading, const Options& options) {
  if (options.empty()) return {};
  std::string out = "\n" + std::string(heading) + ":\n";
  for (const CLI::Option* option : options) {
    const std::string name =
        option->get_positional() ? option->get_name(true) : option_name(*option);
    out += entry(name, option->get_description());
  }
  return out;
}

std::string usage(const CLI::App& app) {
  std::string line = "Usage: " + command_path(app) + " [OPTION...]";
  if (!app.get_subcommands({}).empty()) line += " COMMAND";
  for (const CLI::Option* word : words_of(app)) line += " " + word->get_name(true);
  return line + "\n";
}

std::string commands(const CLI::App& app) {
  std::string out;
  for (const CLI::App* command : app.get_subcommands({})) {
    out += entry(command->get_name(), command->get_description());
  }
  return out.empty() ? out : "\nCommands:\n" + out;
}

}  // namespace

std::string command_path(const CLI::App& app) {
  return app.get_parent() == nullptr ? "jianbao"
                                     : command_path(*app.get_parent()) + " " + app.get_name();
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string /*name*/,
                                     CLI::AppFormatMode /*mode*/) const {
  std::string out = wrapped(app->get_description(), 0, kWidth) + "\n\n" + usage(*app);
  out += section("Words", words_of(*app)) + commands(*app);
  const bool is_root = app->get_parent() == nullptr;
  const std::string footer = app->get_footer();
  Options own = named_options(*app);
  if (!is_root) {
    own.erase(std::remove(own.begin(), own.end(), app->get_help_ptr()), own.end());
    out += section("Options", own);
    while (app->get_parent() != nullptr) app = app->get_parent();
    own = named_options(*app);
  }
  return out + section("Global options", own) + footer + "\n";
}

}  // namespace jianbao::cli
