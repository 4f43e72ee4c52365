#include <algorithm>
#include <array>
#include <memory>

#include "cli/article_rows.h"
#include "cli/command.h"
#include "cli/field_list.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/query_hints.h"
#include "cli/records.h"
#include "cli/source_names.h"
#include "cli/table.h"
#include "jianbao/app/fields.h"
#include "jianbao/search/search.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"

namespace jianbao::cli {

namespace {

constexpr std::string_view kSnippet = "snippet";
constexpr std::string_view kTitle = "title";
constexpr std::size_t kSnippetColumns = 120;
/// How a match is shown where there is no colour, as in a mail or a page.
struct Highlight {
  std::string_view name;
  std::string_view open;
  std::string_view close;
  bool markup = false;  ///< the text around it is markup as well: what looks like a tag is escaped
};
constexpr std::array<Highlight, 3> kHighlights{
    {{"none", "", ""}, {"stars", "**", "**"}, {"mark", "<mark>", "</mark>", true}}};

struct SearchOptions {
  app::Selectors selectors;
  std::string format;
  std::string fields;
  std::int64_t snippet = -1;
  std::string highlight;  ///< empty: in colour where there is colour
  bool fail_empty = false;
  bool explain = false;
};

std::string joined(const Command::Words& words) {
  std::string query;
  for (const std::string& word : words) query += (query.empty() ? "" : " ") + word;
  return query;
}

/// Nothing if no way was asked for.
const Highlight* chosen_highlight(std::string_view name) {
  const auto* found = std::find_if(kHighlights.begin(), kHighlights.end(),
                                   [name](const Highlight& way) { return way.name == name; });
  return found == kHighlights.end() ? nullptr : found;
}

std::string marked(const search::Passage& passage, const Highlight* way) {
  if (way == nullptr) return passage.text;
  return way->markup ? search::highlighted_markup(passage, way->open, way->close)
                     : search::highlighted(passage, way->open, way->close);
}

/// What a table shows: the way that was asked for, else marks for colours.
search::Passage shown(const search::Passage& passage, const Highlight* way) {
  return way == nullptr ? passage : cell(marked(passage, way));
}

formats::Record to_record(const search::Hit& hit, const std::vector<std::string_view>& fields,
                          const Highlight* highlight) {
  formats::Record record;
  for (const std::string_view field : fields) {
    if (field == kSnippet) {
      record.push_back({kSnippet, marked(hit.snippet, highlight)});
    } else if (field == kTitle) {
      record.push_back({kTitle, marked(hit.title, highlight)});
    } else {
      record.push_back(app::to_record(hit.found, {&field, 1}).front());
    }
  }
  return record;
}

void print_for_machine(Output& out, const search::Results& results,
                       const std::vector<std::string_view>& fields, formats::RecordFormat format,
                       const Highlight* highlight) {
  formats::WriterOptions options;
  options.total = results.total;
  if (results.ranked > 0) options.ranked = results.ranked;
  const auto writer = formats::make_record_writer(format, sink_to(out), options);
  for (const search::Hit& hit : results.hits) writer->write(to_record(hit, fields, highlight));
  writer->finish(fields);
}

// The matches of title and snippet are marked as in the usual table.
void print_fields(Output& out, const search::Results& results,
                  const std::vector<std::string_view>& fields, const Terminal& terminal,
                  const Highlight* highlight) {
  std::vector<formats::Record> records;
  for (const search::Hit& hit : results.hits) records.push_back(to_record(hit, fields, nullptr));
  Table table = to_table(records, fields);
  for (std::size_t n = 0; n < table.rows.size(); ++n) {
    const search::Hit& hit = results.hits[n];
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i] != kSnippet && fields[i] != kTitle) continue;
      const search::Passage& passage = fields[i] == kSnippet ? hit.snippet : hit.title;
      table.rows[n].cells[i] = shown(passage, highlight);
    }
  }
  if (!table.rows.empty()) print_table(out, table.columns, table.rows, terminal);
}

/// With the fields named, else the usual columns.
void print_for_person(Output& out, const search::Results& results,
                      const std::vector<std::string_view>& fields, const Context& context,
                      const Highlight* highlight) {
  if (!fields.empty()) return print_fields(out, results, fields, context.terminal, highlight);
  std::vector<Row> rows;
  const std::string& zone = context.settings.zone();
  for (const search::Hit& hit : results.hits) {
    Row& row = rows.emplace_back(article_row(hit.found, shown(hit.title, highlight), zone));
    row.below = shown(hit.snippet, highlight);
  }
  if (!rows.empty()) print_table(out, article_columns(), rows, context.terminal);
}

