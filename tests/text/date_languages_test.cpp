#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "jianbao/text/date.h"

using namespace jianbao;

namespace {

/// A date in any form as RFC 3339; "none" if it is none.
std::string any(std::string_view date) {
  const std::optional<Timestamp> at = text::parse_date(date);
  return at ? text::to_rfc3339(*at) : "none";
}

}  // namespace

TEST_CASE("RFC 822 dates are read with the names of other languages", "[text]") {
  CHECK(any("Wed, 15 Mai 2024 08:48:57 UT") == "2024-05-15T08:48:57Z");
  CHECK(any("Mi, 15 Mai 2024 08:48:57 +0200") == "2024-05-15T06:48:57Z");
  CHECK(any("mié, 15 may 2024 08:48:57 +0200") == "2024-05-15T06:48:57Z");
  CHECK(any("mar, 14 mai 2024 08:48:57 +0200") == "2024-05-14T06:48:57Z");
  CHECK(any("jeu., 15 août 2024 08:48") == "2024-08-15T08:48:00Z");
  CHECK(any("Fr, 01 März 2024 00:00:00 GMT") == "2024-03-01T00:00:00Z");
  CHECK(any("Чт, 16 мая 2024 10:00:00 +0300") == "2024-05-16T07:00:00Z");
  CHECK(any("15 May Mai 2024") == "none");
  CHECK(any("Mi 15 2024") == "none");
}

TEST_CASE("Korean dates are in the time of Korea unless they say otherwise", "[text]") {
  CHECK(any("2004년 05월 28일  01:31:15") == "2004-05-27T16:31:15Z");
  CHECK(any("2004-05-25 오후 11:23:17") == "2004-05-25T14:23:17Z");
  CHECK(any("2024년 5월 15일 오전 12시 5분 6초") == "2024-05-14T15:05:06Z");
  CHECK(any("2024년 5월 15일 08:48 +0000") == "2024-05-15T08:48:00Z");
  CHECK(any("2024年5月15日 午後 3:05") == "2024-05-15T15:05:00Z");
  CHECK(any("2024년 13월 1일") == "none");
}

TEST_CASE("Days of the week in Japanese and Korean are skipped", "[text]") {
  CHECK(any("2024年5月15日(水) 午後3時05分") == "2024-05-15T15:05:00Z");
  CHECK(any("2024年5月15日水曜日 15:05") == "2024-05-15T15:05:00Z");
  CHECK(any("2024년 5월 15일 (수) 15:05") == "2024-05-15T06:05:00Z");
  CHECK(any("2024년 5월 15일 수요일 오후 3:05") == "2024-05-15T06:05:00Z");
  CHECK(any("2024. 5. 15. 오후 3:05") == "2024-05-15T06:05:00Z");
}

TEST_CASE("Greek and Hungarian names of months are read, with accents or without", "[text]") {
  CHECK(any("Κυρ, 11 Ιούλ 2004 12:00:00 EST") == "2004-07-11T17:00:00Z");
  CHECK(any("Τετ, 15 Μαΐου 2024 08:48:57 +0300") == "2024-05-15T05:48:57Z");
  CHECK(any("ΠΑΡ, 01 ΙΑΝ 2021 00:00:00 GMT") == "2021-01-01T00:00:00Z");
  CHECK(any("15 Σεπτεμβρίου 2024") == "2024-09-15T00:00:00Z");
  CHECK(any("2004-július-13T9:15-05:00") == "2004-07-13T14:15:00Z");
  CHECK(any("2024-MÁRCIUS-05T10:15+01:00") == "2024-03-05T09:15:00Z");
  CHECK(any("2024-február-29") == "2024-02-29T00:00:00Z");
  CHECK(any("Κυρ, 11 Κυρ 2004 12:00:00 EST") == "none");
  CHECK(any("2004-juli-13T9:15-05:00") == "none");
}
