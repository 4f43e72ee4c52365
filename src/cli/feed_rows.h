#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/records.h"

namespace jianbao::cli {

/// How rows about feeds are asked for.
struct FeedRowsOptions {
  std::string format;
  std::string fields;
};

/// Declares --format, --fields and --tz.
void add_feed_rows_options(CLI::App& command, FeedRowsOptions& options, GivenSettings& given);

/// Rows about feeds: a table of chosen columns for people, records with fields for machines, or a
/// table of the fields that were named.
class FeedRows {
 public:
  /// @throws Error(kUsage) for a field that is none of `known`.
  FeedRows(const FeedRowsOptions& options, std::span<const std::string_view> known,
           const Context& context);

  /// Only one of the two is asked for.
  void add(const std::function<formats::Record()>& record, const std::function<Row()>& row);
  /// Prints what was added; a table without rows is nothing.
  void print(std::vector<Column> columns) const;

  /// True if what was printed is a table.
  bool for_person() const { return !format_; }

 private:
  const Context& context_;
  std::optional<formats::RecordFormat> format_;
  bool fields_named_;
  std::vector<std::string_view> fields_;
  std::vector<formats::Record> records_;
  std::vector<Row> rows_;
};

/// What is unknown is null; spans are rounded to seconds.
formats::Value instant_value(const std::optional<Timestamp>& at);
formats::Value span_value(const std::optional<std::chrono::milliseconds>& span);

void note_no_feed(const Messages& messages);

}  // namespace jianbao::cli
