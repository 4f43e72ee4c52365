#include "jianbao/text/url.h"

#include <catch2/catch.hpp>

#include <string>

namespace text = jianbao::text;
using jianbao::Url;
using namespace std::string_literals;

TEST_CASE("A URL is taken apart and put together again", "[text]") {
  const auto url = text::parse_url("HTTPS://user:pw@News.Example.COM:8443/a/b;p?x=1&y=2#top");
  REQUIRE(url);
  CHECK(url->scheme == "https");
  CHECK(url->userinfo == "user:pw");
  CHECK(url->host == "news.example.com");
  CHECK(url->port == "8443");
  CHECK(url->path == "/a/b;p");
  CHECK(url->query == "x=1&y=2");
  CHECK(url->has_query);
  CHECK(url->fragment == "top");
  CHECK(text::to_string(*url) == "https://user:pw@news.example.com:8443/a/b;p?x=1&y=2#top");
}

TEST_CASE("A URL's small parts are normalised, its percent-encoding is not", "[text]") {
  const auto normal = [](std::string_view url) { return text::to_string(*text::parse_url(url)); };
  CHECK(normal("http://example.com") == "http://example.com/");
  CHECK(normal("http://example.com?q") == "http://example.com/?q");
  CHECK(normal("http://example.com/?") == "http://example.com/?");
  CHECK(normal("http://example.com:80/") == "http://example.com/");
  CHECK(normal("http://example.com:/") == "http://example.com/");
  CHECK(normal("https://example.com:0443/") == "https://example.com/");
  CHECK(normal("https://example.com:80/") == "https://example.com:80/");
  CHECK(normal("  http://example.com/a\n ") == "http://example.com/a");
  CHECK(normal("http://example.com/a\n\tb") == "http://example.com/ab");
  CHECK(normal("http://example.com/a b\"<c>") == "http://example.com/a%20b%22%3Cc%3E");
  CHECK(normal("http://example.com/%e4%B8%25ad%zz") == "http://example.com/%e4%B8%25ad%zz");
  CHECK(normal("http://example.com/新闻?题=中#国") ==
        "http://example.com/%E6%96%B0%E9%97%BB?%E9%A2%98=%E4%B8%AD#%E5%9B%BD");
  CHECK(normal("http://example.com/\xD6\xD0") == "http://example.com/%D6%D0");
  CHECK(normal("http://e%78ample.com/") == "http://example.com/");
}

TEST_CASE("Host names beyond ASCII become punycode", "[text]") {
  CHECK(text::parse_url("http://例子.中国/")->host == "xn--fsqu00a.xn--fiqs8s");
  CHECK(text::parse_url("http://Bücher.example/")->host == "xn--bcher-kva.example");
  CHECK(text::parse_url("http://faß.de/")->host == "xn--fa-hia.de");
  CHECK(text::parse_url("http://例子。中国/")->host == "xn--fsqu00a.xn--fiqs8s");
  CHECK(text::parse_url("http://%E4%BE%8B%E5%AD%90.com/")->host == "xn--fsqu00a.com");
}

TEST_CASE("IP addresses are hosts", "[text]") {
  CHECK(text::parse_url("http://127.0.0.1:8080/")->host == "127.0.0.1");
  const auto url = text::parse_url("http://[2001:DB8:0:0::1]:8080/x");
  REQUIRE(url);
  CHECK(url->host == "[2001:db8::1]");
  CHECK(url->port == "8080");
  CHECK(text::to_string(*url) == "http://[2001:db8::1]:8080/x");
  CHECK(text::parse_url("http://[::1]/")->port.empty());
}

