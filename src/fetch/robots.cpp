#include "jianbao/fetch/robots.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "fetch/headers.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/url.h"

namespace jianbao::fetch {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{500} << 10U;  // RFC 9309 §2.5
constexpr std::size_t kMaxSitemaps = 100;
constexpr double kMaxDelaySeconds = 3600;

std::string_view product_token(std::string_view agent) {
  const auto* end = std::find_if_not(agent.begin(), agent.end(), [](char c) {
    return text::is_ascii_letter(c) || c == '-' || c == '_';
  });
  return agent.substr(0, static_cast<std::size_t>(end - agent.begin()));
}

int hex_digit(char c) {
  if (text::is_ascii_digit(c)) return c - '0';
  const char lower = text::ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

void append_encoded(std::string& out, unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  out += '%';
  out += kDigits[byte >> 4U];
  out += kDigits[byte & 0xFU];
}

bool is_unreserved(unsigned char byte) {
  const char c = static_cast<char>(byte);
  return text::is_ascii_letter(c) || text::is_ascii_digit(c) || c == '-' || c == '.' || c == '_' ||
         c == '~';
}

/// Makes equal what means the same (RFC 9309 §2.2.2): "%7e" and "~", "%e4" and the byte E4.
std::string normalized(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto byte = static_cast<unsigned char>(path[i]);
    if (byte == '%' && i + 2 < path.size() && hex_digit(path[i + 1]) >= 0 &&
        hex_digit(path[i + 2]) >= 0) {
      const auto meant =
          static_cast<unsigned char>(hex_digit(path[i + 1]) * 16 + hex_digit(path[i + 2]));
      if (is_unreserved(meant)) {
        out += static_cast<char>(meant);
      } else {
        append_encoded(out, meant);
      }
      i += 2;
    } else if (byte >= 0x80) {
      append_encoded(out, byte);
    } else {
      out += path[i];
    }
  }
  return out;
}

/// "*" stands for anything, "$" at the end for the end of the path.  The leftmost place of each
/// piece is as good as any, so that nothing is tried twice.
bool matches(std::string_view path, std::string_view pattern) {
  const bool to_end = pattern.ends_with('$');
  if (to_end) pattern.remove_suffix(1);
  std::size_t star = pattern.find('*');
  std::string_view piece = pattern.substr(0, star);
  if (!path.starts_with(piece)) return false;
  path.remove_prefix(piece.size());
  if (star == std::string_view::npos) return !to_end || path.empty();
  for (;;) {
    pattern.remove_prefix(star + 1);
    star = pattern.find('*');
    piece = pattern.substr(0, star);
    if (star == std::string_view::npos) break;
    const std::size_t at = path.find(piece);
    if (at == std::string_view::npos) return false;
    path.remove_prefix(at + piece.size());
  }
  return to_end ? path.ends_with(piece) : path.find(piece) != std::string_view::npos;
}

std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return trimmed(line.substr(0, line.find('#')));
}

/// Without the byte order mark of UTF-8.
std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

}  // namespace

/// Reads the lines of a robots.txt and keeps what is for one crawler.
class RobotsReader {
 public:
  explicit RobotsReader(std::string_view token) : token_(token) {}

