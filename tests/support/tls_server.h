#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "support/fixture.h"
#include "support/process.h"

namespace jianbao::test {

/// Files in PEM form.
struct Certificate {
  std::string key;
  std::string file;
};

/// An authority that nobody knows, made anew.
class CertificateAuthority {
 public:
  CertificateAuthority();

  /// The file with its own certificate, for those who trust it.
  std::string file() const { return folder_ / "authority.pem"; }
  /// @param name  "IP:127.0.0.1" or "DNS:example.org"
  /// @param days  that it holds from now on; it has expired if they are negative.
  Certificate issue(const std::string& name, int days = 2);

 private:
  TempDir folder_;
  int issued_ = 0;
};

/// A certificate for "127.0.0.1" that only its own key vouches for, in the folder.
Certificate self_signed(const TempDir& folder);

/// Gives the certificates in a folder the names under which OpenSSL looks for them.
void hash_names(const TempDir& folder);

/// A server for https at 127.0.0.1, a process beside the test.  Takes 127.0.0.1 out of what the
/// environment sends through a proxy.
class TlsServer {
 public:
  enum class Speaks {
    kHttp1,  ///< openssl's
    kHttp2,  ///< nghttpd, which speaks nothing else
  };

  explicit TlsServer(const Certificate& certificate, Speaks speaks = Speaks::kHttp1);

  /// False where nghttpd is not installed.
  static bool has_http2();

  void publish(std::string_view name, std::string_view bytes) const {
    write_file(folder_.path() / name, bytes);
  }
  /// "https://127.0.0.1:PORT/NAME"
  std::string url(std::string_view name) const;
  int port() const { return port_; }
  /// Ends the server; what it printed about its connections.
  std::string log();

 private:
  TempDir folder_;
  int port_;
  std::unique_ptr<Process> process_;
};

}  // namespace jianbao::test
