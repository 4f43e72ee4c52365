#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jianbao::test {

/// What an endpoint answers.
struct HttpAnswer {
  int status = 200;
  std::string body{};
  std::string content_type = "application/rss+xml; charset=utf-8";
  std::multimap<std::string, std::string> headers{};
  /// With validators in `headers`, a request that carries them back is answered 304.
  bool conditional = false;
};

/// One request as it arrived; header names in lower case.
struct HttpRequest {
  std::string method;
  std::string target;
  std::map<std::string, std::string> headers{};

  /// The header's value, "" if it was not sent.
  std::string header(const std::string& lower_case_name) const;
};

class HttpServer;

/// A path that is served as long as this object lives.
class HttpEndpoint {
 public:
  HttpEndpoint(HttpEndpoint&&) noexcept = default;
  HttpEndpoint& operator=(HttpEndpoint&&) = delete;
  ~HttpEndpoint();

  std::string url() const;
  std::size_t hits() const;
  std::vector<HttpRequest> requests() const;
  /// Answers differently from now on.
  void answer(HttpAnswer answer);

 private:
  friend class HttpServer;
  struct State;
  explicit HttpEndpoint(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

/// A real HTTP server on loopback inside the test process, on a free port.  Unknown paths are 404.
/// Takes 127.0.0.1 out of what the environment sends through a proxy.
class HttpServer {
 public:
  HttpServer();
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// "http://127.0.0.1:PORT"
  std::string origin() const;
  /// @param path  begins with '/', without query.
  HttpEndpoint serve(const std::string& path, HttpAnswer answer);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// One accepted connection of a RawServer.
class RawConnection {
 public:
  explicit RawConnection(int socket) : socket_(socket) {}

  /// Reads up to the empty line that ends the request's headers.
  std::string read_request();
  /// Reads so many bytes; fewer if the peer closes before.
  std::string read(std::size_t count);
  /// False once the peer is gone.
  bool send(std::string_view bytes);
  /// Waits until the peer closes its end, or the server stops.
  void wait_for_close();
  /// Waits at most `milliseconds` for the peer to close; true if it did.
  bool closed_within(int milliseconds);

 private:
  int socket_;
};

/// A TCP server for the answers that no HTTP library gives: cut, endless, lying.  Every connection
/// is handled by `script`, one at a time, on the server's own thread, then closed.
class RawServer {
 public:
  using Script = std::function<void(RawConnection&)>;

  explicit RawServer(Script script);
  /// Ends open connections, then waits for the thread.
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  std::string origin() const;
  std::size_t connections() const;
  /// Refuses connections from now on.
  void refuse();
  /// Takes connections again, at the same port.
  void accept_again();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace jianbao::test
