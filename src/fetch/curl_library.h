#pragma once

#include <curl/curl.h>

namespace jianbao::fetch {

/// The functions of libcurl that this module calls.
///
/// libcurl is loaded when the first of them is needed, not when the program starts: the forty
/// libraries behind it take 5 ms to load, more than a whole search.
class CurlLibrary {
 public:
  /// Loads libcurl, once for the process; thread-safe.
  /// @throws Error(kNetwork) if it is not installed or too old.
  static const CurlLibrary& get();

  decltype(&curl_easy_cleanup) easy_cleanup;
  decltype(&curl_easy_getinfo) easy_getinfo;
  decltype(&curl_easy_init) easy_init;
  decltype(&curl_easy_option_by_id) easy_option_by_id;
  decltype(&curl_easy_perform) easy_perform;
  decltype(&curl_easy_reset) easy_reset;
  decltype(&curl_easy_setopt) easy_setopt;
  decltype(&curl_easy_strerror) easy_strerror;
  decltype(&curl_slist_append) slist_append;
  decltype(&curl_slist_free_all) slist_free_all;

 private:
  CurlLibrary();
};

}  // namespace jianbao::fetch
