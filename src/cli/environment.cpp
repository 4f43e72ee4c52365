#include "cli/environment.h"

#include <pwd.h>
#include <unistd.h>

#include "jianbao/core/error.h"

namespace jianbao::cli {

Environment::Environment(const char* const* variables) {
  for (; *variables != nullptr; ++variables) {
    const std::string_view entry = *variables;
    const std::size_t equals = entry.find('=');
    if (equals == std::string_view::npos) continue;
    variables_.emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
}

const std::string& Environment::operator[](std::string_view name) const {
  static const std::string unset;
  const auto found = variables_.find(name);
  return found == variables_.end() ? unset : found->second;
}

std::string Environment::home() const {
  if (const std::string& named = (*this)["HOME"]; !named.empty()) return named;
  const passwd* user = getpwuid(geteuid());
  if (user != nullptr && user->pw_dir != nullptr && *user->pw_dir != '\0') return user->pw_dir;
  throw Error(ErrorKind::kConfig, "HOME", "not set",
              "set it, or name the files with --db and --config");
}

std::string Environment::base_folder(std::string_view variable, std::string_view below_home) const {
  const std::string& named = (*this)[variable];
  if (named.starts_with('/')) return named;
  return home().append("/").append(below_home);
}

std::string Environment::default_config_file() const {
  return base_folder("XDG_CONFIG_HOME", ".config") + "/jianbao/config.toml";
}

std::string Environment::default_sites() const {
  return base_folder("XDG_CONFIG_HOME", ".config") + "/jianbao/sites";
}

std::string Environment::default_archive() const {
  return base_folder("XDG_DATA_HOME", ".local/share") + "/jianbao/archive.db";
}

}  // namespace jianbao::cli
