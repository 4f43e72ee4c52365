#include "fetch/curl_library.h"

#include <dlfcn.h>

#include <string>

#include "jianbao/core/error.h"

namespace jianbao::fetch {

namespace {

[[noreturn]] void fail(const std::string& problem) {
  throw Error(ErrorKind::kNetwork, "libcurl", problem, "install the package libcurl4");
}

/// Never closed: other threads may be inside it until the process ends.
void* load() {
  void* library = dlopen(JIANBAO_LIBCURL, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) fail(dlerror());
  return library;
}

template <class Function>
void resolve(void* library, const char* name, Function*& function) {
  function = reinterpret_cast<Function*>(dlsym(library, name));
  if (function == nullptr) fail(dlerror());
}

}  // namespace

CurlLibrary::CurlLibrary() {
  void* library = load();
  resolve(library, "curl_easy_cleanup", easy_cleanup);
  resolve(library, "curl_easy_getinfo", easy_getinfo);
  resolve(library, "curl_easy_init", easy_init);
  resolve(library, "curl_easy_option_by_id", easy_option_by_id);
  resolve(library, "curl_easy_reset", easy_reset);
  resolve(library, "curl_easy_setopt", easy_setopt);
  resolve(library, "curl_easy_strerror", easy_strerror);
  resolve(library, "curl_multi_add_handle", multi_add_handle);
  resolve(library, "curl_multi_cleanup", multi_cleanup);
  resolve(library, "curl_multi_info_read", multi_info_read);
  resolve(library, "curl_multi_init", multi_init);
  resolve(library, "curl_multi_perform", multi_perform);
  resolve(library, "curl_multi_poll", multi_poll);
  resolve(library, "curl_multi_remove_handle", multi_remove_handle);
  resolve(library, "curl_multi_setopt", multi_setopt);
  resolve(library, "curl_multi_strerror", multi_strerror);
  resolve(library, "curl_multi_wakeup", multi_wakeup);
  resolve(library, "curl_share_cleanup", share_cleanup);
  resolve(library, "curl_share_init", share_init);
  resolve(library, "curl_share_setopt", share_setopt);
  resolve(library, "curl_slist_append", slist_append);
  resolve(library, "curl_slist_free_all", slist_free_all);

  decltype(&curl_global_init) global_init = nullptr;
  resolve(library, "curl_global_init", global_init);
  const CURLcode code = global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) fail(std::string("initialisation: ") + easy_strerror(code));
}

const CurlLibrary& CurlLibrary::get() {
  static const CurlLibrary library;
  return library;
}

}  // namespace jianbao::fetch
