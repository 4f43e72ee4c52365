#include <cstdint>

#include "app/article_html.h"
#include "app/export_paths.h"
#include "app/staging_folder.h"
#include "jianbao/app/export.h"
#include "jianbao/core/error.h"
#include "jianbao/formats/article_file.h"

namespace jianbao::app {

namespace {

/// Writes the parts of one export and remembers where they want to go.
class FileExport {
 public:
  FileExport(const std::string& folder, const Listener& listener, const std::stop_token& stop)
      : staging_(folder), listener_(listener), stop_(stop) {}

  // Both tell whether to go on.
  bool add_file(const store::StoredCapture& capture) {
    paths_.add_file(capture.origin.root, capture.origin.path);
    return write(capture.bytes);
  }

  bool add_article(const store::StoredArticle& found, const store::StoredCapture& capture) {
    paths_.add_article(found.article.source, found.id);
    return write(formats::write_article_file(found.article.header, found.article.title,
                                             found.article.url, article_html(found, capture)));
  }

  std::optional<std::size_t> finish() {
    const auto places = paths_.places();
    for (std::size_t n = 0; n < places.size(); ++n) {
      if (stop_.stop_requested()) return std::nullopt;
      staging_.move_part(n, places[n]);
      if (listener_.detail && places[n] != paths_.wanted(n)) {
        listener_.detail(paths_.wanted(n) + ": this path is taken; written as " + places[n]);
      }
    }
    if (stop_.stop_requested()) return std::nullopt;
    staging_.show();
    return written_;
  }

 private:
  bool write(std::string_view bytes) {
    staging_.write_part(written_, bytes, paths_.wanted(written_));
    ++written_;
    bytes_ += bytes.size();
    if (listener_.progress) listener_.progress({"writing", written_, 0, bytes_});
    return !stop_.stop_requested();
  }

  StagingFolder staging_;
  const Listener& listener_;
  const std::stop_token& stop_;
  ExportPaths paths_;
  std::size_t written_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace

std::optional<std::size_t> export_article_files(const store::Archive& archive,
                                                const std::string& folder, const Listener& listener,
                                                const std::stop_token& stop) {
  FileExport files(folder, listener, stop);
  archive.file_captures([&](store::StoredCapture&& capture) { return files.add_file(capture); });
  archive.other_captures([&](store::StoredCapture&& capture) {
    const auto found = archive.find(capture.article_id);
    if (!found) {
      throw Error(ErrorKind::kStorage, "article " + std::to_string(capture.article_id),
                  "a capture names it, but it is missing", "run check");
    }
    return files.add_article(*found, capture);
  });
  return files.finish();
}

}  // namespace jianbao::app
