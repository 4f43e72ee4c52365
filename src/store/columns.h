#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jianbao/store/records.h"
#include "store/sqlite.h"

namespace jianbao::store {

/// The columns of an article row, in the order that to_article() reads; `a` is article.  `text` is
/// the last.
inline constexpr std::string_view kArticleColumns =
    "a.id, a.canonical_url, a.url, a.title, a.authors, a.language, s.name, a.tags, a.image_url, "
    "a.image_caption, a.dateline, a.header_ms, a.published_ms, a.published_origin, "
    "a.first_seen_ms, a.updated_ms, a.characters, a.revision_id, "
    "(SELECT max(number) FROM revision WHERE article_id = a.id), "
    "(SELECT path FROM capture WHERE id = a.capture_id AND kind = 1)";

inline constexpr int kArticleColumnCount = 20;

/// Reads a row that begins with kArticleColumns; text stays empty.
StoredArticle to_article(const Statement& row);

/// A digest as a parameter, and back.
Blob to_blob(const Digest& digest);
std::optional<Digest> to_digest(std::string_view blob);

/// Lists of strings as JSON arrays, the way article.authors and article.tags hold them.
std::string to_json(const std::vector<std::string>& list);
std::vector<std::string> from_json(std::string_view json);

}  // namespace jianbao::store
