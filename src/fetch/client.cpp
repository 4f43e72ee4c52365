#include "jianbao/fetch/client.h"

#include <curl/curl.h>

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "fetch/curl_library.h"
#include "fetch/headers.h"
#include "fetch/transfer.h"
#include "jianbao/core/error.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"

namespace jianbao::fetch {
namespace {

constexpr std::string_view kDefaultAgent =
    "jianbao/" JIANBAO_VERSION " (+https://github.com/jianbao/jianbao)";
constexpr const char* kSchemes = "http,https";
/// A transfer slower than this for kSlowSeconds is given up, whatever the total time-out.
constexpr long kSlowBytesPerSecond = 32;
constexpr long kSlowSeconds = 15;

struct EasyClose {
  void operator()(CURL* easy) const noexcept { CurlLibrary::get().easy_cleanup(easy); }
};
struct ListFree {
  void operator()(curl_slist* list) const noexcept { CurlLibrary::get().slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyClose>;
using HeaderList = std::unique_ptr<curl_slist, ListFree>;
using ErrorBuffer = std::array<char, CURL_ERROR_SIZE>;

template <class Value>
void set(CURL* easy, CURLoption option, Value value) {
  const CURLcode code = CurlLibrary::get().easy_setopt(easy, option, value);
  if (code != CURLE_OK) require(code, CurlLibrary::get().easy_option_by_id(option)->name);
}

/// Adds "name: value" unless the value is empty or holds what could begin another header line.
void add_header(HeaderList& list, std::string_view name, std::string_view value) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  for (const char c : value) {
    if (is_control(c)) return;
  }
  if (value.empty()) return;
  const std::string line = std::string(name) + ": " + std::string(value);
  curl_slist* longer = CurlLibrary::get().slist_append(list.get(), line.c_str());
  if (longer == nullptr) require(CURLE_OUT_OF_MEMORY, "request headers");
  static_cast<void>(list.release());
  list.reset(longer);
}

HeaderList request_headers(const Request& request) {
  HeaderList list;
  add_header(list, "Accept", request.accept);
  add_header(list, "If-None-Match", request.etag);
  add_header(list, "If-Modified-Since", request.last_modified);
  return list;
}

std::string size_name(std::size_t bytes) {
  constexpr std::size_t kMebibyte = std::size_t{1} << 20U;
  constexpr std::size_t kKibibyte = std::size_t{1} << 10U;
  if (bytes >= kMebibyte && bytes % kMebibyte == 0) return std::to_string(bytes >> 20U) + " MiB";
  if (bytes >= kKibibyte && bytes % kKibibyte == 0) return std::to_string(bytes >> 10U) + " KiB";
  return std::to_string(bytes) + " bytes";
}

std::string seconds_name(std::chrono::milliseconds time) {
  if (time.count() % 1000 == 0) return std::to_string(time.count() / 1000) + " s";
  return std::to_string(time.count()) + " ms";
}

Failed too_large(const Limits& limits) {
  return {.reason = "larger than " + size_name(limits.item_bytes), .too_large = true};
}

/// libcurl's own words on one line; they can quote what the server sent.
std::string curl_words(CURLcode code, const ErrorBuffer& buffer) {
  const std::string_view detail(buffer.data());
  return text::for_terminal(detail.empty() ? CurlLibrary::get().easy_strerror(code) : detail);
}

std::string failure_reason(CURLcode code, const ErrorBuffer& buffer, const Limits& limits) {
  const std::string words = curl_words(code, buffer);
  // A list of the codes that mean something to a reader; libcurl has a hundred.
  if (code == CURLE_COULDNT_RESOLVE_HOST) return words + "; is the name right, the network up?";
  if (code == CURLE_COULDNT_RESOLVE_PROXY) return words + "; see http_proxy in the environment";
  if (code == CURLE_OPERATION_TIMEDOUT) {
    return "no complete answer within " + seconds_name(limits.total_timeout) + " (" + words + ")";
  }
  if (code == CURLE_PEER_FAILED_VERIFICATION) return "its certificate is not trusted: " + words;
  if (code == CURLE_TOO_MANY_REDIRECTS) {
    return "more than " + std::to_string(limits.redirects) + " redirects";
  }
  if (code == CURLE_UNSUPPORTED_PROTOCOL) return "leads to an address that is not http or https";
  if (code == CURLE_PARTIAL_FILE || code == CURLE_GOT_NOTHING || code == CURLE_RECV_ERROR) {
    return "the answer ended early: " + words;
  }
  if (code == CURLE_BAD_CONTENT_ENCODING) return "cannot be decompressed: " + words;
  return words;
}

std::string info_string(CURL* easy, CURLINFO what) {
  const char* value = nullptr;
  require(CurlLibrary::get().easy_getinfo(easy, what, &value), "transfer information");
  return value == nullptr ? std::string() : std::string(value);
}

Rejected rejected(const Transfer& transfer) {
  return {.status = transfer.status(),
          .reason = status_reason(transfer.headers(), transfer.status()),
          .retry_after = header_value(transfer.headers(), "Retry-After")};
}

/// What an ended transfer without an answer to hand on was; nothing if there is an answer.
std::optional<Failed> failure(CURLcode code, const Transfer& transfer, const ErrorBuffer& buffer,
                              const Limits& limits) {
  switch (transfer.abort()) {
    case Abort::kStopped:
      return Failed{.reason = "stopped", .stopped = true};
    case Abort::kTooLarge:
      return too_large(limits);
    case Abort::kHeadersTooLarge:
      return Failed{.reason = "its headers are larger than 256 KiB", .too_large = true};
    case Abort::kNotWanted:
      return std::nullopt;
    case Abort::kNone:
    case Abort::kException:
      break;
  }
  if (code == CURLE_OK) return std::nullopt;
  if (code == CURLE_FILESIZE_EXCEEDED) {
    if (transfer.status() >= 400) return std::nullopt;
    return too_large(limits);
  }
  return Failed{.reason = failure_reason(code, buffer, limits)};
}

Body make_body(CURL* easy, Transfer& transfer) {
  Body body;
  body.bytes = std::move(transfer.body());
  body.headers = transfer.headers();
  body.status = transfer.status();
  body.final_url = info_string(easy, CURLINFO_EFFECTIVE_URL);
  if (transfer.moved_permanently()) body.permanent_url = body.final_url;
  body.content_type = header_value(body.headers, "Content-Type");
  body.charset = charset_parameter(body.content_type);
  body.etag = header_value(body.headers, "ETag");
  body.last_modified = header_value(body.headers, "Last-Modified");
  return body;
}

}  // namespace

class Client::Impl {
 public:
  explicit Impl(ClientOptions options) : options_(std::move(options)) {
    easy_.reset(CurlLibrary::get().easy_init());
    if (!easy_) require(CURLE_FAILED_INIT, "new handle");
    if (options_.user_agent.empty()) options_.user_agent = kDefaultAgent;
  }

