#pragma once

#include <curl/curl.h>

#include <array>
#include <optional>
#include <string>

#include "fetch/transfer.h"
#include "jianbao/core/limits.h"
#include "jianbao/fetch/downloader.h"

namespace jianbao::fetch {

using ErrorBuffer = std::array<char, CURL_ERROR_SIZE>;

/// What there is to know about a transfer that has ended.
struct Ending {
  CURLcode code = CURLE_OK;
  const ErrorBuffer& words;
  bool through_proxy = false;
  /// X509_V_ERR_… of the certificate; at most 1 if it is good, and for another host.
  long verify_result = 0;
  long connect_status = 0;  ///< the proxy's answer to CONNECT; 0 if there was none
};

/// What an ended transfer without an answer to hand on was; nothing if there is an answer.
std::optional<Failed> failure(const Ending& ending, const Transfer& transfer, const Limits& limits);

Failed refused_address(const std::string& refused);
Failed too_many_redirects(const Limits& limits);

}  // namespace jianbao::fetch
