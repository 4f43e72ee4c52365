#include "jianbao/app/selectors.h"

#include <catch2/catch.hpp>
#include <map>

#include "jianbao/core/error.h"

using jianbao::Error;
using jianbao::ErrorKind;
using jianbao::Timestamp;
using jianbao::app::resolve;
using jianbao::app::Selectors;
namespace store = jianbao::store;

namespace {

constexpr std::int64_t kDay = 86'400'000;
// 2024-05-15T00:00:00Z
constexpr Timestamp kNow{1'715'731'200'000};

/// The message with which the selectors are refused; empty if they are not.
std::string refusal(const Selectors& selectors) {
  try {
    resolve(selectors, kNow);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kUsage);
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("selectors left alone choose everything, newest first", "[app]") {
  const auto selection = resolve({}, kNow);
  CHECK_FALSE(selection.match);
  CHECK_FALSE(selection.since);
  CHECK_FALSE(selection.until);
  CHECK(selection.sources.empty());
  CHECK(selection.date_by == store::DateBy::kOrder);
  CHECK(selection.sort == store::Sort::kNewest);
  CHECK(selection.limit == -1);
  CHECK(selection.offset == 0);
}

TEST_CASE("plain selectors arrive as they were typed", "[app]") {
  Selectors typed;
  typed.sources = {"江城日报", "海岛广播"};
  typed.language = "zh-Hant";
  typed.tag = "科技";
  typed.limit = 0;
  typed.offset = 7;
  typed.after_change = 42;
  const auto selection = resolve(typed, kNow);
  CHECK(selection.sources == typed.sources);
  CHECK(selection.language == "zh-Hant");
  CHECK(selection.tag == "科技");
  CHECK(selection.limit == 0);
  CHECK(selection.offset == 7);
  CHECK(selection.after_change == 42);
}

TEST_CASE("each name of a date has its meaning", "[app]") {
  const std::map<std::string, store::DateBy> dates{{"order", store::DateBy::kOrder},
                                                   {"header", store::DateBy::kHeader},
                                                   {"published", store::DateBy::kPublished},
                                                   {"seen", store::DateBy::kFirstSeen},
                                                   {"updated", store::DateBy::kUpdated}};
  for (const auto& [name, meaning] : dates) {
    INFO(name);
    Selectors typed;
    typed.date_by = name;
    CHECK(resolve(typed, kNow).date_by == meaning);
  }
}

TEST_CASE("each name of an order has its meaning", "[app]") {
  const std::map<std::string, store::Sort> orders{{"date", store::Sort::kNewest},
                                                  {"oldest", store::Sort::kOldest},
                                                  {"relevance", store::Sort::kRelevance},
                                                  {"title", store::Sort::kTitle},
                                                  {"id", store::Sort::kId}};
  for (const auto& [name, meaning] : orders) {
    INFO(name);
    Selectors typed;
    typed.sort = name;
    CHECK(resolve(typed, kNow).sort == meaning);
  }
}

TEST_CASE("dates are read in the named zone, days and months from their first instant", "[app]") {
  Selectors typed;
  typed.since = "2024-05-14";
  typed.until = "2024-06";
  auto selection = resolve(typed, kNow);
  CHECK(selection.since == Timestamp{kNow.ms - kDay});
  CHECK(selection.until == Timestamp{kNow.ms + 17 * kDay});

  typed.zone = "Asia/Shanghai";
  selection = resolve(typed, kNow);
  CHECK(selection.since == Timestamp{kNow.ms - kDay - 8 * 3'600'000});
}

TEST_CASE("ages count back from now", "[app]") {
  Selectors typed;
  typed.since = "7d";
  CHECK(resolve(typed, kNow).since == Timestamp{kNow.ms - 7 * kDay});
}

TEST_CASE("an empty span is allowed, a backward one is explained", "[app]") {
  Selectors typed;
  typed.since = "2024-05-14";
  typed.until = "2024-05-14";
  CHECK(refusal(typed).empty());

  typed.until = "2024-05-13";
  const auto message = refusal(typed);
  CHECK_THAT(message, Catch::StartsWith("--since: "));
  CHECK_THAT(message, Catch::Contains("later than --until \"2024-05-13\""));
}

TEST_CASE("a bad value is refused by the name of its option", "[app]") {
  Selectors typed;
  std::string option;
  SECTION("since") {
    typed.since = "neulich";
    option = "--since: ";
  }
  SECTION("until") {
    typed.until = "2024-13";
    option = "--until: ";
  }
  SECTION("zone, even without a date") {
    typed.zone = "Mars/Olympus";
    option = "--tz: ";
  }
  SECTION("date by") {
    typed.date_by = "birthday";
    option = "--date-by: ";
  }
  SECTION("sort") {
    typed.sort = "";
    option = "--sort: ";
  }
  SECTION("language") {
    typed.language = "zh_CN; --";
    option = "--lang: ";
  }
  SECTION("language too long") {
    typed.language = std::string(36, 'z');
    option = "--lang: ";
  }
  SECTION("source") {
    typed.sources = {"江城日报", ""};
    option = "--source: ";
  }
  SECTION("limit") {
    typed.limit = -2;
    option = "--limit: ";
  }
  SECTION("offset") {
    typed.offset = -1;
    option = "--offset: ";
  }
  SECTION("change number") {
    typed.after_change = -1;
    option = "--after-change: ";
  }
  CHECK_THAT(refusal(typed), Catch::StartsWith(option));
}

TEST_CASE("a refused name comes with the names that are taken", "[app]") {
  Selectors typed;
  typed.sort = "newest";
  CHECK(refusal(typed) ==
        "--sort: \"newest\" is none of its values; it takes date, oldest, relevance, title, id");
}