  void take(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const std::string_view name = trimmed(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (text::equal_ignoring_case(name, "user-agent")) {
      take_agent(value);
    } else if (text::equal_ignoring_case(name, "allow")) {
      take_rule(value, true);
    } else if (text::equal_ignoring_case(name, "disallow")) {
      take_rule(value, false);
    } else if (text::equal_ignoring_case(name, "crawl-delay")) {
      take_delay(value);
    } else if (text::equal_ignoring_case(name, "sitemap")) {
      if (sitemaps_.size() < kMaxSitemaps && !value.empty()) sitemaps_.emplace_back(value);
    }
  }

  Robots finish() {
    Robots robots = std::move(is_named_ ? own_ : others_);
    robots.sitemaps_ = std::move(sitemaps_);
    std::stable_sort(robots.rules_.begin(), robots.rules_.end(), [](const auto& a, const auto& b) {
      if (a.pattern.size() != b.pattern.size()) return a.pattern.size() > b.pattern.size();
      return a.allow && !b.allow;
    });
    return robots;
  }

 private:
  void take_agent(std::string_view value) {
    if (!in_agents_) for_own_ = for_others_ = false;  // a new group
    in_agents_ = true;
    if (value.starts_with('*')) for_others_ = true;
    if (!token_.empty() && text::equal_ignoring_case(product_token(value), token_)) {
      for_own_ = is_named_ = true;
    }
  }

  void take_rule(std::string_view value, bool allow) {
    in_agents_ = false;
    if (value.empty()) return;
    const Robots::Rule rule{normalized(value), allow};
    if (for_own_) own_.rules_.push_back(rule);
    if (for_others_) others_.rules_.push_back(rule);
  }

  void take_delay(std::string_view value) {
    in_agents_ = false;
    const double seconds = std::strtod(std::string(value).c_str(), nullptr);
    if (!std::isfinite(seconds) || seconds <= 0) return;
    const std::chrono::duration<double> delay(std::min(seconds, kMaxDelaySeconds));
    const auto whole = std::chrono::ceil<std::chrono::milliseconds>(delay);
    if (for_own_) own_.crawl_delay_ = whole;
    if (for_others_) others_.crawl_delay_ = whole;
  }

  std::string_view token_;
  Robots own_;
  Robots others_;
  std::vector<std::string> sitemaps_;
  bool is_named_ = false;
  bool in_agents_ = false;
  bool for_own_ = false;
  bool for_others_ = false;
};

Robots Robots::parse(std::string_view text, std::string_view agent) {
  text = without_mark(text.substr(0, kMaxBytes));
  RobotsReader reader(product_token(agent));
  while (!text.empty()) reader.take(next_line(text));
  return reader.finish();
}

Robots Robots::allow_all() {
  return {};
}

Robots Robots::deny_all() {
  Robots robots;
  robots.deny_all_ = true;
  return robots;
}

bool Robots::allows(std::string_view url) const {
  const std::optional<Url> parsed = text::parse_url(url);
  if (!parsed || !text::is_http(url)) return false;
  std::string path = parsed->path.empty() ? "/" : parsed->path;
  if (path == "/robots.txt") return true;
  if (deny_all_) return false;
  if (parsed->has_query) path += "?" + parsed->query;
  path = normalized(path);
  const auto decides = std::find_if(rules_.begin(), rules_.end(),
                                    [&](const Rule& rule) { return matches(path, rule.pattern); });
  return decides == rules_.end() || decides->allow;
}

std::string robots_url(std::string_view page) {
  std::optional<Url> url = text::parse_url(page);
  if (!url || !text::is_http(page)) return {};
  url->path = "/robots.txt";
  url->query.clear();
  url->has_query = false;
  url->fragment.clear();
  return text::to_string(*url);
}

std::optional<std::string_view> robots_text(const Outcome& outcome) {
  constexpr int kTooManyRequests = 429;
  if (const auto* body = std::get_if<Body>(&outcome))
    return std::string_view(body->bytes).substr(0, kMaxBytes);
  const auto* rejected = std::get_if<Rejected>(&outcome);
  const bool is_missing = rejected != nullptr && rejected->status >= 400 &&
                          rejected->status < 500 && rejected->status != kTooManyRequests;
  return is_missing ? std::optional(std::string_view()) : std::nullopt;
}

bool is_page(std::string_view robots_text) {
  const std::string_view text = without_mark(robots_text);
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && text[begin] == '<';
}

Robots robots_from(const Outcome& outcome, std::string_view agent) {
  const auto text = robots_text(outcome);
  return text ? Robots::parse(*text, agent) : Robots::deny_all();
}

}  // namespace jianbao::fetch
