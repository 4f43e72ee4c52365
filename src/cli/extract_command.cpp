#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/page_printing.h"
#include "cli/signals.h"
#include "cli/site_rule_files.h"
#include "cli/transfer_options.h"
#include "jianbao/app/extraction.h"
#include "jianbao/core/error.h"

namespace jianbao::cli {

namespace {

struct ExtractOptions {
  std::string format;
  std::string url;
  bool explain = false;
};

/// One page is printed as one object, several as a line each.
bool is_single(const Command::Words& sources) {
  std::error_code ignored;
  return sources.size() == 1 && !std::filesystem::is_directory(sources.front(), ignored);
}

void check_request(const ExtractOptions& options, const Command::Words& sources) {
  if (std::count(sources.begin(), sources.end(), "-") > 1) {
    throw Error(ErrorKind::kUsage, "-", "standard input can be read once only");
  }
  check_origin(options.url);
  if (is_single(sources)) return;
  if (options.format == "json") {
    throw Error(ErrorKind::kUsage, "--format", "json takes one page", "jsonl takes many");
  }
  if (!options.url.empty()) {
    throw Error(ErrorKind::kUsage, "--url", "goes with one page",
                "leave it out, or call us for each");
  }
}

std::string printed_page(const app::ExtractedPage& page, const std::string& format, bool first,
                         bool single) {
  if (format == "text") return (first ? "" : "\n") + as_text(page);
  if (format == "markdown") return (first ? "" : "\n---\n\n") + as_markdown(page);
  if (format == "html") {
    return (first ? html_head(single ? page.page.title : "") : "") + as_html(page);
  }
  return as_json_line(page, format == "jsonl");
}

std::optional<extract::MarkupFormat> markup_of(const std::string& format) {
  if (format == "markdown") return extract::MarkupFormat::kMarkdown;
  if (format == "html") return extract::MarkupFormat::kHtml;
  return std::nullopt;
}

app::ExtractRequest make_request(const ExtractOptions& options, const Context& context,
                                 const Command::Words& sources) {
  const Settings& settings = context.settings;
  app::ExtractRequest request;
  request.sources = sources;
  request.url = options.url;
  request.explain = options.explain;
  request.markup = markup_of(options.format);
  request.site_rules = load_site_rules(settings, context.messages);
  request.workers = settings.threads();
  request.transfers = transfers_of(settings);
  if (request.workers > 0) request.transfers.jobs = request.workers;
  request.read = [most = request.limits.item_bytes](const std::string& file) {
    return read_input(file, most);
  };
  return request;
}

ExitStatus run_extract(ExtractOptions options, const Context& context,
                       const Command::Words& sources) {
  check_request(options, sources);
  if (options.format.empty()) options.format = is_single(sources) ? "json" : "jsonl";
  const app::ExtractRequest request = make_request(options, context, sources);
  const SignalWatch watch;
  Output out(context.terminal.out);
  std::size_t failed = 0;
  std::size_t printed = 0;
  const std::size_t all = app::extract_pages(
      request,
      [&](const app::ExtractedPage& page) {
        if (!page.failure.empty()) {
          context.messages.error(page.failure);
          ++failed;
          return;
        }
        if (page.page.text.empty())
          context.messages.detail(input_name(page.source) + ": no text was found");
        if (options.explain) context.messages.raw(as_explanation(page));
        out.write(printed_page(page, options.format, printed == 0, is_single(sources)));
        ++printed;
      },
      watch.token());
  out.finish();
  if (watch.signal() != 0) throw Interrupted{watch.signal()};
  return status_of_items(failed, all);
}

}  // namespace

Command add_extract(CLI::App& root, GivenSettings& given) {
  const auto options = std::make_shared<ExtractOptions>();
  CLI::App& app =
      add_command(root, "extract", "Print the article of web pages: JSON, text, Markdown, HTML.");
  describe_words(app, "PAGE...",
                 "HTML files, also packed by gzip, folders of them (names that end in .html, "
                 ".htm, .html.gz), URLs; - for standard input");
  add_choice(app, "--format", options->format, {"json", "jsonl", "text", "markdown", "html"},
             "how to print; json is one object, jsonl one a line with its file; markdown and html "
             "keep headings, lists, tables, links and pictures");
  add_text(app, "--url", options->url, "URL", "where a file came from, for links and site rules");
  add_flag(app, "--explain", options->explain, "say on stderr where each field was read");
  add_setting_as(app, "--jobs", "threads", given, "N",
                 "pages at one time; 0: as many as there are processors, or transfers");
  add_site_rule_options(app, given);
  add_transfer_options(app, given);
  add_examples(app, "jianbao extract --url https://example.org/news/1 page.html",
               "jianbao extract --format jsonl crawl/ > articles.jsonl");
  return {.app = &app,
          .fewest_words = 1,
          .most_words = Command::kAnyNumber,
          .run = [options](const Context& context, const Command::Words& words) {
            return run_extract(*options, context, words);
          }};
}

}  // namespace jianbao::cli
