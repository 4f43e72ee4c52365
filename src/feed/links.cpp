#include "feed/links.h"

#include <algorithm>

#include "feed/markup.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/url.h"

namespace jianbao::feed {
namespace {

/// A base longer than this is no address; it would be repeated in every link.
constexpr std::size_t kMaxBase = 4096;

bool has_scheme(std::string_view reference) {
  const std::size_t colon = reference.find_first_of(":/?#");
  if (colon == std::string_view::npos || reference[colon] != ':' || colon == 0) return false;
  if (!is_name_start(reference.front())) return false;
  return std::all_of(reference.begin(), reference.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char c) { return is_name_byte(c) || c == '+'; });
}

/// The resolved value between quotes; what would end the attribute early is percent-encoded.
void append_value(std::string& out, std::string_view value, char quote) {
  out += quote;
  for (const char c : value) {
    if (c == quote) {
      out += quote == '"' ? "%22" : "%27";
    } else if (c == '<') {
      out += "%3C";
    } else {
      out += c;
    }
  }
  out += quote;
}

}  // namespace

bool is_link_attribute(std::string_view name) {
  return text::equal_ignoring_case(name, "href") || text::equal_ignoring_case(name, "src") ||
         text::equal_ignoring_case(name, "poster") || text::equal_ignoring_case(name, "cite");
}

std::string Links::resolve(std::string_view base, std::string_view reference) {
  reference = trim(reference);
  if (reference.empty() || base.empty() || base.size() > kMaxBase || has_scheme(reference)) {
    return std::string(reference);
  }
  if (growth_ < base.size()) return std::string(reference);
  std::string absolute = text::resolve(base, reference);
  growth_ -= std::min(growth_, absolute.size() - std::min(absolute.size(), reference.size()));
  return absolute;
}

void Links::rewrite_tag(std::string_view base, std::string_view html, std::size_t begin,
                        std::size_t& end, std::string& out) {
  TagReader tag(html, begin);
  std::size_t copied = begin;
  for (Attribute attribute; tag.next(attribute);) {
    if (attribute.value.empty() || !is_link_attribute(attribute.name)) continue;
    if (has_scheme(trim(attribute.value))) continue;
    const std::size_t quoted = attribute.quote == '\0' ? 0 : 1;
    const auto value = static_cast<std::size_t>(attribute.value.data() - html.data());
    out.append(html.substr(copied, value - quoted - copied));
    append_value(out, resolve(base, attribute.value), quoted == 0 ? '"' : attribute.quote);
    copied = value + attribute.value.size() + quoted;
  }
  end = tag.position();
  out.append(html.substr(copied, end - copied));
}

std::string Links::rewrite(std::string_view base, std::string_view html) {
  std::string out;
  out.reserve(html.size());
  std::size_t at = 0;
  while (at < html.size()) {
    const std::size_t tag = html.find('<', at);
    out.append(html.substr(at, tag - at));
    if (tag == std::string_view::npos) break;
    at = tag;
    const bool starts = tag + 1 < html.size() && is_name_start(html[tag + 1]);
    std::string_view name;
    if (starts) {
      name = TagReader(html, tag).name();
      rewrite_tag(base, html, tag, at, out);
    }
    const bool comment = html.substr(tag).starts_with("<!--");
    if (comment || text::equal_ignoring_case(name, "script") ||
        text::equal_ignoring_case(name, "style")) {
      const std::size_t end = std::min(end_of_opaque(html, comment ? tag : at, name), html.size());
      out.append(html.substr(at, end - at));
      at = end;
    } else if (!starts) {
      out += '<';
      ++at;
    }
  }
  return out;
}

}  // namespace jianbao::feed
