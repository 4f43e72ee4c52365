#include "extract/page_title.h"

#include <catch2/catch.hpp>

using jianbao::extract::title_without_site;

TEST_CASE("a title loses the site's name", "[extract]") {
  CHECK(title_without_site("新方案公布 - 某某日报", "", "某某日报") == "新方案公布");
  CHECK(title_without_site("新方案公布_新闻频道_某某网", "", "某某网") == "新方案公布_新闻频道");
  CHECK(title_without_site("新方案公布_新闻频道_某某网", "新方案公布", "") == "新方案公布");
  CHECK(title_without_site("The Daily | A new plan for the city", "", "The Daily") ==
        "A new plan for the city");
  CHECK(title_without_site("A new plan for the city | News | The Daily", "A New Plan for the City",
                           "") == "A new plan for the city");
}

TEST_CASE("without a known site only a short tail goes", "[extract]") {
  CHECK(title_without_site("A new plan for the whole city - Daily", "", "") ==
        "A new plan for the whole city");
  CHECK(title_without_site("Part one - a much longer second part", "", "") ==
        "Part one - a much longer second part");
}

TEST_CASE("a title that only looks parted stays whole", "[extract]") {
  CHECK(title_without_site("冷战 - 一段历史", "冷战 - 一段历史", "某站") == "冷战 - 一段历史");
  CHECK(title_without_site("semi-automatic", "", "") == "semi-automatic");
  CHECK(title_without_site("", "", "") == "");
  CHECK(title_without_site(" - ", "", "x") == "-");
}
