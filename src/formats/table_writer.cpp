#include <charconv>
#include <string>
#include <string_view>
#include <utility>

#include "formats/output_buffer.h"
#include "formats/record_writers.h"
#include "jianbao/text/byte_search.h"

namespace jianbao::formats {
namespace {

/// The text of a value: views into `value`, or into `scratch` where it has to be made.
std::string_view cell_text(const Value& value, std::string& scratch) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  scratch.clear();
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    scratch.resize(20);
    const auto end = std::to_chars(scratch.data(), scratch.data() + scratch.size(), *number).ptr;
    scratch.resize(static_cast<std::size_t>(end - scratch.data()));
  } else if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    for (const std::string& item : *list) {
      if (&item != &list->front()) scratch += "; ";
      scratch += item;
    }
  }
  return scratch;
}

/// What spreadsheets may take for a formula.  Numbers of ours are none.
bool looks_like_formula(const Value& value, std::string_view text) {
  return !std::holds_alternative<std::int64_t>(value) && !text.empty() &&
         std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

/// Rows of cells; Dialect says how a cell is written and what stands between.
template <class Dialect>
class TableWriter : public RecordWriter {
 public:
  TableWriter(Sink sink, WriterOptions options)
      : out_(std::move(sink)), options_(std::move(options)) {}

  void write(std::span<const Field> record) override {
    begin();
    if (names_due_) write_names(record, [](const Field& field) { return field.name; });
    for (std::size_t i = 0; i < record.size(); ++i) {
      if (i > 0) out_.put(Dialect::kSeparator);
      const std::string_view text = cell_text(record[i].value, scratch_);
      const bool defuse = options_.defuse_formulas && looks_like_formula(record[i].value, text);
      write_cell(text, defuse, record.size() == 1);
    }
    out_.put(Dialect::kLineEnd);
  }

  void finish(std::span<const std::string_view> names) override {
    begin();
    if (names_due_) write_names(names, [](std::string_view name) { return name; });
    out_.flush();
  }

 private:
  void begin() {
    if (std::exchange(begun_, true)) return;
    names_due_ = options_.header;
    if (options_.bom && Dialect::kMayHaveBom) out_.put("\xef\xbb\xbf");
  }

  template <class Items, class NameOf>
  void write_names(Items items, NameOf name_of) {
    names_due_ = false;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out_.put(Dialect::kSeparator);
      write_cell(name_of(items[i]), false, items.size() == 1);
    }
    out_.put(Dialect::kLineEnd);
  }

  void write_cell(std::string_view text, bool defuse, bool alone) {
    if (!defuse) return Dialect::write_cell(out_, text, alone);
    defused_.assign("'").append(text);
    Dialect::write_cell(out_, defused_, alone);
  }

  OutputBuffer out_;
  WriterOptions options_;
  bool begun_ = false;
  bool names_due_ = false;
  std::string scratch_;
  std::string defused_;
};

struct Csv {
  static constexpr char kSeparator = ',';
  static constexpr std::string_view kLineEnd = "\r\n";
  static constexpr bool kMayHaveBom = true;

  static void write_cell(OutputBuffer& out, std::string_view text, bool alone) {
    // A row of one empty cell would be an empty line, which readers skip.
    using Search = text::ByteSearch<text::Controls::kNone, ',', '"', '\r', '\n'>;
    const bool lone_empty = alone && text.empty();
    if (!lone_empty && Search::find(text) == text.size()) return out.put(text);
    out.put('"');
    for (auto quote = text.find('"'); quote != std::string_view::npos; quote = text.find('"')) {
      out.put(text.substr(0, quote + 1));
      out.put('"');
      text.remove_prefix(quote + 1);
    }
    out.put(text);
    out.put('"');
  }
};

struct Tsv {
  static constexpr char kSeparator = '\t';
  static constexpr std::string_view kLineEnd = "\n";
  static constexpr bool kMayHaveBom = false;

  static void write_cell(OutputBuffer& out, std::string_view text, bool) {
    using Search = text::ByteSearch<text::Controls::kNone, '\n', '\t', '\\', '\r'>;
    for (auto at = Search::find(text); at < text.size(); at = Search::find(text)) {
      out.put(text.substr(0, at));
      out.put(escape_of(text[at]));
      text.remove_prefix(at + 1);
    }
    out.put(text);
  }

  static std::string_view escape_of(char c) {
    switch (c) {
      case '\n':
        return "\\n";
      case '\t':
        return "\\t";
      case '\r':
        return "\\r";
      default:
        return "\\\\";
    }
  }
};

}  // namespace

std::unique_ptr<RecordWriter> make_csv_writer(Sink sink, WriterOptions options) {
  return std::make_unique<TableWriter<Csv>>(std::move(sink), std::move(options));
}

std::unique_ptr<RecordWriter> make_tsv_writer(Sink sink, WriterOptions options) {
  return std::make_unique<TableWriter<Tsv>>(std::move(sink), std::move(options));
}

}  // namespace jianbao::formats
