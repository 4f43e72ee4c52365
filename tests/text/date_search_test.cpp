#include <catch2/catch.hpp>
#include <string>

#include "jianbao/text/date.h"

namespace text = jianbao::text;

namespace {

std::string found(std::string_view words) {
  const auto date = text::find_date(words);
  if (!date) return "none";
  return date->offset_minutes ? text::to_rfc3339(date->at, *date->offset_minutes)
                              : text::to_rfc3339(date->at);
}

}  // namespace

TEST_CASE("a date is found among other words", "[text]") {
  CHECK(found("发布时间：2024年5月15日 08:48 来源：本台") == "2024-05-15T08:48:00Z");
  CHECK(found("江城日报 2024-05-15 08:48:57 记者 张三") == "2024-05-15T08:48:57Z");
  CHECK(found("입력 2024.05.15 오전 8:48") == "2024-05-15T08:48:00Z");
  CHECK(found("2024년 5월 15일") == "2024-05-15T00:00:00Z");
  CHECK(found("Veröffentlicht am Mittwoch, den 15. Mai 2024, 8.48 Uhr") == "2024-05-15T08:48:00Z");
  CHECK(found("15 May 2024, 8.48pm") == "2024-05-15T20:48:00Z");
  CHECK(found("15 May 2024 08.48 BST") == "2024-05-15T08:48:00+01:00");
  CHECK(found("15 May 2024 8.48 a.m.") == "2024-05-15T08:48:00Z");
  CHECK(found("15 May 2024: 8.48 a litre") == "2024-05-15T00:00:00Z");
  CHECK(found("Stand: 15.05.2024 08:48") == "2024-05-15T08:48:00Z");
  CHECK(found("By Ann Lee | March 5th, 2024 at 3:46 PM") == "2024-03-05T15:46:00Z");
  CHECK(found("Posted on 5 Mar. 2024") == "2024-03-05T00:00:00Z");
  CHECK(found("Publié le 15 août 2024 à 15h30") == "2024-08-15T15:30:00Z");
  CHECK(found("15 de mayo de 2024") == "2024-05-15T00:00:00Z");
  CHECK(found("Опубликовано 15 мая 2024") == "2024-05-15T00:00:00Z");
  CHECK(found("15 maja 2024 | 8:48") == "2024-05-15T08:48:00Z");
  CHECK(found("Julkaistu 15. toukokuuta 2024") == "2024-05-15T00:00:00Z");
  CHECK(found("May 15, 2024 8:48 am GMT+8") == "2024-05-15T08:48:00+08:00");
  CHECK(found("发布时间:2024-05-15 08:48 来源:江城网") == "2024-05-15T08:48:00Z");
  CHECK(found("8:2024-05-15") == "none");
  CHECK(found("Posted 2024-05-15 08:48 -0400EDT") == "2024-05-15T08:48:00-04:00");
}

TEST_CASE("the day comes first unless that is impossible", "[text]") {
  CHECK(found("05/06/2024") == "2024-06-05T00:00:00Z");
  CHECK(found("05/16/2024") == "2024-05-16T00:00:00Z");
}

TEST_CASE("a year may have two digits where a text begins with the date", "[text]") {
  CHECK(found("15.05.24") == "2024-05-15T00:00:00Z");
  CHECK(found("15.05.24, 8:48 Uhr") == "2024-05-15T08:48:00Z");
  CHECK(found("Mi 15.05.24 | 14:07 Uhr | Von Anna Beispiel") == "2024-05-15T14:07:00Z");
  for (const char* const words :
       {"Version 15.05.24", "Version 15.05.24, 8:0", "a b c d 15.05.24 8:48", "5.5.24",
        "15.05.24.1", "15/05/24", "15.15.24", "15.05.245"}) {
    CAPTURE(words);
    CHECK(found(words) == "none");
  }
}

TEST_CASE("numbers that are no date are none", "[text]") {
  for (const char* const words :
       {"", "2024", "Mai 2024", "1.234.567", "10 of 12", "call 0800-12-34-5678", "31.04.2024",
        "99/99/2024", "12:30", "5 marks 12", "ISBN 978-3-16-148410-0", "\xe5\xb9"}) {
    CAPTURE(words);
    CHECK(found(words) == "none");
  }
}

TEST_CASE("a date far behind other words is not looked for", "[text]") {
  CHECK(found(std::string(400, 'x') + " 2024-05-15") == "none");
  CHECK(found(std::string(100'000, '1')) == "none");
}

TEST_CASE("a date keeps the zone it was written with", "[text]") {
  const auto date = text::read_date("2024-05-15T08:48:57+08:00");
  REQUIRE(date);
  CHECK(date->offset_minutes == 480);
  CHECK(text::to_rfc3339(date->at) == "2024-05-15T00:48:57Z");
  CHECK(text::to_rfc3339(date->at, -210) == "2024-05-14T21:18:57-03:30");
  CHECK_FALSE(text::read_date("2024-05-15 08:48")->offset_minutes);
  CHECK(text::read_date("Wed, 15 May 2024 00:48:57 GMT")->offset_minutes == 0);
}

TEST_CASE("a half of the day and named hours are read behind a day among other words", "[text]") {
  CHECK(found("发布时间：2024年5月15日 下午3:05") == "2024-05-15T15:05:00Z");
  CHECK(found("2024年5月15日 晚上11:05 更新") == "2024-05-15T23:05:00Z");
  CHECK(found("发布于2024年5月15日下午3时05分，来源：本台") == "2024-05-15T15:05:00Z");
  CHECK(found("時間：2024/5/15 上午 8:48") == "2024-05-15T08:48:00Z");
  CHECK(found("本报讯 2024年5月15日 星期三 15时05分") == "2024-05-15T15:05:00Z");
  CHECK(found("2024年5月15日8时 记者 张三") == "2024-05-15T08:00:00Z");
  CHECK(found("입력 2024.05.15 오후 3:05") == "2024-05-15T15:05:00Z");
  CHECK(found("公開 2024年5月15日 午後3時05分") == "2024-05-15T15:05:00Z");
  CHECK(found("2024年5月15日，一点希望也没有") == "2024-05-15T00:00:00Z");
  CHECK(found("2024年5月15日 3人受伤") == "2024-05-15T00:00:00Z");
}
