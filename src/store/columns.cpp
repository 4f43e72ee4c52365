#include "store/columns.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace jianbao::store {

std::string to_json(const std::vector<std::string>& list) {
  if (list.empty()) return "[]";
  return nlohmann::json(list).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<std::string> from_json(std::string_view json) {
  std::vector<std::string> list;
  if (json == "[]") return list;
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  if (!parsed.is_array()) return list;
  for (const auto& item : parsed)
    if (item.is_string()) list.push_back(item.get<std::string>());
  return list;
}

StoredArticle to_article(const Statement& row) {
  StoredArticle found;
  Article& article = found.article;
  int column = 0;
  found.id = row.integer(column++);
  found.canonical_url = row.text(column++);
  article.url = row.text(column++);
  article.title = row.text(column++);
  article.authors = from_json(row.text_view(column++));
  article.language = row.text(column++);
  article.source = row.text(column++);
  article.tags = from_json(row.text_view(column++));
  article.image_url = row.text(column++);
  article.image_caption = row.text(column++);
  article.dateline = row.text(column++);
  article.header = row.timestamp(column++);
  article.published = row.timestamp(column++);
  article.published_origin = static_cast<DateOrigin>(row.integer(column++));
  found.first_seen = {row.integer(column++)};
  found.updated = {row.integer(column++)};
  found.characters = row.integer(column++);
  found.change = row.integer(column++);
  found.revisions = row.integer(column++);
  found.file = row.text(column++);
  return found;
}

Blob to_blob(const Digest& digest) {
  return {{reinterpret_cast<const char*>(digest.data()), digest.size()}};
}

std::optional<Digest> to_digest(std::string_view blob) {
  Digest digest;
  if (blob.size() != digest.size()) return std::nullopt;
  std::copy(blob.begin(), blob.end(), digest.begin());
  return digest;
}

}  // namespace jianbao::store
