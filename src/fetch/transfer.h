#pragma once

#include <curl/curl.h>

#include <cstddef>
#include <exception>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace jianbao::fetch {

/// Why a callback ended a transfer.
enum class Abort { kNone, kTooLarge, kHeadersTooLarge, kNotWanted, kStopped, kException };

/// What one transfer receives, under its bounds.  The three members named on_… are what libcurl's
/// callbacks call; exceptions are kept for rethrow().
class Transfer {
 public:
  Transfer(std::size_t max_bytes, const std::stop_token& stop)
      : max_bytes_(max_bytes), stop_(stop) {}

  /// Points the handle's callbacks at this object, which must outlive the transfer.
  void attach(CURL* easy);

  /// Bytes of the body after decompression.
  std::string& body() { return body_; }
  /// The header block of the last response, as received.
  const std::string& headers() const { return headers_; }
  int status() const { return status_; }
  Abort abort() const { return abort_; }
  /// True if at least one redirect was answered and every one of them was a 301 or 308.
  bool moved_permanently() const { return redirects_ > 0 && permanent_; }

  void rethrow() const;

  bool on_body(std::string_view bytes);
  bool on_header(std::string_view line);
  bool on_progress(curl_off_t received);

  /// Runs `step` where no exception may leave; false if it failed or wants the transfer to end.
  bool guarded(const std::function<bool()>& step) noexcept;

 private:
  bool stop_with(Abort why);
  void begin_response(std::string_view status_line);

  std::size_t max_bytes_;
  const std::stop_token& stop_;
  std::string body_;
  std::string headers_;
  std::size_t discarded_ = 0;
  int status_ = 0;
  int redirects_ = 0;
  bool permanent_ = true;
  bool in_body_ = false;
  Abort abort_ = Abort::kNone;
  std::exception_ptr exception_;
};

/// @throws Error(kNetwork) unless `code` is CURLE_OK.  For calls that only a broken libcurl
/// refuses.
void require(CURLcode code, std::string_view what);

}  // namespace jianbao::fetch
