#include "support/tls_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <vector>

namespace jianbao::test {
namespace {

void openssl(const std::vector<std::string>& arguments) {
  const ProcessResult run = test::run(JIANBAO_OPENSSL, arguments);
  INFO(run.err);
  REQUIRE(run.status == 0);
}

/// `openssl req` for a new key and what is made with it.
std::vector<std::string> request(const std::string& name, const std::string& key,
                                 const std::string& out) {
  return {"req",    "-newkey", "ec",          "-pkeyopt", "ec_paramgen_curve:prime256v1",
          "-nodes", "-subj",   "/CN=" + name, "-keyout",  key,
          "-out",   out};
}

int free_port() {
  const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* any = reinterpret_cast<sockaddr*>(&address);
  REQUIRE(bind(probe, any, size) == 0);
  REQUIRE(getsockname(probe, any, &size) == 0);
  close(probe);
  return ntohs(address.sin_port);
}

}  // namespace

CertificateAuthority::CertificateAuthority() {
  std::vector<std::string> words = request("Test authority", folder_ / "authority.key", file());
  words.insert(words.end(), {"-x509", "-days", "2"});
  openssl(words);
}

Certificate CertificateAuthority::issue(const std::string& name, int days) {
  const std::string number = std::to_string(++issued_);
  const Certificate issued{folder_ / (number + ".key"), folder_ / (number + ".pem")};
  const std::string wanted = folder_ / (number + ".csr");
  std::vector<std::string> words = request("Test server", issued.key, wanted);
  words.insert(words.end(), {"-addext", "subjectAltName=" + name});
  openssl(words);
  openssl({"x509", "-req", "-in", wanted, "-CA", file(), "-CAkey", folder_ / "authority.key",
           "-copy_extensions", "copy", "-days", std::to_string(days), "-out", issued.file});
  return issued;
}

Certificate self_signed(const TempDir& folder) {
  const Certificate made{folder / "own.key", folder / "own.pem"};
  std::vector<std::string> words = request("127.0.0.1", made.key, made.file);
  words.insert(words.end(), {"-x509", "-days", "2", "-addext", "subjectAltName=IP:127.0.0.1"});
  openssl(words);
  return made;
}

void hash_names(const TempDir& folder) {
  openssl({"rehash", folder.path().string()});
}

TlsServer::TlsServer(const Certificate& certificate, Speaks speaks) : port_(free_port()) {
  setenv("no_proxy", "127.0.0.1", 1);
  const std::string port = std::to_string(port_);
  ProcessOptions options;
  options.folder = folder_.path().string();
  if (speaks == Speaks::kHttp2) {
    process_ = std::make_unique<Process>(
        JIANBAO_NGHTTPD,
        std::vector<std::string>{"-v", "-a", "127.0.0.1", port, certificate.key, certificate.file},
        options);
    REQUIRE(process_->wait_for("listen 127.0.0.1"));
    return;
  }
  process_ = std::make_unique<Process>(
      JIANBAO_OPENSSL,
      std::vector<std::string>{"s_server", "-accept", "127.0.0.1:" + port, "-key", certificate.key,
                               "-cert", certificate.file, "-WWW"},
      options);
  REQUIRE(process_->wait_for("ACCEPT"));
}

bool TlsServer::has_http2() {
  return std::string_view(JIANBAO_NGHTTPD).starts_with('/');
}

std::string TlsServer::url(std::string_view name) const {
  return "https://127.0.0.1:" + std::to_string(port_) + "/" + std::string(name);
}

std::string TlsServer::log() {
  process_->signal(SIGTERM);
  const ProcessResult ended = process_->finish();
  return ended.out + ended.err;
}

}  // namespace jianbao::test
