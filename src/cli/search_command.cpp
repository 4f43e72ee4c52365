#include <algorithm>
#include <memory>

#include "cli/article_rows.h"
#include "cli/command.h"
#include "cli/field_list.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/records.h"
#include "cli/source_names.h"
#include "cli/table.h"
#include "jianbao/app/fields.h"
#include "jianbao/search/search.h"

namespace jianbao::cli {

namespace {

constexpr std::string_view kSnippet = "snippet";
constexpr std::string_view kTitle = "title";
constexpr std::size_t kSnippetColumns = 120;
// Where there is no colour, as in a mail.
constexpr std::string_view kMark = "**";

struct SearchOptions {
  app::Selectors selectors;
  std::string format;
  std::string fields;
  std::int64_t snippet = -1;
  bool fail_empty = false;
  bool highlight = false;
};

std::string joined(const Command::Words& words) {
  std::string query;
  for (const std::string& word : words) query += (query.empty() ? "" : " ") + word;
  return query;
}

std::string marked(const search::Passage& passage, bool highlight) {
  return highlight ? search::highlighted(passage, kMark, kMark) : passage.text;
}

formats::Record to_record(const search::Hit& hit, const std::vector<std::string_view>& fields,
                          bool highlight) {
  formats::Record record;
  for (const std::string_view field : fields) {
    if (field == kSnippet) {
      record.push_back({kSnippet, marked(hit.snippet, highlight)});
    } else {
      record.push_back(app::to_record(hit.found, {&field, 1}).front());
    }
  }
  return record;
}

void print_for_machine(Output& out, const search::Results& results,
                       const std::vector<std::string_view>& fields, formats::RecordFormat format,
                       bool highlight) {
  formats::WriterOptions options;
  options.total = results.total;
  const auto writer = formats::make_record_writer(format, sink_to(out), options);
  for (const search::Hit& hit : results.hits) writer->write(to_record(hit, fields, highlight));
  writer->finish(fields);
}

// The matches of title and snippet are marked as in the usual table.
void print_fields(Output& out, const search::Results& results,
                  const std::vector<std::string_view>& fields, const Terminal& terminal,
                  bool marks) {
  std::vector<formats::Record> records;
  for (const search::Hit& hit : results.hits) records.push_back(to_record(hit, fields, false));
  Table table = to_table(records, fields);
  for (std::size_t n = 0; n < table.rows.size(); ++n) {
    const search::Hit& hit = results.hits[n];
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i] != kSnippet && fields[i] != kTitle) continue;
      const search::Passage& passage = fields[i] == kSnippet ? hit.snippet : hit.title;
      table.rows[n].cells[i] = marks ? cell(marked(passage, true)) : passage;
    }
  }
  if (!table.rows.empty()) print_table(out, table.columns, table.rows, terminal);
}

/// With the fields named, else the usual columns.
void print_for_person(Output& out, const search::Results& results,
                      const std::vector<std::string_view>& fields, const Context& context,
                      bool highlight) {
  const bool marks = highlight && !context.terminal.out_color;
  if (!fields.empty()) return print_fields(out, results, fields, context.terminal, marks);
  std::vector<Row> rows;
  const std::string& zone = context.settings.zone();
  for (const search::Hit& hit : results.hits) {
    Row& row = rows.emplace_back(
        article_row(hit.found, marks ? cell(marked(hit.title, true)) : hit.title, zone));
    row.below = marks ? cell(marked(hit.snippet, true)) : hit.snippet;
  }
  if (!rows.empty()) print_table(out, article_columns(), rows, context.terminal);
}

/// As wide as asked; else what fits below a table's row, so that no match is cut off again.
std::size_t snippet_columns(const SearchOptions& options, const Terminal& terminal, bool table) {
  if (options.snippet >= 0) return static_cast<std::size_t>(options.snippet);
  const bool fits = !table || terminal.columns == 0 || terminal.columns > kSnippetColumns;
  return fits ? kSnippetColumns : terminal.columns - std::min(terminal.columns, kBelowIndent);
}

ExitStatus run_search(const SearchOptions& options, const Context& context,
                      const Command::Words& words) {
  const auto format = choose_row_format(options.format, context.terminal);
  std::vector<std::string_view> fields;
  if (format) {
    fields = usual_fields(*format);
    fields.push_back(kSnippet);
  }
  if (!options.fields.empty()) fields = parse_field_list(options.fields, kSnippet);
  const store::Selection where =
      select_page(options.selectors, context.settings, context.now(), true);
  const store::Archive archive(context.settings.archive());
  note_unknown_sources(context.messages, archive, where.sources);
  const search::Results results = search::run(archive, joined(words), where,
                                              snippet_columns(options, context.terminal, !format));

  Output out(context.terminal.out);
  if (format) {
    print_for_machine(out, results, fields, *format, options.highlight);
  } else {
    print_for_person(out, results, fields, context, options.highlight);
  }
  out.finish();
  const auto shown = static_cast<std::int64_t>(results.hits.size());
  const bool cut_unasked = options.selectors.limit < 0 && where.offset + shown < results.total;
  // JSON says the total itself.
  if (!format || (cut_unasked && format != formats::RecordFormat::kJson))
    note_page(context.messages, results.hits.size(), results.total, where.offset);
  return options.fail_empty && results.total == 0 ? ExitStatus::kNotFound : ExitStatus::kDone;
}

}  // namespace

Command add_search(CLI::App& root, GivenSettings& given) {
  const auto options = std::make_shared<SearchOptions>();
  CLI::App& app = add_command(root, "search", "Search titles and texts.");
  describe_words(app, "QUERY...",
                 "words that must all occur; \"a phrase\", -without, this OR that, ( ), "
                 "title:word, prefix*");
  add_selectors(app, options->selectors, given, Ranking::kByQuery);
  add_choice(app, "--format", options->format, row_formats(), "how to print");
  add_text(app, "--fields", options->fields, "A,B,...", "what to print of each article");
  add_count(app, "--snippet", options->snippet, "COLUMNS", "width of the passage shown");
  add_flag(app, "--highlight", options->highlight, "put ** around what was found");
  add_flag(app, "--fail-empty", options->fail_empty, "exit with 1 if nothing is found");
  add_examples(app, "jianbao search 美国 -中国", "jianbao search --since 7d '\"人工智能\"'");
  return {.app = &app,
          .fewest_words = 1,
          .most_words = Command::kAnyNumber,
          .raw_words = true,
          .run = [options](const Context& context, const Command::Words& words) {
            return run_search(*options, context, words);
          }};
}

}  // namespace jianbao::cli
