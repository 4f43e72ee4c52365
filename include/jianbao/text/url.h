#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "jianbao/core/url.h"

namespace jianbao::text {

/// Reads an absolute URL.  Nothing if it has no scheme or, for http and https, no valid host.
/// Non-ASCII host names become punycode, non-ASCII path and query bytes are percent-encoded (RFC
/// 3987).
std::optional<Url> parse_url(std::string_view text);

std::string to_string(const Url& url);

/// Resolves a reference against an absolute base (RFC 3986 §5).  An unusable base or reference
/// gives the reference unchanged.  "javascript:" and "data:" references come back as they are, and
/// so do absolute http references that hold nothing to encode and no dot segments.
std::string resolve(std::string_view base, std::string_view reference);

/// A base that many references are resolved against: resolve(), with the base read once.
class BaseUrl {
 public:
  explicit BaseUrl(std::string_view base);

  const std::string& text() const { return text_; }
  std::string resolve(std::string_view reference) const;

 private:
  std::string text_;
  std::string root_;    ///< scheme and authority; empty if the base is unusable
  std::string folder_;  ///< the path up to its last '/' included
};

bool is_http(std::string_view url);

/// The key under which the archive knows an article: scheme and host in lower case, default port,
/// fragment and tracking parameters (utm_*, fbclid, gclid …) dropped, dot segments removed, an
/// empty path made "/".  http and https stay distinct hosts of the same page: the key uses https
/// for both. What is no http URL comes back unchanged.
std::string canonical_url(std::string_view url);

/// Host without "www.", for naming a source; empty if there is none.
std::string host_of(std::string_view url);

/// `https://images.weserv.nl?url=HOST/PATH` stands for `https://HOST/PATH`; anything else
/// unchanged.
std::string undo_image_proxy(std::string_view url);

/// %XX as the bytes it stands for, which may be no UTF-8; what is no such escape stays as it is.
std::string percent_decoded(std::string_view text);

}  // namespace jianbao::text
