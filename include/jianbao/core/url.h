#pragma once

#include <string>

namespace jianbao {

/// The parts of an absolute URL (RFC 3986 §3), percent-encoding as given.  See text/url.h for the
/// functions that make one.
struct Url {
  std::string scheme;    ///< lower case, without ':'
  std::string userinfo;  ///< without '@'
  std::string host;      ///< lower case; an IPv6 literal keeps its brackets
  std::string port;      ///< digits, empty if absent or the scheme's default
  std::string path;      ///< begins with '/' where there is a host
  std::string query;     ///< without '?'
  std::string fragment;  ///< without '#'
  bool has_query = false;

  friend bool operator==(const Url&, const Url&) = default;
};

}  // namespace jianbao
