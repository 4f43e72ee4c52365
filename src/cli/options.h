#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/settings.h"
#include "jianbao/app/selectors.h"

// Only four files read CLI11 itself: it takes long to compile.
namespace CLI {
class App;
}

namespace jianbao::cli {

/// A command below `parent`; the description is the first line of its help.
CLI::App& add_command(CLI::App& parent, const std::string& name, const std::string& description);

/// Declares words that come after a command's options, for its help.  `name` is how they are shown:
/// "QUERY...".
void describe_words(CLI::App& command, const std::string& name, const std::string& description);

/// An option that takes text that is not empty; the last one counts where it is repeated.
void add_text(CLI::App& command, const std::string& names, std::string& value,
              const std::string& type, const std::string& description);

/// An option that takes text that is not empty and may be given again, for one more.
void add_texts(CLI::App& command, const std::string& name, std::vector<std::string>& values,
               const std::string& type, const std::string& description);

/// An option without a value.
void add_flag(CLI::App& command, const std::string& names, bool& value,
              const std::string& description);

/// An option that takes a whole number from 0 up.
void add_count(CLI::App& command, const std::string& name, std::int64_t& value,
               const std::string& type, const std::string& description);

/// An option that takes one of some words.
void add_choice(CLI::App& command, const std::string& name, std::string& value,
                const std::vector<std::string>& choices, const std::string& description);

/// An option whose value is a setting; it is called as the setting is.
void add_setting(CLI::App& command, const std::string& setting, GivenSettings& given,
                 const std::string& type, const std::string& description);

/// The same for a setting that this command has another name for.
/// @param option  "--jobs"; the setting's own name is taken too.
void add_setting_as(CLI::App& command, const std::string& option, const std::string& setting,
                    GivenSettings& given, const std::string& type, const std::string& description);

/// An option without a value that sets a setting to "true".
void add_setting_flag(CLI::App& command, const std::string& setting, GivenSettings& given,
                      const std::string& description);

/// What narrows a choice of rows.  --tz goes to the settings.
void add_filters(CLI::App& command, app::Selectors& selectors, GivenSettings& given);

/// Whether rows can be ordered by how well they fit a query.
enum class Ranking { kNone, kByQuery };

/// The selectors, the same wherever rows are printed: filters, how many, in which order.
void add_selectors(CLI::App& command, app::Selectors& selectors, GivenSettings& given,
                   Ranking ranking = Ranking::kNone);

/// The command's own options that were given on the command line, by their long names.
std::vector<std::string> given_options(const CLI::App& command);

/// A section of a help text of its own, before the examples; each line is indented.
void add_section(CLI::App& command, const std::string& heading,
                 const std::vector<std::string>& lines);

/// Two examples, the last lines of a help text; comes after add_section().
void add_examples(CLI::App& command, const std::string& first, const std::string& second);

}  // namespace jianbao::cli
