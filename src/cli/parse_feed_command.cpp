#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/table.h"
#include "jianbao/core/error.h"
#include "jianbao/feed/parse.h"
#include "jianbao/formats/gzip.h"
#include "jianbao/formats/json_stream.h"
#include "jianbao/text/date.h"
#include "jianbao/text/date_query.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"
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

/// Writes a document as one JSON object on a line, its entries while they are read.
class FeedObject {
 public:
  FeedObject(Output& out, const std::string* file)
      : json_([&out](std::string_view text) { out.write(text); }), file_(file) {}

  void add(const feed::ParseResult& so_far, const FeedEntry& entry) {
    begin(so_far);
    write_entry(json_, entry);
  }

  void finish(const feed::ParseResult& result) {
    begin(result);
    json_.end_array();
    write_warnings(json_, result.warnings);
    json_.end_object();
    json_.finish();
  }

 private:
  void begin(const feed::ParseResult& result) {
    if (std::exchange(begun_, true)) return;
    const Feed& feed = result.feed;
    json_.begin_object();
    if (file_ != nullptr) json_.member("file", *file_);
    json_.member("format", feed.format);
    json_.member("title", feed.title);
    json_.member("link", feed.link);
    json_.member("language", feed.language);
    json_.member("charset", result.charset);
    write_number(json_, "replaced", result.replaced);
    json_.key("entries");
    json_.begin_array();
  }

  JsonStream json_;
  const std::string* file_;
  bool begun_ = false;
};

struct ParseFeedOptions {
  feed::ParseOptions parse{};
  bool strict = false;
  std::string format{};
};

/// A document's bytes and what they are called.
struct Document {
  std::string file;
  std::string bytes;
};

/// Says what repair --strict does not allow; false if there is none.
bool refuses(const Document& document, const ParseFeedOptions& options, const Context& context) {
  const auto leave_out = [](const feed::ParseResult&, FeedEntry&&) {};
  const feed::ParseResult result = feed::parse(document.bytes, options.parse, leave_out);
  const auto repair =
      std::find_if(result.warnings.begin(), result.warnings.end(),
                   [](const feed::Warning& warning) { return warning.offset.has_value(); });
  if (!result.problem.empty() || repair == result.warnings.end()) return false;
  context.messages.error(input_name(document.file) + ": " + feed::to_line(*repair) +
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

/// Prints a document; what came of it without its entries.
feed::ParseResult print(Output& out, const Document& document, const ParseFeedOptions& options,
                        const Context& context) {
  feed::ParseResult result;
  if (options.format == "table") {
    result = feed::parse(document.bytes, options.parse);
    if (result.problem.empty()) print_as_table(out, result.feed, context);
  } else {
    FeedObject object(out, options.format == "jsonl" ? &document.file : nullptr);
    result = feed::parse(document.bytes, options.parse,
                         [&object](const feed::ParseResult& so_far, FeedEntry&& entry) {
                           object.add(so_far, entry);
                         });
    if (result.problem.empty()) object.finish(result);
  }
  return result;
}

/// True if nothing of the document was left out.  `document` is overwritten.
bool print_file(Output& out, const std::string& file, const ParseFeedOptions& options,
                const Context& context, Document& document) {
  const std::size_t most = Limits{}.item_bytes;
  document.file = file;
  read_input(file, most, document.bytes);
  formats::unpack_gzip(document.bytes, most, input_name(file));
  if (options.strict && refuses(document, options, context)) return false;
  const feed::ParseResult result = print(out, document, options, context);
  if (!result.problem.empty()) {
    const Error error(ErrorKind::kInput, input_name(file), result.problem, result.hint);
    // What names feeds is not hopeless.
    if (result.hint.empty()) throw error;
    context.messages.error(error.what());
    return false;
  }
  for (const feed::Warning& warning : result.warnings) {
    context.messages.detail(input_name(file) + ": " + feed::to_line(warning));
  }
  for (const std::string& loss : result.losses) {
    context.messages.error(input_name(file) + ": " + loss);
  }
  return result.losses.empty();
}

/// What is asked of a command that reads the network is refused before anything is read.
void check_file(const std::string& file) {
  std::error_code ignored;
  if (!text::is_http(file) || std::filesystem::exists(file, ignored)) return;
  throw Error(
      ErrorKind::kUsage, file, "parse-feed reads files only",
      "`curl -s URL | jianbao parse-feed --url URL -`; to keep a feed, `jianbao ingest URL`");
}

void check_request(const ParseFeedOptions& options, const Command::Words& files) {
  check_origin(options.parse.base_url);
  std::for_each(files.begin(), files.end(), check_file);
  if (files.size() == 1) return;
  if (options.format == "json") {
    throw Error(ErrorKind::kUsage, "--format", "json takes one FILE", "jsonl takes many");
  }
  if (!options.parse.base_url.empty()) {
    throw Error(ErrorKind::kUsage, "--url", "goes with one FILE",
                "leave it out, or call us for each");
  }
}

ExitStatus run_parse_feed(ParseFeedOptions options, const Context& context,
                          const Command::Words& files) {
  if (options.format.empty()) options.format = files.size() == 1 ? "json" : "jsonl";
  check_request(options, files);
  options.parse.keep_raw = false;
  Output out(context.terminal.out);
  std::size_t failed = 0;
  bool whole = true;
  Document document;
  // Pages that are never touched cost nothing; growing from file to file would copy.
  if (files.size() > 1) document.bytes.reserve(Limits{}.item_bytes + 1);
  for (const std::string& file : files) {
    try {
      whole = print_file(out, file, options, context, document) && whole;
    } catch (const Error& e) {
      if (e.kind() == ErrorKind::kStorage) throw;  // the output, not the feed
      context.messages.error(e.what());
      ++failed;
    }
  }
  out.finish();
  const ExitStatus status = status_of_items(failed, files.size());
  return status == ExitStatus::kDone && !whole ? ExitStatus::kPartial : status;
}

}  // namespace

Command add_parse_feed(CLI::App& root) {
  const auto options = std::make_shared<ParseFeedOptions>();
  CLI::App& app = add_command(root, "parse-feed", "Print feed documents as JSON.");
  describe_words(
      app, "FILE...",
      "RSS, Atom, JSON Feed or news sitemaps, also packed by gzip; - for standard input");
  add_text(app, "--url", options->parse.base_url, "URL", "where it came from, for its links");
  add_text(app, "--content-type", options->parse.content_type, "TYPE",
           "the HTTP Content-Type it came with");
  add_flag(app, "--strict", options->strict, "refuse what would have to be repaired");
  add_choice(app, "--format", options->format, {"json", "jsonl", "table"},
             "how to print; json is one object, jsonl one a line with its file");
  add_examples(app, "jianbao parse-feed --url https://example.org/feed.xml feed.xml",
               "curl -s https://example.org/feed.xml | jianbao parse-feed -");
  return {.app = &app,
          .fewest_words = 1,
          .most_words = Command::kAnyNumber,
          .run = [options](const Context& context, const Command::Words& words) {
            return run_parse_feed(*options, context, words);
          }};
}

}  // namespace jianbao::cli
