#pragma once

#include <curl/curl.h>

#include <cstddef>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "fetch/decoding.h"

namespace jianbao::fetch {

/// Why a callback ended a transfer.
enum class Abort {
  kNone,
  kTooLarge,
  kHeadersTooLarge,
  kUndecodable,
  kNotWanted,
  kNoText,
  kRefusedAddress,
  kException
};

/// What happens to the addresses that a transfer would connect to.
enum class AddressRule {
  kAny,
  kPublicOnly,
  kLookUp,  ///< they are judged and not connected to
};

/// What one transfer receives, under its bounds.  The members named on_… are what libcurl's
/// callbacks call; exceptions are kept for rethrow().
class Transfer {
 public:
  /// @param text_only  as Request::text_only.
  Transfer(std::size_t max_bytes, AddressRule rule, bool text_only)
      : max_bytes_(max_bytes), rule_(rule), text_only_(text_only) {}
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  /// Points the handle's callbacks at this object, which must outlive the transfer.
  void attach(CURL* easy);

  /// Bytes of the body after decompression; at most 64 KiB of what is no success.
  std::string& body() { return body_; }
  /// The header block of the last response, as received.
  std::string& headers() { return headers_; }
  const std::string& headers() const { return headers_; }
  int status() const { return status_; }
  Abort abort() const { return abort_; }
  /// False if the body was compressed and lacks its end.
  bool is_whole() const { return !decoding_ || decoding_->is_whole(); }
  /// "127.0.0.1, a loopback address": what the rule refused; empty if nothing.
  const std::string& refused() const { return refused_; }

  void rethrow() const;

  bool on_body(std::string_view bytes);
  bool on_header(std::string_view line);
  bool on_progress(curl_off_t received);
  /// @returns a new socket, or CURL_SOCKET_BAD.
  curl_socket_t on_socket(const curl_sockaddr& address);
  /// The connection, new or used before, that the request is about to go out on.
  bool on_connection(const char* address);

  /// Runs `step` where no exception may leave; false if it failed or wants the transfer to end.
  bool guarded(const std::function<bool()>& step) noexcept;

 private:
  bool stop_with(Abort why);
  bool begin_body();
  bool keep(std::string_view bytes);
  void begin_response(std::string_view status_line);
  bool is_allowed(const std::string& address, std::string_view why_not);

  std::size_t max_bytes_;
  AddressRule rule_;
  bool text_only_;
  std::string body_;
  std::string headers_;
  std::string refused_;
  int status_ = 0;
  bool in_body_ = false;
  std::optional<Decoding> decoding_;  ///< of a body that has begun
  Abort abort_ = Abort::kNone;
  std::exception_ptr exception_;
};

}  // namespace jianbao::fetch
