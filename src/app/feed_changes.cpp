#include "jianbao/app/feed_changes.h"

#include <algorithm>
#include <array>

#include "app/read_item.h"
#include "jianbao/core/error.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/duration.h"
#include "jianbao/text/secrets.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"

namespace jianbao::app {

namespace {

constexpr std::size_t kMaxUrl = 4096;
constexpr std::size_t kMaxHeader = 4096;
constexpr std::size_t kMaxAgent = 1000;
constexpr std::size_t kMaxTag = 100;  // characters
constexpr std::size_t kMaxItems = 50;
constexpr std::chrono::milliseconds kShortestInterval = std::chrono::minutes(1);
constexpr std::chrono::milliseconds kLongestInterval = std::chrono::hours(24 * 365);

constexpr std::string_view kSchemeMark = "://";

constexpr std::array<std::string_view, 6> kProxySchemes{"http",    "https",  "socks4",
                                                        "socks4a", "socks5", "socks5h"};
/// Headers that the transfer itself decides about.
constexpr std::array<std::string_view, 8> kOwnHeaders{
    "connection", "content-length",    "host",   "if-modified-since", "if-none-match",
    "range",      "transfer-encoding", "upgrade"};

[[noreturn]] void refuse(const std::string& subject, const std::string& problem,
                         const std::string& hint = {}) {
  throw Error(ErrorKind::kUsage, text::for_terminal(subject.substr(0, 200)), problem, hint);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text::is_ascii_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && text::is_ascii_space(text.back())) text.remove_suffix(1);
  return text;
}

/// What was typed without a scheme, as what it would be with one.
std::string discreet(const std::string& typed) {
  constexpr std::string_view kScheme = "http://";
  return text::hide_secrets(std::string(kScheme) + typed).substr(kScheme.size());
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_control);
}

/// RFC 9110 §5.6.2.
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return text::is_ascii_letter(c) || text::is_ascii_digit(c) ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

/// "feed://host/path" and "feed:https://host/path", as browsers and readers hand them on.
std::string without_feed_scheme(std::string_view url) {
  constexpr std::string_view kFeed = "feed:";
  if (!text::equal_ignoring_case(url.substr(0, kFeed.size()), kFeed)) return std::string(url);
  url.remove_prefix(kFeed.size());
  return url.starts_with("//") ? "http:" + std::string(url) : std::string(url);
}

std::string checked_header(std::string_view header) {
  if (has_control(header)) {
    refuse("header", "holds a line break or another control character",
           "give each header on its own");
  }
  const std::string shown = "header \"" + std::string(header.substr(0, header.find(':'))) + "\"";
  if (header.size() > kMaxHeader) refuse(shown, "is too long");
  if (!text::is_valid_utf8(header)) refuse(shown, "is no valid UTF-8");
  const std::size_t colon = header.find(':');
  if (colon == std::string_view::npos || !is_token(header.substr(0, colon))) {
    refuse(shown, "is no header", "write it as \"Name: value\"");
  }
  const std::string_view name = header.substr(0, colon);
  const std::string lower = text::ascii_lowered(name);
  if (lower == "user-agent") refuse(shown, "has a setting of its own", "use the user agent");
  if (std::find(kOwnHeaders.begin(), kOwnHeaders.end(), lower) != kOwnHeaders.end()) {
    refuse(shown, "is set by the transfer itself");
  }
  const std::string_view value = trimmed(header.substr(colon + 1));
  if (value.empty()) refuse(shown, "has no value", "write it as \"Name: value\"");
  return std::string(name) + ": " + std::string(value);
}

std::vector<std::string> checked_headers(const std::vector<std::string>& typed) {
  if (typed.size() > kMaxItems) refuse("headers", "more than " + std::to_string(kMaxItems));
  std::vector<std::string> headers;
  for (const std::string& header : typed) headers.push_back(checked_header(header));
  return headers;
}

std::string checked_agent(std::string_view agent) {
  if (has_control(agent) || agent.size() > kMaxAgent || !text::is_valid_utf8(agent)) {
    refuse("user agent", "is too long or holds control characters");
  }
  return std::string(trimmed(agent));
}

