#include "fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "jianbao/text/ascii.h"

namespace jianbao::fetch {
namespace {

using Bytes6 = std::array<std::uint8_t, 16>;

constexpr std::string_view kLoopback = "a loopback address";
constexpr std::string_view kPrivate = "a private address";
constexpr std::string_view kLinkLocal = "a link-local address";
constexpr std::string_view kMulticast = "a multicast address";
constexpr std::string_view kUnspecified = "an unspecified address";

struct Range4 {
  std::uint32_t first;
  int bits;
  std::string_view name;
};

constexpr std::uint32_t ipv4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24U | b << 16U | c << 8U | d;
}

/// RFC 6890 and its successors; the first that holds the address names it.
constexpr std::array<Range4, 15> kRanges4{{
    {ipv4(0, 0, 0, 0), 32, kUnspecified},
    {ipv4(0, 0, 0, 0), 8, kReservedAddress},
    {ipv4(10, 0, 0, 0), 8, kPrivate},
    {ipv4(100, 64, 0, 0), 10, "a carrier's private address"},
    {ipv4(127, 0, 0, 0), 8, kLoopback},
    {ipv4(169, 254, 0, 0), 16, kLinkLocal},
    {ipv4(172, 16, 0, 0), 12, kPrivate},
    {ipv4(192, 0, 0, 0), 24, kReservedAddress},
    {ipv4(192, 0, 2, 0), 24, kReservedAddress},
    {ipv4(192, 88, 99, 0), 24, kReservedAddress},
    {ipv4(192, 168, 0, 0), 16, kPrivate},
    {ipv4(198, 51, 100, 0), 24, kReservedAddress},
    {ipv4(203, 0, 113, 0), 24, kReservedAddress},
    {ipv4(224, 0, 0, 0), 4, kMulticast},
    {ipv4(240, 0, 0, 0), 4, kReservedAddress},
}};

std::string_view judge4(std::uint32_t address) {
  const auto* found = std::find_if(kRanges4.begin(), kRanges4.end(), [&](const Range4& range) {
    return ((address ^ range.first) >> static_cast<unsigned>(32 - range.bits)) == 0;
  });
  return found == kRanges4.end() ? std::string_view() : found->name;
}

std::uint32_t embedded4(const Bytes6& bytes, std::size_t at) {
  return ipv4(bytes.at(at), bytes.at(at + 1), bytes.at(at + 2), bytes.at(at + 3));
}

template <std::size_t Size>
bool begins(const Bytes6& bytes, const std::array<std::uint8_t, Size>& prefix) {
  return std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

constexpr std::array<std::uint8_t, 12> kZeros{};
constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr std::array<std::uint8_t, 12> kTranslated{0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr std::array<std::uint8_t, 12> kNat64{0, 0x64, 0xFF, 0x9B};
constexpr std::array<std::uint8_t, 6> kLocalNat64{0, 0x64, 0xFF, 0x9B, 0, 1};
constexpr std::array<std::uint8_t, 2> k6to4{0x20, 0x02};
constexpr std::array<std::uint8_t, 4> kDocumentation{0x20, 0x01, 0x0D, 0xB8};
constexpr std::array<std::uint8_t, 2> kDocumentation2{0x3F, 0xFF};

/// An interface identifier of ISATAP (RFC 5214) ends in an IPv4 address.
bool is_isatap(const Bytes6& bytes) {
  return (bytes[8] & 0xFDU) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE;
}

std::string_view judge_outside_global(const Bytes6& bytes) {
  if (begins(bytes, kZeros)) {
    const std::uint32_t last = embedded4(bytes, 12);
    if (last == 0) return kUnspecified;
    if (last == 1) return kLoopback;
    const std::string_view compatible = judge4(last);
    return compatible.empty() ? kReservedAddress : compatible;
  }
  if ((bytes[0] & 0xFEU) == 0xFC || begins(bytes, kLocalNat64)) return kPrivate;
  if (bytes[0] == 0xFE && (bytes[1] & 0xC0U) == 0x80) return kLinkLocal;
  if (bytes[0] == 0xFE && (bytes[1] & 0xC0U) == 0xC0) return kPrivate;  // site-local, once
  return bytes[0] == 0xFF ? kMulticast : kReservedAddress;
}

std::string_view judge6(const Bytes6& bytes) {
  if (begins(bytes, kMapped) || begins(bytes, kTranslated) || begins(bytes, kNat64)) {
    return judge4(embedded4(bytes, 12));
  }
  if ((bytes[0] & 0xE0U) != 0x20) return judge_outside_global(bytes);
  if (begins(bytes, k6to4)) return judge4(embedded4(bytes, 2));
  if (begins(bytes, kDocumentation) || begins(bytes, kDocumentation2)) return kReservedAddress;
  // 2001::/23 is for protocols: Teredo, ORCHID …
  if (bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] & 0xFEU) == 0) return kReservedAddress;
  return is_isatap(bytes) ? judge4(embedded4(bytes, 12)) : std::string_view();
}

}  // namespace

std::string_view not_public(const sockaddr& address) {
  // Copies, because a sockaddr is not aligned as what it stands for.
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof(in));
    return judge4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof(in));
    Bytes6 bytes{};
    std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
    return judge6(bytes);
  }
  return "not an Internet address";
}

std::string_view not_public(const std::string& address) {
  in_addr four{};
  if (inet_pton(AF_INET, address.c_str(), &four) == 1) return judge4(ntohl(four.s_addr));
  Bytes6 six{};
  const std::string without_zone = address.substr(0, address.find('%'));
  if (inet_pton(AF_INET6, without_zone.c_str(), six.data()) == 1) return judge6(six);
  return "not an address";
}

std::string address_text(const sockaddr& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const char* written = nullptr;
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof(in));
    written = inet_ntop(AF_INET, &in.sin_addr, text.data(), text.size());
  } else if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof(in));
    written = inet_ntop(AF_INET6, &in.sin6_addr, text.data(), text.size());
  }
  return written == nullptr ? std::string() : std::string(written);
}

bool is_mock_address(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  const std::string_view last = host.substr(host.rfind('.') + 1);
  const bool hexadecimal = last.starts_with("0x") || last.starts_with("0X");
  const bool numeric =
      hexadecimal || (!last.empty() && std::all_of(last.begin(), last.end(), text::is_ascii_digit));
  in_addr parsed{};
  return numeric && inet_aton(std::string(host).c_str(), &parsed) == 0;
}

bool is_known_here(std::string_view host) {
  constexpr std::array<std::string_view, 5> kLocalDomains{".localhost", ".local", ".internal",
                                                          ".lan", ".home.arpa"};
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.starts_with('[') || host.find('.') == std::string_view::npos) return true;
  in_addr parsed{};
  const std::string lower = text::ascii_lowered(host);
  return inet_aton(lower.c_str(), &parsed) != 0 ||
         std::any_of(kLocalDomains.begin(), kLocalDomains.end(),
                     [&](std::string_view domain) { return lower.ends_with(domain); });
}

}  // namespace jianbao::fetch
