#include "fetch/transfer.h"

#include <charconv>

#include "fetch/address.h"
#include "fetch/handles.h"
#include "fetch/headers.h"
#include "fetch/media_type.h"

namespace jianbao::fetch {
namespace {

/// More than any real server sends; bounds what a hostile one can make us keep.
constexpr std::size_t kMaxHeaderBytes = std::size_t{256} << 10U;
/// How much of an error page is read: enough to name a bot wall, and to keep the connection.
constexpr std::size_t kMaxErrorPage = std::size_t{64} << 10U;

bool is_success(int status) {
  return status >= 200 && status < 300;
}

extern "C" {

static std::size_t jianbao_fetch_body(char* data, std::size_t size, std::size_t count,
                                      void* transfer) noexcept {
  auto* self = static_cast<Transfer*>(transfer);
  const std::string_view bytes(data, size * count);
  return self->guarded([&] { return self->on_body(bytes); }) ? bytes.size() : bytes.size() + 1;
}

static std::size_t jianbao_fetch_header(char* data, std::size_t size, std::size_t count,
                                        void* transfer) noexcept {
  auto* self = static_cast<Transfer*>(transfer);
  const std::string_view line(data, size * count);
  return self->guarded([&] { return self->on_header(line); }) ? line.size() : line.size() + 1;
}

static int jianbao_fetch_progress(void* transfer, curl_off_t /*total*/, curl_off_t received,
                                  curl_off_t /*to_send*/, curl_off_t /*sent*/) noexcept {
  auto* self = static_cast<Transfer*>(transfer);
  return self->guarded([&] { return self->on_progress(received); }) ? 0 : 1;
}

static curl_socket_t jianbao_fetch_socket(void* transfer, curlsocktype /*purpose*/,
                                          curl_sockaddr* address) noexcept {
  auto* self = static_cast<Transfer*>(transfer);
  curl_socket_t opened = CURL_SOCKET_BAD;
  self->guarded([&] {
    opened = self->on_socket(*address);
    return true;
  });
  return opened;
}

static int jianbao_fetch_connection(void* transfer, char* address, char* /*local*/, int /*port*/,
                                    int /*local_port*/) noexcept {
  auto* self = static_cast<Transfer*>(transfer);
  const bool goes_on = self->guarded([&] { return self->on_connection(address); });
  return goes_on ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

}  // extern "C"

}  // namespace

void Transfer::attach(CURL* easy) {
  set_option(easy, CURLOPT_WRITEFUNCTION, &jianbao_fetch_body);
  set_option(easy, CURLOPT_WRITEDATA, this);
  set_option(easy, CURLOPT_HEADERFUNCTION, &jianbao_fetch_header);
  set_option(easy, CURLOPT_HEADERDATA, this);
  set_option(easy, CURLOPT_XFERINFOFUNCTION, &jianbao_fetch_progress);
  set_option(easy, CURLOPT_XFERINFODATA, this);
  set_option(easy, CURLOPT_NOPROGRESS, 0L);
  if (rule_ == AddressRule::kAny) return;
  set_option(easy, CURLOPT_OPENSOCKETFUNCTION, &jianbao_fetch_socket);
  set_option(easy, CURLOPT_OPENSOCKETDATA, this);
  set_option(easy, CURLOPT_PREREQFUNCTION, &jianbao_fetch_connection);
  set_option(easy, CURLOPT_PREREQDATA, this);
}

void Transfer::rethrow() const {
  if (exception_) std::rethrow_exception(exception_);
}

bool Transfer::guarded(const std::function<bool()>& step) noexcept {
  try {
    return step();
  } catch (...) {
    exception_ = std::current_exception();
    abort_ = Abort::kException;
    return false;
  }
}

bool Transfer::stop_with(Abort why) {
  abort_ = why;
  return false;
}

bool Transfer::begin_body() {
  in_body_ = true;
  decoding_ = Decoding::of(header_values(headers_, "Content-Encoding"));
  if (!text_only_ || !is_success(status_)) return true;
  return !is_no_text(media_type(header_value(headers_, "Content-Type"))) ||
         stop_with(Abort::kNoText);
}

bool Transfer::on_body(std::string_view bytes) {
  if (!in_body_ && !begin_body()) return false;
  const Decoded result =
      decoding_ ? decoding_->decode(bytes, [this](std::string_view piece) { return keep(piece); })
                : Decoded::kBroken;
  if (result == Decoded::kBroken)
    return stop_with(is_success(status_) ? Abort::kUndecodable : Abort::kNotWanted);
  return result == Decoded::kOk;
}

bool Transfer::keep(std::string_view bytes) {
  if (!is_success(status_)) {
    const std::size_t room = kMaxErrorPage - body_.size();
    body_.append(bytes.substr(0, room));
    return bytes.size() <= room || stop_with(Abort::kNotWanted);
  }
  if (bytes.size() > max_bytes_ - body_.size()) return stop_with(Abort::kTooLarge);
  body_.append(bytes);
  return true;
}

void Transfer::begin_response(std::string_view status_line) {
  headers_.clear();
  body_.clear();
  in_body_ = false;
  decoding_.reset();
  status_ = 0;
  const std::size_t code = status_line.find(' ');
  if (code == std::string_view::npos) return;
  const char* begin = status_line.data() + code + 1;
  std::from_chars(begin, status_line.data() + status_line.size(), status_);
}

bool Transfer::on_header(std::string_view line) {
  if (in_body_ && !line.starts_with("HTTP/")) return true;  // trailers say nothing that we use
  if (line.starts_with("HTTP/")) begin_response(line);
  if (line.size() > kMaxHeaderBytes - headers_.size()) return stop_with(Abort::kHeadersTooLarge);
  headers_.append(line);
  return true;
}

bool Transfer::on_progress(curl_off_t received) {
  if (received > 0 && static_cast<std::size_t>(received) > max_bytes_) {
    return stop_with(is_success(status_) ? Abort::kTooLarge : Abort::kNotWanted);
  }
  return true;
}

bool Transfer::is_allowed(const std::string& address, std::string_view why_not) {
  if (why_not.empty()) return true;
  refused_ = address + ", " + std::string(why_not);
  return false;
}

curl_socket_t Transfer::on_socket(const curl_sockaddr& address) {
  const std::string_view why_not = not_public(address.addr);
  if (rule_ == AddressRule::kLookUp) {
    // Censors answer with reserved addresses (2001::/32 above all): they lead nowhere, and the
    // proxy, which knows better, is what people have against them.
    if (why_not != kReservedAddress) is_allowed(address_text(address.addr), why_not);
    return CURL_SOCKET_BAD;
  }
  if (!is_allowed(address_text(address.addr), why_not)) return CURL_SOCKET_BAD;
  return ::socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
}

bool Transfer::on_connection(const char* address) {
  return is_allowed(address, not_public(std::string(address))) || stop_with(Abort::kRefusedAddress);
}

}  // namespace jianbao::fetch
