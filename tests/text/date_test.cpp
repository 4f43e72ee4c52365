#include "jianbao/text/date.h"

#include <catch2/catch.hpp>

#include <cstdint>
#include <limits>
#include <string>

namespace text = jianbao::text;
using namespace std::string_literals;
using jianbao::Timestamp;

namespace {

/// A date as RFC 3339, so that a failed check can be read; "none" if there is none.
std::string written(const std::optional<Timestamp>& at) {
  return at ? text::to_rfc3339(*at) : "none";
}

std::string rfc822(std::string_view date) {
  return written(text::parse_rfc822(date));
}
std::string iso(std::string_view date) {
  return written(text::parse_iso8601(date));
}
std::string any(std::string_view date) {
  return written(text::parse_date(date));
}

}  // namespace

TEST_CASE("RFC 822 dates are read in their standard forms", "[text]") {
  CHECK(text::parse_rfc822("Wed, 15 May 2024 00:48:57 GMT")->ms == 1715734137000);
  CHECK(rfc822("Wed, 15 May 2024 08:48:57 +0800") == "2024-05-15T00:48:57Z");
  CHECK(rfc822("15 May 2024 00:48 UT") == "2024-05-15T00:48:00Z");
  CHECK(rfc822("Sunday, 06-Nov-94 08:49:37 GMT") == "1994-11-06T08:49:37Z");
  CHECK(rfc822("Sun Nov  6 08:49:37 1994") == "1994-11-06T08:49:37Z");
  CHECK(rfc822("Thu, 01 Jan 1970 00:00:00 GMT") == "1970-01-01T00:00:00Z");
  CHECK(rfc822("Tue, 29 Feb 2000 23:59:60 GMT") == "2000-03-01T00:00:00Z");
  CHECK(rfc822("Fri, 31 Dec 1999 24:00:00 GMT") == "2000-01-01T00:00:00Z");
}

TEST_CASE("RFC 822 dates are read with the mistakes that feeds make", "[text]") {
  CHECK(rfc822("  wed , 15 may 2024 0:48:57 gmt \n") == "2024-05-15T00:48:57Z");
  CHECK(rfc822("Wed,15 May 2024 00:48:57") == "2024-05-15T00:48:57Z");
  CHECK(rfc822("Mon, 15 May 2024 00:48:57 GMT") == "2024-05-15T00:48:57Z");
  CHECK(rfc822("Wed, 15 September 2023 10:00:00 GMT") == "2023-09-15T10:00:00Z");
  CHECK(rfc822("Fri, 15 Sept. 2023 10:00:00 GMT") == "2023-09-15T10:00:00Z");
  CHECK(rfc822("Wed, 15 May 24 00:48:57 GMT") == "2024-05-15T00:48:57Z");
  CHECK(rfc822("15 May 99 00:00:00 GMT") == "1999-05-15T00:00:00Z");
  CHECK(rfc822("15 May 104 00:00:00 GMT") == "2004-05-15T00:00:00Z");
  CHECK(rfc822("Wed, 15 May 2024") == "2024-05-15T00:00:00Z");
  CHECK(rfc822("Wed, May 15, 2024 10:30 PM EST") == "2024-05-16T03:30:00Z");
  CHECK(rfc822("Wed, 15 May 2024 12:05:00 AM") == "2024-05-15T00:05:00Z");
  CHECK(rfc822("Wed, 15 May 2024 00:48:57.250 GMT") == "2024-05-15T00:48:57.250Z");
  CHECK(rfc822("Wed May 15 2024 08:48:57 GMT+0800 (China Standard Time)") ==
        "2024-05-15T00:48:57Z");
  CHECK(rfc822("Wed, 2024/05/15 08:48:57 EDT") == "2024-05-15T12:48:57Z");
  CHECK(rfc822("Thu Sep 19 16:00:00 EDT 2013") == "2013-09-19T20:00:00Z");
}

