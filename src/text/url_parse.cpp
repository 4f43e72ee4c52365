#include <algorithm>
#include <charconv>

#include "jianbao/text/ascii.h"
#include "jianbao/text/url.h"
#include "text/url_parts.h"

namespace jianbao::text {

namespace {

constexpr auto kNone = std::string_view::npos;

/// Cuts off and returns what stands behind the first `mark`.
std::optional<std::string_view> cut_behind(std::string_view& text, char mark) {
  const auto at = text.find(mark);
  if (at == kNone) return std::nullopt;
  const auto behind = text.substr(at + 1);
  text = text.substr(0, at);
  return behind;
}

bool is_default_port(std::string_view scheme, std::string_view port) {
  return (scheme == "http" && port == "80") || (scheme == "https" && port == "443") ||
         (scheme == "ftp" && port == "21");
}

bool read_port(std::string_view digits, Url& url) {
  if (!std::all_of(digits.begin(), digits.end(), is_ascii_digit)) return false;
  const auto first = digits.find_first_not_of('0');
  if (digits.empty()) return true;
  digits = first == kNone ? std::string_view("0") : digits.substr(first);
  unsigned number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (read.ec != std::errc{} || number > 65535) return false;
  if (!is_default_port(url.scheme, digits)) url.port = digits;
  return true;
}

/// userinfo, host and port.  A backslash is refused: browsers and RFC 3986 disagree about which
/// host it leaves, and a disagreement about hosts is how address checks are passed by.
bool read_authority(std::string_view authority, Url& url) {
  if (authority.find('\\') != kNone) return false;
  if (const auto at = authority.rfind('@'); at != kNone) {
    append_encoded(url.userinfo, authority.substr(0, at), UrlPart::kUserinfo);
    authority.remove_prefix(at + 1);
  }
  const auto bracket = authority.rfind(']');
  const auto colon = authority.rfind(':');
  if (colon != kNone && (bracket == kNone || colon > bracket)) {
    if (!read_port(authority.substr(colon + 1), url)) return false;
    authority = authority.substr(0, colon);
  }
  if (authority.empty()) return !is_http_scheme(url.scheme);
  auto host = normal_host(authority);
  if (!host) return false;
  url.host = std::move(*host);
  return true;
}

/// Reads "//authority" if it stands at the front and leaves the path.
bool cut_authority(std::string_view& rest, Url& url) {
  if (rest.substr(0, 2) != "//") return !is_http_scheme(url.scheme);
  rest.remove_prefix(2);
  const auto end = std::min(rest.find('/'), rest.size());
  if (!read_authority(rest.substr(0, end), url)) return false;
  rest.remove_prefix(end);
  return true;
}

bool needs_unwrapping(std::string_view text) {
  return !text.empty() &&
         (static_cast<unsigned char>(text.front()) <= 0x20 ||
          static_cast<unsigned char>(text.back()) <= 0x20 || text.find_first_of("\t\r\n") != kNone);
}

}  // namespace

std::string_view scheme_of(std::string_view text) {
  if (text.empty() || !is_ascii_letter(text.front())) return {};
  for (std::size_t at = 1; at < text.size(); ++at) {
    const char c = text[at];
    if (c == ':') return text.substr(0, at);
    if (!is_ascii_letter(c) && !is_ascii_digit(c) && c != '+' && c != '-' && c != '.') return {};
  }
  return {};
}

bool is_http_scheme(std::string_view scheme) {
  return equal_ignoring_case(scheme, "http") || equal_ignoring_case(scheme, "https");
}

std::optional<Url> parse_url(std::string_view text) {
  if (needs_unwrapping(text)) return parse_url(without_wrapping(text));
  const auto scheme = scheme_of(text);
  if (scheme.empty()) return std::nullopt;
  Url url;
  url.scheme.resize(scheme.size());
  std::transform(scheme.begin(), scheme.end(), url.scheme.begin(), ascii_lower);
  text.remove_prefix(scheme.size() + 1);
  const auto fragment = cut_behind(text, '#');
  const auto query = cut_behind(text, '?');
  if (!cut_authority(text, url)) return std::nullopt;
  if (text.empty() && !url.host.empty()) text = "/";
  append_encoded(url.path, text, UrlPart::kPath);
  if (query) append_encoded(url.query, *query, UrlPart::kQuery);
  url.has_query = query.has_value();
  if (fragment) append_encoded(url.fragment, *fragment, UrlPart::kFragment);
  return url;
}

std::string to_string(const Url& url) {
  std::string out;
  out.reserve(url.scheme.size() + url.userinfo.size() + url.host.size() + url.port.size() +
              url.path.size() + url.query.size() + url.fragment.size() + 8);
  out += url.scheme;
  out += ':';
  if (!url.host.empty() || url.scheme == "file") out += "//";
  if (!url.userinfo.empty()) out.append(url.userinfo).append("@");
  out += url.host;
  if (!url.port.empty()) out.append(":").append(url.port);
  out += url.path;
  if (url.has_query) out.append("?").append(url.query);
  if (!url.fragment.empty()) out.append("#").append(url.fragment);
  return out;
}

}  // namespace jianbao::text
