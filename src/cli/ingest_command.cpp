#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/progress_bar.h"
#include "cli/signals.h"
#include "jianbao/app/ingest.h"
#include "jianbao/core/error.h"

namespace jianbao::cli {

namespace {

struct IngestOptions {
  std::string source_name;
};

app::IngestRequest make_request(const IngestOptions& options, const Settings& settings,
                                const Command::Words& words) {
  app::IngestRequest request;
  request.archive = settings.archive();
  request.sources = words;
  request.source_name = options.source_name;
  request.user_agent = settings.user_agent();
  request.workers = settings.jobs();
  const auto from_input = std::count(words.begin(), words.end(), "-");
  if (from_input > 1) {
    throw Error(ErrorKind::kUsage, "-", "standard input can be read once only");
  }
  if (from_input == 1) request.standard_input = read_input("-", request.limits.item_bytes);
  return request;
}

std::string summary(const app::IngestReport& report, std::chrono::duration<double> elapsed) {
  return fmt::format("new {}, changed {}, unchanged {}, ignored {}, failed {} ({:.1f} s)",
                     report.fresh, report.changed, report.unchanged, report.ignored, report.failed,
                     elapsed.count());
}

ExitStatus status_of_report(const app::IngestReport& report) {
  if (report.sources != 0 && report.sources_failed >= report.sources) {
    return ExitStatus::kCannotWork;
  }
  const bool whole = report.failed == 0 && report.sources_failed == 0;
  return whole ? ExitStatus::kDone : ExitStatus::kPartial;
}

ExitStatus run_ingest(const IngestOptions& options, const Context& context,
                      const Command::Words& words) {
  const app::IngestRequest request = make_request(options, context.settings, words);
  const SignalWatch watch;
  ProgressBar bar(context.messages, context.terminal);
  const app::Listener listener = make_listener(bar, context.messages);
  const auto start = std::chrono::steady_clock::now();
  const app::IngestReport report = app::ingest(request, context.now, listener, watch.token());
  bar.clear();
  context.messages.note(summary(report, std::chrono::steady_clock::now() - start));
  if (watch.signal() != 0 && report.interrupted) throw Interrupted{watch.signal()};
  return status_of_report(report);
}

}  // namespace

Command add_ingest(CLI::App& root, GivenSettings& given) {
  const auto options = std::make_shared<IngestOptions>();
  CLI::App& app = add_command(root, "ingest", "Bring articles into the archive.");
  describe_words(app, "[SOURCE...]",
                 "URL of a feed or page, article file, HTML or XML file, folder, or - for standard "
                 "input; without one, the feeds that were ingested before");
  add_text(app, "--source", options->source_name, "NAME", "file everything under this name");
  add_setting(app, "user-agent", given, "TEXT", "what to call ourselves to servers");
  add_setting(app, "jobs", given, "N", "parsing threads; 0: as many as there are processors");
  add_examples(app, "jianbao ingest https://example.org/feed.xml",
               "jianbao ingest -q --source 美国之音 articles/");
  return {.app = &app,
          .most_words = Command::kAnyNumber,
          .run = [options](const Context& context, const Command::Words& words) {
            return run_ingest(*options, context, words);
          }};
}

}  // namespace jianbao::cli
