#include "feed/implied_end.h"

#include <algorithm>
#include <array>

#include "jianbao/text/ascii.h"

namespace jianbao::feed {
namespace {

// Atom's author, content and summary are not here: they hold elements by right.
constexpr std::array<std::string_view, 12> kTexts{
    "title",    "link",          "guid",      "pubDate",        "category",  "comments",
    "language", "lastBuildDate", "generator", "managingEditor", "webMaster", "ttl"};
constexpr std::array<std::string_view, 11> kFields{
    "title",       "link",      "guid", "pubDate", "category",     "comments",
    "description", "enclosure", "item", "entry",   "lastBuildDate"};
/// What may not stand in a description even if that holds unescaped HTML, which has titles and
/// links too.
constexpr std::array<std::string_view, 6> kNoHtml{"guid",     "pubDate", "comments",
                                                  "category", "item",    "enclosure"};
/// What follows a link in Atom.
constexpr std::array<std::string_view, 8> kAtomFields{"id",      "updated", "published", "modified",
                                                      "summary", "content", "author",    "issued"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view known) {
    return text::equal_ignoring_case(known, name);
  });
}

}  // namespace

bool is_end_implied(std::string_view open, std::string_view next) {
  if (text::equal_ignoring_case(open, "item") || text::equal_ignoring_case(open, "entry")) {
    return text::equal_ignoring_case(open, next);
  }
  if (text::equal_ignoring_case(open, "description")) return contains(kNoHtml, next);
  if (!contains(kTexts, open)) return false;
  if (contains(kFields, next)) return true;
  return text::equal_ignoring_case(open, "link") && contains(kAtomFields, next);
}

}  // namespace jianbao::feed
