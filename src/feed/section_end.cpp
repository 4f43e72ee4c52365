#include "feed/section_end.h"

#include <algorithm>
#include <string>

#include "feed/element_roles.h"
#include "feed/markup.h"
#include "jianbao/text/ascii.h"

namespace jianbao::feed {
namespace {

/// True if a tag of that name begins behind its '<' or "</" at the beginning of `rest`.
bool is_called(std::string_view rest, std::string_view name) {
  return rest.starts_with(name) && (rest.size() == name.size() || !is_name_byte(rest[name.size()]));
}

/// The offset of an end tag of `element` before which no start tag of it stands; npos if there is
/// none.  A text about feeds quotes both.
std::size_t foreign_end_tag(std::string_view content, std::string_view element) {
  for (std::size_t at = content.find('<'); at != std::string_view::npos;
       at = content.find('<', at + 1)) {
    const std::string_view rest = content.substr(at + 1);
    if (is_called(rest, element)) return std::string_view::npos;
    if (rest.starts_with('/') && is_called(rest.substr(1), element)) return at;
  }
  return std::string_view::npos;
}

/// The offset of the first start tag of an entry; npos if there is none.
std::size_t entry_in(std::string_view content, bool of_sitemap) {
  for (std::size_t at = content.find('<'); at != std::string_view::npos;
       at = content.find('<', at + 1)) {
    if (is_entry(TagReader(content, at).name(), of_sitemap)) return at;
  }
  return std::string_view::npos;
}

}  // namespace

std::size_t cdata_mark(std::string_view text) {
  std::size_t at = 0;
  const auto skip = [&](std::string_view wanted, bool needed) {
    const bool there = text::equal_ignoring_case(text.substr(at, wanted.size()), wanted);
    if (there) at += wanted.size();
    while (at < text.size() && is_space(text[at])) ++at;
    return there || !needed;
  };
  if (!skip("<", true)) return 0;
  if (!skip("!", false) || !skip("[", false) || !skip("cdata", true)) return 0;
  return text.substr(at).starts_with('[') ? at + 1 : 0;
}

std::size_t SectionEnds::closing_from(std::size_t from) {
  if (next_closing_ < from) next_closing_ = document_.find(closing_, from);
  return next_closing_;
}

Section SectionEnds::section_at(std::size_t begin, std::string_view element, Around around) {
  const std::size_t closing = closing_from(begin);
  const bool closed = closing != std::string_view::npos;
  const std::string_view content = document_.substr(begin, closed ? closing - begin : closing);
  // Without its first byte, which texts are full of.
  const std::size_t opened = content.find(opening_.substr(1));
  const bool opens = opened != std::string_view::npos;
  if (!element.empty() && (opens || !closed)) {
    const std::string_view own = content.substr(0, opened);
    const std::size_t foreign = std::min(
        {foreign_end_tag(own, element), foreign_end_tag(own, "item"), foreign_end_tag(own, "entry"),
         closed && around == Around::kField ? std::string_view::npos
                                            : entry_in(own, around == Around::kUrls)});
    if (foreign != std::string_view::npos) {
      return {.content_end = begin + foreign, .end = begin + foreign, .repaired = true};
    }
  }
  if (closed) {
    const Section whole{.content_end = closing, .end = closing + closing_.size()};
    return opens && opened > 0 ? around_inner(whole, begin + opened - 1, element) : whole;
  }
  return {.content_end = document_.size(), .end = document_.size(), .cut = true};
}

/// The section that goes on behind the closing mark of the one which was opened at `opened` inside
/// it, up to a closing mark before the element's end tag; `section` as it is if it does not.
Section SectionEnds::around_inner(const Section& section, std::size_t opened,
                                  std::string_view element) const {
  const std::size_t closing = document_.find(closing_, section.end);
  if (closing == std::string_view::npos || element.empty()) return section;
  if (!document_.substr(opened).starts_with(opening_)) return section;
  const std::string_view between = document_.substr(section.end, closing - section.end);
  const std::string_view behind =
      trim(document_.substr(closing + closing_.size(), element.size() + 64));
  const bool ends = behind.starts_with("</") && is_called(behind.substr(2), element);
  if (!ends || between.find(opening_) != std::string_view::npos) return section;
  for (std::size_t at = between.find("</"); at != std::string_view::npos;
       at = between.find("</", at + 1)) {
    if (is_called(between.substr(at + 2), element)) return section;
  }
  return {.content_end = closing,
          .end = closing + closing_.size(),
          .inner_opening = opened,
          .inner_closing = section.content_end};
}

}  // namespace jianbao::feed
