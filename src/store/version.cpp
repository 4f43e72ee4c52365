#include "store/version.h"

#include <string_view>

#include "jianbao/text/unicode.h"

namespace jianbao::store {

namespace {

/// Each part with its length before it, so that no two lists of parts give the same bytes.
void append_part(std::string& bytes, std::string_view part) {
  bytes += std::to_string(part.size());
  bytes += ':';
  bytes += part;
}

std::string date_part(const std::optional<Timestamp>& date) {
  return date ? std::to_string(date->ms) : std::string{};
}

/// Two URLs that differ in their fragments alone are one, and lead to one page.
std::string_view without_fragment(std::string_view url) {
  return url.substr(0, url.find('#'));
}

/// A text as long as this is an article's own; a shorter one may be what a feed says of all its
/// items.
constexpr std::size_t kTellingText = 40;

std::optional<Timestamp> own_date(const Article& article) {
  return article.header ? article.header : article.published;
}

}  // namespace

Digest version_hash(const Article& article) {
  std::string bytes;
  bytes.reserve(article.title.size() + article.text.size() + article.url.size() + 96);
  append_part(bytes, article.title);
  append_part(bytes, article.text);
  append_part(bytes, without_fragment(article.url));
  append_part(bytes, date_part(article.header));
  append_part(bytes, date_part(article.published));
  return sha256(bytes);
}

std::string what_changed(const Article& before, const Article& after) {
  std::string changed;
  const auto add = [&changed](bool differs, std::string_view name) {
    if (!differs) return;
    if (!changed.empty()) changed += ',';
    changed += name;
  };
  add(before.title != after.title, "title");
  add(before.text != after.text, "text");
  add(before.header != after.header || before.published != after.published, kDateAlone);
  add(without_fragment(before.url) != without_fragment(after.url), "url");
  return changed;
}

std::string re_dated(std::string_view article, std::string_view made) {
  return "(SELECT count(*) FROM (SELECT id, changed FROM revision WHERE article_id = " +
         std::string(article) + " ORDER BY number DESC LIMIT 3) WHERE changed = '" +
         std::string(kDateAlone) + "' AND id IN (" + std::string(made) + ")) = 3";
}

bool is_older(const Article& incoming, const Article& present) {
  const auto before = own_date(incoming);
  const auto after = own_date(present);
  return before && after && *before < *after;
}

bool same_item(const Article& incoming, const Article& present) {
  const bool untitled = incoming.title.empty() && present.title.empty();
  const auto date = own_date(incoming);
  if (untitled ? date && date == own_date(present) : incoming.title == present.title) return true;
  return incoming.text == present.text && text::count_code_points(present.text) >= kTellingText;
}

bool replaces_text(const TextOrigin& from, std::string_view text, const TextOrigin& present_from,
                   std::string_view present) {
  const bool own = from.kind == present_from.kind && from.root == present_from.root;
  if (from.kind != OriginKind::kFeedEntry || own) return true;
  return text::count_code_points(text) * 4 >= text::count_code_points(present) * 3;
}

}  // namespace jianbao::store
