#include <algorithm>
#include <optional>

#include "jianbao/text/url.h"
#include "text/url_parts.h"

namespace jianbao::text {

namespace {

constexpr auto kNone = std::string_view::npos;

bool is_plain(std::string_view url) {
  return std::all_of(url.begin(), url.end(), [](char c) {
    return c == '#' || c == '?' || stands_in_url(static_cast<unsigned char>(c), UrlPart::kPath);
  });
}

std::string_view path_part(std::string_view reference) {
  return reference.substr(0, std::min(reference.find_first_of("?#"), reference.size()));
}

/// A path that only has to be put behind the base's root or folder.
bool is_plain_path(std::string_view reference) {
  if (reference.empty() || reference.front() == '.' || reference.starts_with("//")) return false;
  if (reference.find("/.") != kNone) return false;
  return std::all_of(reference.begin(), reference.end(), [](char c) {
    return c != ':' && stands_in_url(static_cast<unsigned char>(c), UrlPart::kPath);
  });
}

/// An absolute http reference.  One that is fit for use stays as the source wrote it, byte for
/// byte, because archives compare URLs.
std::string absolute(const std::string& reference, std::string_view original) {
  if (is_plain(reference) && !has_dot_segments(path_part(reference))) return reference;
  auto url = parse_url(reference);
  if (!url) return std::string(original);
  url->path = remove_dot_segments(url->path);
  return to_string(*url);
}

/// A reference that begins with "//" and only lacks the scheme: a host without a port, and a path
/// that needs no change.
bool is_plain_network_path(std::string_view reference) {
  if (!reference.starts_with("//") || !is_plain(reference)) return false;
  const std::size_t host_end = reference.find_first_of("/?#", 2);
  return normal_host(reference.substr(2, host_end - 2)) &&
         !has_dot_segments(path_part(reference.substr(2)));
}

/// A reference that begins with "//"; nothing if it names no host.
std::optional<std::string> with_scheme(std::string_view scheme, std::string_view reference) {
  std::string whole;
  whole.reserve(scheme.size() + 1 + reference.size());
  whole.append(scheme).append(":").append(reference);
  if (!parse_url(whole)) return std::nullopt;
  return absolute(whole, whole);
}

/// RFC 3986 §5.2.3.
std::string merged_path(const Url& base, std::string_view path) {
  std::string merged = base.path.substr(0, base.path.rfind('/') + 1);
  append_encoded(merged, path, UrlPart::kPath);
  return merged;
}

void set_path(Url& target, const Url& base, std::string_view path) {
  if (path.front() == '/') {
    target.path.clear();
    append_encoded(target.path, path, UrlPart::kPath);
  } else {
    target.path = merged_path(base, path);
  }
  target.path = remove_dot_segments(target.path);
}

void set_query(Url& target, std::string_view query) {
  target.query.clear();
  append_encoded(target.query, query, UrlPart::kQuery);
  target.has_query = true;
}

std::string relative(const Url& base, std::string_view reference) {
  Url target = base;
  target.fragment.clear();
  if (const auto hash = reference.find('#'); hash != kNone) {
    append_encoded(target.fragment, reference.substr(hash + 1), UrlPart::kFragment);
    reference = reference.substr(0, hash);
  }
  const auto mark = reference.find('?');
  const auto path = reference.substr(0, mark);
  if (!path.empty()) {
    set_path(target, base, path);
    target.query.clear();
    target.has_query = false;
  }
  if (mark != kNone) set_query(target, reference.substr(mark + 1));
  return to_string(target);
}

}  // namespace

bool has_dot_segments(std::string_view path) {
  for (auto at = path.find("/."); at != kNone; at = path.find("/.", at + 1)) {
    const auto segment = path.substr(at + 1, path.find('/', at + 1) - at - 1);
    if (segment == "." || segment == "..") return true;
  }
  return false;
}

std::string remove_dot_segments(std::string_view path) {
  if (!has_dot_segments(path)) return std::string(path);
  std::string out;
  out.reserve(path.size());
  const bool rooted = !path.empty() && path.front() == '/';
  std::size_t at = rooted ? 1 : 0;
  if (rooted) out += '/';
  while (at <= path.size()) {
    const auto end = std::min(path.find('/', at), path.size());
    const auto segment = path.substr(at, end - at);
    if (segment == "..") {
      if (out.size() > 1) out.resize(out.rfind('/', out.size() - 2) + 1);
    } else if (segment != ".") {
      out += segment;
      if (end < path.size()) out += '/';
    }
    at = end + 1;
  }
  return out;
}

std::string resolve(std::string_view base, std::string_view reference) {
  const std::string trimmed = without_wrapping(reference);
  const auto scheme = scheme_of(trimmed);
  if (is_http_scheme(scheme)) return absolute(trimmed, reference);
  if (!scheme.empty()) return std::string(reference);
  const auto base_url = parse_url(base);
  if (!base_url || base_url->path.empty() || base_url->path.front() != '/') {
    return std::string(reference);
  }
  if (trimmed.compare(0, 2, "//") == 0) {
    return with_scheme(base_url->scheme, trimmed).value_or(std::string(reference));
  }
  return relative(*base_url, trimmed);
}

BaseUrl::BaseUrl(std::string_view base) : text_(base), root_(text::resolve(base, "/")) {
  root_.pop_back();
  if (!root_.empty()) folder_ = text::resolve(base, "./");
}

std::string BaseUrl::resolve(std::string_view reference) const {
  if (root_.empty()) return text::resolve(text_, reference);
  if (is_plain_network_path(reference)) {
    return root_.substr(0, root_.find(':') + 1).append(reference);
  }
  if (!is_plain_path(reference)) return text::resolve(text_, reference);
  return (reference.front() == '/' ? root_ : folder_) + std::string(reference);
}

}  // namespace jianbao::text
