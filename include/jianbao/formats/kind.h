#pragma once

#include <string_view>

namespace jianbao::formats {

/// kFeed is also what leads to feeds, OPML and sitemap indexes: feed::parse tells how.
enum class Kind { kArticleFile, kHtml, kFeed, kEmpty, kUnknown };

/// Tells what bytes are from their beginning (the first 4 KiB are enough), whatever their encoding.
/// `name` helps only where content cannot tell: an HTML fragment is taken for HTML if the name ends
/// in .html, .htm or .xhtml.  Binary data and prose are kUnknown.
Kind kind_of(std::string_view bytes, std::string_view name = {});

}  // namespace jianbao::formats
