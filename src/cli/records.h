#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/output.h"
#include "cli/table.h"
#include "jianbao/formats/record_writer.h"

namespace jianbao::cli {

/// The formats of commands that print rows.
const std::vector<std::string>& row_formats();

/// How to print rows: the named format; without a name a table on a terminal, else TSV.  Nothing
/// means a table.
std::optional<formats::RecordFormat> choose_row_format(const std::string& name,
                                                       const Terminal& terminal);

/// A sink that writes to `out`.
formats::Sink sink_to(Output& out);

struct Table {
  std::vector<Column> columns;
  std::vector<Row> rows;
};

/// Records of one shape as a table, numbers to the right, the last column taking what is left.
Table to_table(const std::vector<formats::Record>& records,
               const std::vector<std::string_view>& names);

/// The named fields of a record, in their order.
formats::Record only_fields(const formats::Record& record,
                            const std::vector<std::string_view>& names);

/// Prints records of one shape as rows of a table, numbers to the right, or in a machine's format.
void print_records(Output& out, const std::vector<formats::Record>& records,
                   const std::vector<std::string_view>& names,
                   std::optional<formats::RecordFormat> format, const Terminal& terminal);

}  // namespace jianbao::cli
