#include <algorithm>
#include <memory>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/table.h"
#include "jianbao/core/error.h"
#include "jianbao/feed/parse.h"
#include "jianbao/formats/json_stream.h"
#include "jianbao/text/date.h"
#include "jianbao/text/date_query.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"

namespace jianbao::cli {

namespace {

using formats::JsonStream;

void write_instant(JsonStream& json, std::string_view name, const std::optional<Timestamp>& at) {
  json.key(name);
  if (at) {
    json.string(text::to_rfc3339(*at));
  } else {
    json.null();
  }
}

void write_list(JsonStream& json, std::string_view name, const std::vector<std::string>& list) {
  json.key(name);
  json.begin_array();
  for (const std::string& item : list) json.string(item);
  json.end_array();
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

void write_number(JsonStream& json, std::string_view name, std::optional<std::uint64_t> number) {
  json.key(name);
  if (number) {
    json.number(*number);
  } else {
    json.null();
  }
}

void write_enclosures(JsonStream& json, const std::vector<Enclosure>& enclosures) {
  json.key("enclosures");
  json.begin_array();
  for (const Enclosure& file : enclosures) {
    json.begin_object();
    json.member("url", file.url);
    json.member("type", file.type);
    write_number(json, "length", file.length);
    json.end_object();
  }
  json.end_array();
}

void write_warnings(JsonStream& json, const std::vector<feed::Warning>& warnings) {
  json.key("warnings");
  json.begin_array();
  for (const feed::Warning& warning : warnings) {
    json.begin_object();
    write_number(json, "offset", warning.offset);
    write_number(json, "count", warning.count);
    json.member("message", warning.message);
    json.end_object();
  }
  json.end_array();
}

void write_entry(JsonStream& json, const FeedEntry& entry) {
  json.begin_object();
  json.member("id", entry.id);
  json.member("url", entry.url);
  json.member("title", entry.title);
  json.member("author", joined(entry.authors));
  write_list(json, "authors", entry.authors);
  write_list(json, "tags", entry.tags);
  write_instant(json, "published", entry.published);
  write_instant(json, "updated", entry.updated);
  json.member("summary", entry.summary);
  json.member("content", entry.content);
  json.member("image_url", entry.image_url);
  write_enclosures(json, entry.enclosures);
  json.member("language", entry.language);
  json.end_object();
}

void write_feed(JsonStream& json, const feed::ParseResult& result) {
  const Feed& feed = result.feed;
  json.begin_object();
  json.member("format", feed.format);
  json.member("title", feed.title);
  json.member("link", feed.link);
  json.member("language", feed.language);
  json.member("charset", result.charset);
  write_number(json, "replaced", result.replaced);
  write_warnings(json, result.warnings);
  json.key("entries");
  json.begin_array();
  for (const FeedEntry& entry : feed.entries) write_entry(json, entry);
  json.end_array();
  json.end_object();
  json.finish();
}

struct ParseFeedOptions {
  feed::ParseOptions parse{};
  bool strict = false;
  std::string format{};
};

/// Says what repair --strict does not allow; false if there is none.
bool refuses(const feed::ParseResult& result, const Context& context, const std::string& file) {
  const auto repair =
      std::find_if(result.warnings.begin(), result.warnings.end(),
                   [](const feed::Warning& warning) { return warning.offset.has_value(); });
  if (repair == result.warnings.end()) return false;
  context.messages.error(input_name(file) + ": " + feed::to_line(*repair) +
                         "; without --strict it is repaired");
  return true;
}

/// Without a column that no entry has anything for.
std::vector<Column> columns(bool authors) {
  std::vector<Column> columns{{.heading = "DATE", .style = Style::kName, .dispensable = 2}};
  if (authors) columns.push_back({.heading = "AUTHOR", .widest = 16, .dispensable = 1});
  columns.push_back({.heading = "TITLE", .stretches = true});
  return columns;
}

/// The feed's title on a line of its own, as far as the terminal is wide.
void print_heading(Output& out, const Feed& feed, const Terminal& terminal) {
  std::string title = text::for_terminal(feed.title.empty() ? feed.link : feed.title);
  if (title.empty()) return;
  if (terminal.out && terminal.columns > 0) title = text::fit(title, terminal.columns);
  out.write_clean(styled(title, Style::kBold, terminal.out_color) + "\n");
}

/// A row for each entry below the feed's title.
void print_as_table(Output& out, const Feed& feed, const Context& context) {
  const std::string& zone = context.settings.zone();
  const bool authors = std::any_of(feed.entries.begin(), feed.entries.end(),
                                   [](const FeedEntry& entry) { return !entry.authors.empty(); });
  std::vector<Row> rows;
  for (const FeedEntry& entry : feed.entries) {
    const auto at = entry.published ? entry.published : entry.updated;
    Row& row = rows.emplace_back();
    row.cells.push_back(cell(at ? text::format_local(*at, zone) : "-"));
    if (!at) row.dim = 0;
    if (authors) row.cells.push_back(cell(joined(entry.authors)));
    row.cells.push_back(cell(entry.title.empty() ? entry.url : entry.title));
  }
  print_heading(out, feed, context.terminal);
  if (rows.empty()) {
    context.messages.note("the feed has no entries");
  } else {
    print_table(out, columns(authors), rows, context.terminal);
  }
}

ExitStatus run_parse_feed(const ParseFeedOptions& options, const Context& context,
                          const std::string& file) {
  const Limits limits;
  const feed::ParseResult result =
      feed::parse(read_input(file, limits.item_bytes), options.parse, limits);
  if (!result.problem.empty()) {
    const Error error(ErrorKind::kInput, input_name(file), result.problem, result.hint);
    // What names feeds is not hopeless.
    if (result.hint.empty()) throw error;
    context.messages.error(error.what());
    return ExitStatus::kPartial;
  }
  if (options.strict && refuses(result, context, file)) return ExitStatus::kPartial;
  for (const feed::Warning& warning : result.warnings) {
    context.messages.detail(input_name(file) + ": " + feed::to_line(warning));
  }
  for (const std::string& loss : result.losses) {
    context.messages.error(input_name(file) + ": " + loss);
  }
  Output out(context.terminal.out);
  if (options.format == "table") {
    print_as_table(out, result.feed, context);
  } else {
    JsonStream json([&](std::string_view text) { out.write(text); });
    write_feed(json, result);
  }
  out.finish();
  return result.losses.empty() ? ExitStatus::kDone : ExitStatus::kPartial;
}

}  // namespace

Command add_parse_feed(CLI::App& root) {
  const auto options = std::make_shared<ParseFeedOptions>();
  CLI::App& app = add_command(root, "parse-feed", "Print a feed document as JSON.");
  describe_words(app, "FILE", "RSS, Atom or JSON Feed; - for standard input");
  add_text(app, "--url", options->parse.base_url, "URL", "where it came from, for its links");
  add_text(app, "--content-type", options->parse.content_type, "TYPE",
           "the HTTP Content-Type it came with");
  add_flag(app, "--strict", options->strict, "refuse what would have to be repaired");
  add_choice(app, "--format", options->format, {"json", "table"},
             "how to print; JSON if not given");
  add_examples(app, "jianbao parse-feed --url https://example.org/feed.xml feed.xml",
               "curl -s https://example.org/feed.xml | jianbao parse-feed -");
  return {.app = &app,
          .fewest_words = 1,
          .most_words = 1,
          .run = [options](const Context& context, const Command::Words& words) {
            return run_parse_feed(*options, context, words.front());
          }};
}

}  // namespace jianbao::cli
