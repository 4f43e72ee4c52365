#include "feed/implied_end.h"

#include <algorithm>
#include <array>

#include "jianbao/text/ascii.h"

namespace jianbao::feed {
namespace {

// Atom's content and summary are not here: they hold elements by right; so does its author, but
// none of these.
constexpr std::array<std::string_view, 18> kTexts{
    "title",         "link",      "guid",           "pubDate",    "category", "comments",
    "language",      "generator", "managingEditor", "webMaster",  "ttl",      "author",
    "lastBuildDate", "updated",   "published",      "dc:creator", "dc:date",  "dc:subject"};
constexpr std::array<std::string_view, 13> kFields{
    "title",       "link",      "guid", "pubDate", "category",      "comments",       "dc:creator",
    "description", "enclosure", "item", "entry",   "lastBuildDate", "content:encoded"};
/// What may not stand in a description even if that holds unescaped HTML, which has titles and
/// links too.
constexpr std::array<std::string_view, 6> kNoHtml{"guid",     "pubDate", "comments",
                                                  "category", "item",    "enclosure"};
/// What follows the other fields in Atom.
constexpr std::array<std::string_view, 8> kAtomFields{"id",      "updated", "published", "modified",
                                                      "summary", "content", "author",    "issued"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view known) {
    return text::equal_ignoring_case(known, name);
  });
}

}  // namespace

bool is_field(std::string_view name) {
  return contains(kTexts, name) || contains(kFields, name) || contains(kAtomFields, name);
}

bool is_end_implied(std::string_view open, std::string_view next) {
  if (text::equal_ignoring_case(open, "p") || text::equal_ignoring_case(open, "li")) {
    return text::equal_ignoring_case(open, next);
  }
  if (text::equal_ignoring_case(open, "item") || text::equal_ignoring_case(open, "entry")) {
    return text::equal_ignoring_case(open, next);
  }
  if (text::equal_ignoring_case(open, "description")) return contains(kNoHtml, next);
  if (!contains(kTexts, open)) return false;
  if (contains(kFields, next)) return true;
  return !text::equal_ignoring_case(open, "title") && contains(kAtomFields, next);
}

}  // namespace jianbao::feed
