#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <variant>

#include "jianbao/core/limits.h"
#include "jianbao/core/timestamp.h"

namespace jianbao::fetch {

struct Request {
  std::string url;     ///< http or https
  std::string etag{};  ///< validators of an earlier answer, sent if not empty
  std::string last_modified{};
  std::string accept = "*/*";
};

/// A successful answer, after decompression.
struct Body {
  std::string bytes;
  std::string final_url;  ///< after redirects
  std::string
      permanent_url;  ///< the target of an unbroken chain of 301/308 from the start; else empty
  std::string content_type;  ///< as given, with parameters
  std::string charset;       ///< the Content-Type's charset parameter; empty if none
  std::string etag;
  std::string last_modified;
  std::string headers;  ///< the last response's header block, as received
  int status = 0;
};

struct NotModified {};

/// The server answered, but not with the document: status and, where it gave one, when to come
/// back.
struct Rejected {
  int status = 0;
  std::string reason;       ///< one line: "404 Not Found"
  std::string retry_after;  ///< the header as given
};

/// There was no usable answer: DNS, connection, TLS, time-out, size limit, forbidden scheme …
struct Failed {
  std::string reason;  ///< one line, says what to do where something can be done
  bool too_large = false;
  bool stopped = false;  ///< the stop token was set
};

using Outcome = std::variant<Body, NotModified, Rejected, Failed>;

struct ClientOptions {
  std::string user_agent{};  ///< empty: "jianbao/VERSION (+https://…)"
  Limits limits{};
};

/// One HTTP client: keep-alive, gzip, brotli and zstd as libcurl has them, TLS verified, http and
/// https only, bounded redirects, time and bytes (both before and after decompression).
/// One thread at a time.
class Client {
 public:
  explicit Client(ClientOptions options = {});
  ~Client();
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;

  /// Fetches one document.  What servers and networks do comes back as a value; only a broken
  /// libcurl throws (Error kNetwork).
  Outcome get(const Request& request, const std::stop_token& stop = {});

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace jianbao::fetch
