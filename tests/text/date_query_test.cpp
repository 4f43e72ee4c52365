#include "jianbao/text/date_query.h"

#include <catch2/catch.hpp>

#include <cstdint>
#include <limits>
#include <string>

#include "jianbao/core/error.h"
#include "jianbao/text/date.h"

namespace text = jianbao::text;
using jianbao::Timestamp;

namespace {

// 2024-05-15T00:48:57Z, a Wednesday; 08:48:57 in Shanghai, 20:48:57 of the 14th in New York.
constexpr Timestamp kNow{1'715'734'137'000};

std::string typed(std::string_view date, const std::string& zone) {
  return text::to_rfc3339(text::parse_typed_date(date, kNow, zone));
}

std::string period(std::string_view typed, const std::string& zone) {
  const text::Period read = text::parse_typed_period(typed, kNow, zone);
  return text::to_rfc3339(read.first) + " " + text::to_rfc3339(read.end);
}

std::int64_t hours(std::string_view typed, const std::string& zone) {
  const text::Period read = text::parse_typed_period(typed, kNow, zone);
  return (read.end.ms - read.first.ms) / 3'600'000;
}

}  // namespace

TEST_CASE("A typed date is the first instant of the period in its zone", "[text]") {
  CHECK(typed("2024", "UTC") == "2024-01-01T00:00:00Z");
  CHECK(typed("2024-05", "UTC") == "2024-05-01T00:00:00Z");
  CHECK(typed("2024-05-15", "UTC") == "2024-05-15T00:00:00Z");
  CHECK(typed("2024", "Asia/Shanghai") == "2023-12-31T16:00:00Z");
  CHECK(typed("2024-05", "Asia/Shanghai") == "2024-04-30T16:00:00Z");
  CHECK(typed("2024-05-15", "Asia/Shanghai") == "2024-05-14T16:00:00Z");
  CHECK(typed("20240515", "Asia/Shanghai") == "2024-05-14T16:00:00Z");
  CHECK(typed("2024-05-15T08:00", "Asia/Shanghai") == "2024-05-15T00:00:00Z");
  CHECK(typed("2024-05-15 08:00:30", "Asia/Shanghai") == "2024-05-15T00:00:30Z");
  CHECK(typed("2024-05-15T08:00Z", "Asia/Shanghai") == "2024-05-15T08:00:00Z");
  CHECK(typed("2024-05-15T08:00-05:00", "Asia/Shanghai") == "2024-05-15T13:00:00Z");
  CHECK(typed(" 2024年5月15日 ", "Asia/Shanghai") == "2024-05-14T16:00:00Z");
}

TEST_CASE("A zone's summer time is kept", "[text]") {
  CHECK(typed("2024-01-15", "America/New_York") == "2024-01-15T05:00:00Z");
  CHECK(typed("2024-07-15", "America/New_York") == "2024-07-15T04:00:00Z");
  // Shanghai had summer time in 1988.
  CHECK(typed("1988-07-15", "Asia/Shanghai") == "1988-07-14T15:00:00Z");
  // Clocks go from 02:00 to 03:00 on 10 March and from 02:00 back to 01:00 on 3 November.
  CHECK(typed("2024-03-10T02:30", "America/New_York") == "2024-03-10T07:30:00Z");
  CHECK(typed("2024-11-03T01:30", "America/New_York") == "2024-11-03T05:30:00Z");
  // Clocks in Beirut go from midnight to 01:00: the day begins with the jump.
  CHECK(typed("2022-03-27", "Asia/Beirut") == "2022-03-26T22:00:00Z");
}

TEST_CASE("Today and yesterday are days of the zone", "[text]") {
  CHECK(typed("today", "UTC") == "2024-05-15T00:00:00Z");
  CHECK(typed("yesterday", "UTC") == "2024-05-14T00:00:00Z");
  CHECK(typed("today", "Asia/Shanghai") == "2024-05-14T16:00:00Z");
  CHECK(typed("today", "America/New_York") == "2024-05-14T04:00:00Z");
  CHECK(typed("yesterday", "America/New_York") == "2024-05-13T04:00:00Z");
}

TEST_CASE("An age counts back from now", "[text]") {
  CHECK(typed("36h", "UTC") == "2024-05-13T12:48:57Z");
  CHECK(typed("7d", "UTC") == "2024-05-08T00:48:57Z");
  CHECK(typed("2w", "Asia/Shanghai") == "2024-05-01T00:48:57Z");
  CHECK(typed("3m", "UTC") == "2024-02-15T00:48:57Z");
  CHECK(typed("1y", "UTC") == "2023-05-15T00:48:57Z");
  CHECK(typed("17m", "UTC") == "2022-12-15T00:48:57Z");
  CHECK(typed("0d", "UTC") == "2024-05-15T00:48:57Z");
  CHECK(typed("3m", "America/New_York") == "2024-02-15T01:48:57Z");
}

