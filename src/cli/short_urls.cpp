#include "cli/short_urls.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "jianbao/text/url.h"
#include "jianbao/text/width.h"

namespace jianbao::cli {

namespace {

constexpr std::string_view kEllipsis = "…";
constexpr std::string_view kSchemeMark = "://";
constexpr std::string_view kWww = "www.";
// With less room for it than this, the end of a URL says nothing.
constexpr std::size_t kShortestTail = 6;

/// Numbers of cells.
using Group = std::vector<std::size_t>;

/// Without scheme, user and "www.".
std::string_view bare(std::string_view url) {
  url.remove_prefix(url.find(kSchemeMark) + kSchemeMark.size());
  const std::size_t user = url.substr(0, url.find('/')).rfind('@');
  if (user != std::string_view::npos) url.remove_prefix(user + 1);
  if (url.starts_with(kWww)) url.remove_prefix(kWww.size());
  return url;
}

/// The longest end of the text that fits, whole characters only; rather whole parts of a path, as
/// long as a good deal is left.
std::string_view tail(std::string_view text, std::size_t width) {
  std::size_t left = text::columns(text);
  std::size_t begin = 0;
  while (begin < text.size() && left > width) {
    const text::Cluster cluster = text::next_cluster(text, begin);
    left -= std::min(left, cluster.columns);
    begin = cluster.end;
  }
  text.remove_prefix(begin);
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos && text.size() - slash >= kShortestTail)
    text.remove_prefix(slash);
  return text;
}

/// The host and the end of the path, else the starts and ends of both.
std::string shortened(std::string_view address, std::size_t width) {
  if (text::columns(address) <= width) return std::string(address);
  const std::string_view host = address.substr(0, address.find('/'));
  const std::size_t head = text::columns(host) + 1 + text::columns(kEllipsis);
  if (host.size() == address.size() || width < kShortestTail) return text::fit(address, width);
  if (head + kShortestTail <= width) {
    const std::string_view end = tail(address, width - head);
    return std::string(host).append("/").append(kEllipsis).append(end);
  }
  const std::string_view end = tail(address.substr(host.size()), width / 2);
  return text::fit(address, width - text::columns(end)).append(end);
}

/// Bytes at the end that all have; never a part of a character.
std::size_t common_end(const std::vector<std::string_view>& addresses, const Group& group) {
  const std::string_view first = addresses[group.front()];
  std::size_t common = first.size();
  for (const std::size_t i : group) {
    const auto ends =
        std::mismatch(first.rbegin(), first.rend(), addresses[i].rbegin(), addresses[i].rend());
    common = std::min(common, static_cast<std::size_t>(ends.first - first.rbegin()));
  }
  const auto inside = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; };
  while (common > 0 && inside(first[first.size() - common])) --common;
  return common;
}

/// Those of the group that look alike though they are not.
std::vector<Group> alike(const std::vector<std::string_view>& addresses,
                         const std::vector<std::string>& shown, const Group& group) {
  std::map<std::string_view, Group> by_look;
  for (const std::size_t i : group) by_look[shown[i]].push_back(i);
  std::vector<Group> found;
  for (auto& [look, same] : by_look) {
    const bool differ = std::any_of(same.begin(), same.end(), [&, first = same.front()](auto i) {
      return addresses[i] != addresses[first];
    });
    if (differ) found.push_back(std::move(same));
  }
  return found;
}

/// Leaves out the ends that addresses have in common, until no two look alike.
void tell_apart(const std::vector<std::string_view>& addresses, const Group& all, std::size_t width,
                std::vector<std::string>& shown) {
  std::vector<Group> todo = alike(addresses, shown, all);
  while (!todo.empty()) {
    const Group group = std::move(todo.back());
    todo.pop_back();
    const std::size_t end = common_end(addresses, group);
    for (const std::size_t i : group) {
      const std::string_view kept = addresses[i].substr(0, addresses[i].size() - end);
      shown[i] = shortened(kept, width - 1).append(kEllipsis);
    }
    for (Group& part : alike(addresses, shown, group)) {
      // No smaller: there is too little room for any difference.
      if (part.size() < group.size()) todo.push_back(std::move(part));
    }
  }
}

}  // namespace

std::vector<std::string> short_urls(const std::vector<std::string>& cells, std::size_t width) {
  Group urls;
  bool fit = true;
  std::vector<std::string> shown;
  std::vector<std::string_view> addresses(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    shown.push_back(text::fit(cells[i], width));
    if (!text::is_http(cells[i])) continue;
    urls.push_back(i);
    addresses[i] = bare(cells[i]);
    fit = fit && shown.back() == cells[i];
  }
  if (fit || width == 0) return shown;
  for (const std::size_t i : urls) shown[i] = shortened(addresses[i], width);
  tell_apart(addresses, urls, width, shown);
  return shown;
}

}  // namespace jianbao::cli
