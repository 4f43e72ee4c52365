#include "support/site_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <list>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string_view>
#include <thread>

#include "support/http_server.h"

namespace jianbao::test {
namespace {

/// Listens on every address there is, IPv6 and IPv4; on IPv4 alone where that is all.
int listen_everywhere(int& port) {
  sockaddr_in6 six{};
  six.sin6_family = AF_INET6;
  sockaddr_in four{};
  four.sin_family = AF_INET;
  int listener = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto* any = reinterpret_cast<sockaddr*>(&six);
  socklen_t size = sizeof(six);
  const int off = 0;
  if (listener >= 0) setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
  if (listener < 0 || bind(listener, any, size) != 0) {
    if (listener >= 0) close(listener);
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    any = reinterpret_cast<sockaddr*>(&four);
    size = sizeof(four);
    if (bind(listener, any, size) != 0) throw std::runtime_error("cannot listen");
  }
  if (listen(listener, 512) != 0 || getsockname(listener, any, &size) != 0) {
    throw std::runtime_error("cannot listen");
  }
  port = ntohs(any == reinterpret_cast<sockaddr*>(&six) ? six.sin6_port : four.sin_port);
  return listener;
}

}  // namespace

struct SiteServer::Impl {
  Answer answer;
  int listener = -1;
  int port = 0;
  mutable std::mutex mutex;
  std::vector<Visit> visits;
  std::map<std::string, std::size_t> now;  ///< requests being answered, by host
  std::size_t now_in_all = 0;
  std::size_t most = 0;
  std::size_t most_by_host = 0;
  std::size_t connections = 0;
  bool stopping = false;
  std::list<int> open;
  std::list<std::jthread> threads;
  std::jthread acceptor;

  void accept_all() {
    for (;;) {
      const int accepted = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
      if (accepted < 0) return;
      const int on = 1;
      setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
      const std::lock_guard lock(mutex);
      if (stopping) {
        close(accepted);
        return;
      }
      open.push_back(accepted);
      threads.emplace_back([this, accepted, number = ++connections] { serve(accepted, number); });
    }
  }

  void serve(int socket, std::size_t connection) {
    RawConnection peer(socket);
    try {
      for (;;) {
        const std::string head = peer.read_request();
        if (!head.ends_with("\r\n\r\n")) break;
        const std::size_t visit = begin(head, connection);
        const std::string response = answer(head);
        end(visit);
        if (!peer.send(response)) break;
      }
    } catch (const std::exception&) {
      shutdown(socket, SHUT_RDWR);
    }
    const std::lock_guard lock(mutex);
    open.remove(socket);
    close(socket);
  }

  std::size_t begin(const std::string& head, std::size_t connection) {
    const std::lock_guard lock(mutex);
    Visit visit;
    visit.host = header_of(head, "Host");
    visit.target = target_of(head);
    visit.connection = connection;
    visit.began = std::chrono::steady_clock::now();
    most = std::max(most, ++now_in_all);
    most_by_host = std::max(most_by_host, ++now[visit.host]);
    visits.push_back(std::move(visit));
    return visits.size() - 1;
  }

  void end(std::size_t visit) {
    const std::lock_guard lock(mutex);
    visits[visit].ended = std::chrono::steady_clock::now();
    --now_in_all;
    --now[visits[visit].host];
  }
};

SiteServer::SiteServer(Answer answer) : impl_(std::make_unique<Impl>()) {
  setenv("no_proxy", "127.0.0.0/8,localhost,::1", 1);
  impl_->answer = std::move(answer);
  impl_->listener = listen_everywhere(impl_->port);
  impl_->acceptor = std::jthread([this] { impl_->accept_all(); });
}

SiteServer::~SiteServer() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
    for (const int socket : impl_->open) shutdown(socket, SHUT_RDWR);
  }
  shutdown(impl_->listener, SHUT_RDWR);  // makes accept() return
  impl_->acceptor.join();
  impl_->threads.clear();
  close(impl_->listener);
}

std::string SiteServer::host(int number) const {
  return "127.0.1." + std::to_string(number) + ":" + std::to_string(impl_->port);
}

std::string SiteServer::url(int number, const std::string& path) const {
  return "http://" + host(number) + path;
}

int SiteServer::port() const {
  return impl_->port;
}

std::vector<Visit> SiteServer::visits() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->visits;
}

std::size_t SiteServer::connections() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->connections;
}

std::size_t SiteServer::most_at_once() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->most;
}

std::size_t SiteServer::most_at_once_by_host() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->most_by_host;
}

std::string ok(const std::string& body, const std::string& header_lines) {
  return "HTTP/1.1 200 OK\r\n" + header_lines + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

std::string redirect_to(const std::string& location, int status) {
  return "HTTP/1.1 " + std::to_string(status) + " Elsewhere\r\nLocation: " + location +
         "\r\nContent-Length: 0\r\n\r\n";
}

std::string target_of(const std::string& head) {
  const std::size_t begin = head.find(' ') + 1;
  return head.substr(begin, head.find(' ', begin) - begin);
}

std::string header_of(const std::string& head, const std::string& name) {
  const auto lower = [](std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  };
  const std::size_t at = lower(head).find("\r\n" + lower(name) + ":");
  if (at == std::string::npos) return {};
  const std::size_t begin = head.find_first_not_of(' ', at + name.size() + 3);
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

}  // namespace jianbao::test
