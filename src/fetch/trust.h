#pragma once

#include <string>

namespace jianbao::fetch {

/// Where the certificates lie that servers are verified by; an empty path stands for libcurl's own.
struct Trust {
  std::string file{};    ///< of PEM certificates
  std::string folder{};  ///< of such files, named by their hashes (c_rehash)
};

/// CURL_CA_BUNDLE, else SSL_CERT_FILE and SSL_CERT_DIR: what curl and OpenSSL's other users obey,
/// but libcurl does not by itself.
Trust trust_of_environment();

}  // namespace jianbao::fetch
