#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/output.h"
#include "jianbao/core/error.h"
#include "jianbao/extract/extractor.h"
#include "jianbao/text/charset.h"
#include "jianbao/text/date.h"

namespace jianbao::cli {

namespace {

using Json = nlohmann::ordered_json;

struct ExtractOptions {
  std::string format;
  std::string url;
};

Json instant(const std::optional<Timestamp>& at) {
  return at ? Json(text::to_rfc3339(*at)) : Json(nullptr);
}

void add_page(Json& object, const extract::Page& page) {
  object["url"] = page.url;
  object["title"] = page.title;
  object["author"] = page.authors;
  object["published"] = instant(page.published);
  object["updated"] = instant(page.updated);
  object["language"] = page.language;
  object["site_name"] = page.site_name;
  object["tags"] = page.tags;
  object["image_url"] = page.image_url;
  object["image_caption"] = page.image_caption;
  object["text"] = page.text;
}

std::string as_json_line(const extract::Page& page, const std::string* file) {
  Json object;
  if (file != nullptr) object["file"] = *file;
  add_page(object, page);
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string as_text(const extract::Page& page) {
  std::string out = page.title;
  if (!out.empty() && !page.text.empty()) out += "\n\n";
  out += page.text;
  return out + "\n";
}

extract::Page read_page(extract::Extractor& extractor, const std::string& file,
                        const std::string& url) {
  const text::Decoded html = text::decode(read_input(file, Limits{}.item_bytes));
  try {
    return extractor.page(html.utf8, url);
  } catch (const Error& e) {
    // What the extractor calls the page is not what the user called it.
    if (e.subject() == input_name(file)) throw;
    throw Error(e.kind(), input_name(file), e.what());
  }
}

void check_request(const ExtractOptions& options, const Command::Words& files) {
  if (files.size() == 1) return;
  if (options.format == "json") {
    throw Error(ErrorKind::kUsage, "--format", "json takes one FILE", "jsonl takes many");
  }
  if (!options.url.empty()) {
    throw Error(ErrorKind::kUsage, "--url", "goes with one FILE",
                "leave it out, or call us for each");
  }
}

ExitStatus run_extract(ExtractOptions options, const Context& context,
                       const Command::Words& files) {
  if (options.format.empty()) options.format = files.size() == 1 ? "json" : "jsonl";
  check_request(options, files);
  extract::Extractor extractor;
  Output out(context.terminal.out);
  std::size_t failed = 0;
  for (const std::string& file : files) {
    try {
      const extract::Page page = read_page(extractor, file, options.url);
      if (options.format == "text") {
        if (&file != &files.front()) out.write("\n");
        out.write(as_text(page));
      } else {
        out.write(as_json_line(page, options.format == "jsonl" ? &file : nullptr));
      }
    } catch (const Error& e) {
      if (e.kind() == ErrorKind::kStorage) throw;  // the output, not the page
      context.messages.error(e.what());
      ++failed;
    }
  }
  out.finish();
  return status_of_items(failed, files.size());
}

}  // namespace

Command add_extract(CLI::App& root) {
  const auto options = std::make_shared<ExtractOptions>();
  CLI::App& app = add_command(root, "extract", "Print the article of web pages as JSON.");
  describe_words(app, "FILE...", "HTML files; - for standard input");
  add_choice(app, "--format", options->format, {"json", "jsonl", "text"},
             "how to print; json is one object, jsonl one a line with its file");
  add_text(app, "--url", options->url, "URL", "where the page came from, for its links");
  add_examples(app, "jianbao extract --url https://example.org/news/1 page.html",
               "jianbao extract --format jsonl pages/*.html");
  return {.app = &app,
          .fewest_words = 1,
          .most_words = Command::kAnyNumber,
          .run = [options](const Context& context, const Command::Words& words) {
            return run_extract(*options, context, words);
          }};
}

}  // namespace jianbao::cli
