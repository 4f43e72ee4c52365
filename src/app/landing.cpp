#include "app/landing.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "jianbao/text/ascii.h"
#include "jianbao/text/url.h"

namespace jianbao::app {
namespace {

using Names = std::vector<std::string>;

constexpr std::array<std::string_view, 5> kHomes{"index", "home", "default", "main", "homepage"};
constexpr std::array<std::string_view, 16> kEditions{
    "zh",      "cn",    "tw",      "hk",    "en",    "chs",  "cht",     "gb",
    "zh-hans", "zh-cn", "zh-hant", "zh-tw", "zh-hk", "big5", "chinese", "mandarin"};
constexpr std::array<std::string_view, 16> kLogins{
    "login",    "signin",     "sign-in",      "sign_in",  "log-in", "log_in",
    "logon",    "signon",     "sso",          "oauth",    "oauth2", "userlogin",
    "wp-login", "user-login", "member-login", "loginpage"};
constexpr std::array<std::string_view, 6> kPasses{"passport",  "auth",           "account",
                                                  "authorize", "authentication", "accounts"};
constexpr std::array<std::string_view, 6> kLoginHosts{"login",    "signin", "sso",
                                                      "passport", "auth",   "accounts"};
constexpr std::array<std::string_view, 11> kMissing{
    "404",       "404page",        "error404",     "410",   "notfound", "not-found",
    "not_found", "page-not-found", "pagenotfound", "error", "errors"};
constexpr std::array<std::string_view, 2> kConsentHosts{"consent", "guce"};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// "login.php" → "login"; of other endings ("v1.2") nothing is taken away.
std::string_view without_extension(std::string_view name) {
  constexpr std::array<std::string_view, 9> kExtensions{"html", "htm", "shtml", "php", "asp",
                                                        "aspx", "jsp", "do",    "cgi"};
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || !one_of(kExtensions, name.substr(dot + 1))) return name;
  return name.substr(0, dot);
}

/// An address as far as it names a place.
struct Place {
  std::string host_label;  ///< the first label of the host's name
  Names path;              ///< in lower case, without "index.html" at the end
  std::string query;       ///< without what only tracks
};

Place place_of(std::string_view address) {
  Place place;
  const auto url = text::parse_url(text::canonical_url(address));
  if (!url) return place;
  place.host_label = url->host.substr(0, url->host.find('.'));
  place.query = url->query;
  const std::string path = text::ascii_lowered(url->path);
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    if (end > at) place.path.emplace_back(without_extension(path.substr(at, end - at)));
    at = end + 1;
  }
  while (!place.path.empty() && one_of(kHomes, place.path.back())) place.path.pop_back();
  return place;
}

bool is_front_path(const Names& path) {
  return path.empty() || (path.size() == 1 && one_of(kEditions, path.front()));
}

bool is_front(const Place& place) {
  return is_front_path(place.path) && place.query.empty();
}

/// "news" and "world-news"; not "2024" and not "what-we-know-so-far".
bool names_section(std::string_view segment) {
  constexpr std::size_t kLongest = 20;
  return segment.size() <= kLongest && std::count(segment.begin(), segment.end(), '-') <= 1 &&
         std::all_of(segment.begin(), segment.end(),
                     [](char c) { return c == '-' || c == '_' || text::is_ascii_letter(c); });
}

/// True if `to` is a section's front, and what `from` has beyond it named something in there:
/// "/news/2024/05/1.html" → "/news/", but not "/news/what-we-know/amp" → "/news/what-we-know".
bool is_section_of(const Place& to, const Place& from) {
  constexpr std::size_t kDeepest = 2;
  if (!to.query.empty() || to.path.empty() || to.path.size() > kDeepest) return false;
  if (to.path.size() >= from.path.size()) return false;
  const auto beyond = from.path.begin() + static_cast<std::ptrdiff_t>(to.path.size());
  return std::equal(to.path.begin(), to.path.end(), from.path.begin()) &&
         std::all_of(to.path.begin(), to.path.end(), names_section) &&
         !std::all_of(beyond, from.path.end(), names_section);
}

/// True if one of the names has come into the path.
template <std::size_t N>
bool has_come(const std::array<std::string_view, N>& names, const Place& asked, const Place& now) {
  const auto is_named = [&](const std::string& segment) { return one_of(names, segment); };
  return std::any_of(now.path.begin(), now.path.end(), is_named) &&
         std::none_of(asked.path.begin(), asked.path.end(), is_named);
}

template <std::size_t N>
bool is_host_come(const std::array<std::string_view, N>& names, const Place& asked,
                  const Place& now) {
  return now.host_label != asked.host_label && one_of(names, now.host_label);
}

/// Forums name what they do in the query: "member.php?mod=logging&action=login".
bool asks_to_log_in(const std::string& query) {
  return query.find("action=login") != std::string::npos ||
         query.find("mod=logging") != std::string::npos;
}

}  // namespace

Landing landing_of(std::string_view asked_url, std::string_view final_url) {
  if (!text::is_http(final_url) ||
      text::canonical_url(asked_url) == text::canonical_url(final_url)) {
    return Landing::kAsked;
  }
  const Place asked = place_of(asked_url);
  const Place now = place_of(final_url);
  if (is_host_come(kConsentHosts, asked, now)) return Landing::kConsent;
  if (has_come(kLogins, asked, now) || is_host_come(kLoginHosts, asked, now) ||
      (asks_to_log_in(now.query) && !asks_to_log_in(asked.query))) {
    return Landing::kLogin;
  }
  if (has_come(kMissing, asked, now)) return Landing::kMissing;
  const bool query_came_along = now.query == asked.query && !is_front_path(asked.path);
  const bool at_front = is_front(now) || (is_front_path(now.path) && query_came_along);
  if ((at_front && !is_front(asked)) || is_section_of(now, asked)) return Landing::kFront;
  return has_come(kPasses, asked, now) ? Landing::kPass : Landing::kAsked;
}

}  // namespace jianbao::app
