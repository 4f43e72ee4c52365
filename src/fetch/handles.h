#pragma once

#include <curl/curl.h>

#include <memory>

#include "fetch/curl_library.h"

namespace jianbao::fetch {

struct EasyClose {
  void operator()(CURL* easy) const noexcept { CurlLibrary::get().easy_cleanup(easy); }
};
struct MultiClose {
  void operator()(CURLM* multi) const noexcept { CurlLibrary::get().multi_cleanup(multi); }
};
struct ShareClose {
  void operator()(CURLSH* share) const noexcept { CurlLibrary::get().share_cleanup(share); }
};
struct ListFree {
  void operator()(curl_slist* list) const noexcept { CurlLibrary::get().slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyClose>;
using Multi = std::unique_ptr<CURLM, MultiClose>;
using Share = std::unique_ptr<CURLSH, ShareClose>;
using HeaderList = std::unique_ptr<curl_slist, ListFree>;

/// @throws Error(kNetwork) unless `code` is that of success.  For calls that only a broken libcurl
/// refuses.
void require(CURLcode code, const char* what);
void require(CURLMcode code, const char* what);

template <class Value>
void set_option(CURL* easy, CURLoption option, Value value) {
  const CURLcode code = CurlLibrary::get().easy_setopt(easy, option, value);
  if (code != CURLE_OK) require(code, CurlLibrary::get().easy_option_by_id(option)->name);
}

}  // namespace jianbao::fetch
