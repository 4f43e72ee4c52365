#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "formats/json_text.h"
#include "formats/output_buffer.h"
#include "formats/record_writers.h"

namespace jianbao::formats {
namespace {

struct ValueWriter {
  OutputBuffer& out;

  void operator()(std::monostate) const { out.put("null"); }
  void operator()(std::int64_t number) const { out.put(fmt::format_int(number).c_str()); }
  void operator()(const std::string& text) const { write_json_string(out, text); }
  void operator()(const std::vector<std::string>& list) const {
    out.put('[');
    for (const std::string& item : list) {
      if (&item != &list.front()) out.put(',');
      write_json_string(out, item);
    }
    out.put(']');
  }
};

void write_object(OutputBuffer& out, std::span<const Field> record) {
  out.put('{');
  for (std::size_t i = 0; i < record.size(); ++i) {
    if (i > 0) out.put(',');
    write_json_string(out, record[i].name);
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
    write_json_string(out_, options_.schema);
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