TEST_CASE("A month back from a long month ends in the short one", "[text]") {
  const auto may31 = *text::parse_iso8601("2024-05-31T12:00:00Z");
  CHECK(text::to_rfc3339(text::parse_typed_date("3m", may31, "UTC")) == "2024-02-29T12:00:00Z");
  CHECK(text::to_rfc3339(text::parse_typed_date("15m", may31, "UTC")) == "2023-02-28T12:00:00Z");
  const auto leap_day = *text::parse_iso8601("2024-02-29");
  CHECK(text::to_rfc3339(text::parse_typed_date("1y", leap_day, "UTC")) == "2023-02-28T00:00:00Z");
  // Ages reach back beyond what RFC 3339 can write: 28 February of the year -97975.
  CHECK(text::parse_typed_date("99999y", leap_day, "UTC").ms == -3'153'954'499'200'000);
}

TEST_CASE("A typed period is the whole of what was named", "[text]") {
  CHECK(period("2024", "UTC") == "2024-01-01T00:00:00Z 2025-01-01T00:00:00Z");
  CHECK(period("2024-05", "UTC") == "2024-05-01T00:00:00Z 2024-06-01T00:00:00Z");
  CHECK(period("2024年5月", "UTC") == "2024-05-01T00:00:00Z 2024-06-01T00:00:00Z");
  CHECK(period("2024-05-15", "UTC") == "2024-05-15T00:00:00Z 2024-05-16T00:00:00Z");
  CHECK(period("20240515", "UTC") == "2024-05-15T00:00:00Z 2024-05-16T00:00:00Z");
  CHECK(period("2024年5月15日", "UTC") == "2024-05-15T00:00:00Z 2024-05-16T00:00:00Z");
  CHECK(period("2024/5/15", "UTC") == "2024-05-15T00:00:00Z 2024-05-16T00:00:00Z");
  CHECK(period(" 2024-05 ", "Asia/Shanghai") == "2024-04-30T16:00:00Z 2024-05-31T16:00:00Z");
  CHECK(period("2024", "America/New_York") == "2024-01-01T05:00:00Z 2025-01-01T05:00:00Z");
}

TEST_CASE("A period ends where the next month, year or leap day begins", "[text]") {
  CHECK(period("2024-12", "UTC") == "2024-12-01T00:00:00Z 2025-01-01T00:00:00Z");
  CHECK(period("2024-12-31", "UTC") == "2024-12-31T00:00:00Z 2025-01-01T00:00:00Z");
  CHECK(period("2024-04-30", "UTC") == "2024-04-30T00:00:00Z 2024-05-01T00:00:00Z");
  CHECK(period("2024-02", "UTC") == "2024-02-01T00:00:00Z 2024-03-01T00:00:00Z");
  CHECK(period("2024-02-28", "UTC") == "2024-02-28T00:00:00Z 2024-02-29T00:00:00Z");
  CHECK(period("2023-02-28", "UTC") == "2023-02-28T00:00:00Z 2023-03-01T00:00:00Z");
  CHECK(hours("2024", "UTC") == 366 * 24);
  CHECK(hours("2100", "UTC") == 365 * 24);
  CHECK(hours("2000-02", "UTC") == 29 * 24);
}

TEST_CASE("A period on the day of a clock change is as long as that day", "[text]") {
  CHECK(hours("2024-03-10", "America/New_York") == 23);
  CHECK(hours("2024-11-03", "America/New_York") == 25);
  CHECK(hours("2024-03", "America/New_York") == 31 * 24 - 1);
  CHECK(hours("2024", "America/New_York") == 366 * 24);
  // The clocks skip the first hour of the day.
  CHECK(period("2022-03-27", "Asia/Beirut") == "2022-03-26T22:00:00Z 2022-03-27T21:00:00Z");
  // Samoa had no such day.
  CHECK(hours("2011-12-30", "Pacific/Apia") == 0);
}

TEST_CASE("Days follow each other without a gap in every zone", "[text]") {
  for (const char* zone : {"UTC", "Asia/Shanghai", "America/New_York", "Asia/Beirut",
                           "Australia/Lord_Howe", "Pacific/Apia"}) {
    auto day = text::parse_typed_period("2011-01-01", kNow, zone);
    const auto year = text::parse_typed_period("2011", kNow, zone);
    CHECK(day.first.ms == year.first.ms);
    while (day.end.ms < year.end.ms) {
      // Half past one, because some days begin with a jump.
      const auto next = text::format_local({day.end.ms + 5'400'000}, zone).substr(0, 10);
      CAPTURE(zone, next);
      const auto following = text::parse_typed_period(next, kNow, zone);
      REQUIRE(following.first.ms == day.end.ms);
      REQUIRE(following.end.ms > following.first.ms);
      day = following;
    }
    CHECK(day.end.ms == year.end.ms);
  }
}

TEST_CASE("A clock time is its minute", "[text]") {
  const std::string minute = "2024-05-15T00:00:00Z 2024-05-15T00:01:00Z";
  CHECK(period("2024-05-15T08:00", "Asia/Shanghai") == minute);
  CHECK(period("2024-05-15 08:00:30.5", "Asia/Shanghai") == minute);
  CHECK(period("20240515T0800", "Asia/Shanghai") == minute);
  CHECK(period("2024-05-14T19:00-05:00", "Asia/Shanghai") == minute);
  CHECK(period("2024年5月15日 08时00分", "Asia/Shanghai") == minute);
  CHECK(period("2024-05-15T23:59", "UTC") == "2024-05-15T23:59:00Z 2024-05-16T00:00:00Z");
}

TEST_CASE("Today and yesterday are whole days, an age reaches to now", "[text]") {
  CHECK(period("today", "UTC") == "2024-05-15T00:00:00Z 2024-05-16T00:00:00Z");
  CHECK(period("today", "America/New_York") == "2024-05-14T04:00:00Z 2024-05-15T04:00:00Z");
  CHECK(period("yesterday", "Asia/Shanghai") == "2024-05-13T16:00:00Z 2024-05-14T16:00:00Z");
  CHECK(period("7d", "UTC") == "2024-05-08T00:48:57Z 2024-05-15T00:48:57Z");
  CHECK(period("3m", "America/New_York") == "2024-02-15T01:48:57Z 2024-05-15T00:48:57Z");
}

TEST_CASE("The period of a single date begins with that date", "[text]") {
  for (const char* date : {"2024", "2024-05", "2024-05-15", "20240515", "today", "yesterday", "36h",
                           "2w", "1y", "2024-05-15T08:00"}) {
    for (const char* zone : {"UTC", "Asia/Shanghai", "America/New_York"}) {
      CAPTURE(date, zone);
      CHECK(text::parse_typed_period(date, kNow, zone).first.ms ==
            text::parse_typed_date(date, kNow, zone).ms);
    }
  }
}

TEST_CASE("What cannot be read as a date is a usage error that shows the forms", "[text]") {
  for (const char* date : {"", " ", "7", "d", "7x", "7dd", "-7d", "7 d", "2024-13", "2024-04-31",
                           "202405", "tomorrow", "last week", "123456d", "2024-05-15T25:00"}) {
    CAPTURE(date);
    try {
      text::parse_typed_date(date, kNow, "UTC");
      FAIL("accepted");
    } catch (const jianbao::Error& error) {
      CHECK(error.kind() == jianbao::ErrorKind::kUsage);
      CHECK(std::string(error.what()).find(date) != std::string::npos);
      CHECK(std::string(error.what()).find("2024-05-15") != std::string::npos);
    }
    CHECK_THROWS_AS(text::parse_typed_period(date, kNow, "UTC"), jianbao::Error);
  }
}

TEST_CASE("An unknown zone is a usage error that names it", "[text]") {
  for (const std::string zone : {"", "Asia/Peking", "asia/shanghai", "+08:00", "Etc/Unknown"}) {
    CAPTURE(zone);
    try {
      text::format_local(kNow, zone);
      FAIL("accepted");
    } catch (const jianbao::Error& error) {
      CHECK(error.kind() == jianbao::ErrorKind::kUsage);
      CHECK(std::string(error.what()).find("'" + zone + "'") != std::string::npos);
    }
    CHECK_THROWS_AS(text::parse_typed_date("7d", kNow, zone), jianbao::Error);
    CHECK_THROWS_AS(text::parse_typed_period("2024", kNow, zone), jianbao::Error);
    CHECK_THROWS_AS(text::to_rfc3339_local(kNow, zone), jianbao::Error);
  }
  CHECK(text::format_local(kNow, "UTC") == "2024-05-15 00:48");
}

TEST_CASE("An instant is written in a zone's local time", "[text]") {
  CHECK(text::format_local(kNow, "Asia/Shanghai") == "2024-05-15 08:48");
  CHECK(text::format_local(kNow, "America/New_York") == "2024-05-14 20:48");
  CHECK(text::to_rfc3339_local(kNow, "Asia/Shanghai") == "2024-05-15T08:48:57+08:00");
  CHECK(text::to_rfc3339_local(kNow, "America/New_York") == "2024-05-14T20:48:57-04:00");
  CHECK(text::to_rfc3339_local({kNow.ms + 5}, "Asia/Kolkata") == "2024-05-15T06:18:57.005+05:30");
  CHECK(text::to_rfc3339_local(kNow, "UTC") == "2024-05-15T00:48:57+00:00");
  CHECK(text::format_local({-1}, "UTC") == "1969-12-31 23:59");
}

TEST_CASE("Local RFC 3339 reads back as the same instant", "[text]") {
  for (const char* zone : {"UTC", "Asia/Shanghai", "America/St_Johns", "Asia/Kathmandu"}) {
    for (std::int64_t ms = -3'000'000'000'001; ms < 3'000'000'000'000; ms += 123'456'789'012) {
      CAPTURE(zone, ms);
      const auto local = text::to_rfc3339_local({ms}, zone);
      CHECK(text::parse_iso8601(local)->ms == ms);
    }
  }
}

TEST_CASE("Any number of milliseconds can be written in any zone", "[text]") {
  for (const std::int64_t ms :
       {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    CHECK_FALSE(text::format_local({ms}, "Asia/Shanghai").empty());
    const bool late = ms > 0;
    CHECK(text::to_rfc3339_local({ms}, "America/New_York").substr(0, 19) ==
          (late ? "9999-12-31T23:59:59" : "0000-01-01T00:00:00"));
  }
}
