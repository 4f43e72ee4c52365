#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "cli/spelling.h"
#include "jianbao/core/error.h"

namespace jianbao::cli {

namespace {

std::int64_t parse_count(const std::string& name, const std::string& text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || number < 0) {
    throw Error(ErrorKind::kUsage, name, "\"" + text + "\" is no whole number from 0 up");
  }
  return number;
}

void add_value(CLI::App& command, const std::string& names, const std::string& type,
               const std::string& description,
               const std::function<void(const std::string&)>& take) {
  command.add_option_function<std::string>(names, take, description)->type_name(type)->take_last();
}

std::function<void(const std::string&)> take_setting(GivenSettings& given,
                                                     const std::string& setting,
                                                     const std::string& option) {
  return [&given, setting, option](const std::string& text) { given[setting] = {option, text}; };
}

}  // namespace

CLI::App& add_command(CLI::App& parent, const std::string& name, const std::string& description) {
  return *parent.add_subcommand(name, description);
}

void describe_words(CLI::App& command, const std::string& name, const std::string& description) {
  // Never fed: words do not pass through CLI11.
  command.add_option_function<std::vector<std::string>>(
      name, [](const std::vector<std::string>&) {}, description);
}

void add_text(CLI::App& command, const std::string& names, std::string& value,
              const std::string& type, const std::string& description) {
  add_value(command, names, type, description, [&value, names](const std::string& text) {
    if (text.empty())
      throw Error(ErrorKind::kUsage, names.substr(names.rfind(',') + 1), "is empty");
    value = text;
  });
}

void add_texts(CLI::App& command, const std::string& name, std::vector<std::string>& values,
               const std::string& type, const std::string& description) {
  const auto take = [&values, name](const std::vector<std::string>& texts) {
    if (std::find(texts.begin(), texts.end(), "") != texts.end()) {
      throw Error(ErrorKind::kUsage, name, "is empty");
    }
    values = texts;
  };
  command.add_option_function<std::vector<std::string>>(name, take, description)
      ->type_name(type)
      ->allow_extra_args(false);
}

void add_flag(CLI::App& command, const std::string& names, bool& value,
              const std::string& description) {
  command.add_flag(names, value, description);
}

void add_count(CLI::App& command, const std::string& name, std::int64_t& value,
               const std::string& type, const std::string& description) {
  add_value(command, name, type, description,
            [&value, name](const std::string& text) { value = parse_count(name, text); });
}

void add_choice(CLI::App& command, const std::string& name, std::string& value,
                const std::vector<std::string>& choices, const std::string& description) {
  std::string listed;
  for (const std::string& choice : choices) listed += (listed.empty() ? "" : ", ") + choice;
  const auto take = [&value, name, choices, listed](const std::string& text) {
    if (std::find(choices.begin(), choices.end(), text) == choices.end()) {
      throw Error(ErrorKind::kUsage, name, "\"" + text + "\" is none of " + listed,
                  suggestion(text, choices));
    }
    value = text;
  };
  add_value(command, name, "WHAT", description + ": " + listed, take);
}

void add_setting(CLI::App& command, const std::string& setting, GivenSettings& given,
                 const std::string& type, const std::string& description) {
  const std::string option = "--" + setting;
  add_value(command, option, type, description, take_setting(given, setting, option));
}

void add_setting_as(CLI::App& command, const std::string& option, const std::string& setting,
                    GivenSettings& given, const std::string& type, const std::string& description) {
  add_value(command, option + ",--" + setting, type, description,
            take_setting(given, setting, option));
}

void add_setting_flag(CLI::App& command, const std::string& setting, GivenSettings& given,
                      const std::string& description) {
  const std::string option = "--" + setting;
  const auto take = [&given, setting, option] { given[setting] = {option, "true"}; };
  command.add_flag_callback(option, take, description);
}

void add_filters(CLI::App& command, app::Selectors& selectors, GivenSettings& given) {
  command.add_option("--source", selectors.sources, "only this source; give it again for more")
      ->type_name("NAME")
      ->allow_extra_args(false);
  add_text(command, "--since", selectors.since, "DATE",
           "from this date on: 2024-05-15, 2024-05, 7d (seven days ago), today");
  add_text(command, "--until", selectors.until, "DATE", "before this date");
  add_choice(command, "--date-by", selectors.date_by,
             {"order", "header", "published", "seen", "updated"},
             "which date --since and --until mean");
  add_text(command, "--lang", selectors.language, "LANG", "only this language, such as zh or en");
  add_text(command, "--tag", selectors.tag, "TAG", "only with this tag");
  add_setting(command, "tz", given, "ZONE", "time zone of dates, such as Asia/Shanghai");
}

void add_selectors(CLI::App& command, app::Selectors& selectors, GivenSettings& given,
                   Ranking ranking) {
  add_filters(command, selectors, given);
  add_count(command, "--limit", selectors.limit, "N", "at most so many");
  add_count(command, "--offset", selectors.offset, "N", "leave out the first N");
  std::vector<std::string> orders{"date", "oldest", "title", "id"};
  if (ranking == Ranking::kByQuery) orders.insert(orders.begin() + 2, "relevance");
  add_choice(command, "--sort", selectors.sort, orders, "order, date meaning the newest first");
}

std::vector<std::string> given_options(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    if (option->count() != 0) names.push_back("--" + option->get_lnames().front());
  }
  return names;
}

void add_section(CLI::App& command, const std::string& heading,
                 const std::vector<std::string>& lines) {
  std::string section = command.get_footer() + "\n" + heading + ":\n";
  for (const std::string& line : lines) section += "  " + line + "\n";
  command.footer(section);
}

void add_examples(CLI::App& command, const std::string& first, const std::string& second) {
  command.footer(command.get_footer() + "\nExamples:\n  " + first + "\n  " + second);
}

}  // namespace jianbao::cli
