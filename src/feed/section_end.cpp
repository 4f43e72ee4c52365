#include "feed/section_end.h"

#include <algorithm>
#include <array>
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

/// An element, and whether a start tag of it was passed: a text about feeds quotes both.
struct Quoted {
  std::string_view element;
  bool begun = false;

  /// True for an end tag without a start tag before it.
  bool is_foreign_end(std::string_view rest) {
    begun = begun || is_called(rest, element);
    return !begun && rest.starts_with('/') && is_called(rest.substr(1), element);
  }
};

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

// Without its first byte, which texts are full of.
std::size_t SectionEnds::opening_from(std::size_t from) {
  if (next_opening_ < from) next_opening_ = document_.find(opening_.substr(1), from);
  return next_opening_;
}

std::size_t SectionEnds::foreign_from(std::size_t begin, std::size_t end, std::string_view element,
                                      std::optional<bool> of_sitemap) {
  constexpr std::size_t kMostLooked = std::size_t{64} << 20U;
  constexpr std::size_t kWindow = 4096;
  if (looked_ > kMostLooked) end = std::min(end, begin + kWindow);
  const std::string_view content = document_.substr(0, end);
  std::array<Quoted, 3> around{{{element}, {"item"}, {"entry"}}};
  std::size_t at = content.find('<', begin);
  for (; at != std::string_view::npos; at = content.find('<', at + 1)) {
    const std::string_view rest = content.substr(at + 1);
    bool found = of_sitemap && is_entry(TagReader(content, at).name(), *of_sitemap);
    for (Quoted& quoted : around) found = quoted.is_foreign_end(rest) || found;
    if (found) break;
  }
  looked_ += std::min(at, content.size()) - begin;
  return at;
}

Section SectionEnds::section_at(std::size_t begin, std::string_view element, Around around) {
  const std::size_t closing = closing_from(begin);
  const bool closed = closing != std::string_view::npos;
  const std::size_t content_end = closed ? closing : document_.size();
  const std::size_t opening = opening_from(begin);
  const bool opens = opening < content_end;
  if (!element.empty() && (opens || !closed)) {
    const std::size_t foreign = foreign_from(
        begin, std::min(opening, content_end), element,
        closed && around == Around::kField ? std::nullopt : std::optional(around == Around::kUrls));
    if (foreign != std::string_view::npos) {
      return {.content_end = foreign, .end = foreign, .repaired = true};
    }
  }
  if (closed) {
    const Section whole{.content_end = closing, .end = closing + closing_.size()};
    return opens && opening > begin ? around_inner(whole, opening - 1, element) : whole;
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
