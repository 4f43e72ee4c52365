#pragma once

#include <map>
#include <string>
#include <string_view>

namespace jianbao::cli {

/// The process's environment, read once, so that everything below takes it as a value.
class Environment {
 public:
  /// @param variables  "NAME=value" strings ended by a null pointer, as main() gets them.
  explicit Environment(const char* const* variables);

  /// The variable's value; empty if it is not set.  No variable of ours means something when empty.
  const std::string& operator[](std::string_view name) const;

  /// $HOME, else the home folder that the system knows for the user.
  /// @throws Error(kConfig) if there is none.
  std::string home() const;
  /// $XDG_CONFIG_HOME/jianbao/config.toml; a relative $XDG_CONFIG_HOME counts as unset (the XDG
  /// specification says so).
  std::string default_config_file() const;
  /// $XDG_CONFIG_HOME/jianbao/sites, by the same rule.
  std::string default_sites() const;
  /// $XDG_DATA_HOME/jianbao/archive.db, by the same rule.
  std::string default_archive() const;

 private:
  std::string base_folder(std::string_view variable, std::string_view below_home) const;

  std::map<std::string, std::string, std::less<>> variables_;
};

}  // namespace jianbao::cli
