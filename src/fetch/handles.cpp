#include "fetch/handles.h"

#include <string>

#include "jianbao/core/error.h"

namespace jianbao::fetch {

void require(CURLcode code, const char* what) {
  if (code == CURLE_OK) return;
  throw Error(ErrorKind::kNetwork, "libcurl",
              std::string(what) + ": " + CurlLibrary::get().easy_strerror(code));
}

void require(CURLMcode code, const char* what) {
  if (code == CURLM_OK) return;
  throw Error(ErrorKind::kNetwork, "libcurl",
              std::string(what) + ": " + CurlLibrary::get().multi_strerror(code));
}

}  // namespace jianbao::fetch
