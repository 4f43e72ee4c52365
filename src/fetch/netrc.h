#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jianbao::fetch {

struct Credentials {
  std::string user;
  std::string password;
};

/// What the text of a .netrc says about a host.  Its "default" entry, which would send a password
/// to every host there is, is left out, as are macros.
std::optional<Credentials> credentials_for(std::string_view host, std::string_view netrc);

/// The text of the file; empty if it cannot be read.  At most 1 MiB of it.
std::string read_netrc(const std::string& path);

}  // namespace jianbao::fetch
