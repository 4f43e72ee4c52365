#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/app/ingest.h"
#include "jianbao/core/timestamp.h"

namespace jianbao::cli {

/// One run of an ingest, as it is told to programs.
struct RunReport {
  std::string archive;
  Timestamp started;
  Timestamp ended;
  std::chrono::milliseconds took{0};  ///< by a clock that nobody sets
  int exit_status = 0;
  app::IngestReport counts;
  std::vector<std::string> errors;  ///< as many as a report holds
  std::size_t errors_left_out = 0;

  /// A line of what went wrong.
  void add_error(std::string_view line);
};

/// The report as one line of JSON, its end included; docs/cron.md is its contract.
std::string to_json_line(const RunReport& report);

/// The report as one line for people.
std::string to_words(const RunReport& report);

}  // namespace jianbao::cli
