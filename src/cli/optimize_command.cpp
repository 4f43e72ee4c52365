#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <memory>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/signals.h"
#include "jianbao/store/archive.h"
#include "jianbao/store/lock.h"
#include "jianbao/store/writer.h"

namespace jianbao::cli {

namespace {

// With the write-ahead log, which is part of the archive as long as it is there.
std::uintmax_t size_of(const std::string& archive) {
  std::uintmax_t size = 0;
  for (const std::string& file : {archive, archive + "-wal"}) {
    std::error_code missing;
    const std::uintmax_t bytes = std::filesystem::file_size(file, missing);
    if (!missing) size += bytes;
  }
  return size;
}

ExitStatus run_optimize(bool rebuild, const Context& context) {
  // A writer would make an archive where there is none.
  const std::string& file = store::require_file(context.settings.archive());
  const store::IngestLock lock = unless_interrupted([&](const std::stop_token& stop) {
    return store::IngestLock(file, context.settings.wait(), stop);
  });
  const std::uintmax_t before = size_of(file);
  bool built = false;
  {
    store::Writer writer(file);
    if (rebuild) writer.rebuild_index();
    writer.optimize();
    built = writer.built_index();
  }
  constexpr double kMegabyte = 1e6;
  context.messages.note(fmt::format(
      "{}: {:.1f} MB before, {:.1f} MB after{}", file, static_cast<double>(before) / kMegabyte,
      static_cast<double>(size_of(file)) / kMegabyte, built ? "; search index built again" : ""));
  return ExitStatus::kDone;
}

}  // namespace

Command add_optimize(CLI::App& root, GivenSettings& given) {
  const auto rebuild = std::make_shared<bool>(false);
  CLI::App& app = add_command(root, "optimize", "Merge the search index and tidy the file.");
  add_flag(app, "--rebuild-index", *rebuild,
           "build the search index again, for one that `check` finds fault with");
  add_setting(app, "wait", given, "SECONDS", "wait so long for an ingest that runs to end");
  add_examples(app, "jianbao -q optimize", "jianbao optimize --rebuild-index");
  return {.app = &app, .run = [rebuild](const Context& context, const Command::Words&) {
            return run_optimize(*rebuild, context);
          }};
}

}  // namespace jianbao::cli
