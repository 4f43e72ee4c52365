#include "fetch/failure.h"

#include <algorithm>
#include <chrono>
#include <string_view>

#include "fetch/curl_library.h"
#include "fetch/headers.h"
#include "fetch/media_type.h"
#include "jianbao/text/unicode.h"

namespace jianbao::fetch {
namespace {

using Kind = Failed::Kind;

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

Failed no_text(const std::string& headers) {
  return {Kind::kNoText, "answered with " + media_type(header_value(headers, "Content-Type")) +
                             ", which is no text"};
}

Failed too_large(const Limits& limits) {
  return {Kind::kTooLarge, "larger than " + size_name(limits.item_bytes)};
}

/// libcurl's own words on one line; they can quote what the server sent.
std::string curl_words(const Ending& ending) {
  const std::string_view detail(ending.words.data());
  return text::for_terminal(detail.empty() ? CurlLibrary::get().easy_strerror(ending.code)
                                           : detail);
}

struct CodeWords {
  CURLcode code;
  Kind kind;
  std::string_view before;  ///< libcurl's own words
  std::string_view after;
};

/// The codes that mean something to a reader; libcurl has a hundred.
constexpr std::array<CodeWords, 17> kCodes{{
    {CURLE_COULDNT_RESOLVE_HOST, Kind::kDns, "", "; is the name right, the network up?"},
    {CURLE_COULDNT_RESOLVE_PROXY, Kind::kConnect, "",
     "; see the feed's proxy, the setting proxy, http_proxy in the environment"},
    {CURLE_COULDNT_CONNECT, Kind::kConnect, "", ""},
    {CURLE_PROXY, Kind::kConnect, "the proxy does not connect: ", ""},
    {CURLE_SSL_CONNECT_ERROR, Kind::kTls, "", ""},
    {CURLE_SSL_CERTPROBLEM, Kind::kTls, "", ""},
    {CURLE_SSL_CIPHER, Kind::kTls, "", ""},
    {CURLE_SSL_CACERT_BADFILE, Kind::kTls, "",
     "; see SSL_CERT_FILE and CURL_CA_BUNDLE in the environment"},
    {CURLE_PARTIAL_FILE, Kind::kBroken, "the answer ended early: ", ""},
    {CURLE_GOT_NOTHING, Kind::kBroken, "the answer ended early: ", ""},
    {CURLE_RECV_ERROR, Kind::kBroken, "the answer ended early: ", ""},
    {CURLE_BAD_CONTENT_ENCODING, Kind::kBroken, "cannot be decompressed: ", ""},
    {CURLE_WEIRD_SERVER_REPLY, Kind::kBroken, "", ""},
    {CURLE_UNSUPPORTED_PROTOCOL, Kind::kBroken, "", ""},  // HTTP/0.9
    {CURLE_HTTP2, Kind::kBroken, "", ""},
    {CURLE_HTTP2_STREAM, Kind::kBroken, "", ""},
    {CURLE_SEND_ERROR, Kind::kBroken, "", ""},
}};

Failed timed_out(const std::string& words, const Limits& limits) {
  if (words.starts_with("Operation too slow")) return {Kind::kTimeout, words};
  return {Kind::kTimeout,
          "no complete answer within " + seconds_name(limits.total_timeout) + " (" + words + ")"};
}

/// Nothing is fetched from such a server in any other way: what remains is to mend the cause.
Failed not_trusted(long verify_result, const std::string& words) {
  // openssl/x509_vfy.h
  constexpr long kUnspecified = 1;
  constexpr long kNotYetValid = 9;
  constexpr long kExpired = 10;
  std::string advice = "; an authority that you trust is named with SSL_CERT_FILE";
  if (verify_result <= kUnspecified) advice = "; is the address right?";
  if (verify_result == kNotYetValid || verify_result == kExpired) {
    advice = "; is this machine's clock right?";
  }
  return {Kind::kTls, "its certificate is not trusted: " + words + advice};
}

Failed failure_of_code(const Ending& ending, const Limits& limits) {
  constexpr long kFirstRefusal = 300;
  if (ending.connect_status >= kFirstRefusal) {
    return {Kind::kConnect,
            "the proxy refuses with status " + std::to_string(ending.connect_status)};
  }
  const std::string words = curl_words(ending);
  if (ending.code == CURLE_OPERATION_TIMEDOUT) return timed_out(words, limits);
  if (ending.code == CURLE_PEER_FAILED_VERIFICATION) {
    return not_trusted(ending.verify_result, words);
  }
  if (ending.code == CURLE_COULDNT_CONNECT && ending.through_proxy) {
    return {Kind::kConnect, words + "; is the proxy running?"};
  }
  const auto* found = std::find_if(kCodes.begin(), kCodes.end(), [&](const CodeWords& entry) {
    return entry.code == ending.code;
  });
  if (found == kCodes.end()) return {Kind::kOther, words};
  return {found->kind, std::string(found->before) + words + std::string(found->after)};
}

}  // namespace

std::optional<Failed> failure(const Ending& ending, const Transfer& transfer,
                              const Limits& limits) {
  switch (transfer.abort()) {
    case Abort::kTooLarge:
      return too_large(limits);
    case Abort::kHeadersTooLarge:
      return Failed{Kind::kTooLarge, "its headers are larger than 256 KiB"};
    case Abort::kRefusedAddress:
      return refused_address(transfer.refused());
    case Abort::kUndecodable:
      return Failed{Kind::kBroken, "cannot be decompressed: it is not what its headers say"};
    case Abort::kNoText:
      return no_text(transfer.headers());
    case Abort::kNotWanted:
      return std::nullopt;
    case Abort::kNone:
    case Abort::kException:
      break;
  }
  if (ending.code == CURLE_OK) {
    if (transfer.status() >= 300 || transfer.is_whole()) return std::nullopt;
    return Failed{Kind::kBroken, "the answer ended early: its compressed data has no end"};
  }
  if (ending.code == CURLE_FILESIZE_EXCEEDED) {
    if (transfer.status() >= 300) return std::nullopt;
    return too_large(limits);
  }
  if (ending.code == CURLE_COULDNT_CONNECT && !transfer.refused().empty()) {
    return refused_address(transfer.refused());
  }
  return failure_of_code(ending, limits);
}

Failed refused_address(const std::string& refused) {
  return {Kind::kRefusedAddress,
          "refused, because it leads to " + refused + "; --allow-private fetches it all the same"};
}

Failed too_many_redirects(const Limits& limits) {
  return {Kind::kTooManyRedirects, "more than " + std::to_string(limits.redirects) + " redirects"};
}

}  // namespace jianbao::fetch
