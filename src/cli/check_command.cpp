#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "jianbao/store/archive.h"

namespace jianbao::cli {

namespace {

ExitStatus run_check(const Context& context) {
  const std::string& file = context.settings.archive();
  const std::vector<std::string> faults = store::Archive(file).check();
  Output out(context.terminal.out);
  for (const std::string& fault : faults) out.write(fault + "\n");
  out.finish();
  if (faults.empty()) context.messages.note(file + ": nothing wrong");
  return faults.empty() ? ExitStatus::kDone : ExitStatus::kNotFound;
}

}  // namespace

Command add_check(CLI::App& root) {
  CLI::App& app = add_command(root, "check", "Check the file, the index and the kept bytes.");
  add_examples(app, "jianbao check", "jianbao --db news.db check && echo sound");
  return {.app = &app,
          .run = [](const Context& context, const Command::Words&) { return run_check(context); }};
}

}  // namespace jianbao::cli
