#include "cli/wrapping.h"

#include <catch2/catch.hpp>

using namespace jianbao::cli;

TEST_CASE("text is broken at spaces and beside wide characters", "[cli][wrapping]") {
  CHECK(wrapped("", 4, 20).empty());
  CHECK(wrapped("one two three", 0, 20) == "one two three");
  CHECK(wrapped("one two three", 2, 9) == "one two\n  three");
  CHECK(wrapped("山城的雨从清晨下到傍晚", 2, 12) == "山城的雨从\n  清晨下到傍\n  晚");
  CHECK(wrapped("雨, 茶。", 0, 80) == "雨, 茶。");
  CHECK(wrapped("try https://a.example/long now", 2, 10) == "try\n  https://a.example/long\n  now");
}
