#include "jianbao/text/secrets.h"

#include <catch2/catch.hpp>

using namespace jianbao::text;

TEST_CASE("passwords in URLs are hidden, wherever in a line they stand", "[text][secrets]") {
  const auto [line, shown] = GENERATE(table<std::string, std::string>({
      {"", ""},
      {"https://a.example/rss", "https://a.example/rss"},
      {"https://user:pass@a.example/rss", "https://user:***@a.example/rss"},
      {"https://token@a.example/rss", "https://***@a.example/rss"},
      {"https://user:@a.example/", "https://user:@a.example/"},
      {"https://user:p:a@s@a.example:8080", "https://user:***@a.example:8080"},
      {"socks5h://u:p@127.0.0.1:7890", "socks5h://u:***@127.0.0.1:7890"},
      {"https://a.example/@name/rss?mail=x@y", "https://a.example/@name/rss?mail=x@y"},
      {"https://a.example?x@y", "https://a.example?x@y"},
      {"added 1 晨报 (https://u:秘@a.example/rss)", "added 1 晨报 (https://u:***@a.example/rss)"},
      {"http://u:p@a.example: 404; try http://u:p@b.example/",
       "http://u:***@a.example: 404; try http://u:***@b.example/"},
      {"write to news@a.example", "write to news@a.example"},
      {"http:// then news@a.example", "http:// then news@a.example"},
      {"://", "://"},
  }));
  CHECK(hide_secrets(line) == shown);
  CHECK(hide_secrets(shown) == shown);
  CHECK(holds_secret(line) == (line != shown));
}

TEST_CASE("the value of a header is hidden unless it can be no secret", "[text][secrets]") {
  CHECK(hide_header_secret("Authorization: Bearer abc") == "Authorization: ***");
  CHECK(hide_header_secret("X-Api-Key:abc") == "X-Api-Key: ***");
  CHECK(hide_header_secret("Cookie: a=b") == "Cookie: ***");
  CHECK(hide_header_secret("accept-language: zh") == "accept-language: zh");
  CHECK(hide_header_secret("Referer: https://u:p@a.example/") ==
        "Referer: https://u:***@a.example/");
  CHECK(hide_header_secret("abc") == "***");
}

TEST_CASE("a URL without its secret is one that may be handed on", "[text][secrets]") {
  CHECK(without_secret("https://user:pass@a.example/rss") == "https://user@a.example/rss");
  CHECK(without_secret("https://token@a.example/rss") == "https://a.example/rss");
  CHECK(without_secret("https://:pass@a.example/rss") == "https://a.example/rss");
  CHECK(without_user("https://user:pass@a.example/rss") == "https://a.example/rss");
  CHECK(without_user("https://a.example/@x") == "https://a.example/@x");
  CHECK(without_secret("https://a.example/@x") == "https://a.example/@x");
}
