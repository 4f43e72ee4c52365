#include <fmt/format.h>

#include <memory>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress_bar.h"
#include "cli/signals.h"
#include "cli/site_rule_files.h"
#include "jianbao/app/reextraction.h"
#include "jianbao/app/selectors.h"

namespace jianbao::cli {

namespace {

struct ReextractOptions {
  bool dry_run = false;
  app::Selectors selectors;
};

std::string as_text(const app::ReextractReport& report, bool dry_run) {
  const auto articles = static_cast<std::int64_t>(report.articles);
  std::string out = fmt::format("{} read again, {} {}\n", counted(articles, "article"),
                                report.changed, dry_run ? "would change" : "changed");
  if (report.changed > 0) {
    out += fmt::format(
        "  titles   {}\n  texts    {}  (+{} -{} characters)\n  dates    {}\n"
        "  details  {}  (authors, tags, language, image, URL)\n",
        report.titles, report.texts, report.added, report.removed, report.dates, report.details);
  }
  if (report.failed > 0) out += fmt::format("  failed   {}  (left as they were)\n", report.failed);
  return out;
}

ExitStatus run_reextract(const ReextractOptions& options, const Context& context) {
  app::ReextractRequest request;
  request.archive = context.settings.archive();
  app::Selectors selectors = options.selectors;
  selectors.zone = context.settings.zone();
  request.selection = app::resolve(selectors, context.now());
  request.dry_run = options.dry_run;
  request.site_rules = load_site_rules(context.settings, context.messages);
  request.workers = context.settings.threads();
  const SignalWatch watch;
  app::ReextractReport report;
  {
    ProgressBar bar(context.messages, context.terminal);
    const app::Listener listener = make_listener(bar, context.messages);
    report = app::reextract(request, context.now, listener, watch.token());
  }
  Output out(context.terminal.out);
  if (!context.messages.quiet()) out.write(as_text(report, options.dry_run));
  out.finish();
  if (report.interrupted) throw Interrupted{watch.signal()};
  if (options.dry_run && report.changed > 0) {
    context.messages.note(
        "nothing was written; -v lists the articles, without --dry-run they "
        "get a new version");
  }
  return status_of_items(report.failed, report.articles);
}

}  // namespace

Command add_reextract(CLI::App& root, GivenSettings& given) {
  const auto options = std::make_shared<ReextractOptions>();
  CLI::App& app = add_command(root, "reextract", "Run today's extractor over the kept bytes.");
  add_flag(app, "--dry-run", options->dry_run, "say what would change, and write nothing");
  add_selectors(app, options->selectors, given);
  add_setting_as(app, "--jobs", "threads", given, "N",
                 "articles at one time; 0: as many as there are processors");
  add_site_rule_options(app, given);
  add_examples(app, "jianbao reextract --dry-run -v --source 江城日报",
               "jianbao reextract --since 2024-05");
  return {.app = &app, .run = [options](const Context& context, const Command::Words&) {
            return run_reextract(*options, context);
          }};
}

}  // namespace jianbao::cli
