// Real handshakes: who is trusted, who is not, and that nothing is fetched in any other way.

#include <catch2/catch.hpp>
#include <optional>
#include <string>

#include "fetch/fetch_one.h"
#include "jianbao/fetch/downloader.h"
#include "support/environment_variable.h"
#include "support/fixture.h"
#include "support/http_server.h"
#include "support/tls_server.h"

using namespace jianbao;
using fetch::Body;
using fetch::Downloader;
using fetch::Failed;
using fetch::Outcome;
using test::CertificateAuthority;
using test::EnvironmentVariable;
using test::expect;
using test::fetch_one;
using test::hasty;
using test::RawConnection;
using test::RawServer;
using test::TlsServer;

namespace {

constexpr const char* kFeed = "<rss version=\"2.0\"><channel><title>晚报</title></channel></rss>";
constexpr const char* kHere = "IP:127.0.0.1";

/// What the environment says about authorities: this, and nothing else that was there before.
struct Trusting {
  explicit Trusting(const std::string& variable = {}, const std::string& value = {})
      : bundle("CURL_CA_BUNDLE", value_for("CURL_CA_BUNDLE", variable, value)),
        file("SSL_CERT_FILE", value_for("SSL_CERT_FILE", variable, value)),
        folder("SSL_CERT_DIR", value_for("SSL_CERT_DIR", variable, value)) {}

  static std::optional<std::string> value_for(const std::string& name, const std::string& variable,
                                              const std::string& value) {
    return name == variable ? std::optional(value) : std::nullopt;
  }

