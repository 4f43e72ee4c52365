#pragma once

#include <map>
#include <span>
#include <string>

namespace jianbao::cli {

/// One value of the configuration file, as text.
struct ConfigValue {
  std::string value;
  unsigned line = 0;
};

using ConfigValues = std::map<std::string, ConfigValue, std::less<>>;

/// Reads a TOML file of `name = value` lines.  Values are strings, numbers or booleans.
/// @param names  the settings there are.
/// @throws Error(kConfig) that names the line, if the file cannot be read, is no TOML, or sets
/// something that is no setting.
ConfigValues read_config_file(const std::string& file, std::span<const std::string> names);

}  // namespace jianbao::cli
