#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/environment.h"

namespace jianbao::cli {

enum class LogLevel;

/// A setting's value given on the command line.
struct GivenSetting {
  std::string option;  ///< "--db"; a command may call it otherwise than the setting
  std::string value;
};

/// Values given as options, by the setting's name.
using GivenSettings = std::map<std::string, GivenSetting, std::less<>>;

/// A setting's value and what it came from: "option --db", "environment JIANBAO_DB",
/// "FILE:LINE" or "default".
struct Setting {
  std::string name;
  std::string value;
  std::string origin;
};

enum class ColorWhen { kAuto, kAlways, kNever };

/// What is in force for one run: option over environment over configuration file over default.
class Settings {
 public:
  /// @throws Error: kUsage for a bad value given as an option; kConfig for one of the environment
  /// or of the file, and for a file that cannot be read.
  Settings(const GivenSettings& given, const Environment& environment);

  const std::string& archive() const { return value("db"); }
  const std::string& user_agent() const { return value("user-agent"); }
  ColorWhen color() const;
  /// Transfers at one time.
  unsigned jobs() const;
  /// Parsing threads; 0: as many as there are processors.
  unsigned threads() const;
  /// Between two transfers from one host.
  std::chrono::milliseconds pause() const;
  /// For one document to come whole.
  std::chrono::milliseconds timeout() const;
  bool allow_private() const;
  bool obey_robots() const;
  /// For whatever has no proxy of its own; empty: as the environment says.
  std::string proxy() const;
  /// A command for the new articles of a run; empty: none.
  const std::string& hook() const { return value("exec"); }
  /// Empty: none.
  const std::string& netrc() const { return value("netrc"); }
  /// Nothing: as long as it takes.
  std::optional<std::chrono::milliseconds> max_runtime() const;
  /// For another ingest to end.
  std::chrono::milliseconds wait() const;
  /// Empty: none.
  const std::string& log_file() const { return value("log-file"); }
  LogLevel log_level() const;
  /// The folder of the user's own site rules; its default may be missing.
  const Setting& sites() const { return find("sites"); }
  bool site_rules() const;
  /// The time zone of day edges and printed dates.
  const std::string& zone() const { return value("tz"); }

  /// Every setting, the configuration file first.
  std::span<const Setting> all() const { return settings_; }

 private:
  void check() const;
  const Setting& find(std::string_view name) const;
  const std::string& value(std::string_view name) const { return find(name).value; }

  std::vector<Setting> settings_;
};

}  // namespace jianbao::cli
