#include <memory>

#include "cli/article_rows.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/records.h"
#include "cli/source_names.h"
#include "jianbao/app/export.h"
#include "jianbao/app/fields.h"
#include "jianbao/store/archive.h"

namespace jianbao::cli {

namespace {

struct ListOptions {
  app::Selectors selectors;
  std::string format;
  std::string fields;
  bool fail_empty = false;
};

std::size_t print_fields(Output& out, const store::Archive& archive, const store::Selection& where,
                         const std::vector<std::string_view>& fields, const Terminal& terminal) {
  std::vector<formats::Record> records;
  archive.select(where, app::needs_text(fields), [&](store::StoredArticle&& found) {
    records.push_back(app::to_record(found, fields));
    return true;
  });
  if (!records.empty()) print_records(out, records, fields, std::nullopt, terminal);
  return records.size();
}

/// With the fields named, else the usual columns.
std::size_t print_for_person(Output& out, const store::Archive& archive,
                             const store::Selection& where,
                             const std::vector<std::string_view>& fields, const Context& context) {
  if (!fields.empty()) return print_fields(out, archive, where, fields, context.terminal);
  std::vector<Row> rows;
  const std::string& zone = context.settings.zone();
  archive.select(where, false, [&](store::StoredArticle&& found) {
    search::Passage title = cell(found.article.title);
    rows.push_back(article_row(found, std::move(title), zone));
    return true;
  });
  if (!rows.empty()) print_table(out, article_columns(), rows, context.terminal);
  return rows.size();
}

ExitStatus run_list(const ListOptions& options, const Context& context) {
  const auto format = choose_row_format(options.format, context.terminal);
  std::vector<std::string_view> fields;
  if (format) fields = usual_fields(*format);
  if (!options.fields.empty()) fields = app::parse_fields(options.fields);
  const store::Selection where =
      select_page(options.selectors, context.settings, context.now(), !format);
  const store::Archive archive(context.settings.archive());
  note_unknown_sources(context.messages, archive, where.sources);
  Output out(context.terminal.out);
  std::size_t shown = 0;
  if (format) {
    shown = app::export_records(archive, where, fields, *format, sink_to(out), {});
  } else {
    shown = print_for_person(out, archive, where, fields, context);
  }
  out.finish();
  if (!format) note_page(context.messages, shown, archive.count(where), where.offset);
  return options.fail_empty && shown == 0 ? ExitStatus::kNotFound : ExitStatus::kDone;
}

}  // namespace

Command add_list(CLI::App& root, GivenSettings& given) {
  const auto options = std::make_shared<ListOptions>();
  CLI::App& app = add_command(root, "list", "List articles, newest first.");
  add_selectors(app, options->selectors, given);
  add_choice(app, "--format", options->format, row_formats(), "how to print");
  add_text(app, "--fields", options->fields, "A,B,...", "what to print of each article");
  add_flag(app, "--fail-empty", options->fail_empty, "exit with 1 if nothing is found");
  add_examples(app, "jianbao list --since 7d --source 美国之音",
               "jianbao list --format csv --fields id,published,title");
  return {.app = &app, .run = [options](const Context& context, const Command::Words&) {
            return run_list(*options, context);
          }};
}

}  // namespace jianbao::cli
