#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "formats/byte_search.h"
#include "formats/output_buffer.h"
#include "formats/record_writers.h"
#include "jianbao/text/unicode.h"

namespace jianbao::formats {
namespace {

void write_escape(OutputBuffer& out, char c) {
  switch (c) {
    case '"':
      return out.put("\\\"");
    case '\\':
      return out.put("\\\\");
    case '\n':
      return out.put("\\n");
    case '\r':
      return out.put("\\r");
    case '\t':
      return out.put("\\t");
    case '\b':
      return out.put("\\b");
    case '\f':
      return out.put("\\f");
    default:
      break;
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  out.put("\\u00");
  out.put(kHex[byte >> 4U]);
  out.put(kHex[byte & 0xFU]);
}

/// RFC 8259 §7.  What is not ASCII stays as UTF-8.
void write_valid_string(OutputBuffer& out, std::string_view utf8) {
  using Search = ByteSearch<'"', '\\'>;
  constexpr bool kControl = true;
  out.put('"');
  for (auto at = Search::find(utf8, kControl); at != std::string_view::npos;
       at = Search::find(utf8, kControl)) {
    out.put(utf8.substr(0, at));
    write_escape(out, utf8[at]);
    utf8.remove_prefix(at + 1);
  }
  out.put(utf8);
  out.put('"');
}

void write_string(OutputBuffer& out, std::string_view text) {
  if (text::is_valid_utf8(text)) return write_valid_string(out, text);
  write_valid_string(out, text::make_valid_utf8(text));
}

struct ValueWriter {
  OutputBuffer& out;

  void operator()(std::monostate) const { out.put("null"); }
  void operator()(std::int64_t number) const { out.put(fmt::format_int(number).c_str()); }
  void operator()(const std::string& text) const { write_string(out, text); }
  void operator()(const std::vector<std::string>& list) const {
    out.put('[');
    for (const std::string& item : list) {
      if (&item != &list.front()) out.put(',');
      write_string(out, item);
    }
    out.put(']');
  }
};

void write_object(OutputBuffer& out, std::span<const Field> record) {
  out.put('{');
  for (std::size_t i = 0; i < record.size(); ++i) {
    if (i > 0) out.put(',');
    write_string(out, record[i].name);
    out.put(':');
    std::visit(ValueWriter{out}, record[i].value);
  }
  out.put('}');
}

class JsonLinesWriter : public RecordWriter {
 public:
  explicit JsonLinesWriter(Sink sink) : out_(std::move(sink)) {}

  void write(std::span<const Field> record) override {
    write_object(out_, record);
    out_.put('\n');
  }
  void finish(std::span<const std::string_view>) override { out_.flush(); }

 private:
  OutputBuffer out_;
};

class JsonWriter : public RecordWriter {
 public:
  JsonWriter(Sink sink, WriterOptions options)
      : out_(std::move(sink)), options_(std::move(options)) {}

  void write(std::span<const Field> record) override {
    begin();
    out_.put(std::exchange(first_, false) ? "\n" : ",\n");
    write_object(out_, record);
  }

  void finish(std::span<const std::string_view>) override {
    begin();
    out_.put(first_ ? "]}\n" : "\n]}\n");
    out_.flush();
  }

 private:
  void begin() {
    if (std::exchange(begun_, true)) return;
    out_.put("{\"schema\":");
    write_string(out_, options_.schema);
    if (options_.total) out_.put(fmt::format(",\"total\":{}", *options_.total));
    if (options_.ranked) out_.put(fmt::format(",\"ranked\":{}", *options_.ranked));
    out_.put(",\"results\":[");
  }

  OutputBuffer out_;
  WriterOptions options_;
  bool begun_ = false;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<RecordWriter> make_json_writer(Sink sink, WriterOptions options) {
  return std::make_unique<JsonWriter>(std::move(sink), std::move(options));
}

std::unique_ptr<RecordWriter> make_json_lines_writer(Sink sink, WriterOptions) {
  return std::make_unique<JsonLinesWriter>(std::move(sink));
}

}  // namespace jianbao::formats