TEST_CASE("What is no absolute URL is not parsed", "[text]") {
  for (const std::string& url : {""s,
                                 " "s,
                                 "example.com"s,
                                 "/a/b"s,
                                 "//example.com/"s,
                                 "?q"s,
                                 "#f"s,
                                 ":"s,
                                 "://x"s,
                                 "1a:b"s,
                                 "http:"s,
                                 "http:/"s,
                                 "http://"s,
                                 "http:///a"s,
                                 "http://?q"s,
                                 "http:example.com"s,
                                 "http://exa mple.com/"s,
                                 "http://exam<ple.com/"s,
                                 "http://a..b/"s,
                                 "http://.a/"s,
                                 "http://a\\@b/"s,
                                 "http://a%00b/"s,
                                 "http://a%2Fb/"s,
                                 "http://user@/"s,
                                 "http://a:b/"s,
                                 "http://a:65536/"s,
                                 "http://a:99999999999999999999/"s,
                                 "http://[::1/"s,
                                 "http://[::1]x/"s,
                                 "http://[]/"s,
                                 "http://[1.2.3.4]/"s,
                                 "http://[fe80::1%25eth0]/"s,
                                 "http://xn--\xFF/"s,
                                 "http://\xD6\xD0/"s,
                                 "http://" + std::string(64, 'a') + ".com/",
                                 "http://" + std::string(100'000, 'a') + "/",
                                 "http://" + std::string(100'000, '.') + "/"}) {
    CAPTURE(url.substr(0, 80));
    CHECK_FALSE(text::parse_url(url));
  }
}

TEST_CASE("URLs of other schemes keep their shape", "[text]") {
  for (const char* url : {"mailto:editor@example.com", "tag:example.com,2024:1", "urn:isbn:123",
                          "file:///etc/hosts", "ftp://example.com/a", "data:text/plain,x"}) {
    CAPTURE(url);
    const auto parsed = text::parse_url(url);
    REQUIRE(parsed);
    CHECK(text::to_string(*parsed) == url);
  }
}

TEST_CASE("References resolve as RFC 3986 section 5.4 shows", "[text]") {
  const text::BaseUrl base("http://a/b/c/d;p?q");
  const auto resolved = [&](std::string_view reference) {
    std::string url = text::resolve("http://a/b/c/d;p?q", reference);
    CHECK(base.resolve(reference) == url);
    return url;
  };
  // Normal examples.
  CHECK(resolved("g:h") == "g:h");
  CHECK(resolved("g") == "http://a/b/c/g");
  CHECK(resolved("./g") == "http://a/b/c/g");
  CHECK(resolved("g/") == "http://a/b/c/g/");
  CHECK(resolved("/g") == "http://a/g");
  CHECK(resolved("//g") == "http://g");
  CHECK(resolved("?y") == "http://a/b/c/d;p?y");
  CHECK(resolved("g?y") == "http://a/b/c/g?y");
  CHECK(resolved("#s") == "http://a/b/c/d;p?q#s");
  CHECK(resolved("g#s") == "http://a/b/c/g#s");
  CHECK(resolved("g?y#s") == "http://a/b/c/g?y#s");
  CHECK(resolved(";x") == "http://a/b/c/;x");
  CHECK(resolved("g;x?y#s") == "http://a/b/c/g;x?y#s");
  CHECK(resolved("") == "http://a/b/c/d;p?q");
  CHECK(resolved(".") == "http://a/b/c/");
  CHECK(resolved("./") == "http://a/b/c/");
  CHECK(resolved("..") == "http://a/b/");
  CHECK(resolved("../") == "http://a/b/");
  CHECK(resolved("../g") == "http://a/b/g");
  CHECK(resolved("../..") == "http://a/");
  CHECK(resolved("../../g") == "http://a/g");
  // Abnormal examples.
  CHECK(resolved("../../../g") == "http://a/g");
  CHECK(resolved("../../../../g") == "http://a/g");
  CHECK(resolved("/./g") == "http://a/g");
  CHECK(resolved("/../g") == "http://a/g");
  CHECK(resolved("g.") == "http://a/b/c/g.");
  CHECK(resolved(".g") == "http://a/b/c/.g");
  CHECK(resolved("g..") == "http://a/b/c/g..");
  CHECK(resolved("..g") == "http://a/b/c/..g");
  CHECK(resolved("./../g") == "http://a/b/g");
  CHECK(resolved("./g/.") == "http://a/b/c/g/");
  CHECK(resolved("g/./h") == "http://a/b/c/g/h");
  CHECK(resolved("g/../h") == "http://a/b/c/h");
  CHECK(resolved("g;x=1/../y") == "http://a/b/c/y");
  CHECK(resolved("g?y/../x") == "http://a/b/c/g?y/../x");
  CHECK(resolved("g#s/../x") == "http://a/b/c/g#s/../x");
  CHECK(resolved("http:g") == "http:g");
}

TEST_CASE("Absolute references stay as the source wrote them where they can", "[text]") {
  const auto resolved = [](std::string_view reference) {
    return text::resolve("https://example.com/feed.xml", reference);
  };
  CHECK(resolved("http://Example.ORG") == "http://Example.ORG");
  CHECK(resolved("http://example.org/%7ea?b=%2F") == "http://example.org/%7ea?b=%2F");
  CHECK(resolved(" http://example.org/a\n") == "http://example.org/a");
  CHECK(resolved("http://example.org/中 国") == "http://example.org/%E4%B8%AD%20%E5%9B%BD");
  CHECK(resolved("http://example.org/a/../b") == "http://example.org/b");
  CHECK(resolved("//cdn.example.net/x.jpg") == "https://cdn.example.net/x.jpg");
  CHECK(resolved("图片.jpg") == "https://example.com/%E5%9B%BE%E7%89%87.jpg");
}

TEST_CASE("What cannot be resolved comes back unchanged", "[text]") {
  CHECK(text::resolve("https://example.com/", "javascript:alert(1)") == "javascript:alert(1)");
  CHECK(text::resolve("https://example.com/", "data:image/png;base64,AA==") ==
        "data:image/png;base64,AA==");
  CHECK(text::resolve("https://example.com/", "mailto:a@b") == "mailto:a@b");
  CHECK(text::resolve("", "a/b") == "a/b");
  CHECK(text::resolve("not a url", "/a") == "/a");
  CHECK(text::resolve("mailto:a@b", "c") == "c");
  CHECK(text::resolve("https://example.com/", "http://[bad") == "http://[bad");
  CHECK(text::resolve("https://example.com/", "//") == "//");
  CHECK(text::resolve("", "http://example.com/x") == "http://example.com/x");
  for (const char* unusable : {"", "/", "not a url", "mailto:a@b", "http://[bad"}) {
    CHECK(text::BaseUrl(unusable).resolve("a/b") == "a/b");
    CHECK(text::BaseUrl(unusable).resolve("/a") == "/a");
  }
}

TEST_CASE("Only http and https URLs are http", "[text]") {
  CHECK(text::is_http("http://a"));
  CHECK(text::is_http("HTTPS://a"));
  CHECK_FALSE(text::is_http(""));
  CHECK_FALSE(text::is_http("http"));
  CHECK_FALSE(text::is_http("http://"));
  CHECK_FALSE(text::is_http("http:a"));
  CHECK_FALSE(text::is_http("httpx://a"));
  CHECK_FALSE(text::is_http("ftp://a"));
  CHECK_FALSE(text::is_http("/http://a"));
}

TEST_CASE("The canonical URL drops what names no other article", "[text]") {
  const auto key = [](std::string_view url) { return text::canonical_url(url); };
  CHECK(key("HTTP://News.Example.com:80/a/./b/../c?x=1#part") ==
        "https://news.example.com/a/c?x=1");
  CHECK(key("http://example.com") == "https://example.com/");
  CHECK(key("https://example.com/a?") == "https://example.com/a");
  CHECK(key("http://example.com:443/") == "https://example.com/");
  CHECK(key("http://example.com:8080/") == "https://example.com:8080/");
  CHECK(key("https://example.com/a?utm_source=rss&utm_medium=feed") == "https://example.com/a");
  CHECK(key("https://example.com/a?id=3&utm_source=rss&b=2") == "https://example.com/a?id=3&b=2");
  CHECK(key("https://example.com/a?fbclid=x&id=3") == "https://example.com/a?id=3");
  CHECK(key("https://example.com/a?id=3&GCLID=x") == "https://example.com/a?id=3");
  CHECK(key("https://example.com/a?id=3&amp;utm_medium=rss") == "https://example.com/a?id=3");
  CHECK(key("https://example.com/a?hsCtaTracking=1&spm=a.b&igshid&yclid=") ==
        "https://example.com/a");
}

TEST_CASE("The canonical URL keeps what may name another article", "[text]") {
  for (const char* url :
       {"https://example.com/a?source=rss&ref=x&from=y&id=1&share=2&p=3&page=4",
        "https://example.com/a?b=2&a=1&b=1", "https://example.com/a?&&x", "https://example.com/a/",
        "https://www.example.com/a", "https://example.com/%25E4%25BD%25A0/%e4%bd%a0/%E4",
        "https://example.com/a?q=utm_source", "https://example.com/a?utm=1",
        "https://example.com/a?fbclid2=1", "https://example.com/A"}) {
    CHECK(text::canonical_url(url) == url);
  }
}

TEST_CASE("What is no http URL is its own key", "[text]") {
  for (const char* url : {"", "not a url", "tag:example.com,2024:1", "ftp://Example.com:21/a#b",
                          "http://", "https://exa mple.com/#x"}) {
    CHECK(text::canonical_url(url) == url);
  }
}

TEST_CASE("A canonical URL is its own canonical URL", "[text]") {
  for (const std::string& url :
       {"http://例子.中国:80/新 闻/../a?b=题&utm_x=1#f"s, "http://a:443/?&utm_source=1"s,
        "http://u@a/%zz?%"s, "http://a/..//../b/"s, "http://a//..//"s, "HTTP://A?amp;gclid=1&x"s,
        "http://a/?x&amp;y"s, "http://[::1]:80"s, "http://a.:080/"s,
        "http://a/" + std::string(200'000, '.'), "http://a" + std::string(200'000, '/'),
        "http://a/?" + std::string(200'000, '&')}) {
    const auto once = text::canonical_url(url);
    CAPTURE(url.substr(0, 80));
    CHECK(text::canonical_url(once) == once);
  }
}

TEST_CASE("A source is named by its host", "[text]") {
  CHECK(text::host_of("https://www.Example.com:8443/a") == "example.com");
  CHECK(text::host_of("http://news.example.com") == "news.example.com");
  CHECK(text::host_of("http://www2.example.com/") == "www2.example.com");
  CHECK(text::host_of("mailto:a@b").empty());
  CHECK(text::host_of("nonsense").empty());
  CHECK(text::host_of("").empty());
}

TEST_CASE("An image proxy's address stands for the image's own", "[text]") {
  using text::undo_image_proxy;
  CHECK(undo_image_proxy("https://images.weserv.nl?url=img.example.com/a_w900.jpg") ==
        "https://img.example.com/a_w900.jpg");
  CHECK(undo_image_proxy("https://images.weserv.nl/?w=300&url=img.example.com/a.jpg&h=2") ==
        "https://img.example.com/a.jpg");
  CHECK(undo_image_proxy("//images.weserv.nl/?url=a.com/b") == "//images.weserv.nl/?url=a.com/b");
  CHECK(undo_image_proxy("https://wsrv.nl/?url=https://img.example.com/a.jpg") ==
        "https://img.example.com/a.jpg");
  CHECK(undo_image_proxy("https://images.weserv.nl/?url=ssl:img.example.com/a.jpg") ==
        "https://img.example.com/a.jpg");
  CHECK(undo_image_proxy("https://images.weserv.nl/?url=//img.example.com/a.jpg") ==
        "https://img.example.com/a.jpg");
  CHECK(
      undo_image_proxy("https://images.weserv.nl/?url=https%3A%2F%2Fimg.example.com%2Fa.jpg%3Fx") ==
      "https://img.example.com/a.jpg?x");
  CHECK(undo_image_proxy("https://images.weserv.nl/?url=img.example.com/%E4%BD%A0.jpg") ==
        "https://img.example.com/%E4%BD%A0.jpg");
}

TEST_CASE("Other image addresses come back unchanged", "[text]") {
  for (const char* url :
       {"", "a.jpg", "https://img.example.com/a.jpg?url=b.com/c", "https://images.weserv.nl/",
        "https://images.weserv.nl/?url=", "https://images.weserv.nl/?url=//",
        "https://images.weserv.nl/?w=1", "https://images.weserv.nl/?url=javascript:alert(1)",
        "https://images.weserv.nl.example.com/?url=a.com/b"}) {
    CHECK(text::undo_image_proxy(url) == url);
  }
}

TEST_CASE("Every prefix of a URL is read without harm", "[text]") {
  const std::string url = "http://u:p@[2001:db8::1]:8080/a/../%E4%BD?utm_source=1&amp;x=%2#中%";
  for (std::size_t size = 0; size <= url.size(); ++size) {
    const auto prefix = url.substr(0, size);
    const auto key = text::canonical_url(prefix);
    CHECK(text::canonical_url(key) == key);
    const auto resolved = text::resolve("http://example.com/a/b?c", prefix);
    CHECK(text::resolve("http://example.com/a/b?c", resolved) == resolved);
    CHECK(text::undo_image_proxy(prefix) == prefix);
  }
}
