#include "cli/wrapping.h"

#include <algorithm>

#include "jianbao/text/url.h"
#include "jianbao/text/width.h"

namespace jianbao::cli {

namespace {

constexpr std::string_view kEllipsis = "…";
constexpr std::string_view kSchemeMark = "://";
constexpr std::string_view kWww = "www.";
// With less room for it than this, the end of a URL says nothing.
constexpr std::size_t kShortestTail = 6;

/// What may not be broken: one wide character with the narrow ones behind it (a closing mark, a
/// number), or a run of others.
std::size_t unbroken(std::string_view text) {
  text::Cluster cluster = text::next_cluster(text, 0);
  std::size_t end = cluster.end;
  while (end < text.size() && text[end] != ' ') {
    cluster = text::next_cluster(text, end);
    if (cluster.columns > 1) break;
    end = cluster.end;
  }
  return end;
}

/// The longest end of the text that fits, whole characters only.
std::string_view tail(std::string_view text, std::size_t width) {
  std::size_t left = text::columns(text);
  std::size_t begin = 0;
  while (begin < text.size() && left > width) {
    const text::Cluster cluster = text::next_cluster(text, begin);
    left -= std::min(left, cluster.columns);
    begin = cluster.end;
  }
  return text.substr(begin);
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  std::string out;
  std::size_t column = indent;
  bool space = false;
  while (!text.empty()) {
    if (text.front() == ' ') {
      space = true;
      text.remove_prefix(1);
      continue;
    }
    const std::string_view word = text.substr(0, unbroken(text));
    const std::size_t taken = text::columns(word);
    if (column > indent && column + (space ? 1 : 0) + taken > width) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (space && column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += taken;
    space = false;
    text.remove_prefix(word.size());
  }
  return out;
}

std::string short_url(std::string_view url, std::size_t width) {
  if (!text::is_http(url) || text::columns(url) <= width) return text::fit(url, width);
  url.remove_prefix(url.find(kSchemeMark) + kSchemeMark.size());
  const std::size_t user = url.substr(0, url.find('/')).rfind('@');
  if (user != std::string_view::npos) url.remove_prefix(user + 1);
  if (url.starts_with(kWww)) url.remove_prefix(kWww.size());
  if (text::columns(url) <= width) return std::string(url);
  const std::string host(url.substr(0, url.find('/')));
  const std::size_t head = text::columns(host) + 1 + text::columns(kEllipsis);
  if (host.size() == url.size() || head + kShortestTail > width) return text::fit(url, width);
  std::string_view end = tail(url, width - head);
  // Rather whole parts of the path, as long as a good deal is left.
  const std::size_t slash = end.find('/');
  if (slash != std::string_view::npos && end.size() - slash >= kShortestTail)
    end.remove_prefix(slash);
  return host + "/" + std::string(kEllipsis) + std::string(end);
}

}  // namespace jianbao::cli
