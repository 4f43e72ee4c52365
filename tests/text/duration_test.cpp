#include <catch2/catch.hpp>

#include "jianbao/text/duration.h"

using namespace std::chrono_literals;
using jianbao::text::format_duration;
using jianbao::text::parse_duration;
using jianbao::text::say_duration;

TEST_CASE("spans are read as people type them", "[text]") {
  CHECK(parse_duration("90s") == 90s);
  CHECK(parse_duration("15m") == 15min);
  CHECK(parse_duration("2h") == 2h);
  CHECK(parse_duration("1d") == 24h);
  CHECK(parse_duration("2w") == 336h);
  CHECK(parse_duration("500ms") == 500ms);
  CHECK(parse_duration("1h30m") == 90min);
  CHECK(parse_duration("1D") == 24h);
  CHECK(parse_duration("0") == 0ms);
  CHECK(parse_duration("0s") == 0ms);
  CHECK(parse_duration("10000d") == 240000h);
}

TEST_CASE("what is no span is not read", "[text]") {
  for (const char* text :
       {"", " ", "15", "m", "-1h", "+1h", "1.5h", "15 m", "15min", "30m1h", "1h1h", "1y", "10001d",
        "9223372036854775807ms", "99999999999999999999s", "1h30", "１５m"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_duration(text));
  }
}

TEST_CASE("a written span is the shortest that reads back the same", "[text]") {
  CHECK(format_duration(15min) == "15m");
  CHECK(format_duration(24h) == "1d");
  CHECK(format_duration(7 * 24h) == "1w");
  CHECK(format_duration(90min) == "1h30m");
  CHECK(format_duration(1500ms) == "1s500ms");
  CHECK(format_duration(0ms) == "0s");
  CHECK(format_duration(-5s) == "0s");
  for (const std::chrono::milliseconds span : {1ms, 61'001ms, 100'000'000ms, 864'000'000'000ms}) {
    CHECK(parse_duration(format_duration(span)) == span);
  }
}

TEST_CASE("a span is said as people say it", "[text]") {
  const auto [span, said] = GENERATE(table<std::chrono::milliseconds, std::string>({
      {-5h, "0 s"},
      {0ms, "0 s"},
      {499ms, "0 s"},
      {59s, "59 s"},
      {59'600ms, "1 min"},
      {90s, "2 min"},
      {59min + 40s, "1 h"},
      {90min, "1 h 30 min"},
      {3h, "3 h"},
      {9h + 59min, "9 h 59 min"},
      {10h + 31min, "11 h"},
      {47h, "47 h"},
      {48h, "2 days"},
      {24000h, "1000 days"},
  }));
  CHECK(say_duration(span) == said);
}
