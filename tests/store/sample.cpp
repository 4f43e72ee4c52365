#include "sample.h"

#include <sqlite3.h>

#include <stdexcept>

namespace jianbao::store::test {

Article article(const std::string& url, const std::string& title, const std::string& text,
                std::int64_t header_ms) {
  Article article;
  article.url = url;
  article.title = title;
  article.text = text;
  article.source = "晨报";
  article.language = "zh";
  article.header = Timestamp{header_ms};
  article.published = article.header;
  article.published_origin = DateOrigin::kHeader;
  return article;
}

FeedSettings in_source(const std::string& name) {
  FeedSettings settings;
  settings.source = name;
  return settings;
}

Capture file_capture(const std::string& path, const std::string& bytes) {
  Capture capture;
  capture.origin = {OriginKind::kFile, "/folder", path};
  capture.raw = {sha256(bytes), bytes.size(), Packer().compress(bytes)};
  return capture;
}

Stored put(Writer& writer, const Article& article, const std::string& path, Timestamp seen) {
  const std::string bytes = article.url + "\n" + article.title + "\n" + article.text + "\n" +
                            (article.header ? std::to_string(article.header->ms) : "none");
  return writer.put(article, file_capture(path, bytes), seen);
}

std::vector<std::int64_t> ids(const Archive& archive, const Selection& selection) {
  std::vector<std::int64_t> found;
  archive.select(selection, false, [&found](StoredArticle&& row) {
    found.push_back(row.id);
    return true;
  });
  return found;
}

std::int64_t hits(const Archive& archive, const std::string& phrase) {
  Selection selection;
  selection.match = "\"" + phrase + "\"";
  return archive.count(selection);
}

std::string sql(const std::string& file, const std::string& statement) {
  sqlite3* database = nullptr;
  std::string first;
  int code = sqlite3_open(file.c_str(), &database);
  sqlite3_stmt* prepared = nullptr;
  if (code == SQLITE_OK)
    code = sqlite3_prepare_v2(database, statement.c_str(), -1, &prepared, nullptr);
  if (code == SQLITE_OK) {
    code = sqlite3_step(prepared);
    if (code == SQLITE_ROW && sqlite3_column_text(prepared, 0) != nullptr)
      first = reinterpret_cast<const char*>(sqlite3_column_text(prepared, 0));
  }
  const std::string problem = sqlite3_errmsg(database);
  sqlite3_finalize(prepared);
  sqlite3_close(database);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    throw std::runtime_error(statement + ": " + problem);
  return first;
}

}  // namespace jianbao::store::test
