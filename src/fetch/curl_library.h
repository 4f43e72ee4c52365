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
  decltype(&curl_easy_reset) easy_reset;
  decltype(&curl_easy_setopt) easy_setopt;
  decltype(&curl_easy_strerror) easy_strerror;
  decltype(&curl_multi_add_handle) multi_add_handle;
  decltype(&curl_multi_cleanup) multi_cleanup;
  decltype(&curl_multi_info_read) multi_info_read;
  decltype(&curl_multi_init) multi_init;
  decltype(&curl_multi_perform) multi_perform;
  decltype(&curl_multi_poll) multi_poll;
  decltype(&curl_multi_remove_handle) multi_remove_handle;
  decltype(&curl_multi_setopt) multi_setopt;
  decltype(&curl_multi_strerror) multi_strerror;
  decltype(&curl_multi_wakeup) multi_wakeup;
  decltype(&curl_share_cleanup) share_cleanup;
  decltype(&curl_share_init) share_init;
  decltype(&curl_share_setopt) share_setopt;
  decltype(&curl_slist_append) slist_append;
  decltype(&curl_slist_free_all) slist_free_all;

 private:
  CurlLibrary();
};

}  // namespace jianbao::fetch
