#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "jianbao/core/limits.h"
#include "jianbao/core/timestamp.h"

namespace jianbao::fetch {

struct Request {
  std::string url;     ///< http or https
  std::string etag{};  ///< validators of an earlier answer, sent if not empty
  std::string last_modified{};
  std::string accept = "*/*";
  std::string user_agent{};  ///< empty: the downloader's
  /// "Name: value", the user's own; they replace ours of the same name and are not sent on to
  /// another host.
  std::vector<std::string> headers{};
  /// "http://127.0.0.1:7890", "socks5h://…"; empty: the downloader's.
  std::string proxy{};
  /// The user's .netrc may speak for this address.  False for what a stranger named, who could have
  /// the password sent to another port of its host, or in clear.
  bool credentials = true;
  /// A stranger named this address: loopback, private and other addresses that are not of the
  /// public Internet are refused.  What the public Internet redirects to is guarded always.
  bool guarded = false;
  /// Something that answered led here, so that this does not wait behind hosts that may hang.
  bool led_to = false;
  /// With the etag, items that are new since then will do (RFC 3229's "feed"): the answer may have
  /// status 226 and these alone.
  bool only_new = false;
  /// Something to read is wanted: an answer whose Content-Type says that it holds no text (sound,
  /// films, pictures, PDF, packed files) is left at its headers, as Failed::kNoText.
  bool text_only = false;
  /// A redirect to another host or port is not followed but handed back, as Redirected.
  bool stay = false;
  /// Redirects followed before, which count against Limits::redirects.
  int redirects = 0;
};

/// A successful answer, after decompression.
struct Body {
  std::string bytes{};
  std::string final_url{};  ///< after redirects
  /// The target of an unbroken chain of 301/308 from the start; else empty.
  std::string permanent_url{};
  std::string content_type{};  ///< as given, with parameters
  std::string charset{};       ///< the Content-Type's charset parameter; empty if none
  std::string etag{};
  std::string last_modified{};
  std::string headers{};  ///< the last response's header block, as received
  int status = 0;
  /// The answer came from an address that is not of the public Internet.  Behind a proxy: its host
  /// is, as an address or a local name (localhost, one without a dot), no public one here; of other
  /// names nobody is asked, so that this is false.
  bool from_private = false;
};

/// A header block as it may be kept: without its cookies, which are as good as passwords.
std::string without_cookies(std::string_view headers);

struct NotModified {
  std::string permanent_url{};  ///< as in Body
  std::string headers{};
};

/// A redirect away from the host and port of a request that stays there.  What goes on from here
/// takes over `url`, `guarded` and `redirects`.
struct Redirected {
  std::string url{};
  bool guarded = false;
  int redirects = 0;       ///< followed so far, this one included
  bool same_site = false;  ///< the request's own headers and credentials may go there too
};

/// The server answered, but not with the document.
struct Rejected {
  int status = 0;
  std::string reason{};     ///< one line: "404 Not Found"
  std::string headers{};    ///< fetch/caching.h reads Retry-After from them
  std::string body_head{};  ///< at most 64 KiB, for fetch/wall.h
};

/// There was no usable answer.
struct Failed {
  enum class Kind {
    kDns,
    kConnect,
    kTls,
    kTimeout,
    kTooLarge,
    kRefusedAddress,  ///< the guard's
    kTooManyRedirects,
    kNoText,  ///< see Request::text_only
    kBroken,  ///< cut short, no HTTP, not decompressible
    kOther,
  };
  Kind kind = Kind::kOther;
  std::string reason{};  ///< one line, says what to do where something can be done
};

using Outcome = std::variant<Body, NotModified, Redirected, Rejected, Failed>;

struct DownloaderOptions {
  std::string user_agent{};  ///< empty: "jianbao/VERSION (+https://…)"
  unsigned jobs = 8;         ///< transfers at one time
  /// From the end of a transfer to the start of the next from the same host and port.
  std::chrono::milliseconds pause{1000};
  /// Lifts the guard, for every request.
  bool allow_private = false;
  /// With more bytes than this finished and not yet handed over, no transfer is started.
  std::size_t held_bytes = std::size_t{32} << 20U;
  /// A transfer slower than 32 bytes a second for this long is given up; whole seconds.
  std::chrono::seconds slow_time{15};
  /// As Request::proxy, for hosts that the environment's no_proxy does not name; empty: as the
  /// environment says.
  std::string proxy{};
  /// A .netrc: user names and passwords for the hosts it names.  Empty or missing: none.
  std::string netrc_file{};
  Limits limits{};
};

/// What came of one request.
struct Finished {
  std::uint64_t ticket = 0;
  Outcome outcome;
  Timestamp started;                  ///< when its first transfer began
  std::chrono::milliseconds took{0};  ///< in its transfers, without the waiting between them
  std::uint64_t received = 0;         ///< bytes of bodies as they came over the wire
  /// Whose last word this is, as site_of(): after a redirect, another's.  Empty if nobody was
  /// asked.
  std::string site{};
  /// Whether the address asked first, before redirects, is not of the public Internet.  Nothing
  /// where a proxy alone knows that.  Of value only where there was an answer.
  std::optional<bool> asked_private{};
};

/// Host and port of an http or https URL, "example.org:443" where it names no port: what is asked
/// one at a time, with a pause.  Of anything else, the URL itself.
std::string site_of(std::string_view url);

/// Fetches many documents at once and politely: one network thread drives all transfers, one at a
/// time from each host and port, with a pause between them, `jobs` in all.  HTTP/2, keep-alive,
/// gzip, brotli and zstd as libcurl has them; TLS verified; http and https only; cookies are kept
/// as long as this object lives.
///
/// A redirect within a host and port is followed at once, over the same connection; one to another
/// host waits for its turn there, before what else waits for that host, or is handed back.
///
/// The constructor reads the environment's proxies and certificates (docs/fetching.md); nothing
/// else of it is used.  Every member function may be called from any thread.
class Downloader {
 public:
  /// @throws Error(kNetwork) if libcurl cannot be used.
  explicit Downloader(DownloaderOptions options = {});
  /// As stop().
  ~Downloader();
  Downloader(const Downloader&) = delete;
  Downloader& operator=(const Downloader&) = delete;

  /// Queues a request; what came of it is handed out by next(), under the same ticket.  False, and
  /// nothing happens, after close() or stop().
  bool start(std::uint64_t ticket, Request request);

  /// Waits for the next finished request, in any order.  Nothing once close() or stop() was called
  /// and all that has come, after close() also what is to come, is handed over.
  /// @throws Error(kNetwork) if libcurl breaks; what servers and networks do is a value.
  std::optional<Finished> next();

  /// The pause for the host and port of this URL (robots.txt's Crawl-delay), for what has not been
  /// started yet.
  void set_pause(std::string_view url, std::chrono::milliseconds pause);

  /// No more will be started.
  void close();

  /// Ends the transfers under way and forgets what waits to be started; returns at once.
  void stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace jianbao::fetch
