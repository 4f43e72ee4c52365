#include "cli/config_file.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <optional>

#include "cli/input.h"
#include "cli/spelling.h"
#include "jianbao/core/error.h"

namespace jianbao::cli {

namespace {

constexpr std::size_t kMaxConfigBytes = std::size_t{1} << 20U;

[[noreturn]] void refuse(const std::string& file, unsigned line, const std::string& problem,
                         const std::string& hint = {}) {
  throw Error(ErrorKind::kConfig, file + ":" + std::to_string(line), problem, hint);
}

toml::table parse(const std::string& file) {
  try {
    return toml::parse(read_input(file, kMaxConfigBytes), file);
  } catch (const toml::parse_error& e) {
    refuse(file, e.source().begin.line, std::string(e.description()));
  }
}

std::optional<std::string> as_text(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* number = node.as_floating_point()) return fmt::format("{}", number->get());
  if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
  return std::nullopt;
}

}  // namespace

ConfigValues read_config_file(const std::string& file, std::span<const std::string> names) {
  ConfigValues values;
  const toml::table settings = parse(file);
  for (const auto& [key, node] : settings) {
    const std::string name(key.str());
    const unsigned line = key.source().begin.line;
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      refuse(file, line, "there is no setting \"" + name + "\"", suggestion(name, names));
    }
    std::optional<std::string> value = as_text(node);
    if (!value) refuse(file, line, name + " takes one value", "write it as " + name + " = \"…\"");
    values.emplace(name, ConfigValue{std::move(*value), line});
  }
  return values;
}

}  // namespace jianbao::cli
