#include <arpa/inet.h>
#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <memory>

#include "jianbao/text/ascii.h"
#include "jianbao/text/url.h"
#include "text/url_parts.h"

namespace jianbao::text {

namespace {

// RFC 1035 §2.3.4.
constexpr std::size_t kMaxHost = 253;
constexpr std::size_t kMaxLabel = 63;
// Longer than any name that can become a valid host, so that IDNA never sees a stranger's megabyte.
constexpr std::size_t kMaxUnicodeHost = 1024;

struct IdnaClose {
  void operator()(UIDNA* idna) const noexcept { uidna_close(idna); }
};

/// Made once: opening costs more than converting, and the object is immutable and thread-safe.
const UIDNA* idna() {
  static const std::unique_ptr<UIDNA, IdnaClose> opened = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<UIDNA, IdnaClose>(
        uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII |
                            UIDNA_NONTRANSITIONAL_TO_UNICODE,
                        &status));
  }();
  return opened.get();
}

std::optional<std::string> punycode(std::string_view host) {
  if (idna() == nullptr || host.size() > kMaxUnicodeHost) return std::nullopt;
  std::array<char, kMaxHost + 3> buffer{};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  const int32_t size =
      uidna_nameToASCII_UTF8(idna(), host.data(), static_cast<int32_t>(host.size()), buffer.data(),
                             static_cast<int32_t>(buffer.size()), &info, &status);
  if (U_FAILURE(status) || info.errors != 0) return std::nullopt;
  return std::string(buffer.data(), static_cast<std::size_t>(size));
}

std::optional<std::string> ipv6_literal(std::string_view bracketed) {
  if (bracketed.size() < 4 || bracketed.back() != ']') return std::nullopt;
  const std::string address(bracketed.substr(1, bracketed.size() - 2));
  in6_addr binary{};
  if (inet_pton(AF_INET6, address.c_str(), &binary) != 1) return std::nullopt;
  std::array<char, INET6_ADDRSTRLEN> written{};
  if (inet_ntop(AF_INET6, &binary, written.data(), written.size()) == nullptr) return std::nullopt;
  return "[" + std::string(written.data()) + "]";
}

bool is_host_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

bool is_dns_name(std::string_view host) {
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  if (host.empty() || host.size() > kMaxHost) return false;
  std::size_t label = 0;
  for (const char c : host) {
    if (!is_host_byte(c)) return false;
    label = c == '.' ? 0 : label + 1;
    if (label > kMaxLabel) return false;
  }
  return host.front() != '.' && host.back() != '.' && host.find("..") == std::string_view::npos;
}

}  // namespace

std::optional<std::string> normal_host(std::string_view host) {
  if (!host.empty() && host.front() == '[') return ipv6_literal(host);
  std::string name =
      host.find('%') == std::string_view::npos ? std::string(host) : percent_decoded(host);
  const bool ascii = std::all_of(name.begin(), name.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!ascii) {
    auto encoded = punycode(name);
    if (!encoded) return std::nullopt;
    name = std::move(*encoded);
  }
  std::transform(name.begin(), name.end(), name.begin(), ascii_lower);
  if (!is_dns_name(name)) return std::nullopt;
  return name;
}

}  // namespace jianbao::text
