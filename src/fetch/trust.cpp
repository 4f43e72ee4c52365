#include "fetch/trust.h"

#include "fetch/environment.h"

namespace jianbao::fetch {

Trust trust_of_environment() {
  std::string bundle = environment_variable("CURL_CA_BUNDLE");
  if (!bundle.empty()) return {std::move(bundle)};
  return {environment_variable("SSL_CERT_FILE"), environment_variable("SSL_CERT_DIR")};
}

}  // namespace jianbao::fetch
