#include <charconv>
#include <memory>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/records.h"
#include "jianbao/app/fields.h"
#include "jianbao/core/error.h"
#include "jianbao/store/archive.h"
#include "jianbao/text/date_query.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/width.h"

namespace jianbao::cli {

namespace {

struct ShowOptions {
  std::string format = "text";
};

std::int64_t parse_id(const std::string& word) {
  std::int64_t id = 0;
  const char* const end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, id);
  if (error == std::errc() && stop == end && id > 0) return id;
  throw Error(ErrorKind::kUsage, word, "no article's ID", "jianbao list shows the IDs");
}

std::vector<store::StoredArticle> find_all(const store::Archive& archive,
                                           const std::vector<std::int64_t>& ids) {
  std::vector<store::StoredArticle> articles;
  for (const std::int64_t id : ids) {
    auto found = archive.find(id);
    if (!found) {
      throw Error(ErrorKind::kUsage, std::to_string(id), "no article has this ID",
                  "jianbao list shows the IDs");
    }
    articles.push_back(std::move(*found));
  }
  return articles;
}

std::string_view origin_name(DateOrigin origin) {
  switch (origin) {
    case DateOrigin::kBody:
      return "from the text itself";
    case DateOrigin::kFrontMatter:
      return "from the front matter";
    case DateOrigin::kHeader:
      return "from the file's header";
    case DateOrigin::kFeed:
      return "from the feed";
    case DateOrigin::kPage:
      return "from the page";
    case DateOrigin::kNone:
      break;
  }
  return {};
}

std::string joined(const std::vector<std::string>& items) {
  std::string all;
  for (const std::string& item : items) all += (all.empty() ? "" : "; ") + item;
  return all;
}

// The lines above the text.
class Heading {
 public:
  Heading(Output& out, const Context& context) : out_(out), context_(context) {}

  void title(const std::string& text) {
    out_.write_clean(styled(text::for_terminal(text), Style::kBold, color()) + "\n");
  }
  void line(std::string_view label, const std::string& value) {
    if (value.empty()) return;
    out_.write_clean(styled(text::pad(label, 12), Style::kName, color()) +
                     text::for_terminal(value) + "\n");
  }
  void unknown(std::string_view label) {
    out_.write_clean(styled(text::pad(label, 12), Style::kName, color()) +
                     styled("unknown", Style::kDim, color()) + "\n");
  }
  void date(std::string_view label, std::optional<Timestamp> at, std::string_view origin) {
    if (!at) return;
    line(label,
         text::to_rfc3339_local(*at, context_.settings.zone()) + " (" + std::string(origin) + ")");
  }

 private:
  bool color() const { return context_.terminal.out_color; }

  Output& out_;
  const Context& context_;
};

void print_for_person(Output& out, const store::StoredArticle& found, const Context& context) {
  const Article& article = found.article;
  Heading heading(out, context);
  heading.title(article.title.empty() ? "(untitled)" : article.title);
  heading.line("id", std::to_string(found.id));
  heading.line("source", article.source);
  heading.line("authors", joined(article.authors));
  if (!article.published) heading.unknown("published");
  heading.date("published", article.published, origin_name(article.published_origin));
  heading.date("header", article.header, "given by the feed");
  heading.date("first seen", found.first_seen, "by this archive");
  if (found.revisions > 1) {
    heading.date("updated", found.updated, "version " + std::to_string(found.revisions));
  }
  heading.line("url", article.url);
  heading.line("file", found.file);
  heading.line("image", article.image_url);
  heading.line("caption", article.image_caption);
  heading.line("dateline", article.dateline);
  heading.line("tags", joined(article.tags));
  out.write_clean("\n");
  out.write(article.text);
  if (!article.text.ends_with('\n')) out.write("\n");
}

void print_for_machine(Output& out, const std::vector<store::StoredArticle>& articles,
                       formats::RecordFormat format) {
  formats::WriterOptions options;
  options.total = static_cast<std::int64_t>(articles.size());
  const auto writer = formats::make_record_writer(format, sink_to(out), options);
  for (const store::StoredArticle& found : articles) {
    writer->write(app::to_record(found, app::article_fields()));
  }
  writer->finish(app::article_fields());
}

ExitStatus run_show(const ShowOptions& options, const Context& context,
                    const Command::Words& words) {
  std::vector<std::int64_t> ids;
  for (const std::string& word : words) ids.push_back(parse_id(word));
  const store::Archive archive(context.settings.archive());
  const std::vector<store::StoredArticle> articles = find_all(archive, ids);
  Output out(context.terminal.out);
  if (const auto format = formats::record_format(options.format)) {
    print_for_machine(out, articles, *format);
  } else {
    for (const store::StoredArticle& found : articles) {
      if (&found != &articles.front()) out.write_clean("\n");
      print_for_person(out, found, context);
    }
  }
  out.finish();
  return ExitStatus::kDone;
}

}  // namespace

Command add_show(CLI::App& root, GivenSettings& given) {
  const auto options = std::make_shared<ShowOptions>();
  CLI::App& app = add_command(root, "show", "Show articles in full.");
  describe_words(app, "ID...", "as list and search print them");
  add_choice(app, "--format", options->format, {"text", "json", "jsonl"}, "how to print");
  add_setting(app, "tz", given, "ZONE", "time zone of dates, such as Asia/Shanghai");
  add_examples(app, "jianbao show 12", "jianbao show --format json 12 13");
  return {.app = &app,
          .fewest_words = 1,
          .most_words = Command::kAnyNumber,
          .run = [options](const Context& context, const Command::Words& words) {
            return run_show(*options, context, words);
          }};
}

}  // namespace jianbao::cli
