#include <memory>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/output.h"
#include "jianbao/core/error.h"
#include "jianbao/feed/parse.h"
#include "jianbao/formats/json_stream.h"
#include "jianbao/text/date.h"

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
  json.member("language", entry.language);
  json.end_object();
}

void write_feed(JsonStream& json, const Feed& feed) {
  json.begin_object();
  json.member("format", feed.format);
  json.member("title", feed.title);
  json.member("link", feed.link);
  json.member("language", feed.language);
  json.key("entries");
  json.begin_array();
  for (const FeedEntry& entry : feed.entries) write_entry(json, entry);
  json.end_array();
  json.end_object();
  json.finish();
}

ExitStatus run_parse_feed(const feed::ParseOptions& options, const Context& context,
                          const std::string& file) {
  const Limits limits;
  const feed::ParseResult result =
      feed::parse(read_input(file, limits.item_bytes), options, limits);
  if (!result.problem.empty()) throw Error(ErrorKind::kInput, input_name(file), result.problem);
  for (const std::string& warning : result.warnings) {
    context.messages.detail(input_name(file) + ": " + warning);
  }
  for (const std::string& loss : result.losses) {
    context.messages.error(input_name(file) + ": " + loss);
  }
  Output out(context.terminal.out);
  JsonStream json([&](std::string_view text) { out.write(text); });
  write_feed(json, result.feed);
  out.finish();
  return result.losses.empty() ? ExitStatus::kDone : ExitStatus::kPartial;
}

}  // namespace

Command add_parse_feed(CLI::App& root) {
  const auto options = std::make_shared<feed::ParseOptions>();
  CLI::App& app = add_command(root, "parse-feed", "Print a feed document as JSON.");
  describe_words(app, "FILE", "RSS, Atom or JSON Feed; - for standard input");
  add_text(app, "--url", options->base_url, "URL", "where it came from, for its links");
  add_text(app, "--content-type", options->content_type, "TYPE",
           "the HTTP Content-Type it came with");
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
