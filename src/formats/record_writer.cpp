#include "jianbao/formats/record_writer.h"

#include <utility>

#include "formats/record_writers.h"

namespace jianbao::formats {

std::optional<RecordFormat> record_format(std::string_view name) {
  if (name == "csv") return RecordFormat::kCsv;
  if (name == "tsv") return RecordFormat::kTsv;
  if (name == "json") return RecordFormat::kJson;
  if (name == "jsonl") return RecordFormat::kJsonl;
  return std::nullopt;
}

std::unique_ptr<RecordWriter> make_record_writer(RecordFormat format, Sink sink,
                                                 WriterOptions options) {
  switch (format) {
    case RecordFormat::kCsv:
      return make_csv_writer(std::move(sink), std::move(options));
    case RecordFormat::kTsv:
      return make_tsv_writer(std::move(sink), std::move(options));
    case RecordFormat::kJson:
      return make_json_writer(std::move(sink), std::move(options));
    case RecordFormat::kJsonl:
      break;
  }
  return make_json_lines_writer(std::move(sink), std::move(options));
}

}  // namespace jianbao::formats
