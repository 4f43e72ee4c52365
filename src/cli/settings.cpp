#include "cli/settings.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <utility>

#include "cli/config_file.h"
#include "cli/log_file.h"
#include "cli/setting_values.h"
#include "jianbao/app/feed_changes.h"
#include "jianbao/core/error.h"
#include "jianbao/text/date_query.h"
#include "jianbao/text/duration.h"

namespace jianbao::cli {

namespace {

namespace fs = std::filesystem;

struct Definition {
  std::string name;
  std::string variable;
  std::function<std::string(const Environment&)> standard;
  bool is_path = false;
};

std::function<std::string(const Environment&)> always(std::string value) {
  return [value = std::move(value)](const Environment&) { return value; };
}

const std::vector<Definition>& definitions() {
  static const std::vector<Definition> all = {
      {"db", "JIANBAO_DB", [](const Environment& env) { return env.default_archive(); }, true},
      {"color", "JIANBAO_COLOR", always("auto")},
      {"tz", "JIANBAO_TZ", always("UTC")},
      {"user-agent", "JIANBAO_USER_AGENT", always("")},
      {"jobs", "JIANBAO_JOBS", always("8")},
      {"threads", "JIANBAO_THREADS", always("0")},
      {"pause", "JIANBAO_PAUSE", always("1s")},
      {"timeout", "JIANBAO_TIMEOUT", always("30s")},
      {"allow-private", "JIANBAO_ALLOW_PRIVATE", always("false")},
      {"no-robots", "JIANBAO_NO_ROBOTS", always("false")},
      {"proxy", "JIANBAO_PROXY", always("")},
      {"netrc", "JIANBAO_NETRC", always(""), true},
      {"max-runtime", "JIANBAO_MAX_RUNTIME", always("0")},
      {"exec", "JIANBAO_EXEC", always("")},
      {"wait", "JIANBAO_WAIT", always("0")},
      {"sites", "JIANBAO_SITES", [](const Environment& env) { return env.default_sites(); }, true},
      {"no-site-rules", "JIANBAO_NO_SITE_RULES", always("false")},
      {"log-file", "JIANBAO_LOG_FILE", always(""), true},
      {"log-level", "JIANBAO_LOG_LEVEL", always("info")},
  };
  return all;
}

[[noreturn]] void refuse_in_words(const Setting& setting, const std::string& words) {
  constexpr std::string_view kOption = "option ";
  const bool from_option = setting.origin.starts_with(kOption);
  const std::string subject =
      from_option ? setting.origin.substr(kOption.size()) : setting.origin + ": " + setting.name;
  throw Error(from_option ? ErrorKind::kUsage : ErrorKind::kConfig, subject, words);
}

[[noreturn]] void refuse(const Setting& setting, const std::string& problem) {
  refuse_in_words(setting, "\"" + setting.value + "\" " + problem);
}

// A shell has done this to options already; files and variables need it here.
std::string expand_home(const std::string& path, const Environment& environment) {
  return path.starts_with("~/") ? environment.home() + path.substr(1) : path;
}

Setting config_file_setting(const GivenSettings& given, const Environment& environment) {
  if (const auto found = given.find("config"); found != given.end()) {
    return {"config", found->second.value, "option --config"};
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

// What is named in a file lies where the file's reader expects it: beside the file.
std::string resolve_path(const std::string& path, const std::string& config_file,
                         const Environment& environment) {
  const std::string expanded = expand_home(path, environment);
  return expanded.empty() ? expanded : (fs::path(config_file).parent_path() / expanded).string();
}

Setting resolve(const Definition& wanted, const GivenSettings& given,
                const Environment& environment, const ConfigValues& values,
                const std::string& config_file) {
  const bool is_path = wanted.is_path;
  if (const auto option = given.find(wanted.name); option != given.end()) {
    return {wanted.name, option->second.value, "option " + option->second.option};
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
  // libcurl keeps 128 connections open.
  if (const auto jobs = parse_number(setting.value, 1, 100)) return *jobs;
  refuse(setting, "is no number from 1 to 100");
}

unsigned parse_threads(const Setting& setting) {
  if (const auto threads = parse_number(setting.value, 0, 256)) return *threads;
  refuse(setting, "is no number from 0 (as many as there are processors) to 256");
}

std::chrono::milliseconds parse_span_up_to(const Setting& setting, std::chrono::hours most) {
  if (const auto span = parse_span(setting.value, most)) return *span;
  refuse(setting, "is no span of time up to " + text::format_duration(most) +
                      "; write it as 30 (seconds), 0.5, 500ms, 10m or 1h30m");
}

std::chrono::milliseconds parse_pause(const Setting& setting) {
  return parse_span_up_to(setting, std::chrono::hours(1));
}

std::chrono::milliseconds parse_timeout(const Setting& setting) {
  const auto span = parse_span_up_to(setting, std::chrono::hours(1));
  if (span.count() == 0) refuse(setting, "leaves no time; write it as 30, 90s or 5m");
  return span;
}

std::chrono::milliseconds parse_patience(const Setting& setting) {
  return parse_span_up_to(setting, std::chrono::hours(24 * 28));
}

bool parse_switch(const Setting& setting) {
  if (const auto truth = parse_truth(setting.value)) return *truth;
  refuse(setting, "is none of true, false");
}

std::string parse_proxy(const Setting& setting) {
  if (setting.value.empty()) return {};
  try {
    return app::checked_proxy(setting.value);
  } catch (const Error& e) {
    refuse_in_words(setting, e.what());
  }
}

LogLevel parse_log_level(const Setting& setting) {
  if (setting.value == "error") return LogLevel::kError;
  if (setting.value == "warn") return LogLevel::kWarn;
  if (setting.value == "info") return LogLevel::kInfo;
  if (setting.value == "debug") return LogLevel::kDebug;
  refuse(setting, "is none of error, warn, info, debug");
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
  check();
}

void Settings::check() const {
  parse_color(find("color"));
  parse_jobs(find("jobs"));
  parse_threads(find("threads"));
  parse_pause(find("pause"));
  parse_timeout(find("timeout"));
  for (const char* name : {"allow-private", "no-robots", "no-site-rules"}) parse_switch(find(name));
  for (const char* name : {"max-runtime", "wait"}) parse_patience(find(name));
  parse_proxy(find("proxy"));
  parse_log_level(find("log-level"));
  check_zone(find("tz"));
  if (archive().empty()) refuse(find("db"), "is no file name");
}

const Setting& Settings::find(std::string_view name) const {
  return *std::find_if(settings_.begin(), settings_.end(),
                       [&](const Setting& setting) { return setting.name == name; });
}

bool Settings::site_rules() const {
  return !parse_switch(find("no-site-rules"));
}

ColorWhen Settings::color() const {
  return parse_color(find("color"));
}

unsigned Settings::jobs() const {
  return parse_jobs(find("jobs"));
}

unsigned Settings::threads() const {
  return parse_threads(find("threads"));
}

std::chrono::milliseconds Settings::pause() const {
  return parse_pause(find("pause"));
}

std::chrono::milliseconds Settings::timeout() const {
  return parse_timeout(find("timeout"));
}

bool Settings::allow_private() const {
  return parse_switch(find("allow-private"));
}

bool Settings::obey_robots() const {
  return !parse_switch(find("no-robots"));
}

std::string Settings::proxy() const {
  return parse_proxy(find("proxy"));
}

std::optional<std::chrono::milliseconds> Settings::max_runtime() const {
  const auto span = parse_patience(find("max-runtime"));
  return span.count() > 0 ? std::optional(span) : std::nullopt;
}

std::chrono::milliseconds Settings::wait() const {
  return parse_patience(find("wait"));
}

LogLevel Settings::log_level() const {
  return parse_log_level(find("log-level"));
}

}  // namespace jianbao::cli
