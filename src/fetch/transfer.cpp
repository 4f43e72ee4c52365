#include "fetch/transfer.h"

#include <charconv>

#include "fetch/curl_library.h"
#include "jianbao/core/error.h"

namespace jianbao::fetch {
namespace {

/// More than any real server sends; bounds what a hostile one can make us keep.
constexpr std::size_t kMaxHeaderBytes = std::size_t{256} << 10U;
/// How much of an error page is read for the sake of keeping the connection.
constexpr std::size_t kMaxDiscarded = std::size_t{64} << 10U;

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

}  // extern "C"

}  // namespace

void require(CURLcode code, std::string_view what) {
  if (code == CURLE_OK) return;
  throw Error(ErrorKind::kNetwork, "libcurl",
              std::string(what) + ": " + CurlLibrary::get().easy_strerror(code));
}

void Transfer::attach(CURL* easy) {
  const auto set = [&](CURLoption option, auto value, std::string_view what) {
    require(CurlLibrary::get().easy_setopt(easy, option, value), what);
  };
  set(CURLOPT_WRITEFUNCTION, &jianbao_fetch_body, "body callback");
  set(CURLOPT_WRITEDATA, this, "body callback");
  set(CURLOPT_HEADERFUNCTION, &jianbao_fetch_header, "header callback");
  set(CURLOPT_HEADERDATA, this, "header callback");
  set(CURLOPT_XFERINFOFUNCTION, &jianbao_fetch_progress, "progress");
  set(CURLOPT_XFERINFODATA, this, "progress");
  set(CURLOPT_NOPROGRESS, 0L, "progress");
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

bool Transfer::on_body(std::string_view bytes) {
  in_body_ = true;
  if (!is_success(status_)) {
    discarded_ += bytes.size();
    return discarded_ <= kMaxDiscarded || stop_with(Abort::kNotWanted);
  }
  if (bytes.size() > max_bytes_ - body_.size()) return stop_with(Abort::kTooLarge);
  body_.append(bytes);
  return true;
}

void Transfer::begin_response(std::string_view status_line) {
  if (status_ >= 300 && status_ < 400) {
    ++redirects_;
    permanent_ = permanent_ && (status_ == 301 || status_ == 308);
  }
  headers_.clear();
  body_.clear();
  in_body_ = false;
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
  if (stop_.stop_requested()) return stop_with(Abort::kStopped);
  if (received > 0 && static_cast<std::size_t>(received) > max_bytes_) {
    return stop_with(is_success(status_) ? Abort::kTooLarge : Abort::kNotWanted);
  }
  return true;
}

}  // namespace jianbao::fetch
