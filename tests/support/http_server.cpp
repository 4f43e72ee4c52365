#include "support/http_server.h"

#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace jianbao::test {
namespace {

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

HttpRequest record(const httplib::Request& request) {
  HttpRequest recorded{.method = request.method, .target = request.target, .headers = {}};
  for (const auto& [name, value] : request.headers) {
    recorded.headers[lower_case(name)] = value;
  }
  return recorded;
}

bool validators_match(const HttpRequest& request, const HttpAnswer& answer) {
  const auto sent_back = [&](const char* theirs, const char* ours) {
    const auto own = answer.headers.find(ours);
    return own != answer.headers.end() && request.header(theirs) == own->second;
  };
  return answer.conditional &&
         (sent_back("if-none-match", "ETag") || sent_back("if-modified-since", "Last-Modified"));
}

void fill(const HttpRequest& request, const HttpAnswer& answer, httplib::Response& response) {
  for (const auto& [name, value] : answer.headers) response.set_header(name, value);
  if (validators_match(request, answer)) {
    response.status = 304;
    return;
  }
  response.status = answer.status;
  response.set_content(answer.body, answer.content_type);
}

/// A socket at a loopback port, which it keeps from others; at a free one if `port` is 0.
int bind_on_loopback(int& port) {
  const int bound = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* any = reinterpret_cast<sockaddr*>(&address);
  const int yes = 1;
  if (bound < 0 || setsockopt(bound, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) != 0 ||
      bind(bound, any, size) != 0 || getsockname(bound, any, &size) != 0) {
    throw std::runtime_error("cannot bind on loopback");
  }
  port = ntohs(address.sin_port);
  return bound;
}

void bypass_proxy() {
  setenv("no_proxy", "127.0.0.1,localhost", 1);
}

}  // namespace

std::string HttpRequest::header(const std::string& lower_case_name) const {
  const auto found = headers.find(lower_case_name);
  return found == headers.end() ? std::string() : found->second;
}

struct HttpEndpoint::State {
  std::mutex mutex;
  std::string url;
  HttpAnswer answer;
  std::vector<HttpRequest> requests;
};

HttpEndpoint::HttpEndpoint(std::shared_ptr<State> state) : state_(std::move(state)) {}

// The server holds a weak reference: the path is gone with this object.
HttpEndpoint::~HttpEndpoint() = default;

std::string HttpEndpoint::url() const {
  return state_->url;
}

std::size_t HttpEndpoint::hits() const {
  return requests().size();
}

std::vector<HttpRequest> HttpEndpoint::requests() const {
  const std::lock_guard lock(state_->mutex);
  return state_->requests;
}

void HttpEndpoint::answer(HttpAnswer answer) {
  const std::lock_guard lock(state_->mutex);
  state_->answer = std::move(answer);
}

struct HttpServer::Impl {
  httplib::Server server;
  int port = 0;
  std::mutex mutex;
  std::map<std::string, std::weak_ptr<HttpEndpoint::State>> endpoints;
  std::thread thread;

  void handle(const httplib::Request& request, httplib::Response& response) {
    std::shared_ptr<HttpEndpoint::State> state;
    {
      const std::lock_guard lock(mutex);
      const auto found = endpoints.find(request.path);
      if (found != endpoints.end()) state = found->second.lock();
    }
    if (!state) {
      response.status = 404;
      return;
    }
    const std::lock_guard lock(state->mutex);
    state->requests.push_back(record(request));
    fill(state->requests.back(), state->answer, response);
  }
};

HttpServer::HttpServer() : impl_(std::make_unique<Impl>()) {
  bypass_proxy();
  impl_->server.Get(".*", [this](const httplib::Request& request, httplib::Response& response) {
    impl_->handle(request, response);
  });
  impl_->port = impl_->server.bind_to_any_port("127.0.0.1");
  if (impl_->port <= 0) throw std::runtime_error("cannot listen on loopback");
  impl_->thread = std::thread([this] { impl_->server.listen_after_bind(); });
  // stop() before the loop runs would be lost.
  while (!impl_->server.is_running()) std::this_thread::yield();
}

HttpServer::~HttpServer() {
  impl_->server.stop();
  impl_->thread.join();
}

std::string HttpServer::origin() const {
  return "http://127.0.0.1:" + std::to_string(impl_->port);
}

HttpEndpoint HttpServer::serve(const std::string& path, HttpAnswer answer) {
  auto state = std::make_shared<HttpEndpoint::State>();
  state->url = origin() + path;
  state->answer = std::move(answer);
  const std::lock_guard lock(impl_->mutex);
  impl_->endpoints[path] = state;
  return HttpEndpoint(std::move(state));
}

std::string RawConnection::read_request() {
  std::string request;
  char byte = 0;
  while (!request.ends_with("\r\n\r\n") && recv(socket_, &byte, 1, 0) == 1) request += byte;
  return request;
}

std::string RawConnection::read(std::size_t count) {
  std::string bytes(count, '\0');
  const ssize_t got = recv(socket_, bytes.data(), count, MSG_WAITALL);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

bool RawConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawConnection::wait_for_close() {
  while (!closed_within(-1)) {
  }
}

bool RawConnection::closed_within(int milliseconds) {
  pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
  if (poll(&waiting, 1, milliseconds) <= 0) return false;
  char byte = 0;
  return recv(socket_, &byte, 1, 0) <= 0;
}

struct RawServer::Impl {
  Script script;
  int port = 0;
  int keeper = -1;  ///< keeps the port while nobody listens
  int listener = -1;
  std::atomic<std::size_t> connections{0};
  std::mutex mutex;
  int open = -1;  ///< the connection being served
  bool stopping = false;
  std::thread thread;

  void begin_listening() {
    listener = bind_on_loopback(port);
    if (listen(listener, 16) != 0) throw std::runtime_error("cannot listen on loopback");
    thread = std::thread([this] { run(); });
  }

  void end_listening() {
    shutdown(listener, SHUT_RDWR);  // makes accept() return
    thread.join();
    close(listener);
    listener = -1;
  }

  void run() {
    for (;;) {
      const int accepted = accept(listener, nullptr, nullptr);
      if (accepted < 0) return;
      if (!begin(accepted)) return;
      RawConnection connection(accepted);
      script(connection);
      end(accepted);
    }
  }

  bool begin(int accepted) {
    const std::lock_guard lock(mutex);
    if (stopping) {
      close(accepted);
      return false;
    }
    open = accepted;
    ++connections;
    return true;
  }

  void end(int accepted) {
    const std::lock_guard lock(mutex);
    open = -1;
    close(accepted);
  }
};

RawServer::RawServer(Script script) : impl_(std::make_unique<Impl>()) {
  bypass_proxy();
  impl_->script = std::move(script);
  impl_->keeper = bind_on_loopback(impl_->port);
  impl_->begin_listening();
}

RawServer::~RawServer() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
    if (impl_->open >= 0) shutdown(impl_->open, SHUT_RDWR);
  }
  if (impl_->listener >= 0) impl_->end_listening();
  close(impl_->keeper);
}

void RawServer::refuse() {
  if (impl_->listener >= 0) impl_->end_listening();
}

void RawServer::accept_again() {
  if (impl_->listener < 0) impl_->begin_listening();
}

std::string RawServer::origin() const {
  return "http://127.0.0.1:" + std::to_string(impl_->port);
}

std::size_t RawServer::connections() const {
  return impl_->connections;
}

}  // namespace jianbao::test