TEST_CASE("RFC 822 zones are names or offsets", "[text]") {
  CHECK(rfc822("15 May 2024 00:00:00 Z") == "2024-05-15T00:00:00Z");
  CHECK(rfc822("15 May 2024 00:00:00 EST") == "2024-05-15T05:00:00Z");
  CHECK(rfc822("15 May 2024 00:00:00 EDT") == "2024-05-15T04:00:00Z");
  CHECK(rfc822("15 May 2024 00:00:00 CST") == "2024-05-15T06:00:00Z");
  CHECK(rfc822("15 May 2024 00:00:00 PDT") == "2024-05-15T07:00:00Z");
  CHECK(rfc822("15 May 2024 12:00:00 HKT") == "2024-05-15T04:00:00Z");
  CHECK(rfc822("15 May 2024 12:00:00 CEST") == "2024-05-15T10:00:00Z");
  CHECK(rfc822("15 May 2024 12:00:00 +05:30") == "2024-05-15T06:30:00Z");
  CHECK(rfc822("15 May 2024 12:00:00 -03") == "2024-05-15T15:00:00Z");
  CHECK(rfc822("15 May 2024 12:00:00 UTC+8") == "2024-05-15T04:00:00Z");
  CHECK(rfc822("15 May 2024 12:00:00 +0800 (CST)") == "2024-05-15T04:00:00Z");
  // RFC 2822 section 4.3: an unknown name says nothing about the zone.
  CHECK(rfc822("15 May 2024 12:00:00 XYZ") == "2024-05-15T12:00:00Z");
}

TEST_CASE("A zone of North America without a word on summer follows its clocks", "[text]") {
  CHECK(rfc822("15 May 2024 11:05:00 ET") == "2024-05-15T15:05:00Z");
  CHECK(rfc822("15 Jan 2024 11:05:00 ET") == "2024-01-15T16:05:00Z");
  CHECK(rfc822("15 Jul 2024 12:00:00 PT") == "2024-07-15T19:00:00Z");
  CHECK(rfc822("15 Jul 2024 12:00:00 EST") == "2024-07-15T17:00:00Z");
  // The day of a change, before and behind 2:00, by the rules of either age.
  CHECK(rfc822("10 Mar 2024 01:59:00 CT") == "2024-03-10T07:59:00Z");
  CHECK(rfc822("10 Mar 2024 03:00:00 CT") == "2024-03-10T08:00:00Z");
  CHECK(rfc822("3 Nov 2024 01:59:00 MT") == "2024-11-03T07:59:00Z");
  CHECK(rfc822("3 Nov 2024 02:00:00 MT") == "2024-11-03T09:00:00Z");
  CHECK(rfc822("25 Mar 2006 12:00:00 ET") == "2006-03-25T17:00:00Z");
  CHECK(rfc822("29 Oct 2006 01:00:00 ET") == "2006-10-29T05:00:00Z");
  CHECK(rfc822("29 Oct 2006 12:00:00 ET") == "2006-10-29T17:00:00Z");
  const auto read = text::read_date("15 May 2024 11:05:00 ET");
  REQUIRE(read);
  CHECK(read->offset_minutes == -240);
  const auto in_words = text::find_date("Published 11 July 2024, 11:05 a.m. ET by Ann Lee");
  REQUIRE(in_words);
  CHECK(in_words->offset_minutes == -240);
}

