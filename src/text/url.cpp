#include "jianbao/text/url.h"

#include "text/url_parts.h"

namespace jianbao::text {

namespace {

constexpr auto kNone = std::string_view::npos;

std::string_view parameter_name(std::string_view parameter) {
  // "a=1&amp;utm_medium=rss": the source escaped the separator once too often.
  constexpr std::string_view kEscaped = "amp;";
  if (parameter.substr(0, kEscaped.size()) == kEscaped) parameter.remove_prefix(kEscaped.size());
  return parameter.substr(0, parameter.find('='));
}

/// The parameters that are not tracking, in their order and spelling.
std::string content_query(std::string_view query) {
  std::string kept;
  bool first = true;
  while (true) {
    const auto end = query.find('&');
    const auto parameter = query.substr(0, end);
    if (!is_tracking_parameter(parameter_name(parameter))) {
      if (!first) kept += '&';
      kept += parameter;
      first = false;
    }
    if (end == kNone) return kept;
    query.remove_prefix(end + 1);
  }
}

bool is_image_proxy(std::string_view host) {
  return host == "images.weserv.nl" || host == "wsrv.nl";
}

std::string_view parameter_value(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const auto end = query.find('&');
    const auto parameter = query.substr(0, end);
    const auto equals = parameter.find('=');
    if (equals != kNone && parameter.substr(0, equals) == name) return parameter.substr(equals + 1);
    if (end == kNone) break;
    query.remove_prefix(end + 1);
  }
  return {};
}

/// The image's own URL from what stands behind `url=`: HOST/PATH, with or without a scheme (the
/// proxy writes "ssl:" for https), as it is or percent-encoded whole.
std::string proxied_url(std::string_view value) {
  std::string target = value.find('/') == kNone ? percent_decoded(value) : std::string(value);
  constexpr std::string_view kSsl = "ssl:";
  if (is_http(target)) return target;
  if (target.compare(0, kSsl.size(), kSsl) == 0) target.erase(0, kSsl.size());
  target.erase(0, target.find_first_not_of('/'));
  return "https://" + target;
}

}  // namespace

bool is_http(std::string_view url) {
  const auto scheme = scheme_of(url);
  return is_http_scheme(scheme) && url.size() > scheme.size() + 3 &&
         url.substr(scheme.size(), 3) == "://";
}

std::string canonical_url(std::string_view url) {
  auto parsed = parse_url(url);
  if (!parsed || !is_http_scheme(parsed->scheme)) return std::string(url);
  parsed->scheme = "https";
  if (parsed->port == "443") parsed->port.clear();
  parsed->fragment.clear();
  if (has_dot_segments(parsed->path)) parsed->path = remove_dot_segments(parsed->path);
  if (parsed->has_query) parsed->query = content_query(parsed->query);
  parsed->has_query = !parsed->query.empty();
  return to_string(*parsed);
}

std::string host_of(std::string_view url) {
  auto parsed = parse_url(url);
  if (!parsed) return {};
  constexpr std::string_view kWww = "www.";
  if (parsed->host.compare(0, kWww.size(), kWww) == 0) parsed->host.erase(0, kWww.size());
  return std::move(parsed->host);
}

std::string undo_image_proxy(std::string_view url) {
  const auto proxy = parse_url(url);
  if (!proxy || !is_http_scheme(proxy->scheme) || !is_image_proxy(proxy->host)) {
    return std::string(url);
  }
  const auto value = parameter_value(proxy->query, "url");
  std::string target = proxied_url(value);
  return value.empty() || !parse_url(target) ? std::string(url) : target;
}

}  // namespace jianbao::text