std::vector<std::string> checked_tags(const std::vector<std::string>& typed) {
  std::vector<std::string> tags;
  for (const std::string& word : typed) {
    std::string tag = text::clean_line(word);
    if (tag.empty()) refuse("tag", "is empty");
    if (text::count_code_points(tag) > kMaxTag) refuse("tag \"" + tag + "\"", "is too long");
    if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(std::move(tag));
  }
  if (tags.size() > kMaxItems) refuse("tags", "more than " + std::to_string(kMaxItems));
  return tags;
}

void check_interval(std::chrono::milliseconds interval) {
  if (interval.count() == 0) return;
  if (interval < kShortestInterval || interval > kLongestInterval) {
    refuse("interval " + text::format_duration(interval),
           "is not between " + text::format_duration(kShortestInterval) + " and " +
               text::format_duration(kLongestInterval));
  }
}

}  // namespace

std::string checked_feed_url(std::string_view typed) {
  const std::string url = without_feed_scheme(trimmed(typed));
  if (url.empty()) refuse("URL", "is empty", "write it as https://example.org/feed.xml");
  if (url.size() > kMaxUrl) refuse(url, "is too long for an address");
  if (has_control(url)) refuse(url, "holds a line break or another control character");
  const std::size_t mark = url.find(kSchemeMark);
  if (mark == std::string::npos || mark == 0) {
    const bool like_host = url.find('.') != std::string::npos && url.front() != '/';
    refuse(discreet(url), "is no address",
           like_host ? "did you mean https://" + url + "?"
                     : "write it as https://example.org/feed.xml");
  }
  const std::string scheme = text::ascii_lowered(std::string_view(url).substr(0, mark));
  if (scheme != "http" && scheme != "https") refuse(url, "only http and https are read");
  auto parsed = text::parse_url(url);
  if (!parsed || parsed->host.empty() || url.find(' ') != std::string::npos) {
    refuse(url, "is no address", "write it as https://example.org/feed.xml");
  }
  parsed->fragment.clear();
  return text::to_string(*parsed);
}

std::string checked_proxy(std::string_view typed) {
  const std::string proxy(trimmed(typed));
  const std::size_t mark = proxy.find(kSchemeMark);
  if (mark == std::string::npos && !proxy.empty()) {
    refuse(discreet(proxy), "is no proxy's address", "did you mean http://" + proxy + "?");
  }
  const std::string scheme = text::ascii_lowered(std::string_view(proxy).substr(0, mark));
  if (std::find(kProxySchemes.begin(), kProxySchemes.end(), scheme) == kProxySchemes.end()) {
    refuse(proxy, "is no proxy's address",
           "proxies begin with http, https, socks4, socks5 or "
           "socks5h: socks5h://127.0.0.1:7890");
  }
  const bool has_host = proxy.size() > mark + kSchemeMark.size();
  if (!has_host || has_control(proxy) || proxy.find(' ') != std::string::npos ||
      proxy.size() > kMaxUrl) {
    refuse(proxy, "is no proxy's address", "write it as socks5h://127.0.0.1:7890");
  }
  return proxy;
}

FeedChanges checked(FeedChanges changes) {
  if (changes.name) changes.name = clean_source_name(*changes.name);
  if (changes.source) changes.source = clean_source_name(*changes.source);
  if (changes.interval) check_interval(*changes.interval);
  if (changes.user_agent) changes.user_agent = checked_agent(*changes.user_agent);
  if (changes.proxy && !changes.proxy->empty()) changes.proxy = checked_proxy(*changes.proxy);
  if (changes.headers) changes.headers = checked_headers(*changes.headers);
  if (changes.tags) changes.tags = checked_tags(*changes.tags);
  return changes;
}

store::FeedSettings apply(const FeedChanges& changes, store::FeedSettings settings) {
  const auto set = [](auto& value, const auto& change) {
    if (change) value = *change;
  };
  set(settings.name, changes.name);
  set(settings.source, changes.source);
  set(settings.user_agent, changes.user_agent);
  set(settings.headers, changes.headers);
  set(settings.proxy, changes.proxy);
  set(settings.full_page, changes.full_page);
  set(settings.tags, changes.tags);
  if (changes.interval) settings.interval = changes.interval;
  if (settings.interval && settings.interval->count() == 0) settings.interval.reset();
  if (settings.source.empty()) settings.source = settings.name;
  return settings;
}

}  // namespace jianbao::app