  Outcome get(const Request& request, const std::stop_token& stop) {
    const std::optional<Url> url = text::parse_url(request.url);
    if (!url || !text::is_http(request.url)) {
      return Failed{.reason = "not an http or https address"};
    }
    if (stop.stop_requested()) return Failed{.reason = "stopped", .stopped = true};

    Transfer transfer(options_.limits.item_bytes, stop);
    ErrorBuffer words{};
    const HeaderList headers = request_headers(request);
    configure(text::to_string(*url), headers.get(), words);
    transfer.attach(easy_.get());
    const CURLcode code = CurlLibrary::get().easy_perform(easy_.get());
    transfer.rethrow();

    if (auto failed = failure(code, transfer, words, options_.limits)) return std::move(*failed);
    const bool conditional = !request.etag.empty() || !request.last_modified.empty();
    if (transfer.status() == 304 && conditional) return NotModified{};
    if (transfer.status() < 200 || transfer.status() >= 300) return rejected(transfer);
    return make_body(easy_.get(), transfer);
  }

 private:
  void configure(const std::string& url, curl_slist* headers, ErrorBuffer& words) {
    CURL* easy = easy_.get();
    const Limits& limits = options_.limits;
    CurlLibrary::get().easy_reset(easy);  // keeps connections, TLS sessions and the DNS cache
    set(easy, CURLOPT_ERRORBUFFER, words.data());
    set(easy, CURLOPT_URL, url.c_str());
    set(easy, CURLOPT_PROTOCOLS_STR, kSchemes);
    set(easy, CURLOPT_REDIR_PROTOCOLS_STR, kSchemes);
    set(easy, CURLOPT_FOLLOWLOCATION, 1L);
    set(easy, CURLOPT_MAXREDIRS, static_cast<long>(limits.redirects));
    set(easy, CURLOPT_NOSIGNAL, 1L);
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect_timeout.count()));
    set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.total_timeout.count()));
    set(easy, CURLOPT_LOW_SPEED_LIMIT, kSlowBytesPerSecond);
    set(easy, CURLOPT_LOW_SPEED_TIME, kSlowSeconds);
    set(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits.item_bytes));
    set(easy, CURLOPT_ACCEPT_ENCODING, "");  // all that this libcurl can undo
    set(easy, CURLOPT_USERAGENT, options_.user_agent.c_str());
    set(easy, CURLOPT_HTTPHEADER, headers);
    set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  }

  ClientOptions options_;
  Easy easy_;
};

Client::Client(ClientOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;

Outcome Client::get(const Request& request, const std::stop_token& stop) {
  return impl_->get(request, stop);
}

}  // namespace jianbao::fetch
