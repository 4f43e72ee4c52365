#include <filesystem>
#include <memory>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress_bar.h"
#include "cli/records.h"
#include "cli/signals.h"
#include "cli/source_names.h"
#include "jianbao/app/export.h"
#include "jianbao/app/fields.h"
#include "jianbao/core/error.h"

namespace jianbao::cli {

namespace {

constexpr std::string_view kArticleFiles = "article-files";

struct ExportOptions {
  app::Selectors selectors;
  std::string format;
  std::string fields;
  std::string output;
  bool no_header = false;
  bool bom = false;
  bool excel = false;
};

[[noreturn]] void refuse(const std::string& option, const std::string& problem,
                         const std::string& hint) {
  throw Error(ErrorKind::kUsage, option, problem, hint);
}

// The named format, else the one that the output file's name ends in, else CSV.
formats::RecordFormat choose_format(const ExportOptions& options) {
  if (const auto named = formats::record_format(options.format)) return *named;
  const std::string extension = std::filesystem::path(options.output).extension().string();
  const auto guessed =
      formats::record_format(extension.empty() ? std::string() : extension.substr(1));
  return guessed.value_or(formats::RecordFormat::kCsv);
}

void check_layout_options(const ExportOptions& options, formats::RecordFormat format) {
  const bool csv = format == formats::RecordFormat::kCsv;
  if (csv || format == formats::RecordFormat::kTsv) {
    if (options.bom && !csv) refuse("--bom", "goes with csv alone", "leave it out");
    return;
  }
  const std::string problem = "goes with csv and tsv alone";
  if (options.no_header) refuse("--no-header", problem, "leave it out");
  if (options.bom) refuse("--bom", "goes with csv alone", "leave it out");
  if (options.excel) refuse("--excel", problem, "leave it out");
}

std::size_t write_records(const ExportOptions& options, const store::Archive& archive,
                          const store::Selection& where, formats::RecordFormat format,
                          Output& out) {
  std::vector<std::string_view> fields(app::default_export_fields().begin(),
                                       app::default_export_fields().end());
  if (!options.fields.empty()) fields = app::parse_fields(options.fields);
  formats::WriterOptions layout;
  layout.header = !options.no_header;
  layout.bom = options.bom || (options.excel && format == formats::RecordFormat::kCsv);
  layout.defuse_formulas = options.excel;
  const std::size_t written =
      app::export_records(archive, where, fields, format, sink_to(out), layout);
  out.finish();
  return written;
}

ExitStatus export_records(const ExportOptions& options, const Context& context) {
  const formats::RecordFormat format = choose_format(options);
  check_layout_options(options, format);
  app::Selectors selectors = options.selectors;
  selectors.zone = context.settings.zone();
  const store::Selection where = app::resolve(selectors, context.now());
  if (options.output.empty() || options.output == "-") {
    const store::Archive archive(context.settings.archive());
    note_unknown_sources(context.messages, archive, where.sources);
    Output out(context.terminal.out);
    write_records(options, archive, where, format, out);
    return ExitStatus::kDone;
  }
  const SignalWatch watch;
  const store::Archive archive(context.settings.archive());
  note_unknown_sources(context.messages, archive, where.sources);
  Output out(options.output, watch);
  const auto written =
      static_cast<std::int64_t>(write_records(options, archive, where, format, out));
  context.messages.note(counted(written, "article") + " written to " + options.output);
  return ExitStatus::kDone;
}

ExitStatus export_files(const ExportOptions& options, const Context& context) {
  if (options.output.empty() || options.output == "-") {
    refuse("--output", "article-files need a folder", "name one that is empty or missing");
  }
  const SignalWatch watch;
  const store::Archive archive(context.settings.archive());
  ProgressBar bar(context.messages, context.terminal);
  const app::Listener listener = make_listener(bar, context.messages);
  const auto written = app::export_article_files(archive, options.output, listener, watch.token());
  bar.clear();
  if (!written) throw Interrupted{watch.signal()};
  const auto files = static_cast<std::int64_t>(*written);
  context.messages.note(counted(files, "file") + " written to " + options.output);
  return ExitStatus::kDone;
}

// Article files are the archive as it came in, whole; what narrows or shapes rows means nothing.
void refuse_row_options(const CLI::App& app) {
  for (const std::string& name : given_options(app)) {
    if (name == "--format" || name == "--output") continue;
    refuse(name, "does not go with article-files, which gives back everything", "leave it out");
  }
}

}  // namespace

Command add_export(CLI::App& root, GivenSettings& given) {
  const auto options = std::make_shared<ExportOptions>();
  CLI::App& app = add_command(root, "export", "Write articles as CSV, JSON or article files.");
  add_choice(app, "--format", options->format, {"csv", "tsv", "json", "jsonl", "article-files"},
             "how to write; else what --output ends in, else csv");
  add_text(app, "-o,--output", options->output, "FILE",
           "where to; appears when it is whole.  A folder for article-files");
  add_text(app, "--fields", options->fields, "A,B,...", "what to write of each article");
  add_flag(app, "--no-header", options->no_header, "csv, tsv: no line of field names");
  add_flag(app, "--bom", options->bom, "csv: begin with a byte order mark");
  add_flag(app, "--excel", options->excel, "csv, tsv: defuse formulas; csv: and --bom");
  add_count(app, "--after-change", options->selectors.after_change, "N",
            "only what came in or changed after change number N");
  add_selectors(app, options->selectors, given);
  add_examples(app, "jianbao export --format csv --fields id,title,url --output news.csv",
               "jianbao export --format article-files --output folder");
  return {.app = &app, .run = [options, &app](const Context& context, const Command::Words&) {
            if (options->format != kArticleFiles) return export_records(*options, context);
            refuse_row_options(app);
            return export_files(*options, context);
          }};
}

}  // namespace jianbao::cli
