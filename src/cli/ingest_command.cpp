#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/progress_bar.h"
#include "cli/signals.h"
#include "cli/spelling.h"
#include "jianbao/app/ingest.h"
#include "jianbao/core/error.h"
#include "jianbao/text/ascii.h"

namespace jianbao::cli {

namespace {

constexpr std::string_view kSchemeMark = "://";
constexpr std::string_view kWww = "www.";

struct IngestOptions {
  std::string source_name;
};

[[noreturn]] void refuse(const std::string& subject, const std::string& problem,
                         const std::string& hint = {}) {
  throw Error(ErrorKind::kUsage, subject, problem, hint);
}

// A word of the form SCHEME://…
void check_url(const std::string& word, std::size_t scheme_end) {
  const std::string_view rest = std::string_view(word).substr(scheme_end + kSchemeMark.size());
  static const std::vector<std::string> schemes{"http", "https"};
  const std::string scheme = text::ascii_lowered(std::string_view(word).substr(0, scheme_end));
  if (std::find(schemes.begin(), schemes.end(), scheme) == schemes.end()) {
    const std::string meant = nearest_name(scheme, schemes);
    refuse(word, "only http and https are read",
           meant.empty() ? meant : "did you mean " + meant + "://" + std::string(rest) + "?");
  }
  if (rest.empty() || rest.front() == '/') {
    refuse(word, "names no server", "write it as https://example.org/feed.xml");
  }
}

// What can only be a slip is refused before anything is read; what might be a file is left to the
// ingest, which goes on with the others where it is missing.
void check_source(const std::string& word) {
  if (word.empty()) refuse("SOURCE", "is empty");
  std::error_code ignored;
  if (std::filesystem::exists(word, ignored)) return;
  const std::size_t scheme_end = word.find(kSchemeMark);
  if (scheme_end != std::string::npos && scheme_end != 0 &&
      std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(scheme_end),
                  [](char c) { return text::is_ascii_letter(c); })) {
    check_url(word, scheme_end);
  } else if (text::equal_ignoring_case(word.substr(0, kWww.size()), kWww)) {
    refuse(word, "no such file", "did you mean https://" + word + "?");
  }
}

app::IngestRequest make_request(const IngestOptions& options, const Settings& settings,
                                const Command::Words& words) {
  std::for_each(words.begin(), words.end(), check_source);
  app::IngestRequest request;
  request.archive = settings.archive();
  request.sources = words;
  request.source_name = options.source_name;
  request.user_agent = settings.user_agent();
  request.workers = settings.jobs();
  const auto from_input = std::count(words.begin(), words.end(), "-");
  if (from_input > 1) refuse("-", "standard input can be read once only");
  if (from_input == 1) request.standard_input = read_input("-", request.limits.item_bytes);
  return request;
}

std::string summary(const app::IngestReport& report, std::chrono::duration<double> elapsed) {
  return fmt::format("new {}, changed {}, unchanged {}, ignored {}, failed {} ({:.1f} s){}",
                     report.fresh, report.changed, report.unchanged, report.ignored, report.failed,
                     elapsed.count(),
                     report.interrupted ? "; interrupted; run again to finish" : "");
}

ExitStatus run_ingest(const IngestOptions& options, const Context& context,
                      const Command::Words& words) {
  const app::IngestRequest request = make_request(options, context.settings, words);
  const SignalWatch watch;
  ProgressBar bar(context.messages, context.terminal);
  const app::Listener listener = make_listener(bar, context.messages);
  const auto start = std::chrono::steady_clock::now();
  const app::IngestReport report = app::ingest(request, context.now, listener, watch.token());
  bar.clear();
  context.messages.note(summary(report, std::chrono::steady_clock::now() - start));
  if (watch.signal() != 0 && report.interrupted) throw Interrupted{watch.signal()};
  return static_cast<ExitStatus>(app::exit_status(report));
}

}  // namespace

Command add_ingest(CLI::App& root, GivenSettings& given) {
  const auto options = std::make_shared<IngestOptions>();
  CLI::App& app = add_command(root, "ingest", "Bring articles into the archive.");
  describe_words(app, "[SOURCE...]",
                 "URL of a feed or page, article file, HTML or XML file, folder, or - for standard "
                 "input; without one, the subscribed feeds");
  add_text(app, "--source", options->source_name, "NAME", "file everything under this name");
  add_setting(app, "user-agent", given, "TEXT", "what to call ourselves to servers");
  add_setting(app, "jobs", given, "N", "parsing threads; 0: as many as there are processors");
  add_examples(app, "jianbao ingest https://example.org/feed.xml",
               "jianbao ingest -q --source 美国之音 articles/");
  return {.app = &app,
          .most_words = Command::kAnyNumber,
          .run = [options](const Context& context, const Command::Words& words) {
            return run_ingest(*options, context, words);
          }};
}

}  // namespace jianbao::cli
