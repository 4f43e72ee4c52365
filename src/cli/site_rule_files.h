#pragma once

#include <memory>
#include <string>

#include "cli/messages.h"
#include "cli/settings.h"
#include "jianbao/extract/site_rules.h"

namespace CLI {
class App;
}

namespace jianbao::cli {

/// Declares --sites and --no-site-rules.
void add_site_rule_options(CLI::App& command, GivenSettings& given);

/// The rules that came with the program, then those of the user's folder: of two for one host the
/// user's counts.  Null with --no-site-rules.  A program without its rules, copied from where it
/// was installed, says so to who asks for details.
/// @throws Error(kConfig) "FILE:LINE: …" for a rule of the user's that cannot be read, and for a
/// folder that was named and is none.
std::shared_ptr<const extract::SiteRules> load_site_rules(const Settings& settings,
                                                          const Messages& messages);

/// One file.  @throws Error(kConfig) as above.
extract::SiteRule read_site_rule(const std::string& file);

}  // namespace jianbao::cli
