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

bool EntryTags::ends_next(std::size_t from) {
  if (next_ >= from && next_ > 0) return is_end_;
  next_ = document_.size();
  is_end_ = false;
  for (std::size_t at = document_.find('<', from); at != std::string_view::npos;
       at = document_.find('<', at + 1)) {
    const bool end = document_.substr(at + 1).starts_with('/');
    if (!is_entry(TagReader(document_, at + (end ? 1 : 0)).name(), false)) continue;
    next_ = at;
    is_end_ = end;
    break;
  }
  return is_end_;
}

}  // namespace jianbao::feed
