#include "fetch/proxy.h"

#include <catch2/catch.hpp>

#include <string>

#include "fetch/netrc.h"
#include "jianbao/text/url.h"

using namespace jianbao::fetch;

TEST_CASE("no_proxy names hosts, all below them, networks, or everything", "[fetch][proxy]") {
  const auto [host, list, bypasses] = GENERATE(table<std::string, std::string, bool>({
      {"example.org", "", false},
      {"example.org", "example.org", true},
      {"Example.ORG", "example.org", true},
      {"www.example.org", "example.org", true},
      {"www.example.org", ".example.org", true},
      {"example.org", ".example.org", true},
      {"example.org.", "example.org.", true},
      {"badexample.org", "example.org", false},
      {"example.org", "www.example.org", false},
      {"example.org", "a.b, example.org", true},
      {"example.org", "a.b example.org", true},
      {"example.org", ",, ,", false},
      {"example.org", "*", true},
      {"example.org", "a,*", true},
      {"example.org", "*.org", false},
      {"127.0.0.1", "127.0.0.1", true},
      {"127.0.0.1", "0.0.1", false},
      {"10.1.2.3", "10.0.0.0/8", true},
      {"11.1.2.3", "10.0.0.0/8", false},
      {"10.1.2.3", "0.0.0.0/0", true},
      {"10.1.2.3", "10.0.0.0/33", false},
      {"10.1.2.3", "10.0.0.0/x", false},
      {"10.1.2.3", "10.0.0.0/", false},
      {"[::1]", "::1", true},
      {"[::1]", "[::1]", true},
      {"[fd00::1]", "fd00::/8", true},
      {"[fd00::1]", "10.0.0.0/8", false},
  }));
  CAPTURE(host, list);
  CHECK(bypasses_proxy(host, list) == bypasses);
}

TEST_CASE("each scheme has its proxy, and what has none takes the one for all", "[fetch][proxy]") {
  const auto http = *jianbao::text::parse_url("http://example.org/");
  const auto https = *jianbao::text::parse_url("https://example.org/");
  const ProxySettings both{.http = "http://h:1", .https = "http://s:2", .all = "socks5h://a:3"};
  CHECK(proxy_for(http, both) == "http://h:1");
  CHECK(proxy_for(https, both) == "http://s:2");
  CHECK(proxy_for(https, {.http = "http://h:1"}).empty());
  CHECK(proxy_for(https, {.http = "http://h:1", .all = "socks5h://a:3"}) == "socks5h://a:3");
  CHECK(proxy_for(https, {.all = "socks5h://a:3", .no_proxy = "example.org"}).empty());
}

TEST_CASE("a .netrc speaks for the hosts it names, and for no others", "[fetch][netrc]") {
  const std::string netrc =
      "# comment with machine c.org login x\n"
      "machine a.org login anna password \"se cr\\\"et\"\n"
      "macdef init\n machine b.org login macro password macro\n\n"
      "machine b.org\n\tlogin ben\n\taccount x\n\tpassword machine\n"
      "default login any password any\n"
      "machine late.org login lea password l\n";
  const auto user = [&](const char* host) {
    const auto found = credentials_for(host, netrc);
    return found ? found->user + ":" + found->password : std::string("none");
  };
  CHECK(user("a.org") == "anna:se cr\"et");
  CHECK(user("A.ORG") == "anna:se cr\"et");
  CHECK(user("b.org") == "ben:machine");
  CHECK(user("late.org") == "lea:l");
  CHECK(user("c.org") == "none");
  CHECK(user("www.a.org") == "none");
  CHECK(user("") == "none");
  CHECK_FALSE(credentials_for("a.org", ""));
  CHECK_FALSE(credentials_for("a.org", "machine"));
  CHECK(read_netrc("/nonexistent/netrc").empty());
  CHECK(read_netrc("").empty());
}
