#include "fetch/exchange.h"

#include "fetch/address.h"
#include "fetch/headers.h"
#include "jianbao/text/unicode.h"
#include "jianbao/text/url.h"

namespace jianbao::fetch {
namespace {

/// The URL in the form that goes to the server, if it is http or https.
std::optional<Url> http_url(std::string_view url) {
  if (!text::is_http(url)) return std::nullopt;
  return text::parse_url(url);
}

/// True if what the ended transfer is connected to, the proxy if there is one, is known not to be
/// of the public Internet.
bool has_private_peer(const Exchange& exchange) {
  const char* address = nullptr;
  require(CurlLibrary::get().easy_getinfo(exchange.easy.get(), CURLINFO_PRIMARY_IP, &address),
          "address");
  if (address == nullptr || *address == '\0') return false;
  return !not_public(std::string(address)).empty();
}

bool comes_from_private(const Exchange& exchange) {
  return exchange.proxy.empty() ? has_private_peer(exchange) : exchange.looked_up_private;
}

/// True if a redirect to `target` comes from the public Internet.  Nobody sees through a proxy:
/// what comes from there is taken for it, unless it stays with the host.
bool comes_from_outside(const Exchange& exchange, const Url& target) {
  if (!exchange.proxy.empty()) return target.host != exchange.url.host;
  return !has_private_peer(exchange);
}

/// One host, but that http may have become https there.
bool is_same_site(const Url& from, const Url& to) {
  if (from.host != to.host) return false;
  if (from.scheme == to.scheme) return from.port == to.port;
  return from.scheme == "http" && from.port.empty() && to.port.empty();  // http became https
}

bool is_permanent(int status) {
  return status == 301 || status == 308;
}

std::string permanent_url(const Exchange& exchange) {
  return exchange.redirects > 0 && exchange.permanent ? text::to_string(exchange.url)
                                                      : std::string();
}

Body body_of(Exchange& exchange) {
  Transfer& transfer = *exchange.transfer;
  Body body;
  body.bytes = std::move(transfer.body());
  body.headers = std::move(transfer.headers());
  body.status = transfer.status();
  body.final_url = text::to_string(exchange.url);
  body.permanent_url = permanent_url(exchange);
  body.content_type = header_value(body.headers, "Content-Type");
  body.charset = charset_parameter(body.content_type);
  body.etag = header_value(body.headers, "ETag");
  body.last_modified = header_value(body.headers, "Last-Modified");
  body.from_private = comes_from_private(exchange);
  return body;
}

}  // namespace

std::string host_and_port(const Url& url) {
  const std::string_view usual = url.scheme == "https" ? "443" : "80";
  return url.host + ":" + (url.port.empty() ? std::string(usual) : url.port);
}

std::string site_of(std::string_view url) {
  const std::optional<Url> parsed = http_url(url);
  return parsed ? host_and_port(*parsed) : std::string(url);
}

std::unique_ptr<Exchange> make_exchange(std::uint64_t ticket, Request request) {
  std::optional<Url> url = http_url(request.url);
  if (!url) return nullptr;
  auto exchange = std::make_unique<Exchange>();
  exchange->ticket = ticket;
  exchange->guarded = request.guarded;
  exchange->redirects = request.redirects;
  exchange->permanent = request.redirects == 0;
  exchange->request = std::move(request);
  exchange->url = std::move(*url);
  exchange->host = host_and_port(exchange->url);
  return exchange;
}

std::string redirect_of(const Transfer& transfer) {
  switch (transfer.status()) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return header_value(transfer.headers(), "Location");
    default:
      return {};
  }
}

std::optional<Failed> follow(Exchange& exchange, const std::string& location,
                             const Limits& limits) {
  if (exchange.redirects == limits.redirects) return too_many_redirects(limits);
  std::optional<Url> target = http_url(text::resolve(text::to_string(exchange.url), location));
  if (!target) {
    return Failed{Failed::Kind::kOther, "leads to an address that is not http or https"};
  }
  ++exchange.redirects;
  exchange.permanent = exchange.permanent && is_permanent(exchange.transfer->status());
  if (comes_from_outside(exchange, *target)) exchange.guarded = true;
  // A server names itself without the password that it was asked with.
  if (target->userinfo.empty() && is_same_site(exchange.url, *target))
    target->userinfo = exchange.url.userinfo;
  exchange.url = std::move(*target);
  return std::nullopt;
}

void note_asked(Exchange& exchange) {
  if (exchange.redirects > exchange.request.redirects) return;
  if (exchange.proxy.empty() || is_known_here(exchange.url.host))
    exchange.asked_private = comes_from_private(exchange);
}

bool is_at_home(const Exchange& exchange) {
  const std::optional<Url> first = text::parse_url(exchange.request.url);
  return first && is_same_site(*first, exchange.url);
}

Redirected redirected(const Exchange& exchange) {
  return {text::to_string(exchange.url), exchange.guarded, exchange.redirects,
          is_at_home(exchange)};
}

Outcome answer_of(Exchange& exchange) {
  Transfer& transfer = *exchange.transfer;
  const Request& request = exchange.request;
  const bool conditional = !request.etag.empty() || !request.last_modified.empty();
  if (transfer.status() == 304 && conditional) {
    return NotModified{permanent_url(exchange), std::move(transfer.headers())};
  }
  if (transfer.status() >= 200 && transfer.status() < 300) return body_of(exchange);
  Rejected rejected;
  rejected.status = transfer.status();
  rejected.reason = status_reason(transfer.headers(), transfer.status());
  rejected.headers = std::move(transfer.headers());
  rejected.body_head = std::move(transfer.body());
  return rejected;
}

}  // namespace jianbao::fetch
