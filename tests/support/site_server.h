#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace jianbao::test {

/// One request as a SiteServer saw it.
struct Visit {
  std::string host;    ///< the Host header: "127.0.1.7:4711"
  std::string target;  ///< "/feed.xml"
  std::size_t connection = 0;
  std::chrono::steady_clock::time_point began;
  std::chrono::steady_clock::time_point ended;  ///< just before the answer went out
};

/// Many sites in one: a server with keep-alive on every address of 127.0.0.0/8 and on ::1, a thread
/// for each connection.  It keeps a record of who came when and how many were there at one time.
/// Takes these addresses out of what the environment sends through a proxy.
class SiteServer {
 public:
  /// From the request's head to the whole response; called from many threads.  What it throws ends
  /// the connection.
  using Answer = std::function<std::string(const std::string& head)>;

  explicit SiteServer(Answer answer);
  ~SiteServer();
  SiteServer(const SiteServer&) = delete;
  SiteServer& operator=(const SiteServer&) = delete;

  /// "127.0.1.NUMBER:PORT"
  std::string host(int number) const;
  /// "http://127.0.1.NUMBER:PORT" + path
  std::string url(int number, const std::string& path = "/") const;
  int port() const;

  /// In order of arrival; those that are answered.
  std::vector<Visit> visits() const;
  std::size_t connections() const;
  /// The most requests that were being answered at one time, in all and by any one host.
  std::size_t most_at_once() const;
  std::size_t most_at_once_by_host() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A complete response with status 200.
std::string ok(const std::string& body, const std::string& header_lines = "");
/// A complete 3xx.
std::string redirect_to(const std::string& location, int status = 302);
/// "/path" of a request's head.
std::string target_of(const std::string& head);
/// A header's value in a request's head; any case; empty if it is not there.
std::string header_of(const std::string& head, const std::string& name);

}  // namespace jianbao::test
