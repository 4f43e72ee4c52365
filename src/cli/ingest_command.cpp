#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>
#include <memory>
#include <utility>

#include "cli/command.h"
#include "cli/hook.h"
#include "cli/input.h"
#include "cli/log_file.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress_bar.h"
#include "cli/run_report.h"
#include "cli/signals.h"
#include "cli/site_rule_files.h"
#include "cli/spelling.h"
#include "cli/transfer_options.h"
#include "jianbao/app/ingest.h"
#include "jianbao/core/error.h"
#include "jianbao/text/ascii.h"

namespace jianbao::cli {

namespace {

constexpr std::string_view kSchemeMark = "://";
constexpr std::string_view kWww = "www.";
/// Whoever comes back to --exec after a long time does not want all that came in between.
constexpr std::chrono::milliseconds kOldestHandedOver = std::chrono::days(30);

struct IngestOptions {
  std::string source_name;
  bool all = false;
  std::string report;
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

app::IngestRequest make_request(const IngestOptions& options, const Context& context,
                                const Command::Words& words) {
  const Settings& settings = context.settings;
  std::for_each(words.begin(), words.end(), check_source);
  if (options.all && !words.empty())
    refuse("--all", "polls the subscribed feeds", "leave out \"" + words.front() + "\"");
  if (!settings.hook().empty()) static_cast<void>(command_words(settings.hook()));
  app::IngestRequest request;
  request.archive = settings.archive();
  request.sources = words;
  request.all = options.all;
  request.source_name = options.source_name;
  request.workers = settings.threads();
  request.transfers = transfers_of(settings);
  request.obey_robots = settings.obey_robots();
  request.site_rules = load_site_rules(settings, context.messages);
  request.max_runtime = settings.max_runtime();
  request.wait = settings.wait();
  request.hand_over = !settings.hook().empty();
  const auto from_input = std::count(words.begin(), words.end(), "-");
  if (from_input > 1) refuse("-", "standard input can be read once only");
  if (from_input == 1) request.standard_input = read_input("-", request.limits.item_bytes);
  return request;
}

/// One run, and all that is told about it: on stderr, in the log, in the report.
class Run {
 public:
  Run(const app::IngestRequest& request, const Context& context)
      : request_(request),
        context_(context),
        log_(context.settings.log_file(), context.settings.log_level(), context.now,
             context.messages),
        bar_(context.messages, context.terminal) {}

  /// Does the work.  What ends it before its time is kept: there is a report of every run.
  void work() {
    log_.write(LogLevel::kInfo, "an ingest into " + request_.archive + " begins");
    report_.archive = request_.archive;
    report_.started = context_.now();
    const auto start = std::chrono::steady_clock::now();
    try {
      report_.counts = app::ingest(request_, context_.now, listener(), watch_.token());
      report_.exit_status = app::exit_status(report_.counts);
      if (!context_.settings.hook().empty() && !report_.counts.interrupted) run_hook();
    } catch (const Error& e) {
      fail(e, status_of(e.kind()));
    } catch (const std::exception& e) {
      fail(e, ExitStatus::kCannotWork);
    }
    bar_.clear();
    const auto took = std::chrono::steady_clock::now() - start;
    report_.took = std::chrono::round<std::chrono::milliseconds>(took);
    report_.ended = context_.now();
    if (interrupted()) report_.exit_status = static_cast<int>(status_of_signal(watch_.signal()));
  }

  /// Tells how it ended.
  /// @throws Interrupted, or what ended the work.
  ExitStatus finish(bool as_json) {
    const std::string words = to_words(report_);
    log_.write(LogLevel::kInfo, fmt::format("the ingest into {} ends with status {}: {}",
                                            request_.archive, report_.exit_status, words));
    if (as_json) print_report();
    if (error_ && !interrupted()) std::rethrow_exception(error_);
    context_.messages.note(words);
    if (interrupted()) throw Interrupted{watch_.signal()};
    return static_cast<ExitStatus>(report_.exit_status);
  }

 private:
  bool interrupted() const { return watch_.signal() != 0 && report_.counts.interrupted; }

