#include "feed/outline.h"

#include <algorithm>
#include <cstddef>

#include "feed/markup.h"

namespace jianbao::feed {

Outline::Outline(std::string_view xml, std::span<const Range> entries) {
  parts_.reserve(entries.size());
  std::size_t done = 0;
  for (const Range& entry : entries) {
    if (entry.begin < done) continue;
    text_.append(xml, done, entry.begin - done);
    const std::string_view source = xml.substr(entry.begin, entry.end - entry.begin);
    parts_.push_back({text_.size(), source});
    add_empty(source);
    done = entry.end;
  }
  text_.append(xml, done);
}

void Outline::add_empty(std::string_view source) {
  TagReader tag(source, 0);
  for (Attribute attribute; tag.next(attribute);) {
  }
  const std::size_t mark = tag.end() == TagEnd::kSelfClosed ? 2 : 1;
  text_.append(source, 0, tag.position() - mark).append("/>");
}

std::string_view Outline::source_of(const pugi::xml_node& entry) const {
  const auto begin = static_cast<std::size_t>(entry.offset_debug()) - 1;  // that of its '<'
  const auto found =
      std::lower_bound(parts_.begin(), parts_.end(), begin,
                       [](const Part& part, std::size_t at) { return part.at < at; });
  return found == parts_.end() || found->at != begin ? std::string_view() : found->source;
}

}  // namespace jianbao::feed
