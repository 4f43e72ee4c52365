#include "cli/run_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/messages.h"
#include "jianbao/text/date.h"
#include "jianbao/text/secrets.h"
#include "jianbao/text/unicode.h"

namespace jianbao::cli {

namespace {

constexpr std::size_t kMostErrors = 100;
constexpr std::size_t kErrorBytes = 2000;
constexpr const char* kSchema = "jianbao-ingest/1";

std::string how_it_ended(const app::IngestReport& counts) {
  if (counts.interrupted) return "; interrupted; run again to finish";
  return counts.out_of_time ? "; --max-runtime ended it; the next run goes on" : "";
}

std::string left_alone(const app::IngestReport& counts) {
  if (counts.left_alone == 0) return {};
  return "; " + counted(static_cast<std::int64_t>(counts.left_alone), "feed") +
         " left alone, as the server asked (Retry-After)";
}

std::string left_due(const app::IngestReport& counts) {
  if (counts.left_due == 0) return {};
  return "; " + counted(static_cast<std::int64_t>(counts.left_due), "feed") +
         " left for the next run, as their hosts do not answer";
}

}  // namespace

void RunReport::add_error(std::string_view line) {
  if (errors.size() < kMostErrors)
    errors.push_back(text::hide_secrets(text::for_terminal(line.substr(0, kErrorBytes))));
  else
    ++errors_left_out;
}

std::string to_json_line(const RunReport& report) {
  const app::IngestReport& counts = report.counts;
  const nlohmann::ordered_json json{
      {"schema", kSchema},
      {"archive", report.archive},
      {"started", text::to_rfc3339(report.started)},
      {"ended", text::to_rfc3339(report.ended)},
      {"seconds", static_cast<double>(report.took.count()) / 1000},
      {"exit_status", report.exit_status},
      {"interrupted", counts.interrupted},
      {"out_of_time", counts.out_of_time},
      {"sources", counts.sources},
      {"sources_failed", counts.sources_failed},
      {"not_due", counts.not_due},
      {"left_alone", counts.left_alone},
      {"left_due", counts.left_due},
      {"not_modified", counts.not_modified},
      {"pages", counts.pages},
      {"pages_failed", counts.pages_failed},
      {"pages_waiting", counts.pages_waiting},
      {"new", counts.fresh},
      {"changed", counts.changed},
      {"unchanged", counts.unchanged},
      {"ignored", counts.ignored},
      {"failed", counts.failed},
      {"bytes", counts.bytes},
      {"errors", report.errors},
      {"errors_left_out", report.errors_left_out},
  };
  // An archive's name may hold any bytes.
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string to_words(const RunReport& report) {
  const app::IngestReport& counts = report.counts;
  std::string pages;
  if (counts.pages + counts.pages_failed > 0) {
    pages = fmt::format(", pages {}", counts.pages);
    if (counts.pages_failed > 0) pages += fmt::format(" of {}", counts.pages + counts.pages_failed);
  }
  if (counts.pages_waiting > 0) pages += fmt::format(", pages waiting {}", counts.pages_waiting);
  return fmt::format("new {}, changed {}, unchanged {}, ignored {}, failed {}{} ({:.1f} s){}{}{}",
                     counts.fresh, counts.changed, counts.unchanged, counts.ignored, counts.failed,
                     pages, static_cast<double>(report.took.count()) / 1000, left_alone(counts),
                     left_due(counts), how_it_ended(counts));
}

}  // namespace jianbao::cli
