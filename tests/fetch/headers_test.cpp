#include "fetch/headers.h"

#include <catch2/catch.hpp>

#include <string>

#include "jianbao/fetch/downloader.h"

using jianbao::fetch::charset_parameter;
using jianbao::fetch::header_value;
using jianbao::fetch::status_reason;
using jianbao::fetch::without_cookies;

TEST_CASE("a header's value is found in any case, trimmed, the last one of equals", "[fetch]") {
  const std::string block =
      "HTTP/1.1 200 OK\r\nETag: \"a\"\r\nX-Note: colon: inside\r\netag:   \"b\" \r\nEmpty:\r\n\r\n";
  CHECK(header_value(block, "ETag") == "\"b\"");
  CHECK(header_value(block, "x-note") == "colon: inside");
  CHECK(header_value(block, "Empty").empty());
  CHECK(header_value(block, "Missing").empty());
  CHECK(header_value("", "ETag").empty());
  CHECK(header_value("ETag: cut", "ETag") == "cut");
}

TEST_CASE("headers are kept without cookies, whatever their case", "[fetch]") {
  CHECK(without_cookies("HTTP/2 200 \r\nset-cookie: a=1\r\nETag: b\r\nSET-COOKIE : c\r\n\r\n") ==
        "HTTP/2 200 \r\nETag: b\r\n\r\n");
  CHECK(without_cookies("X-Note: Set-Cookie: a\r\n") == "X-Note: Set-Cookie: a\r\n");
  CHECK(without_cookies("Set-Cookie: cut").empty());
  CHECK(without_cookies("").empty());
}

TEST_CASE("the charset parameter is read as servers write it", "[fetch]") {
  const auto [type, charset] = GENERATE(table<std::string, std::string>({
      {"text/html", ""},
      {"", ""},
      {"text/html; charset=utf-8", "utf-8"},
      {"text/xml;charset=GB2312", "GB2312"},
      {"text/xml; Charset = \"gb18030\" ", "gb18030"},
      {"text/xml; charset='big5'", "big5"},
      {"text/xml; boundary=x; charset=gbk; q=1", "gbk"},
      {"text/xml; charset=", ""},
      {"text/xml; charset", ""},
      {"text/xml; charset=\"open", "open"},
      {"text/xml; mycharset=gbk", ""},
  }));
  CAPTURE(type);
  CHECK(charset_parameter(type) == charset);
}

TEST_CASE("the reason of a status is the server's phrase, else the registered one", "[fetch]") {
  CHECK(status_reason("HTTP/1.1 404 Nicht da\r\n", 404) == "404 Nicht da");
  CHECK(status_reason("HTTP/2 404 \r\n", 404) == "404 Not Found");
  CHECK(status_reason("HTTP/2 799\r\n", 799) == "799");
  CHECK(status_reason("", 503) == "503 Service Unavailable");
  CHECK(status_reason("HTTP/1.1 500 a\x1B[31mred\r\n", 500).find('\x1B') == std::string::npos);
  CHECK(status_reason("HTTP/1.1 500 " + std::string(5000, 'x'), 500).size() < 120);
}