  EnvironmentVariable bundle, file, folder;
};

void check_not_trusted(const Outcome& outcome, const std::string& why, const std::string& advice) {
  const auto& failed = expect<Failed>(outcome);
  CAPTURE(failed.reason);
  CHECK(failed.kind == Failed::Kind::kTls);
  CHECK(failed.reason.starts_with("its certificate is not trusted: "));
  CHECK(failed.reason.find(why) != std::string::npos);
  CHECK(failed.reason.ends_with(advice));
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

}  // namespace

TEST_CASE("a server that a trusted authority vouches for is fetched from", "[fetch][tls]") {
  CertificateAuthority authority;
  const TlsServer server(authority.issue(kHere));
  server.publish("feed.xml", kFeed);
  const auto* variable = GENERATE("SSL_CERT_FILE", "CURL_CA_BUNDLE");
  CAPTURE(variable);
  const Trusting trusted(variable, authority.file());
  const Outcome outcome = fetch_one({.url = server.url("feed.xml")});
  CHECK(expect<Body>(outcome).bytes == kFeed);
  CHECK(expect<Body>(outcome).final_url == server.url("feed.xml"));
}

TEST_CASE("authorities in a folder are trusted by their hashes' names", "[fetch][tls]") {
  CertificateAuthority authority;
  const TlsServer server(authority.issue(kHere));
  server.publish("feed.xml", kFeed);
  const test::TempDir folder;
  test::write_file(folder.path() / "authority.pem", test::read_file(authority.file()));
  test::hash_names(folder);
  const Trusting trusted("SSL_CERT_DIR", folder.path().string());
  CHECK(expect<Body>(fetch_one({.url = server.url("feed.xml")})).bytes == kFeed);
}

TEST_CASE("HTTP/2 is spoken over TLS, and one connection serves a host", "[fetch][tls]") {
  if (!TlsServer::has_http2()) return test::skip("nghttpd is not installed");
  CertificateAuthority authority;
  TlsServer server(authority.issue(kHere), TlsServer::Speaks::kHttp2);
  server.publish("feed.xml", kFeed);
  const Trusting trusted("SSL_CERT_FILE", authority.file());
  {
    Downloader downloader(hasty());
    const Outcome outcome = fetch_one(downloader, {.url = server.url("feed.xml")});
    const Body& body = expect<Body>(outcome);
    CHECK(body.bytes == kFeed);
    CHECK(body.status == 200);
    CHECK(body.headers.starts_with("HTTP/2 200"));
    CHECK_FALSE(body.last_modified.empty());
    const Outcome missing = fetch_one(downloader, {.url = server.url("none.xml")});
    CHECK(expect<fetch::Rejected>(missing).reason == "404 Not Found");
    expect<fetch::NotModified>(fetch_one(
        downloader, {.url = server.url("feed.xml"), .last_modified = body.last_modified}));
  }
  const std::string log = server.log();
  CHECK(log.find("[id=1]") != std::string::npos);
  CHECK(log.find("[id=2]") == std::string::npos);
  CHECK(count(log, ":path: /feed.xml") == 2);
}

TEST_CASE("a certificate that nobody vouches for is refused", "[fetch][tls]") {
  const Trusting nobody_more;
  const test::TempDir folder;
  const TlsServer server(test::self_signed(folder));
  server.publish("feed.xml", kFeed);
  check_not_trusted(fetch_one({.url = server.url("feed.xml")}), "self-signed certificate",
                    "; an authority that you trust is named with SSL_CERT_FILE");
  CertificateAuthority unknown;
  const TlsServer issued(unknown.issue(kHere));
  check_not_trusted(fetch_one({.url = issued.url("feed.xml")}), "issuer certificate",
                    "; an authority that you trust is named with SSL_CERT_FILE");
}

TEST_CASE("a certificate that has expired is refused although its authority is trusted",
          "[fetch][tls]") {
  CertificateAuthority authority;
  const TlsServer server(authority.issue(kHere, -1));
  server.publish("feed.xml", kFeed);
  const Trusting trusted("SSL_CERT_FILE", authority.file());
  check_not_trusted(fetch_one({.url = server.url("feed.xml")}), "certificate has expired",
                    "; is this machine's clock right?");
}

TEST_CASE("a certificate for another host is refused although its authority is trusted",
          "[fetch][tls]") {
  CertificateAuthority authority;
  const TlsServer server(authority.issue("DNS:other.example"));
  server.publish("feed.xml", kFeed);
  const Trusting trusted("SSL_CERT_FILE", authority.file());
  check_not_trusted(fetch_one({.url = server.url("feed.xml")}), "'127.0.0.1'",
                    "; is the address right?");
}

TEST_CASE("certificates that cannot be read are named, and nobody is trusted", "[fetch][tls]") {
  CertificateAuthority authority;
  const TlsServer server(authority.issue(kHere));
  const Trusting missing("SSL_CERT_FILE", "/nonexistent/authorities.pem");
  const Outcome outcome = fetch_one({.url = server.url("feed.xml")});
  const auto& failed = expect<Failed>(outcome);
  CHECK(failed.kind == Failed::Kind::kTls);
  CHECK(failed.reason.find("/nonexistent/authorities.pem") != std::string::npos);
  CHECK(failed.reason.find("SSL_CERT_FILE") != std::string::npos);
}

TEST_CASE("CURL_CA_BUNDLE goes before the others", "[fetch][tls]") {
  CertificateAuthority authority;
  const TlsServer server(authority.issue(kHere));
  server.publish("feed.xml", kFeed);
  const Trusting trusted("CURL_CA_BUNDLE", authority.file());
  const EnvironmentVariable other("SSL_CERT_FILE", "/nonexistent/authorities.pem");
  CHECK(expect<Body>(fetch_one({.url = server.url("feed.xml")})).bytes == kFeed);
}

TEST_CASE("what was asked for over https is never asked for in plain words", "[fetch][tls]") {
  std::string first_bytes;
  std::size_t connections = 0;
  {
    RawServer server([&](RawConnection& connection) {
      first_bytes = connection.read(3);
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    });
    const std::string url = "https" + server.origin().substr(4) + "/feed.xml";
    CHECK(expect<Failed>(fetch_one({.url = url})).kind == Failed::Kind::kTls);
    connections = server.connections();
  }
  CHECK(connections == 1);
  CHECK(first_bytes.starts_with("\x16\x03"));  // a handshake record
}

TEST_CASE("a redirect leads from http to https, where certificates count again", "[fetch][tls]") {
  CertificateAuthority authority;
  const TlsServer good(authority.issue(kHere));
  const TlsServer bad(authority.issue("DNS:other.example"));
  good.publish("feed.xml", kFeed);
  bad.publish("feed.xml", kFeed);
  test::HttpServer plain;
  const auto to_good =
      plain.serve("/good", {.status = 301, .headers = {{"Location", good.url("feed.xml")}}});
  const auto to_bad =
      plain.serve("/bad", {.status = 301, .headers = {{"Location", bad.url("feed.xml")}}});
  const Trusting trusted("SSL_CERT_FILE", authority.file());
  const Outcome outcome = fetch_one({.url = to_good.url()});
  CHECK(expect<Body>(outcome).permanent_url == good.url("feed.xml"));
  CHECK(expect<Failed>(fetch_one({.url = to_bad.url()})).kind == Failed::Kind::kTls);
}
