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
  FileExport(const std::string& folder, const Listener& listener)
      : staging_(folder), listener_(listener) {}

  void add_file(const store::StoredCapture& capture) {
    paths_.add_file(capture.origin.root, capture.origin.path);
    write(capture.bytes);
  }

  void add_article(const store::StoredArticle& found, const store::StoredCapture& capture) {
    paths_.add_article(found.article.source, found.id);
    write(formats::write_article_file(found.article.header, found.article.title, found.article.url,
                                      article_html(found, capture)));
  }

  std::size_t finish() {
    const auto places = paths_.places();
    for (std::size_t n = 0; n < places.size(); ++n) {
      staging_.move_part(n, places[n]);
      if (listener_.detail && places[n] != paths_.wanted(n)) {
        listener_.detail(paths_.wanted(n) + ": this path is taken; written as " + places[n]);
      }
    }
    staging_.show();
    return written_;
  }

 private:
  void write(std::string_view bytes) {
    staging_.write_part(written_, bytes);
    ++written_;
    bytes_ += bytes.size();
    if (listener_.progress) listener_.progress({"writing", written_, 0, bytes_});
  }

  StagingFolder staging_;
  const Listener& listener_;
  ExportPaths paths_;
  std::size_t written_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace

std::size_t export_article_files(const store::Archive& archive, const std::string& folder,
                                 const Listener& listener) {
  FileExport files(folder, listener);
  archive.file_captures([&](store::StoredCapture&& capture) {
    files.add_file(capture);
    return true;
  });
  archive.other_captures([&](store::StoredCapture&& capture) {
    const auto found = archive.find(capture.article_id);
    if (!found) {
      throw Error(ErrorKind::kStorage, "article " + std::to_string(capture.article_id),
                  "a capture names it, but it is missing", "run check");
    }
    files.add_article(*found, capture);
    return true;
  });
  return files.finish();
}

}  // namespace jianbao::app
