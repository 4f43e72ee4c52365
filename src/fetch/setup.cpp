#include "fetch/setup.h"

#include <algorithm>
#include <string_view>

#include "fetch/decoding.h"
#include "fetch/netrc.h"
#include "jianbao/text/ascii.h"
#include "jianbao/text/url.h"

namespace jianbao::fetch {
namespace {

constexpr std::string_view kDefaultAgent =
    "jianbao/" JIANBAO_VERSION " (+https://github.com/jianbao/jianbao)";
constexpr const char* kSchemes = "http,https";
constexpr long kSlowBytesPerSecond = 32;
/// A name that takes longer is left to the proxy to judge.
constexpr long kLookUpMilliseconds = 3000;

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

void append_line(HeaderList& list, const std::string& line) {
  curl_slist* longer = CurlLibrary::get().slist_append(list.get(), line.c_str());
  if (longer == nullptr) require(CURLE_OUT_OF_MEMORY, "request headers");
  static_cast<void>(list.release());
  list.reset(longer);
}

/// The name of a "Name: value" line; empty if it is none, or could begin another line.
std::string_view name_of(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || std::any_of(line.begin(), line.end(), is_control)) {
    return {};
  }
  const std::string_view name = line.substr(0, colon);
  return name.find(' ') == std::string_view::npos ? name : std::string_view();
}

bool names(const std::vector<std::string>& lines, std::string_view name) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
    return text::equal_ignoring_case(name_of(line), name);
  });
}

HeaderList request_headers(const Exchange& exchange) {
  const Request& request = exchange.request;
  static const std::vector<std::string> kNone;
  const std::vector<std::string>& own = is_at_home(exchange) ? request.headers : kNone;
  HeaderList list;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (value.empty() || std::any_of(value.begin(), value.end(), is_control)) return;
    if (!names(own, name)) append_line(list, std::string(name) + ": " + std::string(value));
  };
  add("Accept", request.accept);
  add("If-None-Match", request.etag);
  if (request.only_new && !request.etag.empty()) add("A-IM", "feed");
  add("If-Modified-Since", request.last_modified);
  for (const std::string& line : own) {
    if (!name_of(line).empty()) append_line(list, line);
  }
  return list;
}

void set_proxy(CURL* easy, const std::string& proxy) {
  set_option(easy, CURLOPT_PROXY, proxy.c_str());  // empty: none, whatever the environment says
  set_option(easy, CURLOPT_NOPROXY, "");
}

/// A proxy that speaks TLS itself is verified as servers are.
void set_trust(CURL* easy, const Trust& trust) {
  set_option(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  set_option(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!trust.file.empty()) {
    set_option(easy, CURLOPT_CAINFO, trust.file.c_str());
    set_option(easy, CURLOPT_PROXY_CAINFO, trust.file.c_str());
  }
  if (!trust.folder.empty()) {
    set_option(easy, CURLOPT_CAPATH, trust.folder.c_str());
    set_option(easy, CURLOPT_PROXY_CAPATH, trust.folder.c_str());
  }
}

void set_credentials(CURL* easy, const Url& url, const std::string& netrc) {
  if (netrc.empty() || !url.userinfo.empty()) return;
  const auto found = credentials_for(url.host, netrc);
  if (!found) return;
  set_option(easy, CURLOPT_USERNAME, found->user.c_str());
  set_option(easy, CURLOPT_PASSWORD, found->password.c_str());
}

void set_bounds(CURL* easy, const Exchange& exchange, const DownloaderOptions& options) {
  using std::chrono::milliseconds;
  const Limits& limits = options.limits;
  const auto used = std::chrono::duration_cast<milliseconds>(exchange.took);
  const auto left = std::max(limits.total_timeout - used, milliseconds(1));
  set_option(easy, CURLOPT_PROTOCOLS_STR, kSchemes);
  set_option(easy, CURLOPT_NOSIGNAL, 1L);
  set_option(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect_timeout.count()));
  set_option(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
  set_option(easy, CURLOPT_LOW_SPEED_LIMIT, kSlowBytesPerSecond);
  set_option(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.slow_time.count()));
  set_option(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits.item_bytes));
}

/// What a look-up and a transfer have in common.
void begin(Exchange& exchange, const Surroundings& surroundings, AddressRule rule) {
  CURL* easy = exchange.easy.get();
  CurlLibrary::get().easy_reset(easy);
  exchange.words = {};
  set_option(easy, CURLOPT_PRIVATE, &exchange);
  set_option(easy, CURLOPT_ERRORBUFFER, exchange.words.data());
  set_option(easy, CURLOPT_SHARE, surroundings.share);
  // Turns cookies on, and keeps them in no file.  CURLOPT_COOKIEFILE "" does too, but easy_reset()
  // forgets to free its list.
  const char* no_jar = nullptr;
  set_option(easy, CURLOPT_COOKIEJAR, no_jar);
  set_option(easy, CURLOPT_URL, text::to_string(exchange.url).c_str());
  set_bounds(easy, exchange, surroundings.options);
  exchange.transfer = std::make_unique<Transfer>(surroundings.options.limits.item_bytes, rule,
                                                 exchange.request.text_only);
  exchange.transfer->attach(easy);
}

}  // namespace

void prepare_transfer(Exchange& exchange, const Surroundings& surroundings) {
  const DownloaderOptions& options = surroundings.options;
  const bool judged = exchange.guarded && !options.allow_private && exchange.proxy.empty();
  begin(exchange, surroundings, judged ? AddressRule::kPublicOnly : AddressRule::kAny);
  CURL* easy = exchange.easy.get();
  exchange.headers = request_headers(exchange);
  std::string agent = exchange.request.user_agent;
  if (agent.empty()) agent = options.user_agent;
  if (agent.empty()) agent = kDefaultAgent;
  set_option(easy, CURLOPT_HTTPHEADER, exchange.headers.get());
  set_option(easy, CURLOPT_USERAGENT, agent.c_str());
  set_option(easy, CURLOPT_ACCEPT_ENCODING, kAcceptEncoding);
  // libcurl takes compressed data without its end for whole: Transfer undoes it.
  set_option(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
  set_option(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set_option(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set_trust(easy, surroundings.trust);
  set_proxy(easy, exchange.proxy);
  if (exchange.request.credentials) set_credentials(easy, exchange.url, surroundings.netrc);
}

void prepare_look_up(Exchange& exchange, const Surroundings& surroundings) {
  begin(exchange, surroundings, AddressRule::kLookUp);
  CURL* easy = exchange.easy.get();
  set_option(easy, CURLOPT_CONNECT_ONLY, 1L);
  set_option(easy, CURLOPT_CONNECTTIMEOUT_MS, kLookUpMilliseconds);
  set_proxy(easy, "");
}

}  // namespace jianbao::fetch
