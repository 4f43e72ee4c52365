#include "cli/settings.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <functional>

#include "cli/config_file.h"
#include "jianbao/core/error.h"
#include "jianbao/text/date_query.h"

namespace jianbao::cli {

namespace {

namespace fs = std::filesystem;

struct Definition {
  std::string name;
  std::string variable;
  std::function<std::string(const Environment&)> standard;
};

const std::vector<Definition>& definitions() {
  static const std::vector<Definition> all = {
      {"db", "JIANBAO_DB", [](const Environment& env) { return env.default_archive(); }},
      {"color", "JIANBAO_COLOR", [](const Environment&) { return "auto"; }},
      {"tz", "JIANBAO_TZ", [](const Environment&) { return "UTC"; }},
      {"user-agent", "JIANBAO_USER_AGENT", [](const Environment&) { return ""; }},
      {"jobs", "JIANBAO_JOBS", [](const Environment&) { return "0"; }},
  };
  return all;
}

[[noreturn]] void refuse(const Setting& setting, const std::string& problem) {
  constexpr std::string_view kOption = "option ";
  const bool from_option = setting.origin.starts_with(kOption);
  const std::string subject =
      from_option ? setting.origin.substr(kOption.size()) : setting.origin + ": " + setting.name;
  throw Error(from_option ? ErrorKind::kUsage : ErrorKind::kConfig, subject,
              "\"" + setting.value + "\" " + problem);
}

// A shell has done this to options already; files and variables need it here.
std::string expand_home(const std::string& path, const Environment& environment) {
  return path.starts_with("~/") ? environment.home() + path.substr(1) : path;
}

Setting config_file_setting(const GivenSettings& given, const Environment& environment) {
  if (const auto found = given.find("config"); found != given.end()) {
    return {"config", found->second, "option --config"};
  }
  if (const std::string& named = environment["JIANBAO_CONFIG"]; !named.empty()) {
    return {"config", expand_home(named, environment), "environment JIANBAO_CONFIG"};
  }
  return {"config", environment.default_config_file(), "default"};
}

ConfigValues read_values(const Setting& config) {
  std::error_code ignored;
  if (config.origin == "default" && !fs::exists(config.value, ignored)) return {};
  std::vector<std::string> names;
  for (const Definition& definition : definitions()) names.push_back(definition.name);
  try {
    return read_config_file(config.value, names);
  } catch (const Error& e) {
    if (e.kind() == ErrorKind::kConfig) throw;
    throw Error(ErrorKind::kConfig, {}, e.what());
  }
}

// An archive named in a file lies where the file's reader expects it: beside the file.
std::string resolve_path(const std::string& path, const std::string& config_file,
                         const Environment& environment) {
  const std::string expanded = expand_home(path, environment);
  return expanded.empty() ? expanded : (fs::path(config_file).parent_path() / expanded).string();
}

Setting resolve(const Definition& wanted, const GivenSettings& given,
                const Environment& environment, const ConfigValues& values,
                const std::string& config_file) {
  const bool is_path = wanted.name == "db";
  if (const auto option = given.find(wanted.name); option != given.end()) {
    return {wanted.name, option->second, "option --" + wanted.name};
  }
  if (const std::string& value = environment[wanted.variable]; !value.empty()) {
    return {wanted.name, is_path ? expand_home(value, environment) : value,
            "environment " + wanted.variable};
  }
  if (const auto line = values.find(wanted.name); line != values.end()) {
    const std::string& value = line->second.value;
    return {wanted.name, is_path ? resolve_path(value, config_file, environment) : value,
            config_file + ":" + std::to_string(line->second.line)};
  }
  return {wanted.name, wanted.standard(environment), "default"};
}

unsigned parse_jobs(const Setting& setting) {
  constexpr unsigned kMost = 256;
  unsigned jobs = 0;
  const char* const end = setting.value.data() + setting.value.size();
  const auto [stop, error] = std::from_chars(setting.value.data(), end, jobs);
  if (error != std::errc() || stop != end || jobs > kMost) {
    refuse(setting, "is no number from 0 (as many as there are processors) to 256");
  }
  return jobs;
}

ColorWhen parse_color(const Setting& setting) {
  if (setting.value == "auto") return ColorWhen::kAuto;
  if (setting.value == "always") return ColorWhen::kAlways;
  if (setting.value == "never") return ColorWhen::kNever;
  refuse(setting, "is none of auto, always, never");
}

void check_zone(const Setting& setting) {
  if (setting.value == "UTC") return;  // without loading the zone tables
  try {
    static_cast<void>(text::format_local(Timestamp{}, setting.value));
  } catch (const Error&) {
    refuse(setting, "is no time zone; write it as Asia/Shanghai or UTC");
  }
}

}  // namespace

Settings::Settings(const GivenSettings& given, const Environment& environment) {
  settings_.push_back(config_file_setting(given, environment));
  const std::string config_file = settings_.front().value;
  const ConfigValues values = read_values(settings_.front());
  for (const Definition& wanted : definitions()) {
    settings_.push_back(resolve(wanted, given, environment, values, config_file));
  }
  parse_color(find("color"));
  parse_jobs(find("jobs"));
  check_zone(find("tz"));
  if (archive().empty()) refuse(find("db"), "is no file name");
}

const Setting& Settings::find(std::string_view name) const {
  return *std::find_if(settings_.begin(), settings_.end(),
                       [&](const Setting& setting) { return setting.name == name; });
}

ColorWhen Settings::color() const {
  return parse_color(find("color"));
}

unsigned Settings::jobs() const {
  return parse_jobs(find("jobs"));
}

}  // namespace jianbao::cli
