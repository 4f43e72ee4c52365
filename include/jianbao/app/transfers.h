#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace jianbao::app {

/// How servers are asked, whatever for.
struct Transfers {
  std::string user_agent{};               ///< empty: jianbao's
  unsigned jobs = 8;                      ///< at one time, one from each host and port
  std::chrono::milliseconds pause{1000};  ///< between two from one host and port
  /// For one document, redirects included; nothing: as the limits say.
  std::optional<std::chrono::milliseconds> timeout{};
  bool allow_private = false;  ///< what strangers name may be of a private network too
  std::string proxy{};         ///< of whatever has none of its own; empty: environment's
  std::string netrc_file{};    ///< user names and passwords for the hosts it names; empty: none
};

}  // namespace jianbao::app
