#include "jianbao/text/secrets.h"

#include <algorithm>
#include <array>

#include "jianbao/text/ascii.h"

namespace jianbao::text {

namespace {

constexpr std::string_view kSchemeMark = "://";
constexpr std::string_view kHidden = "***";

/// Headers that say what kind of answer is wanted, or where one comes from.
constexpr std::array<std::string_view, 10> kPlainHeaders{
    "accept", "accept-charset", "accept-encoding", "accept-language", "cache-control",
    "dnt",    "from",           "origin",          "pragma",          "referer"};

/// What cannot stand in the part of a URL that names user and host, or ends it.
bool ends_authority(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= ' ' || byte == 0x7F ||
         std::string_view("/?#\\\"<>`").find(c) != std::string_view::npos;
}

/// Copies the text with each user part, what stands before an "@", as `change` makes it.
template <class Change>
std::string with_users(std::string_view text, Change change) {
  std::string out;
  for (std::size_t mark; (mark = text.find(kSchemeMark)) != std::string_view::npos;) {
    const std::size_t begin = mark + kSchemeMark.size();
    out += text.substr(0, begin);
    text.remove_prefix(begin);
    const auto end = std::find_if(text.begin(), text.end(), ends_authority);
    const std::string_view authority = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    const std::size_t at = authority.rfind('@');
    if (at == std::string_view::npos || at == 0) continue;
    out += change(authority.substr(0, at));
    text.remove_prefix(at);
  }
  return out.append(text);
}

std::string hidden_user(std::string_view user) {
  const std::size_t colon = user.find(':');
  if (colon == std::string_view::npos) return std::string(kHidden);
  if (colon + 1 == user.size()) return std::string(user);
  return std::string(user.substr(0, colon + 1)).append(kHidden);
}

std::string without_empty_user(std::string url) {
  const std::size_t at = url.find("://@");
  return at == std::string::npos ? url : url.erase(at + kSchemeMark.size(), 1);
}

}  // namespace

std::string hide_secrets(std::string_view text) {
  return with_users(text, hidden_user);
}

bool holds_secret(std::string_view text) {
  return hide_secrets(text) != text;
}

std::string hide_header_secret(std::string_view header) {
  const std::size_t colon = header.find(':');
  if (colon == std::string_view::npos) return std::string(kHidden);
  const std::string name = ascii_lowered(header.substr(0, colon));
  if (std::find(kPlainHeaders.begin(), kPlainHeaders.end(), name) != kPlainHeaders.end())
    return hide_secrets(header);
  return std::string(header.substr(0, colon)).append(": ").append(kHidden);
}

std::string without_secret(std::string_view url) {
  return without_empty_user(with_users(url, [](std::string_view user) {
    const std::size_t colon = user.find(':');
    return std::string(colon == std::string_view::npos ? "" : user.substr(0, colon));
  }));
}

std::string without_user(std::string_view url) {
  return without_empty_user(with_users(url, [](std::string_view) { return std::string(); }));
}

}  // namespace jianbao::text
