#include <memory>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/records.h"
#include "cli/source_names.h"
#include "jianbao/store/archive.h"
#include "jianbao/text/date.h"
#include "jianbao/text/date_query.h"

namespace jianbao::cli {

namespace {

struct StatsOptions {
  app::Selectors selectors;
  std::string period;
  std::string format;
};

store::Period period_named(const std::string& name) {
  if (name == "year") return store::Period::kYear;
  if (name == "month") return store::Period::kMonth;
  if (name == "day") return store::Period::kDay;
  return store::Period::kNone;
}

std::vector<std::string_view> column_names(store::Period period) {
  std::vector<std::string_view> names{"source",     "period", "articles",
                                      "characters", "oldest", "newest"};
  if (period == store::Period::kNone) names.erase(names.begin() + 1);
  return names;
}

formats::Record to_record(const store::CountRow& row, bool with_period,
                          const std::function<std::string(Timestamp)>& format_date) {
  const auto date = [&](std::optional<Timestamp> at) {
    return at ? formats::Value(format_date(*at)) : formats::Value();
  };
  formats::Record record{{"source", row.source}};
  if (with_period) record.push_back({"period", row.period});
  record.push_back({"articles", row.articles});
  record.push_back({"characters", row.characters});
  record.push_back({"oldest", date(row.oldest)});
  record.push_back({"newest", date(row.newest)});
  return record;
}

ExitStatus run_stats(const StatsOptions& options, const Context& context) {
  const auto format = choose_row_format(options.format, context.terminal);
  app::Selectors selectors = options.selectors;
  selectors.zone = context.settings.zone();
  const store::Selection where = app::resolve(selectors, context.now());
  const store::Period period = period_named(options.period);
  const store::Archive archive(context.settings.archive());
  note_unknown_sources(context.messages, archive, where.sources);
  const auto format_date = [&](Timestamp at) {
    return format ? text::to_rfc3339(at) : text::format_local(at, selectors.zone);
  };
  std::vector<formats::Record> records;
  std::int64_t articles = 0;
  for (const store::CountRow& row : archive.stats(where, period)) {
    records.push_back(to_record(row, period != store::Period::kNone, format_date));
    articles += row.articles;
  }
  Output out(context.terminal.out);
  print_records(out, records, column_names(period), format, context.terminal);
  out.finish();
  if (!format) context.messages.note(counted(articles, "article"));
  return ExitStatus::kDone;
}

}  // namespace

Command add_stats(CLI::App& root, GivenSettings& given) {
  const auto options = std::make_shared<StatsOptions>();
  CLI::App& app = add_command(root, "stats", "Count articles by source and period.");
  add_choice(app, "--per", options->period, {"year", "month", "day"}, "also by period");
  add_filters(app, options->selectors, given);
  add_choice(app, "--format", options->format, row_formats(), "how to print");
  add_examples(app, "jianbao stats", "jianbao stats --per month --source 美国之音 --since 1y");
  return {.app = &app, .run = [options](const Context& context, const Command::Words&) {
            return run_stats(*options, context);
          }};
}

}  // namespace jianbao::cli
