#include "cli/hook.h"

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>

#include "cli/child.h"
#include "jianbao/app/fields.h"
#include "jianbao/core/error.h"
#include "jianbao/formats/record_writer.h"
#include "jianbao/store/archive.h"
#include "jianbao/store/hand_over.h"
#include "jianbao/text/duration.h"

namespace jianbao::cli {

namespace {

struct FileClose {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, FileClose>;

[[noreturn]] void fail() {
  throw Error(ErrorKind::kStorage, "--exec", std::string("its input: ") + std::strerror(errno),
              "is there room for temporary files?");
}

/// Articles in a file without a name.
class Articles {
 public:
  Articles(const std::string& archive, const store::Selection& selection) : file_(std::tmpfile()) {
    if (!file_) fail();
    const std::span<const std::string_view> fields = app::default_export_fields();
    const formats::Sink sink = [&](std::string_view bytes) {
      if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) fail();
    };
    const auto writer = formats::make_record_writer(formats::RecordFormat::kJsonl, sink, {});
    store::Archive(archive).select(selection, true, [&](store::StoredArticle&& found) {
      writer->write(app::to_record(found, fields));
      last_ = found.id;
      return true;
    });
    writer->finish(fields);
    if (std::fflush(file_.get()) != 0) fail();
    std::rewind(file_.get());
  }

  int file() const { return fileno(file_.get()); }
  /// The last one's id; 0 if there is none.
  std::int64_t last() const { return last_; }

 private:
  File file_;
  std::int64_t last_ = 0;
};

}  // namespace

std::vector<std::string> command_words(std::string_view line) {
  std::vector<std::string> words;
  bool inside = false;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote == 0 && (c == ' ' || c == '\t')) {
      inside = false;
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == '\\' && quote != '\'' && i + 1 < line.size()) {
      words.back() += line[++i];
    } else {
      words.back() += c;
    }
  }
  if (quote != 0) throw Error(ErrorKind::kUsage, "--exec", "a quote is not closed", "add one");
  if (words.empty() || words.front().empty())
    throw Error(ErrorKind::kUsage, "--exec", "names no command");
  return words;
}

std::optional<std::string> run_hook(const std::string& line, const std::string& archive,
                                    const HookBounds& bounds, const std::stop_token& stop) {
  store::HandOver hand_over(archive);
  const Articles articles(archive, hand_over.pending(bounds.since));
  if (articles.last() == 0) return std::nullopt;
  std::optional<std::string> fault;
  try {
    Child child(command_words(line), articles.file());
    const bool ended = child.ends_within(bounds.longest, stop);
    if (!ended) child.end();
    fault = child.fault();
    if (!ended && !stop.stop_requested())
      fault = "was ended, as it took longer than " + text::format_duration(bounds.longest);
  } catch (const std::system_error& error) {
    return "cannot be run: " + error.code().message();
  }
  if (!fault) hand_over.arrived(articles.last());
  return fault;
}

}  // namespace jianbao::cli
