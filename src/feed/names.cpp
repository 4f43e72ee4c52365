#include "feed/names.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "feed/markup.h"
#include "jianbao/text/ascii.h"

namespace jianbao::feed {
namespace {

using Entry = std::pair<std::string_view, Space>;

/// Without scheme and "www.", in lower case, without '/' or '#' at the end.
constexpr std::array<Entry, 22> kUris{{
    {"purl.org/rss/1.0", Space::kCore},
    {"purl.org/net/rss1.1", Space::kCore},
    {"my.netscape.com/rdf/simple/0.9", Space::kCore},
    {"channel.netscape.com/rdf/simple/0.9", Space::kCore},
    {"backend.userland.com/rss", Space::kCore},
    {"backend.userland.com/rss2", Space::kCore},
    {"blogs.law.harvard.edu/tech/rss", Space::kCore},
    {"w3.org/2005/atom", Space::kCore},
    {"purl.org/atom/ns", Space::kCore},
    {"purl.org/dc/elements/1.0", Space::kDublinCore},
    {"purl.org/dc/elements/1.1", Space::kDublinCore},
    {"purl.org/dc/terms", Space::kDcTerms},
    {"purl.org/rss/1.0/modules/content", Space::kContent},
    {"purl.org/rss/1.0/modules/syndication", Space::kSyndication},
    {"search.yahoo.com/mrss", Space::kMedia},
    {"itunes.com/dtds/podcast-1.0.dtd", Space::kItunes},
    {"google.com/schemas/sitemap-news/0.9", Space::kNews},
    {"google.com/schemas/sitemap-image/1.1", Space::kImage},
    {"w3.org/1999/02/22-rdf-syntax-ns", Space::kRdf},
    {"w3.org/1999/xhtml", Space::kXhtml},
    {"w3.org/xml/1998/namespace", Space::kXml},
    {"", Space::kCore},
}};

constexpr std::array<Entry, 18> kUsualPrefixes{{
    {"", Space::kCore},
    {"rss", Space::kCore},
    {"atom", Space::kCore},
    {"atom10", Space::kCore},
    {"a10", Space::kCore},
    {"dc", Space::kDublinCore},
    {"dcterms", Space::kDcTerms},
    {"content", Space::kContent},
    {"media", Space::kMedia},
    {"itunes", Space::kItunes},
    {"news", Space::kNews},
    {"image", Space::kImage},
    {"sy", Space::kSyndication},
    {"syn", Space::kSyndication},
    {"rdf", Space::kRdf},
    {"xhtml", Space::kXhtml},
    {"html", Space::kXhtml},
    {"xml", Space::kXml},
}};

/// More declarations than this at one place help nobody.
constexpr std::size_t kMaxPrefixes = 64;
/// Every entry has a copy of them.
constexpr std::size_t kMaxPrefix = 64;

template <std::size_t N>
std::optional<Space> find(const std::array<Entry, N>& table, std::string_view key) {
  const auto* found = std::find_if(table.begin(), table.end(),
                                   [&](const Entry& entry) { return entry.first == key; });
  if (found == table.end()) return std::nullopt;
  return found->second;
}

std::optional<Space> space_of_uri(std::string_view uri) {
  constexpr std::size_t kLongest = 200;
  const std::string folded = text::ascii_lowered(trim(uri.substr(0, kLongest)));
  std::string_view key = folded;
  const std::size_t scheme = key.find("://");
  if (scheme != std::string_view::npos) key.remove_prefix(scheme + 3);
  if (key.starts_with("www.")) key.remove_prefix(4);
  while (!key.empty() && (key.back() == '/' || key.back() == '#')) key.remove_suffix(1);
  return find(kUris, key);
}

}  // namespace

void Scope::declare(const pugi::xml_node& element, UnknownDefault unknown) {
  for (const pugi::xml_attribute& attribute : element.attributes()) {
    const std::string_view name = attribute.name();
    if (!name.starts_with("xmlns") || prefixes_.size() >= kMaxPrefixes) continue;
    if (name.size() > 5 && name[5] != ':') continue;
    const std::string_view prefix = name.substr(std::min<std::size_t>(name.size(), 6));
    std::optional<Space> space = space_of_uri(attribute.value());
    if (!space && prefix.empty()) {
      space = unknown == UnknownDefault::kIsCore ? Space::kCore : Space::kOther;
    }
    if (space && prefix.size() <= kMaxPrefix)
      prefixes_.emplace_back(text::ascii_lowered(prefix), *space);
  }
}

void Scope::adopt_root(std::string_view qualified) {
  const Space space = resolve(qualified).space;
  if (space == Space::kCore || space == Space::kRdf) return;
  const std::size_t colon = qualified.rfind(':');
  const std::size_t size = colon == std::string_view::npos ? 0 : colon;
  prefixes_.emplace_back(text::ascii_lowered(qualified.substr(0, size)), Space::kCore);
}

Name Scope::resolve(std::string_view qualified) const {
  const std::size_t colon = qualified.rfind(':');
  const bool prefixed = colon != std::string_view::npos;
  const std::string prefix =
      prefixed ? text::ascii_lowered(qualified.substr(0, colon)) : std::string();
  Name name{.space = Space::kOther,
            .local = text::ascii_lowered(qualified.substr(prefixed ? colon + 1 : 0))};
  const auto declared = std::find_if(prefixes_.rbegin(), prefixes_.rend(),
                                     [&](const auto& entry) { return entry.first == prefix; });
  if (declared != prefixes_.rend()) {
    name.space = declared->second;
  } else {
    name.space = find(kUsualPrefixes, prefix).value_or(Space::kOther);
  }
  return name;
}

pugi::xml_attribute attribute_of(const pugi::xml_node& element, std::string_view name) {
  for (const pugi::xml_attribute& attribute : element.attributes()) {
    if (text::equal_ignoring_case(attribute.name(), name)) return attribute;
  }
  return {};
}

Name name_of(const pugi::xml_node& element, const Scope& scope) {
  for (const pugi::xml_attribute& attribute : element.attributes()) {
    if (!std::string_view(attribute.name()).starts_with("xmlns")) continue;
    Scope own = scope;
    own.declare(element, UnknownDefault::kIsOther);
    return own.resolve(element.name());
  }
  return scope.resolve(element.name());
}

}  // namespace jianbao::feed