TEST_CASE("What is no RFC 822 date gives none", "[text]") {
  for (const char* date : {"",
                           " ",
                           "NaN",
                           "Invalid Date",
                           "now",
                           "Wed",
                           "May",
                           "May 2024",
                           "15 May",
                           "32 May 2024",
                           "31 Apr 2024",
                           "29 Feb 2023 00:00:00 GMT",
                           "0 May 2024",
                           "15 Foo 2024 00:00:00 GMT",
                           "15 May 2024 25:00:00 GMT",
                           "15 May 2024 24:00:01 GMT",
                           "15 May 2024 10:60:00 GMT",
                           "15 May 2024 10:00:61 GMT",
                           "15 May 2024 10 GMT",
                           "15 May 2024 10:00:00 +zz:00",
                           "15 May 2024 10:00:00 +9900",
                           "15 May 2024 10:00:00 +080",
                           "15 May 2024 10:00:00 +",
                           "15 May 2024 13:00 PM x",
                           "15 16 May 2024",
                           "15 May 2024 2025",
                           "15 May 2024 10:00 11:00",
                           "15 May 20240 10:00:00",
                           "15 May 202",
                           "15 May 2",
                           "15 May 2024 10:00:00 GMT+x",
                           "15 May 2024 (unfinished",
                           "Mon, 01 Jan 0001 00:00:00 +0000",
                           "15 May 2024 10:00:00 nonsense"}) {
    CAPTURE(date);
    CHECK(rfc822(date) == "none");
  }
  CHECK(rfc822("15 May 2024 10:00:00 GMT" + std::string(100'000, ' ')) == "none");
}

TEST_CASE("ISO 8601 dates are read to the precision they have", "[text]") {
  CHECK(iso("2024") == "2024-01-01T00:00:00Z");
  CHECK(iso("2024-05") == "2024-05-01T00:00:00Z");
  CHECK(iso("2024-05-15") == "2024-05-15T00:00:00Z");
  CHECK(iso("20240515") == "2024-05-15T00:00:00Z");
  CHECK(iso("2024-05-15T08:48") == "2024-05-15T08:48:00Z");
  CHECK(iso("2024-05-15T08:48Z") == "2024-05-15T08:48:00Z");
  CHECK(iso("2024-05-15 08:48:57.250+08:00") == "2024-05-15T00:48:57.250Z");
  CHECK(iso("2024-05-15t08:48:57z") == "2024-05-15T08:48:57Z");
  CHECK(iso("2024-05-15 08:48:57 +0800") == "2024-05-15T00:48:57Z");
  CHECK(iso("2024-05-15 08:48:57 UTC") == "2024-05-15T08:48:57Z");
  CHECK(iso("20240515T084857Z") == "2024-05-15T08:48:57Z");
  CHECK(iso("20240515T0848+0800") == "2024-05-15T00:48:00Z");
  CHECK(iso("2024-05-15T08:48:57.1234567Z") == "2024-05-15T08:48:57.123Z");
  CHECK(iso("2024-05-15T08:48:57,5Z") == "2024-05-15T08:48:57.500Z");
  CHECK(iso("2024-12-31T23:59:60Z") == "2025-01-01T00:00:00Z");
  CHECK(iso("1969-12-31T23:59:59.999Z") == "1969-12-31T23:59:59.999Z");
  CHECK(text::parse_iso8601("1969-12-31T23:59:59.999Z")->ms == -1);
}

TEST_CASE("An ISO clock may be the hour alone, or without colons", "[text]") {
  CHECK(iso("2024-05-15T08Z") == "2024-05-15T08:00:00Z");
  CHECK(iso("2024-05-15T08+08") == "2024-05-15T00:00:00Z");
  CHECK(iso("2024-05-15T0848") == "2024-05-15T08:48:00Z");
  CHECK(iso("2024-05-15T084857+0800") == "2024-05-15T00:48:57Z");
  CHECK(iso("2024-05-15 08") == "none");
}

TEST_CASE("Weeks, and days before the month with dots, are read", "[text]") {
  CHECK(any("2024-W20-3") == "2024-05-15T00:00:00Z");
  CHECK(any("2024W203T08:48Z") == "2024-05-15T08:48:00Z");
  CHECK(any("2024W203") == "2024-05-15T00:00:00Z");
  CHECK(any("2023-W53-1") == "none");
  CHECK(any("2026-W53-7T08:48Z") == "2027-01-03T08:48:00Z");
  CHECK(any("2024-W01") == "2024-01-01T00:00:00Z");
  CHECK(any("2021-W01-1") == "2021-01-04T00:00:00Z");
  CHECK(any("2024-W54-1") == "none");
  CHECK(any("2024-W20-8") == "none");
  CHECK(any("15.05.2024 15:05") == "2024-05-15T15:05:00Z");
  CHECK(any("5.6.2024") == "2024-06-05T00:00:00Z");
  CHECK(any("05.15.2024") == "none");
  CHECK(any("15.05.24") == "none");
}

TEST_CASE("What is no ISO 8601 date gives none", "[text]") {
  for (const char* date : {"",
                           "NaN",
                           "202",
                           "20245",
                           "2024-",
                           "2024-5",
                           "2024-13",
                           "2024-00-01",
                           "2024-04-31",
                           "2023-02-29",
                           "2024-05-15T",
                           "2024-05-15T8:48",
                           "2024-05-15T08:",
                           "2024-05-15T08:48:",
                           "2024-05-15T08:48:57.",
                           "2024-05-15T24:30",
                           "2024-05-15T08:48+25:00",
                           "2024-05-15T08:48+08:0",
                           "2024-05-15x",
                           "2024-05-15T08:48Zjunk",
                           "2024-05-15T08:48 (CST)",
                           "1715734137000",
                           "0001-01-01T00:00:00Z",
                           "2024-05-15 "
                           "08:48:57 +08:00 and more"}) {
    CAPTURE(date);
    CHECK(iso(date) == "none");
  }
}

TEST_CASE("Any date may be given in any of the forms", "[text]") {
  CHECK(any("Wed, 15 May 2024 00:48:57 GMT") == "2024-05-15T00:48:57Z");
  CHECK(any(" 2024-05-15T00:48:57Z ") == "2024-05-15T00:48:57Z");
  CHECK(any("\u30002024年5月15日 08:48\u00A0") == "2024-05-15T08:48:00Z");
  CHECK(any("2024年05月15日") == "2024-05-15T00:00:00Z");
  CHECK(any("2024年5月") == "2024-05-01T00:00:00Z");
  CHECK(any("2024 年 5 月 15 日 8：48") == "2024-05-15T08:48:00Z");
  CHECK(any("2024年5月15日08时48分57秒") == "2024-05-15T08:48:57Z");
  CHECK(any("2024年5月15日 8點") == "2024-05-15T08:00:00Z");
  CHECK(any("2024年5月15号 星期三 下午3:05") == "2024-05-15T15:05:00Z");
  CHECK(any("2024/5/15 8:48") == "2024-05-15T08:48:00Z");
  CHECK(any("2024/5/15（三）上午 12:05:06") == "2024-05-15T00:05:06Z");
  CHECK(any("2024/05/15 03:05 PM") == "2024-05-15T15:05:00Z");
  CHECK(any("2024.5.15") == "2024-05-15T00:00:00Z");
  CHECK(any("2024-5-15 8:48:57") == "2024-05-15T08:48:57Z");
  CHECK(any("2024/05/15 08:48:57 +0800") == "2024-05-15T00:48:57Z");
  CHECK(any("2024年5月15日 08:48 GMT+8") == "2024-05-15T00:48:00Z");
  CHECK(any("2024年5月15日下午15:05") == "2024-05-15T15:05:00Z");
}

TEST_CASE("Chinese clocks name the part of the day, and may stand before the day", "[text]") {
  CHECK(any("2024年5月15日 中午12:30") == "2024-05-15T12:30:00Z");
  CHECK(any("2024年5月15日中午1点") == "2024-05-15T13:00:00Z");
  CHECK(any("2024-05-15 中午11:50") == "2024-05-15T11:50:00Z");
  CHECK(any("2024年5月15日 傍晚6:30") == "2024-05-15T18:30:00Z");
  CHECK(any("2024年5月15日 清晨6:30") == "2024-05-15T06:30:00Z");
  CHECK(any("2024年5月15日 深夜11:30") == "2024-05-15T23:30:00Z");
  CHECK(any("2024年5月15日 深夜1:30") == "2024-05-15T01:30:00Z");
  CHECK(any("2024年5月15日 凌晨12:30") == "2024-05-15T00:30:00Z");
  CHECK(any("下午3:05 2024年5月15日") == "2024-05-15T15:05:00Z");
  CHECK(any("08:48 2024/5/15") == "2024-05-15T08:48:00Z");
  CHECK(any("08:48 2024/5/15 09:00") == "none");
}

TEST_CASE("Chinese numerals, eras and full-width digits are read", "[text]") {
  CHECK(any("二〇二四年五月十五日") == "2024-05-15T00:00:00Z");
  CHECK(any("二零二四年十二月三十一日 上午八时四十八分") == "2024-12-31T08:48:00Z");
  CHECK(any("二○二四年十月二十日") == "2024-10-20T00:00:00Z");
  CHECK(any("民國113年5月15日 08:48") == "2024-05-15T08:48:00Z");
  CHECK(any("中華民國 113 年 5 月 15 日") == "2024-05-15T00:00:00Z");
  CHECK(any("令和6年5月15日") == "2024-05-15T00:00:00Z");
  CHECK(any("２０２４年５月１５日 ０８：４８") == "2024-05-15T08:48:00Z");
  CHECK(any("２０２４-０５-１５T０８:４８Z") == "2024-05-15T08:48:00Z");
  for (const char* date : {"二四年五月十五日", "民國年5月15日", "113年5月15日", "十年十月十日",
                           "二〇二四年十三月一日", "２０２４年１３月１日"}) {
    INFO(date);
    CHECK(any(date) == "none");
  }
}

TEST_CASE("A zone may be a place's time or stand in brackets", "[text]") {
  CHECK(any("2024年5月15日 08:48 (GMT+8)") == "2024-05-15T00:48:00Z");
  CHECK(any("2024/5/15 08:48（UTC）") == "2024-05-15T08:48:00Z");
  CHECK(any("2024年5月15日 北京时间08:48") == "2024-05-15T00:48:00Z");
  CHECK(any("北京時間2024年5月15日08:48") == "2024-05-15T00:48:00Z");
  CHECK(any("2024-05-15 08:48:57 (北京时间)") == "2024-05-15T00:48:57Z");
  CHECK(any("2024年5月15日（三）08:48（東京時間）") == "2024-05-14T23:48:00Z");
  CHECK(any("2024年5月15日 08:48 (GMT+8") == "none");
  CHECK(any("2024年5月15日 08:48 (x)") == "none");
}

TEST_CASE("What programs add to an offset is left out", "[text]") {
  CHECK(any("2024-05-15 08:48:57 +0800 CST") == "2024-05-15T00:48:57Z");
  CHECK(any("2024-05-15T08:48:57-04:00EDT") == "2024-05-15T12:48:57Z");
  CHECK(any("2024-05-15T08:48:57-04:00ed") == "none");
  CHECK(any("2024-05-15 08:48:57.123 +0000 UTC") == "2024-05-15T08:48:57.123Z");
  CHECK(any("2024-05-15T08:48:57+08:00[Asia/Shanghai]") == "2024-05-15T00:48:57Z");
  CHECK(any("2024-05-15T08:48:57Z[UTC]") == "2024-05-15T08:48:57Z");
  for (const char* date : {"2024-05-15 08:48 +0800 cst", "2024-05-15T08:48+08:00[x",
                           "2024-05-15T08:48+08:00[x]y", "2024-05-15T08:48+08:00Cst"}) {
    INFO(date);
    CHECK(any(date) == "none");
  }
}

TEST_CASE("A zone may be an Asian city", "[text]") {
  CHECK(any("Wed, 15 May 2024 08:48:57 Asia/Shanghai") == "2024-05-15T00:48:57Z");
  CHECK(any("2024-05-15 08:48 asia/tokyo") == "2024-05-14T23:48:00Z");
  CHECK(any("2024-05-15T08:48:57+08:00[Asia/Shanghai]") == "2024-05-15T00:48:57Z");
}

TEST_CASE("Shortened and miswritten ISO dates are read where they name a year", "[text]") {
  CHECK(any("240515") == "2024-05-15T00:00:00Z");
  CHECK(any("24-05-15") == "2024-05-15T00:00:00Z");
  CHECK(any("99-12-31T10:14:55Z") == "1999-12-31T10:14:55Z");
  CHECK(any("2024-136") == "2024-05-15T00:00:00Z");
  CHECK(any("2024136T08:48Z") == "2024-05-15T08:48:00Z");
  CHECK(any("24-366") == "2024-12-31T00:00:00Z");
  CHECK(any("24001") == "2024-01-01T00:00:00Z");
  CHECK(any("-2405") == "2024-05-01T00:00:00Z");
  CHECK(any("-24-05") == "2024-05-01T00:00:00Z");
  CHECK(any("2024-005-15T10:14:55+00:00") == "2024-05-15T10:14:55Z");
  CHECK(any("2024-05-15T8:48Z") == "2024-05-15T08:48:00Z");
  CHECK(any("15 May 2024 08:48:57 Etc/GMT") == "2024-05-15T08:48:57Z");
  for (const char* date : {"23-366", "2024-000", "2024-367", "24000", "241301", "-2413", "-24",
                           "--05", "---15", "24", "2024-xx-15", "2024-05-15 and more"}) {
    INFO(date);
    CHECK(any(date) == "none");
  }
}

TEST_CASE("Dates that Chinese systems put into the form of RFC 822 are read", "[text]") {
  CHECK(any("星期三, 15 五月 2024 15:05:00 +0800") == "2024-05-15T07:05:00Z");
  CHECK(any("周三, 15 5月 2024 15:05:00 +0800") == "2024-05-15T07:05:00Z");
  CHECK(any("三, 15 12月 2024 15:05:00 +0800") == "2024-12-15T07:05:00Z");
  CHECK(any("週三, 15 十二月 2024 15:05:00 GMT") == "2024-12-15T15:05:00Z");
  CHECK(any("5月15日 2024 15:05") == "2024-05-15T15:05:00Z");
  CHECK(any("星期三, 15 十三月 2024 15:05:00 +0800") == "none");
  CHECK(any("周三, 15 13月 2024 15:05:00 +0800") == "none");
  CHECK(any("周三, 15 5月 6月 2024 15:05:00 +0800") == "none");
}

TEST_CASE("Signs of full width are those of dates", "[text]") {
  CHECK(any("2024－05－15　15：05") == "2024-05-15T15:05:00Z");
  CHECK(any("２０２４／５／１５　（三）　１５：０５") == "2024-05-15T15:05:00Z");
}

TEST_CASE("Dates of digits alone are those of databases and of Unix", "[text]") {
  CHECK(any("20240515150509") == "2024-05-15T15:05:09Z");
  CHECK(any("202405151505") == "2024-05-15T15:05:00Z");
  CHECK(any("20240515150509 +0800") == "2024-05-15T07:05:09Z");
  CHECK(any("1715759100") == "2024-05-15T07:45:00Z");
  CHECK(any(" 1715759100123 ").starts_with("2024-05-15T07:45:00"));
  for (const char* date : {"20241315150509", "20240515250509", "1998051512", "1999999999",
                           "0715759100", "171575910", "17157591001", "1715759100 x"}) {
    CAPTURE(date);
    CHECK(any(date) == "none");
  }
}

TEST_CASE("An ISO clock that runs over is carried, and one that cannot be read leaves its day",
          "[text]") {
  CHECK(any("2024-05-15T10:61:55Z") == "2024-05-15T11:01:55Z");
  CHECK(any("2024-05-15T10:14:61Z") == "2024-05-15T10:15:01Z");
  CHECK(any("2024-12-31T25:14:55+08:00") == "2024-12-31T17:14:55Z");
  CHECK(any("2024-05-15T24:30") == "2024-05-16T00:30:00Z");
  CHECK(any("2024-05-15T09:xx:00Z") == "2024-05-15T00:00:00Z");
  CHECK(any("2024-05-15T") == "2024-05-15T00:00:00Z");
  CHECK(any("2023-02-29T10:61:55Z") == "none");
  CHECK(any("2024-05-15T10:14:55+99:99") == "none");
}

TEST_CASE("A date tells whether it named its zone", "[text]") {
  for (const char* date : {"Wed, 15 May 2024 00:48:57 GMT", "2024-05-15T08:48Z",
                           "2024-05-15 08:48 +0800", "2004-05-25 오후 11:23:17"}) {
    INFO(date);
    CHECK(text::read_date(date)->offset_minutes);
  }
  for (const char* date : {"Wed, 15 May 2024 00:48:57", "2024-05-15", "2024年5月15日 08:48",
                           "Sun Nov  6 08:49:37 1994", "15 May 2024 10:00 XYZ"}) {
    INFO(date);
    CHECK_FALSE(text::read_date(date)->offset_minutes);
  }
  CHECK_FALSE(text::read_date("nonsense"));
}

TEST_CASE("Dates far from now and leap seconds are instants like others", "[text]") {
  CHECK(any("Mon, 01 Jan 1900 00:00:00 GMT") == "1900-01-01T00:00:00Z");
  CHECK(any("1900-02-28T23:59:59-01:00") == "1900-03-01T00:59:59Z");
  CHECK(any("Tue, 19 Jan 2038 03:14:08 GMT") == "2038-01-19T03:14:08Z");
  CHECK(any("2106-02-07T06:28:16Z") == "2106-02-07T06:28:16Z");
  CHECK(any("Sat, 31 Dec 2016 23:59:60 GMT") == "2017-01-01T00:00:00Z");
  CHECK(any("2017-01-01T07:59:60+08:00") == "2017-01-01T00:00:00Z");
}

TEST_CASE("Nonsense is no date", "[text]") {
  for (const char* date : {"",
                           "NaN",
                           "undefined",
                           "日期",
                           "年月日",
                           "2024年13月1日",
                           "2024年4月31日",
                           "2024年5月15",
                           "2024/5",
                           "2024/5-15",
                           "2024/05/15 25:00",
                           "2024年5月15日 下午",
                           "2024年5月15日 8时48",
                           "24年5月15日",
                           "5月15日",
                           "2024年5月15日 08:48 编辑",
                           "15/05/2024",
                           "1e9",
                           "-1",
                           "2024年5月15日 下午0:5:"}) {
    CAPTURE(date);
    CHECK(any(date) == "none");
  }
  CHECK(any(std::string(1'000'000, '2')) == "none");
  CHECK(any("2024年5月15日\0"s) == "none");
}

TEST_CASE("Every prefix of a date is a date or none", "[text]") {
  for (const std::string date :
       {"Wed, 15 May 2024 08:48:57.250 GMT+08:00 (x)", "2024-05-15T08:48:57.250+08:00",
        "2024年5月15日（三） 下午08时48分57秒", "2024/5/15 下午 08:48:57 +08:00"}) {
    for (std::size_t size = 0; size <= date.size(); ++size) {
      const auto at = text::parse_date(date.substr(0, size));
      CAPTURE(date, size);
      CHECK((!at || (at->ms > 0 && at->ms < 1'800'000'000'000)));
    }
  }
}

TEST_CASE("Dates read back as they were written", "[text]") {
  for (const std::int64_t ms : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{951'782'400'000},
                                std::int64_t{1'715'734'743'001}, std::int64_t{253'402'300'799'999},
                                std::int64_t{-30'610'224'000'000}}) {
    CAPTURE(ms);
    CHECK(text::parse_iso8601(text::to_rfc3339({ms}))->ms == ms);
    CHECK(text::parse_date(text::to_rfc3339({ms}))->ms == ms);
  }
  for (std::int64_t day = -3650; day < 36'500; day += 13) {
    const std::int64_t ms = day * 86'400'000 + 12'345'000;
    CHECK(text::parse_iso8601(text::to_rfc3339({ms}))->ms == ms);
    CHECK(text::parse_rfc822(text::to_http_date({ms}))->ms == ms);
  }
}

TEST_CASE("Instants are written as RFC 3339 and as HTTP dates", "[text]") {
  CHECK(text::to_rfc3339({1'715'734'137'000}) == "2024-05-15T00:48:57Z");
  CHECK(text::to_rfc3339({1'715'734'137'050}) == "2024-05-15T00:48:57.050Z");
  CHECK(text::to_http_date({1'715'734'137'999}) == "Wed, 15 May 2024 00:48:57 GMT");
  CHECK(text::to_http_date({0}) == "Thu, 01 Jan 1970 00:00:00 GMT");
  CHECK(text::to_http_date({-86'400'000}) == "Wed, 31 Dec 1969 00:00:00 GMT");
}

TEST_CASE("Instants beyond the years of RFC 3339 are written as its first and last", "[text]") {
  constexpr std::int64_t kYear10000 = 253'402'300'800'000;
  constexpr std::int64_t kYear0 = -62'167'219'200'000;
  CHECK(text::to_rfc3339({kYear10000 - 1}) == "9999-12-31T23:59:59.999Z");
  CHECK(text::to_rfc3339({kYear10000}) == "9999-12-31T23:59:59.999Z");
  CHECK(text::to_rfc3339({std::numeric_limits<std::int64_t>::max()}) == "9999-12-31T23:59:59.999Z");
  CHECK(text::to_rfc3339({kYear0}) == "0000-01-01T00:00:00Z");
  CHECK(text::to_rfc3339({kYear0 - 1}) == "0000-01-01T00:00:00Z");
  CHECK(text::to_rfc3339({std::numeric_limits<std::int64_t>::min()}) == "0000-01-01T00:00:00Z");
}

TEST_CASE("A date that is in the year 10000 in UTC is nonsense", "[text]") {
  CHECK(written(text::parse_date("9999-12-31T23:59:59Z")) == "9999-12-31T23:59:59Z");
  for (const char* date :
       {"9999-12-31T23:59:59-00:01", "9999-12-31T24:00:00Z", "9999-12-31T23:59:60Z",
        "10000-01-01T00:00:00Z", "+010000-01-01T00:00:00Z", "31 Dec 9999 23:59:59 -0100",
        "9999年12月31日 24:00"}) {
    CAPTURE(date);
    CHECK_FALSE(text::parse_date(date));
  }
  CHECK_FALSE(text::parse_iso8601("9999-12-31T23:59:59-00:01"));
  CHECK_FALSE(text::parse_rfc822("31 Dec 9999 23:59:59 -0100"));
}
