#include <utility>

#include "jianbao/app/export.h"
#include "jianbao/app/fields.h"

namespace jianbao::app {

std::size_t export_records(const store::Archive& archive, const store::Selection& selection,
                           const std::vector<std::string_view>& fields,
                           formats::RecordFormat format, const formats::Sink& sink,
                           formats::WriterOptions options) {
  if (format == formats::RecordFormat::kJson && !options.total) {
    options.total = archive.count(selection);
  }
  const auto writer = formats::make_record_writer(format, sink, std::move(options));
  std::size_t written = 0;
  archive.select(selection, needs_text(fields), [&](store::StoredArticle&& found) {
    writer->write(to_record(found, fields));
    ++written;
    return true;
  });
  writer->finish(fields);
  return written;
}

}  // namespace jianbao::app
