#include "feed/element_roles.h"

#include <algorithm>
#include <string>

#include "feed/markup.h"
#include "jianbao/text/ascii.h"

namespace jianbao::feed {

std::string_view local_name(std::string_view qualified) {
  const std::size_t colon = qualified.rfind(':');
  return colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
}

bool is_root(std::string_view name, Wanted wanted) {
  const std::string local = text::ascii_lowered(local_name(name));
  if (wanted == Wanted::kOpml) return local == "opml";
  return local == "rss" || local == "rdf" || local == "feed" || local == "urlset" ||
         local == "channel";
}

bool is_entry(std::string_view name, bool of_sitemap) {
  const std::string_view local = local_name(name);
  if (of_sitemap) return text::equal_ignoring_case(local, "url");
  return text::equal_ignoring_case(local, "item") || text::equal_ignoring_case(local, "entry");
}

bool holds_feed(std::string_view document, std::size_t from) {
  std::size_t at = document.find('<', from);
  while (at != std::string_view::npos) {
    TagReader tag(document, at);
    std::size_t behind = at + 1;
    if (is_root(tag.name(), Wanted::kFeed)) {
      const bool is_rdf = text::equal_ignoring_case(local_name(tag.name()), "rdf");
      for (Attribute attribute; tag.next(attribute);) {
        const bool names_format =
            attribute.name == "version" || attribute.name.starts_with("xmlns");
        // Pictures in pages have RDF as well.
        if (names_format && (!is_rdf || attribute.value.find("rss") != std::string_view::npos))
          return true;
      }
      behind = std::max(behind, tag.position());
    }
    at = document.find('<', behind);
  }
  return false;
}

std::size_t EntryTags::next_tag(std::size_t at) {
  constexpr std::string_view kComment = "<!--";
  for (;;) {
    at = std::min(document_.find('<', at), document_.size());
    if (open_comment_ || !document_.substr(at).starts_with(kComment)) return at;
    const std::size_t end = document_.find("-->", at + kComment.size());
    if (end == std::string_view::npos) {
      open_comment_ = true;  // nor has any behind it an end
      return at;
    }
    at = end;
  }
}

void EntryTags::look_from(std::size_t from, bool of_sitemap) {
  if (next_ >= from && next_ > 0) return;
  kind_ = Kind::kNone;
  for (next_ = next_tag(from); next_ < document_.size(); next_ = next_tag(next_ + 1)) {
    const bool end = document_.substr(next_ + 1).starts_with('/');
    if (!is_entry(TagReader(document_, next_ + (end ? 1 : 0)).name(), of_sitemap)) continue;
    kind_ = end ? Kind::kEnd : Kind::kStart;
    return;
  }
}

bool EntryTags::has_root_between(std::size_t from, std::size_t end) {
  for (std::size_t at = next_tag(std::max(from, looked_)); at < end; at = next_tag(at + 1)) {
    if (is_root(TagReader(document_, at).name(), Wanted::kFeed)) root_ = at;
  }
  looked_ = std::max(looked_, end);
  return root_ >= from && root_ > 0;
}

bool EntryTags::ends_next(std::size_t from) {
  look_from(from, false);
  return kind_ == Kind::kEnd;
}

bool EntryTags::lacks_end(std::string_view name, std::size_t from, bool of_sitemap) {
  constexpr std::size_t kWindow = 4096;
  constexpr std::size_t kMostLooks = 10'000;
  if (++looks_ > kMostLooks) return false;
  look_from(from, of_sitemap);
  if (next_ - from > kWindow) return false;
  const std::string_view window = document_.substr(from, next_ - from);
  for (std::size_t at = window.find("</"); at != std::string_view::npos;
       at = window.find("</", at + 2)) {
    if (text::equal_ignoring_case(TagReader(window, at + 1).name(), name)) return false;
  }
  return true;
}

bool EntryTags::ends_behind(std::string_view name, std::size_t from) {
  if (end_ > from) return true;
  for (std::size_t at = document_.find(name, from); at != std::string_view::npos;
       at = document_.find(name, at + 1)) {
    const std::string_view before = document_.substr(0, at);
    const std::string_view behind = document_.substr(at + name.size());
    if (!behind.empty() && is_name_byte(behind.front())) continue;
    if (before.ends_with('<')) return false;
    if (!before.ends_with("</")) continue;
    end_ = at;
    return true;
  }
  return false;
}

bool EntryTags::begins_next(std::size_t from, bool of_sitemap) {
  look_from(from, of_sitemap);
  return kind_ == Kind::kStart && !has_root_between(from, next_);
}

}  // namespace jianbao::feed
