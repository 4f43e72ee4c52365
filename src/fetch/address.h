#pragma once

#include <sys/socket.h>

#include <string>
#include <string_view>

namespace jianbao::fetch {

/// The answer below for an address that leads nowhere: documentation, protocols, the future.
inline constexpr std::string_view kReservedAddress = "a reserved address";

/// Why an address is not one of the public Internet ("a loopback address"); empty if it is one.
/// IPv4 addresses inside IPv6 ones (mapped, translated, 6to4, ISATAP) are judged as themselves.
///
/// 198.18.0.0/15 passes: the tunnels many of our users sit behind give every name an address of
/// that range, and nobody keeps services there.
std::string_view not_public(const sockaddr& address);

/// The same for an address as text ("::1"); what is no address is "not an address".
std::string_view not_public(const std::string& address);

/// An address as text, without port; empty for what is neither IPv4 nor IPv6.
std::string address_text(const sockaddr& address);

/// True for a host that looks like an IPv4 address in some notation and is none ("1.2.3.4.5"): no
/// name server can know it, so that only something that reads it as an address would.
bool is_mock_address(std::string_view host);

/// True for a host that can be looked up without asking a stranger's name server: an address, a
/// name without a dot, one below a domain that is nobody's (localhost, local, internal, lan,
/// home.arpa).
bool is_known_here(std::string_view host);

}  // namespace jianbao::fetch
