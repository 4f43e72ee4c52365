#include <memory>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/records.h"
#include "jianbao/text/secrets.h"

namespace jianbao::cli {

namespace {

ExitStatus run_config_show(const std::string& format_name, const Context& context) {
  std::vector<formats::Record> records;
  for (const Setting& setting : context.settings.all()) {
    records.push_back({{"name", setting.name},
                       {"value", text::hide_secrets(setting.value)},
                       {"origin", setting.origin}});
  }
  Output out(context.terminal.out);
  print_records(out, records, {"name", "value", "origin"},
                choose_row_format(format_name, context.terminal), context.terminal);
  out.finish();
  return ExitStatus::kDone;
}

}  // namespace

Command add_config_show(CLI::App& root) {
  const auto format = std::make_shared<std::string>();
  CLI::App& config = add_command(root, "config", "Show the settings in force.");
  add_examples(config, "jianbao config show", "jianbao config show --format json");
  CLI::App& app = add_command(config, "show", "Print every setting and where it comes from.");
  add_choice(app, "--format", *format, row_formats(), "how to print");
  add_examples(app, "jianbao config show", "JIANBAO_COLOR=never jianbao config show");
  return {.app = &app, .run = [format](const Context& context, const Command::Words&) {
            return run_config_show(*format, context);
          }};
}

}  // namespace jianbao::cli
