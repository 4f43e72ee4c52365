#include "fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>
#include <catch2/catch.hpp>

#include <string>

using jianbao::fetch::address_text;
using jianbao::fetch::is_known_here;
using jianbao::fetch::is_mock_address;
using jianbao::fetch::not_public;

TEST_CASE("addresses of the public Internet are told from all others", "[fetch][guard]") {
  const auto [address, kind] = GENERATE(table<std::string, std::string>({
      {"1.1.1.1", ""},
      {"9.255.255.255", ""},
      {"10.0.0.0", "private"},
      {"10.255.255.255", "private"},
      {"11.0.0.0", ""},
      {"0.0.0.0", "unspecified"},
      {"0.1.2.3", "reserved"},
      {"100.63.255.255", ""},
      {"100.64.0.0", "carrier"},
      {"100.127.255.255", "carrier"},
      {"100.128.0.0", ""},
      {"127.0.0.1", "loopback"},
      {"127.255.255.255", "loopback"},
      {"169.254.169.254", "link-local"},
      {"172.15.255.255", ""},
      {"172.16.0.0", "private"},
      {"172.31.255.255", "private"},
      {"172.32.0.0", ""},
      {"192.0.0.1", "reserved"},
      {"192.0.2.1", "reserved"},
      {"192.88.99.1", "reserved"},
      {"192.168.1.1", "private"},
      {"192.169.0.0", ""},
      {"198.18.0.5", ""},  // the tunnels' made-up addresses
      {"198.51.100.1", "reserved"},
      {"203.0.113.1", "reserved"},
      {"223.255.255.255", ""},
      {"224.0.0.1", "multicast"},
      {"239.255.255.250", "multicast"},
      {"240.0.0.1", "reserved"},
      {"255.255.255.255", "reserved"},
      {"::", "unspecified"},
      {"::1", "loopback"},
      {"::7f00:1", "loopback"},
      {"::101:101", "reserved"},
      {"::ffff:127.0.0.1", "loopback"},
      {"::ffff:1.1.1.1", ""},
      {"::ffff:0:127.0.0.1", "loopback"},
      {"64:ff9b::10.0.0.1", "private"},
      {"64:ff9b::1.1.1.1", ""},
      {"64:ff9b:1::1.1.1.1", "private"},
      {"100::1", "reserved"},
      {"2001::1", "reserved"},
      {"2001:1ff::1", "reserved"},
      {"2001:200::1", ""},
      {"2001:db8::1", "reserved"},
      {"2002:7f00:1::", "loopback"},
      {"2002:101:101::", ""},
      {"2606:4700:4700::1111", ""},
      {"2606:4700::5efe:10.0.0.1", "private"},
      {"2606:4700::200:5efe:192.168.0.1", "private"},
      {"3fff::1", "reserved"},
      {"4000::1", "reserved"},
      {"fc00::1", "private"},
      {"fdff::1", "private"},
      {"fe80::1", "link-local"},
      {"fe80::1%eth0", "link-local"},
      {"febf::1", "link-local"},
      {"fec0::1", "private"},
      {"ff02::1", "multicast"},
      {"", "not an address"},
      {"example.org", "not an address"},
      {"1.2.3", "not an address"},
  }));
  CAPTURE(address);
  const std::string_view found = not_public(address);
  CHECK(found.empty() == kind.empty());
  CHECK(found.find(kind) != std::string_view::npos);
}

TEST_CASE("socket addresses are judged as the text is", "[fetch][guard]") {
  sockaddr_in four{};
  four.sin_family = AF_INET;
  four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const auto& address4 = reinterpret_cast<const sockaddr&>(four);
  CHECK(not_public(address4) == "a loopback address");
  CHECK(address_text(address4) == "127.0.0.1");

  sockaddr_in6 six{};
  six.sin6_family = AF_INET6;
  inet_pton(AF_INET6, "fd00::1", &six.sin6_addr);
  const auto& address6 = reinterpret_cast<const sockaddr&>(six);
  CHECK(not_public(address6) == "a private address");
  CHECK(address_text(address6) == "fd00::1");

  sockaddr_un local{};
  local.sun_family = AF_UNIX;
  const auto& socket = reinterpret_cast<const sockaddr&>(local);
  CHECK(not_public(socket) == "not an Internet address");
  CHECK(address_text(socket).empty());
}

TEST_CASE("hosts that no stranger's name server is asked for are told", "[fetch][guard]") {
  for (const char* host :
       {"127.0.0.1", "8.8.8.8", "0x7f.1", "0X7F.1", "2130706433", "[::1]", "nas", "localhost",
        "localhost.", "a.LOCALHOST", "nas.local", "nas.lan.", "db.internal", "router.home.arpa"}) {
    CAPTURE(host);
    CHECK(is_known_here(host));
  }
  for (const char* host : {"example.org", "local.example", "nas.local.example", "1.2.3.4.5",
                           "notlocal.org", "home.arpa.org", "xlocal.net"}) {
    CAPTURE(host);
    CHECK_FALSE(is_known_here(host));
  }
}

TEST_CASE("what looks like an address and is none is told", "[fetch][guard]") {
  for (const char* host : {"1.2.3.4.5", "256.1.1.1", "example.0x7f", "1.2.3.08", "foo.1."}) {
    CAPTURE(host);
    CHECK(is_mock_address(host));
  }
  for (const char* host : {"1.2.3.4", "2130706433", "0x7f.1", "0177.0.0.1", "example.org", "1.org",
                           "[::1]", "", "."}) {
    CAPTURE(host);
    CHECK_FALSE(is_mock_address(host));
  }
}