/// As wide as asked; else what fits below a table's row, so that no match is cut off again.
std::size_t snippet_columns(const SearchOptions& options, const Terminal& terminal, bool table) {
  if (options.snippet >= 0) return static_cast<std::size_t>(options.snippet);
  const bool fits = !table || terminal.columns == 0 || terminal.columns > kSnippetColumns;
  return fits ? kSnippetColumns : terminal.columns - std::min(terminal.columns, kBelowIndent);
}

/// For people unless a machine's format was asked for by name.
void explain(Output& out, const std::vector<search::Step>& steps, const std::string& format,
             const Terminal& terminal) {
  if (const auto machine = formats::record_format(format)) {
    std::vector<formats::Record> records;
    for (const search::Step& step : steps)
      records.push_back({{"step", step.label}, {"text", step.text}});
    return print_records(out, records, {"step", "text"}, machine, terminal);
  }
  constexpr std::size_t kLabels = 8;
  for (const search::Step& step : steps) {
    out.write_clean(text::pad(step.label, kLabels) + text::for_terminal(step.text) + "\n");
  }
}

void note_ranking(const Messages& messages, const search::Results& results) {
  if (results.ranked == 0) return;
  messages.note("ranked among the newest " + std::to_string(results.ranked) + " of " +
                std::to_string(results.total) + " matches");
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
  const std::string query = joined(words);
  const Timestamp now = context.now();
  const store::Selection where = select_page(options.selectors, context.settings, now, true);
  const store::Archive archive(context.settings.archive());
  note_unknown_sources(context.messages, archive, where.sources);
  const search::Options how{snippet_columns(options, context.terminal, !format),
                            {now, context.settings.zone()}};
  Output out(context.terminal.out);
  if (options.explain) {
    explain(out, search::explain(archive, query, where, how), options.format, context.terminal);
    out.finish();
    return ExitStatus::kDone;
  }
  const search::Results results = search::run(archive, query, where, how);
  const Highlight* highlight = chosen_highlight(options.highlight);
  if (format) {
    print_for_machine(out, results, fields, *format, highlight);
  } else {
    print_for_person(out, results, fields, context, highlight);
  }
  out.finish();
  const auto shown = static_cast<std::int64_t>(results.hits.size());
  const bool cut_unasked = options.selectors.limit < 0 && where.offset + shown < results.total;
  // JSON says the total itself.
  if (!format || (cut_unasked && format != formats::RecordFormat::kJson))
    note_page(context.messages, results.hits.size(), results.total, where.offset);
  if (format != formats::RecordFormat::kJson) note_ranking(context.messages, results);
  if (results.total == 0) note_likely_slips(context.messages, archive, query);
  return options.fail_empty && results.total == 0 ? ExitStatus::kNotFound : ExitStatus::kDone;
}

std::vector<std::string> query_language() {
  return {"a b, a AND b      both        a OR b      either",
          "\"a b\", “a b”      a phrase    elect*      a word's beginning",
          "a -b, a NOT b     a, not b    (a OR b) c  grouping",
          "NEAR(a \"b c\", 5)  close together, in any order; without a number, 10",
          "title:x  title:(a OR b)  title:NEAR(a b)",
          "source:VOA  source:美国*  tag:x   the whole name; * for its beginning",
          "author:王         in one author's name",
          "url:a.example/n   a part of the address",
          "date:2024-05  date:2024-03..2024-05  date:2024..  date:7d",
          "Han, Kana and Hangul match anywhere, other words whole.  Simplified and",
          "traditional characters, cases and widths find each other.  Symbols count in",
          "quotes: \"C++\" \"100%\".  Operators are capitals; quote them to search for them.",
          "（ ） “ ” ： － ＊ work too.  The whole of it: docs/search.md"};
}

}  // namespace

Command add_search(CLI::App& root, GivenSettings& given) {
  const auto options = std::make_shared<SearchOptions>();
  CLI::App& app = add_command(root, "search", "Search titles and texts.");
  describe_words(app, "QUERY...",
                 "words that must all occur, and what else the query language has");
  add_selectors(app, options->selectors, given, Ranking::kByQuery);
  add_choice(app, "--format", options->format, row_formats(), "how to print");
  add_text(app, "--fields", options->fields, "A,B,...", "what to print of each article");
  add_count(app, "--snippet", options->snippet, "COLUMNS", "width of the passage shown");
  add_choice(app, "--highlight", options->highlight, {"none", "stars", "mark"},
             "what to put around what was found: nothing, **, or <mark> with the rest escaped; "
             "else colour where there is colour");
  add_flag(app, "--explain", options->explain, "print how the query is read and run, not results");
  add_flag(app, "--fail-empty", options->fail_empty, "exit with 1 if nothing is found");
  add_section(app, "The query language", query_language());
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
