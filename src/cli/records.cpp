#include "cli/records.h"

#include <algorithm>
#include <cctype>

namespace jianbao::cli {

namespace {

using formats::Value;

std::string as_text(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  std::string joined;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    for (const std::string& item : *list) joined += (joined.empty() ? "" : "; ") + item;
  }
  return joined;
}

std::string upper_case(std::string_view name) {
  std::string heading(name);
  std::transform(heading.begin(), heading.end(), heading.begin(), [](unsigned char c) {
    return c == '_' ? ' ' : static_cast<char>(std::toupper(c));
  });
  return heading;
}

}  // namespace

Table to_table(const std::vector<formats::Record>& records,
               const std::vector<std::string_view>& names) {
  Table table;
  for (const std::string_view name : names) table.columns.push_back({.heading = upper_case(name)});
  table.columns.back().stretches = true;
  for (const formats::Record& record : records) {
    Row& row = table.rows.emplace_back();
    for (std::size_t i = 0; i < record.size(); ++i) {
      row.cells.push_back(cell(as_text(record[i].value)));
      if (std::holds_alternative<std::int64_t>(record[i].value)) table.columns[i].right = true;
    }
  }
  return table;
}

const std::vector<std::string>& row_formats() {
  static const std::vector<std::string> names{"table", "tsv", "csv", "json", "jsonl"};
  return names;
}

std::optional<formats::RecordFormat> choose_row_format(const std::string& name,
                                                       const Terminal& terminal) {
  if (name.empty() && !terminal.out) return formats::RecordFormat::kTsv;
  return formats::record_format(name);
}

formats::Sink sink_to(Output& out) {
  return [&out](std::string_view piece) { out.write(piece); };
}

formats::Record only_fields(const formats::Record& record,
                            const std::vector<std::string_view>& names) {
  formats::Record chosen;
  for (const std::string_view name : names) {
    const auto found = std::find_if(record.begin(), record.end(),
                                    [name](const formats::Field& f) { return f.name == name; });
    if (found != record.end()) chosen.push_back(*found);
  }
  return chosen;
}

void print_records(Output& out, const std::vector<formats::Record>& records,
                   const std::vector<std::string_view>& names,
                   std::optional<formats::RecordFormat> format, const Terminal& terminal) {
  if (!format) {
    const Table table = to_table(records, names);
    return print_table(out, table.columns, table.rows, terminal);
  }
  formats::WriterOptions options;
  options.total = static_cast<std::int64_t>(records.size());
  const auto writer = formats::make_record_writer(*format, sink_to(out), options);
  for (const formats::Record& record : records) writer->write(record);
  writer->finish(names);
}

}  // namespace jianbao::cli
