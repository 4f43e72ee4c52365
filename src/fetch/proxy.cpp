#include "fetch/proxy.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "fetch/environment.h"
#include "jianbao/text/ascii.h"

namespace jianbao::fetch {
namespace {

struct Address {
  std::array<std::uint8_t, 16> bytes{};
  unsigned bits = 0;
};

std::optional<Address> parse_address(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  const std::string copy(text);
  Address address;
  if (inet_pton(AF_INET, copy.c_str(), address.bytes.data()) == 1) {
    address.bits = 32;
    return address;
  }
  if (inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) != 1) return std::nullopt;
  address.bits = 128;
  return address;
}

bool is_in_network(const Address& address, std::string_view network) {
  const std::size_t slash = network.find('/');
  const auto base = parse_address(network.substr(0, slash));
  if (!base || base->bits != address.bits) return false;
  unsigned bits = base->bits;
  if (slash != std::string_view::npos) {
    const std::string_view size = network.substr(slash + 1);
    const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), bits);
    if (error != std::errc() || end != size.data() + size.size() || bits > base->bits) return false;
  }
  for (unsigned bit = 0; bit < bits; ++bit) {
    const unsigned mask = 0x80U >> (bit % 8);
    if (((address.bytes.at(bit / 8) ^ base->bytes.at(bit / 8)) & mask) != 0) return false;
  }
  return true;
}

bool names_host(std::string_view host, std::string_view entry) {
  if (entry == "*") return true;
  if (entry.starts_with('.')) entry.remove_prefix(1);
  if (entry.ends_with('.')) entry.remove_suffix(1);
  if (entry.empty() || entry.size() > host.size()) return false;
  const std::size_t front = host.size() - entry.size();
  return text::equal_ignoring_case(host.substr(front), entry) &&
         (front == 0 || host[front - 1] == '.');
}

}  // namespace

ProxySettings proxies_of_environment() {
  return {.http = environment_variable("http_proxy"),
          .https = environment_variable("https_proxy", "HTTPS_PROXY"),
          .all = environment_variable("all_proxy", "ALL_PROXY"),
          .no_proxy = environment_variable("no_proxy", "NO_PROXY")};
}

ProxySettings with_proxy(const std::string& proxy, ProxySettings environment) {
  if (proxy.empty()) return environment;
  return {.http = proxy, .https = proxy, .all = proxy, .no_proxy = std::move(environment.no_proxy)};
}

bool bypasses_proxy(std::string_view host, std::string_view no_proxy) {
  if (host.ends_with('.')) host.remove_suffix(1);
  const auto address = parse_address(host);
  const auto separates = [](char c) { return c == ',' || text::is_ascii_space(c); };
  while (!no_proxy.empty()) {
    const auto* end = std::find_if(no_proxy.begin(), no_proxy.end(), separates);
    const std::string_view entry =
        no_proxy.substr(0, static_cast<std::size_t>(end - no_proxy.begin()));
    no_proxy.remove_prefix(std::min(entry.size() + 1, no_proxy.size()));
    if (entry == "*" || (address ? is_in_network(*address, entry) : names_host(host, entry)))
      return true;
  }
  return false;
}

std::string proxy_for(const Url& url, const ProxySettings& settings) {
  if (bypasses_proxy(url.host, settings.no_proxy)) return {};
  const std::string& own = url.scheme == "https" ? settings.https : settings.http;
  return own.empty() ? settings.all : own;
}

}  // namespace jianbao::fetch
