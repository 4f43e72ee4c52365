#pragma once

#include <memory>

#include "jianbao/formats/record_writer.h"

namespace jianbao::formats {

std::unique_ptr<RecordWriter> make_csv_writer(Sink sink, WriterOptions options);
std::unique_ptr<RecordWriter> make_tsv_writer(Sink sink, WriterOptions options);
/// {"schema":…,"total":…,"results":[…]}
std::unique_ptr<RecordWriter> make_json_writer(Sink sink, WriterOptions options);
/// One object a line.
std::unique_ptr<RecordWriter> make_json_lines_writer(Sink sink, WriterOptions options);

}  // namespace jianbao::formats