  app::Listener listener() {
    app::Listener listener = make_listener(bar_, context_.messages);
    listener.warn = [this, say = std::move(listener.warn)](std::string_view line) {
      say(line);
      log_.write(LogLevel::kWarn, line);
      report_.add_error(line);
    };
    listener.detail = [this, say = std::move(listener.detail)](std::string_view line) {
      say(line);
      log_.write(LogLevel::kDebug, line);
    };
    listener.note = [this, say = std::move(listener.note)](std::string_view line) {
      say(line);
      log_.write(LogLevel::kInfo, line);
    };
    return listener;
  }

  /// Everything is stored by now: a command that fails loses nothing, and gets it again.
  void run_hook() {
    bar_.clear();
    const std::string& command = context_.settings.hook();
    const HookBounds bounds{.since = {report_.started.ms - kOldestHandedOver.count()}};
    std::optional<std::string> failure;
    try {
      failure = cli::run_hook(command, request_.archive, bounds, watch_.token());
    } catch (const Error& e) {
      if (e.kind() != ErrorKind::kBusy) throw;
      log_.write(LogLevel::kInfo,
                 "what is new is left to the next run's --exec: another is at work");
    }
    if (watch_.signal() != 0) report_.counts.interrupted = true;
    if (!failure || watch_.signal() != 0) return;
    // Its other words may hold a password.
    const std::string line = "--exec " + command_words(command).front() + ": " + *failure;
    context_.messages.error(line);
    log_.write(LogLevel::kWarn, line);
    report_.add_error(line);
    if (report_.exit_status == 0) report_.exit_status = static_cast<int>(ExitStatus::kPartial);
  }

  void fail(const std::exception& e, ExitStatus status) {
    // Whoever was told to stop while it waited for the lock did not get it for that reason.
    if (status == ExitStatus::kBusy && watch_.signal() != 0) report_.counts.interrupted = true;
    error_ = std::current_exception();
    report_.exit_status = static_cast<int>(status);
    report_.add_error(e.what());
    log_.write(LogLevel::kError, e.what());
  }

  void print_report() const {
    Output out(false);
    try {
      out.write_clean(to_json_line(report_));
      out.finish();
    } catch (const ReaderLeft&) {
      // Nobody wants the report; how the run ended still counts.
    }
  }

  const app::IngestRequest& request_;
  const Context& context_;
  LogFile log_;
  const SignalWatch watch_;
  ProgressBar bar_;
  RunReport report_;
  std::exception_ptr error_;
};

ExitStatus run_ingest(const IngestOptions& options, const Context& context,
                      const Command::Words& words) {
  const app::IngestRequest request = make_request(options, context, words);
  Run run(request, context);
  run.work();
  return run.finish(!options.report.empty());
}

}  // namespace

Command add_ingest(CLI::App& root, GivenSettings& given) {
  const auto options = std::make_shared<IngestOptions>();
  CLI::App& app = add_command(root, "ingest", "Bring articles into the archive.");
  describe_words(app, "[SOURCE...]",
                 "URL of a feed or page, article file, HTML or XML file, folder, or - for standard "
                 "input; without one, the subscribed feeds");
  add_text(app, "--source", options->source_name, "NAME", "file everything under this name");
  add_flag(app, "--all", options->all, "poll the subscribed feeds also before they are due");
  add_setting(app, "jobs", given, "N", "transfers at one time, one from each host; 8 unless given");
  add_transfer_options(app, given);
  add_setting(app, "threads", given, "N", "parsing threads; 0: as many as there are processors");
  add_setting(app, "exec", given, "CMD", "a command that gets the new articles as JSON Lines");
  add_setting_flag(app, "no-robots", given, "fetch pages without asking robots.txt");
  add_site_rule_options(app, given);
  add_setting(app, "wait", given, "SECONDS", "wait so long for another ingest to end");
  add_setting(app, "max-runtime", given, "SPAN",
              "end the run when this has passed, such as 10m; the next one goes on");
  add_choice(app, "--report", options->report, {"json"},
             "print a report of the run, one line, on standard output");
  add_setting(app, "log-file", given, "FILE", "append what happens to this file");
  add_setting(app, "log-level", given, "LEVEL", "how much of it: error, warn, info, debug");
  add_examples(app, "jianbao ingest https://example.org/feed.xml",
               "jianbao -q ingest --wait 60 --max-runtime 10m");
  return {.app = &app,
          .most_words = Command::kAnyNumber,
          .run = [options](const Context& context, const Command::Words& words) {
            return run_ingest(*options, context, words);
          }};
}

}  // namespace jianbao::cli
