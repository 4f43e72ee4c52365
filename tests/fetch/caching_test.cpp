#include "jianbao/fetch/caching.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <optional>
#include <string>

using jianbao::Timestamp;
using jianbao::fetch::fresh_for;
using jianbao::fetch::retry_after;
using std::chrono::milliseconds;

namespace {

constexpr Timestamp kNow{1'715'734'137'000};  // Wed, 15 May 2024 00:48:57 GMT
constexpr long kNothing = -1;

long seconds_of(std::optional<milliseconds> time) {
  return time ? static_cast<long>(time->count() / 1000) : kNothing;
}

std::string block(const std::string& lines) {
  return "HTTP/1.1 200 OK\r\n" + lines + "\r\n\r\n";
}

constexpr long kMonth = 31L * 24 * 3600;

}  // namespace

TEST_CASE("Retry-After is read in both forms, bounded, and never negative", "[fetch][caching]") {
  const auto [lines, seconds] = GENERATE(table<std::string, long>({
      {"", kNothing},
      {"Retry-After: 120", 120},
      {"retry-after:  0 ", 0},
      {"Retry-After: 99999999999999999999999", kMonth},
      {"Retry-After: 315360000", kMonth},
      {"Retry-After: -5", kNothing},
      {"Retry-After: soon", kNothing},
      {"Retry-After: 1.5", kNothing},
      {"Retry-After:", kNothing},
      {"Retry-After: Wed, 15 May 2024 00:58:57 GMT", 600},
      {"Retry-After: Wed, 15 May 2024 00:00:00 GMT", 0},
      {"Retry-After: Wed, 15 May 2124 00:00:00 GMT", kMonth},
      {"Retry-After: Wednesday, 15-May-24 00:49:57 GMT", 60},
      {"Date: Wed, 15 May 2024 03:00:00 GMT\r\nRetry-After: Wed, 15 May 2024 03:02:00 GMT", 120},
  }));
  CAPTURE(lines);
  CHECK(seconds_of(retry_after(block(lines), kNow)) == seconds);
}

TEST_CASE("freshness is max-age less Age, else Expires less Date", "[fetch][caching]") {
  const auto [lines, seconds] = GENERATE(table<std::string, long>({
      {"", kNothing},
      {"Cache-Control: public", kNothing},
      {"Cache-Control: max-age=300", 300},
      {"Cache-Control: public, MAX-AGE = 300 , s-maxage=9", kNothing},
      {"Cache-Control: public, Max-Age=300, s-maxage=9", 300},
      {"Cache-Control: max-age=\"60\"", 60},
      {"Cache-Control: public\r\nCache-Control: max-age=60", 60},
      {"Cache-Control: max-age=300\r\nAge: 100", 200},
      {"Cache-Control: max-age=300\r\nAge: 900", 0},
      {"Cache-Control: max-age=300\r\nExpires: 0", 300},
      {"Cache-Control: max-age=99999999999", kMonth},
      {"Cache-Control: max-age=soon", kNothing},
      {"Cache-Control: no-cache, max-age=300", 0},
      {"Cache-Control: no-cache=\"Set-Cookie\", max-age=300", 300},
      {"Cache-Control: no-store", 0},
      {"Expires: Wed, 15 May 2024 00:58:57 GMT", 600},
      {"Expires: Tue, 14 May 2024 00:58:57 GMT", 0},
      {"Expires: -1", 0},
      {"Date: Wed, 15 May 2024 12:00:00 GMT\r\nExpires: Wed, 15 May 2024 12:05:00 GMT", 300},
  }));
  CAPTURE(lines);
  CHECK(seconds_of(fresh_for(block(lines), kNow)) == seconds);
}
