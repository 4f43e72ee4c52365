#pragma once

#include <string>
#include <string_view>

#include "jianbao/core/url.h"

namespace jianbao::fetch {

/// Which proxy is for what, as the environment or the user says.
struct ProxySettings {
  std::string http{};
  std::string https{};
  std::string all{};       ///< for the scheme that has none of its own
  std::string no_proxy{};  ///< hosts to reach without: names with all below them, addresses, "*"
};

/// http_proxy (in lower case only: a CGI server's variable of the other case is a stranger's),
/// https_proxy, all_proxy and no_proxy in either case.
ProxySettings proxies_of_environment();

/// The proxy for everything but what `environment.no_proxy` names; empty: what the environment
/// says.
ProxySettings with_proxy(const std::string& proxy, ProxySettings environment);

/// The proxy to fetch a URL through; empty for none.
std::string proxy_for(const Url& url, const ProxySettings& settings);

/// True if no_proxy names the host: as itself, as the end of its name, as a network ("10.0.0.0/8")
/// or as "*".
bool bypasses_proxy(std::string_view host, std::string_view no_proxy);

}  // namespace jianbao::fetch
