#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/output.h"
#include "jianbao/core/error.h"
#include "jianbao/feed/parse.h"
#include "jianbao/text/date.h"

namespace jianbao::cli {

namespace {

using Json = nlohmann::ordered_json;

Json instant(const std::optional<Timestamp>& at) {
  return at ? Json(text::to_rfc3339(*at)) : Json(nullptr);
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

Json as_json(const FeedEntry& entry) {
  Json object;
  object["id"] = entry.id;
  object["url"] = entry.url;
  object["title"] = entry.title;
  object["author"] = joined(entry.authors);
  object["authors"] = entry.authors;
  object["tags"] = entry.tags;
  object["published"] = instant(entry.published);
  object["updated"] = instant(entry.updated);
  object["summary"] = entry.summary;
  object["content"] = entry.content;
  object["image_url"] = entry.image_url;
  object["language"] = entry.language;
  return object;
}

Json as_json(const Feed& feed) {
  Json object;
  object["format"] = feed.format;
  object["title"] = feed.title;
  object["link"] = feed.link;
  object["language"] = feed.language;
  Json& entries = object["entries"] = Json::array();
  for (const FeedEntry& entry : feed.entries) entries.push_back(as_json(entry));
  return object;
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
  out.write(as_json(result.feed).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
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
