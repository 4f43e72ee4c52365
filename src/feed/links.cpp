#include "feed/links.h"

#include <algorithm>

#include "feed/markup.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/url.h"

namespace jianbao::feed {
namespace {

bool has_scheme(std::string_view reference) {
  if (reference.empty() || !is_name_start(reference.front())) return false;
  const auto* const end = std::find_if(reference.begin(), reference.end(), [](char c) {
    return c == ':' || !(is_name_byte(c) || c == '+');
  });
  return end != reference.end() && *end == ':';
}

bool is_uri(std::string_view address) {
  return std::all_of(address.begin(), address.end(), [](char c) { return c > ' ' && c < '\x7F'; });
}

/// Browsers leave out tabs and line breaks, and what controls stand in front.
bool is_script(std::string_view address) {
  std::string scheme;
  for (const char c : address.substr(0, address.find(':') + 1)) {
    if (static_cast<unsigned char>(c) > ' ') scheme += c;
  }
  return text::equal_ignoring_case(scheme, "javascript:") ||
         text::equal_ignoring_case(scheme, "vbscript:");
}

/// "feed://host/" and "feed:https://host/", which browsers once opened in a feed reader.
std::string without_feed_scheme(std::string_view address) {
  constexpr std::string_view kFeed = "feed:";
  if (!text::equal_ignoring_case(address.substr(0, kFeed.size()), kFeed)) {
    return std::string(address);
  }
  address.remove_prefix(kFeed.size());
  return address.starts_with("//") ? "http:" + std::string(address) : std::string(address);
}

/// Without white space at its ends, also what input methods and copied text leave there: U+3000,
/// U+00A0, U+200B, U+FEFF.
std::string_view trim_address(std::string_view address) {
  constexpr std::string_view kWide[] = {"\u3000", "\u00A0", "\u200B", "\uFEFF"};
  for (std::size_t before = address.size() + 1; address.size() < before;) {
    address = trim(address);
    before = address.size();
    for (const std::string_view space : kWide) {
      if (address.starts_with(space)) address.remove_prefix(space.size());
      if (address.ends_with(space)) address.remove_suffix(space.size());
    }
  }
  return address;
}

/// Adds a resolved value; what would end the attribute early is percent-encoded.
void add_value(Splice& out, std::string_view value, char quote) {
  const char stops[] = {quote, '<', '\0'};
  for (;;) {
    const std::size_t stop = value.find_first_of(stops);
    out.add(value.substr(0, stop));
    if (stop == std::string_view::npos) return;
    out.add(value[stop] == '<' ? "%3C" : quote == '"' ? "%22" : "%27");
    value.remove_prefix(stop + 1);
  }
}

}  // namespace

Holds holds(std::string_view attribute_name) {
  const auto is = [&](std::string_view known) {
    return text::equal_ignoring_case(attribute_name, known);
  };
  const auto link_if = [](bool is_link) { return is_link ? Holds::kLink : Holds::kOther; };
  switch (attribute_name.size()) {
    case 3:
      return link_if(is("src"));
    case 4:
      return link_if(is("href") || is("cite") || is("data"));
    case 6:
      if (is("srcset")) return Holds::kLinkSet;
      return is("usemap") ? Holds::kMap : link_if(is("poster") || is("action"));
    case 7:
      return link_if(is("classid") || is("profile"));
    case 8:
      return link_if(is("data-src") || is("longdesc") || is("codebase"));
    case 10:
      return link_if(is("background") || is("formaction") || is("xlink:href"));
    case 11:
      return is("data-srcset") ? Holds::kLinkSet : Holds::kOther;
    case 13:
      return link_if(is("data-original"));
    default:
      return Holds::kOther;
  }
}

std::string Links::resolve(std::string_view base, std::string_view reference) {
  reference = trim(reference);
  if (reference.empty() || base.empty() || base.size() > kMaxBase || has_scheme(reference)) {
    return std::string(reference);
  }
  if (growth_ < base.size()) return std::string(reference);
  if (base_.text() != base) base_ = text::BaseUrl(base);
  std::string absolute = base_.resolve(reference);
  growth_ -= std::min(growth_, absolute.size() - std::min(absolute.size(), reference.size()));
  return absolute;
}

std::string Links::resolve_set(std::string_view base, std::string_view value) {
  constexpr std::string_view kSpaces = " \t\r\n\f";
  std::string out;
  std::size_t at = 0;
  while (at < value.size()) {
    const std::size_t begin = std::min(value.find_first_not_of(" \t\r\n\f,", at), value.size());
    out.append(value, at, begin - at);
    const std::size_t space = std::min(value.find_first_of(kSpaces, begin), value.size());
    std::size_t end = space;
    while (end > begin && value[end - 1] == ',') --end;
    out.append(resolve(base, value.substr(begin, end - begin)));
    // Behind an address without a comma come its width or density.
    at = end < space ? space : std::min(value.find(',', end), value.size());
    out.append(value, end, at - end);
  }
  return out;
}

std::string Links::resolve_in(std::string_view base, const Attribute& attribute) {
  switch (holds(attribute.name)) {
    case Holds::kLink:
      return resolve(base, attribute.value);
    case Holds::kLinkSet:
      return resolve_set(base, attribute.value);
    case Holds::kMap:
      // A map of the page's own is found by its name alone.
      if (!trim(attribute.value).starts_with('#')) return resolve(base, attribute.value);
      break;
    case Holds::kOther:
      break;
  }
  return std::string(attribute.value);
}

std::string Links::resolve_address(std::string_view base, std::string_view reference) {
  std::string address = without_feed_scheme(trim_address(reference));
  for (std::size_t at = address.find("&amp;"); at != std::string::npos;
       at = address.find("&amp;", at + 1)) {
    address.erase(at + 1, 4);
  }
  if (is_script(address)) return {};
  address = resolve(base, address);
  if (!text::is_http(address) || is_uri(address)) return address;
  const auto parsed = text::parse_url(address);
  return parsed ? text::to_string(*parsed) : address;
}

void Links::rewrite_tag(std::string_view base, std::string_view html, Splice& out) {
  TagReader tag(html, out.position());
  for (Attribute attribute; tag.next(attribute);) {
    const Holds kind = attribute.value.empty() ? Holds::kOther : holds(attribute.name);
    if (kind == Holds::kOther) continue;
    if (kind == Holds::kLink && has_scheme(trim(attribute.value))) continue;
    const std::string resolved = resolve_in(base, attribute);
    if (resolved == attribute.value) continue;
    const auto value = static_cast<std::size_t>(attribute.value.data() - html.data());
    const bool quoted = attribute.quote != '\0';
    out.keep_to(value);
    out.drop_to(value + attribute.value.size());
    if (!quoted) out.add("\"");
    add_value(out, resolved, quoted ? attribute.quote : '"');
    if (!quoted) out.add("\"");
  }
  out.keep_to(tag.position());
  if (!is_opaque_html(tag.name())) return;
  out.keep_to(std::min(end_of_opaque(html, out.position(), tag.name()), html.size()));
}

std::string Links::rewrite(std::string_view base, std::string_view html) {
  Splice out(html);
  while (out.position() < html.size()) {
    const std::size_t tag = html.find('<', out.position());
    if (tag == std::string_view::npos) break;
    out.keep_to(tag);
    if (tag + 1 < html.size() && is_name_start(html[tag + 1])) {
      rewrite_tag(base, html, out);
    } else if (html.substr(tag).starts_with("<!--")) {
      out.keep_to(std::min(end_of_opaque(html, tag, {}), html.size()));
    } else {
      out.keep_to(tag + 1);
    }
  }
  out.keep_to(html.size());
  return out.take();
}

}  // namespace jianbao::feed
