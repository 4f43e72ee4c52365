#pragma once

#include <chrono>
#include <string>

#include "fetch/exchange.h"
#include "fetch/trust.h"

namespace jianbao::fetch {

/// What all transfers of a downloader share.
struct Surroundings {
  const DownloaderOptions& options;
  CURLSH* share;
  const std::string& netrc;
  const Trust& trust;
};

/// Prepares the exchange's handle for the transfer from where it stands, directly or through
/// exchange.proxy.
void prepare_transfer(Exchange& exchange, const Surroundings& surroundings);

/// Prepares it for looking up and judging the addresses of the host instead, without a connection.
void prepare_look_up(Exchange& exchange, const Surroundings& surroundings);

}  // namespace jianbao::fetch
