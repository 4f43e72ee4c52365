#include "cli/site_rule_files.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/input.h"
#include "cli/options.h"
#include "cli/spelling.h"
#include "jianbao/core/error.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/date.h"

namespace jianbao::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxRuleBytes = std::size_t{256} << 10U;
constexpr std::size_t kMostRules = 10'000;

[[noreturn]] void refuse(const std::string& file, unsigned line, const std::string& problem,
                         const std::string& hint = {}) {
  throw Error(ErrorKind::kConfig, file + ":" + std::to_string(line), problem, hint);
}

toml::table parse(const std::string& file) {
  try {
    return toml::parse(read_input(file, kMaxRuleBytes), file);
  } catch (const toml::parse_error& e) {
    refuse(file, e.source().begin.line, std::string(e.description()));
  }
}

/// One text, or a list of them.
std::vector<std::string> texts_of(const toml::node& node, const std::string& file,
                                  const std::string& name) {
  std::vector<std::string> texts;
  const auto add = [&](const toml::node& one) {
    const auto* const text = one.as_string();
    if (text == nullptr) {
      refuse(file, one.source().begin.line, name + " takes a text or a list of texts",
             "write it as " + name + " = [\"…\"]");
    }
    texts.push_back(text->get());
  };
  if (const auto* const list = node.as_array()) {
    for (const toml::node& one : *list) add(one);
  } else {
    add(node);
  }
  return texts;
}

struct Field {
  const char* name;
  std::vector<std::string> extract::SiteRule::*member;
};

constexpr std::array<Field, 6> kFields = {{{"hosts", &extract::SiteRule::hosts},
                                           {"content", &extract::SiteRule::content},
                                           {"remove", &extract::SiteRule::remove},
                                           {"title", &extract::SiteRule::title},
                                           {"author", &extract::SiteRule::author},
                                           {"date", &extract::SiteRule::date}}};

std::optional<int> read_zone(const toml::node& node, const std::string& file) {
  const auto* const text = node.as_string();
  const auto date =
      text == nullptr ? std::nullopt : text::read_date("2024-05-15T00:00:00" + text->get());
  if (!date || !date->offset_minutes) {
    refuse(file, node.source().begin.line, "zone is no distance from UTC",
           "write it as zone = \"+08:00\"");
  }
  return date->offset_minutes;
}

/// So that the message about a selector names its line.
void check_selectors(const extract::SiteRule& rule, const std::string& name, unsigned line) {
  extract::SiteRule alone;
  alone.name = rule.name + ":" + std::to_string(line);
  alone.hosts = {"example.org"};
  for (const Field& field : kFields) {
    if (field.name == name && name != "hosts") alone.*field.member = rule.*field.member;
  }
  std::vector<extract::SiteRule> one;
  one.push_back(std::move(alone));
  static_cast<void>(extract::SiteRules(std::move(one)));
}

void read_field(const toml::key& key, const toml::node& node, extract::SiteRule& rule) {
  const std::string name(key.str());
  if (name == "zone") {
    rule.offset_minutes = read_zone(node, rule.name);
    return;
  }
  const auto* const field =
      std::find_if(kFields.begin(), kFields.end(),
                   [&](const Field& candidate) { return name == candidate.name; });
  if (field == kFields.end()) {
    std::vector<std::string> names{"zone"};
    for (const Field& known : kFields) names.emplace_back(known.name);
    refuse(rule.name, key.source().begin.line, "a site rule has no \"" + name + "\"",
           suggestion(name, names));
  }
  rule.*field->member = texts_of(node, rule.name, name);
  check_selectors(rule, name, key.source().begin.line);
}

/// Rule files of a folder in the order of their names.
std::vector<std::string> rule_files(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code failure;
  for (fs::directory_iterator at(folder, failure), end; !failure && at != end;
       at.increment(failure)) {
    if (at->path().extension() == ".toml" && files.size() < kMostRules)
      files.push_back(at->path().string());
  }
  if (failure) throw Error(ErrorKind::kConfig, folder, failure.message());
  std::sort(files.begin(), files.end());
  return files;
}

void add_folder(const std::string& folder, std::vector<extract::SiteRule>& rules) {
  for (const std::string& file : rule_files(folder)) rules.push_back(read_site_rule(file));
}

/// Beside the program where it lies in its build tree, below the prefix where it is installed.
std::vector<fs::path> own_folders() {
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  return {program / "data" / "sites", program.parent_path() / JIANBAO_SITES_BELOW_PREFIX,
          fs::path(JIANBAO_SITES_FOLDER)};
}

/// The rules that came with the program.
void add_own(const Messages& messages, std::vector<extract::SiteRule>& rules) {
  std::error_code ignored;
  std::string looked;
  for (const fs::path& folder : own_folders()) {
    if (fs::is_directory(folder, ignored)) return add_folder(folder.string(), rules);
    looked += (looked.empty() ? "" : ", ") + folder.string();
  }
  messages.detail("the site rules that belong to jianbao are missing, looked for in " + looked +
                  "; --sites names another folder");
}

}  // namespace

void add_site_rule_options(CLI::App& command, GivenSettings& given) {
  add_setting(command, "sites", given, "DIR", "your own site rules, before those of the program");
  add_setting_flag(command, "no-site-rules", given, "judge every site by the same heuristics");
}

extract::SiteRule read_site_rule(const std::string& file) {
  extract::SiteRule rule;
  rule.name = file;
  const toml::table fields = parse(file);
  for (const auto& [key, node] : fields) read_field(key, node, rule);
  for (std::string& host : rule.hosts) host = text::ascii_lowered(host);
  if (rule.hosts.empty()) refuse(file, 1, "names no host", "add hosts = [\"example.org\"]");
  return rule;
}

std::shared_ptr<const extract::SiteRules> load_site_rules(const Settings& settings,
                                                          const Messages& messages) {
  if (!settings.site_rules()) return nullptr;
  std::vector<extract::SiteRule> rules;
  add_own(messages, rules);
  const Setting& users = settings.sites();
  std::error_code ignored;
  if (users.origin != "default" || fs::is_directory(users.value, ignored)) {
    add_folder(users.value, rules);
  }
  return std::make_shared<const extract::SiteRules>(std::move(rules));
}

}  // namespace jianbao::cli
