#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace jianbao::formats {

/// monostate: null.  A list is joined by "; " in CSV and TSV and an array in JSON.
using Value = std::variant<std::monostate, std::int64_t, std::string, std::vector<std::string>>;

struct Field {
  std::string_view name;
  Value value;
};
using Record = std::vector<Field>;

enum class RecordFormat { kCsv, kTsv, kJson, kJsonl };

/// Nothing for an unknown name.
std::optional<RecordFormat> record_format(std::string_view name);

/// Receives output in pieces of any size.
using Sink = std::function<void(std::string_view)>;

struct WriterOptions {
  bool header = true;  ///< CSV, TSV: first the field names
  bool bom = false;    ///< CSV: begin with U+FEFF, for Excel
  bool defuse_formulas =
      false;  ///< CSV, TSV: put ' before a cell that begins with = + - @ tab or CR
  std::optional<std::int64_t> total;   ///< JSON: the "total" member
  std::optional<std::int64_t> ranked;  ///< JSON: the "ranked" member
  std::string schema = "jianbao/1";    ///< JSON: the "schema" member
};

/// Writes records of one shape.  Memory does not grow with their number.
///
/// * CSV: RFC 4180, CRLF line ends, quotes only where needed.
/// * TSV: sfeed's escaping, "\n" "\t" "\\" for newline, tab and backslash; LF line ends.
/// * JSON: {"schema":…,"total":…,"results":[…]}; JSON Lines: one object a line.  Text that is no
/// valid
///   UTF-8 is written with U+FFFD.
class RecordWriter {
 public:
  virtual ~RecordWriter() = default;
  virtual void write(std::span<const Field> record) = 0;
  /// Must be called once, after the last record; `names` gives the header row where none was
  /// written.
  virtual void finish(std::span<const std::string_view> names) = 0;
};

std::unique_ptr<RecordWriter> make_record_writer(RecordFormat format, Sink sink,
                                                 WriterOptions options);

}  // namespace jianbao::formats
