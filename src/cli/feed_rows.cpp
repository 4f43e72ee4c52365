#include "cli/feed_rows.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/options.h"
#include "cli/output.h"
#include "jianbao/app/fields.h"
#include "jianbao/text/date.h"
#include "jianbao/text/duration.h"

namespace jianbao::cli {

namespace {

/// Where it is installed.
constexpr const char* kStartingList = JIANBAO_STARTING_LIST;

}  // namespace

void add_feed_rows_options(CLI::App& command, FeedRowsOptions& options, GivenSettings& given) {
  add_choice(command, "--format", options.format, row_formats(), "how to print");
  add_text(command, "--fields", options.fields, "A,B,...", "what to print of each feed");
  add_setting(command, "tz", given, "ZONE", "time zone of dates, such as Asia/Shanghai");
}

FeedRows::FeedRows(const FeedRowsOptions& options, std::span<const std::string_view> known,
                   const Context& context)
    : context_(context),
      format_(choose_row_format(options.format, context.terminal)),
      fields_named_(!options.fields.empty()),
      fields_(known.begin(), known.end()) {
  if (fields_named_) fields_ = app::parse_fields(options.fields, known);
}

void FeedRows::add(const std::function<formats::Record()>& record,
                   const std::function<Row()>& row) {
  if (format_ || fields_named_)
    records_.push_back(only_fields(record(), fields_));
  else
    rows_.push_back(row());
}

void FeedRows::print(std::vector<Column> columns) const {
  Output out(context_.terminal.out);
  if (format_ || !records_.empty())
    print_records(out, records_, fields_, format_, context_.terminal);
  else if (!rows_.empty())
    print_table(out, std::move(columns), rows_, context_.terminal);
  out.finish();
}

formats::Value instant_value(const std::optional<Timestamp>& at) {
  return at ? formats::Value(text::to_rfc3339(*at)) : formats::Value();
}

formats::Value span_value(const std::optional<std::chrono::milliseconds>& span) {
  if (!span) return {};
  return text::format_duration(std::chrono::round<std::chrono::seconds>(*span));
}

void note_no_feed(const Messages& messages) {
  std::string line = "no feed is subscribed; `jianbao feed add URL` subscribes to one";
  std::error_code ignored;
  if (std::filesystem::exists(kStartingList, ignored))
    line.append(", `jianbao feed import ").append(kStartingList).append("` to a starting list");
  messages.note(line);
}

}  // namespace jianbao::cli
