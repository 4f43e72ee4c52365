#include "app/refusals.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "app/polling_desk.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace std::chrono_literals;
using jianbao::test::feed_answer;
using jianbao::test::HttpAnswer;
using jianbao::test::HttpServer;
using jianbao::test::item;
using jianbao::test::noted_exit_status;
using jianbao::test::PollingDesk;

namespace {

using Lines = std::vector<std::string>;
using Numbers = std::vector<std::uint64_t>;

Lines lines_of(const Reading& reading) {
  Lines lines;
  for (const Refusal& refusal : reading.failures) lines.push_back(refusal.line);
  return lines;
}

const std::string kNameless = "<item><title>无名无址</title></item>";

}  // namespace

TEST_CASE("what a feed's document had before is a warning, not a failure", "[app][poll]") {
  Reading reading;
  reading.failures = {{"old", 1}, {"new", 2}};
  reading.damage = {"3 malformed byte sequences"};
  Numbers told{1, 7};
  tell_once(reading, told);
  CHECK(lines_of(reading) == Lines{"new"});
  CHECK(reading.warnings == Lines{"old"});
  CHECK(reading.damage.size() == 1);
  CHECK(told.size() == 3);

  Reading next;
  next.failures = {{"new", 2}, {"old", 1}};
  next.damage = {"4 malformed byte sequences"};
  tell_once(next, told);
  CHECK(next.failures.empty());
  CHECK(next.damage.empty());
  CHECK(next.warnings == Lines{"new", "old", "4 malformed byte sequences"});

  Reading clean;
  tell_once(clean, told);
  CHECK(told.empty());
}

TEST_CASE("an item with neither link nor id is told of once, not at every poll", "[app][poll]") {
  HttpServer server;
  auto endpoint = server.serve("/feed", feed_answer(item("1") + kNameless));
  PollingDesk desk;
  desk.subscribe(endpoint.url());
  const IngestReport first = desk.run();
  CHECK(first.failed == 1);
  CHECK(exit_status(first) == 3);
  REQUIRE(desk.warnings.size() == 1);
  CHECK(desk.warnings[0].find("neither link nor id: 无名无址") != std::string::npos);

  desk.pass(25h);
  endpoint.answer(feed_answer(item("2") + item("1") + kNameless));
  const IngestReport second = desk.run();
  CHECK(second.fresh == 1);
  CHECK(second.failed == 0);
  CHECK(exit_status(second) == 0);
  CHECK(noted_exit_status(desk) == 0);
  CHECK(desk.warnings.empty());
  CHECK(std::count_if(desk.details.begin(), desk.details.end(), [](const std::string& line) {
          return line.find("无名无址") != std::string::npos;
        }) == 1);

  desk.pass(25h);
  endpoint.answer(feed_answer(item("2") + kNameless + "<item><title>又一条</title></item>"));
  CHECK(exit_status(desk.run()) == 3);
  REQUIRE(desk.warnings.size() == 1);
  CHECK(desk.warnings[0].find("又一条") != std::string::npos);
}

TEST_CASE("the entry that a document ends in is told of whenever it is another", "[app][poll]") {
  HttpServer server;
  const auto cut = [](const std::string& items) {
    HttpAnswer answer = feed_answer(items);
    answer.body.resize(answer.body.rfind("。</description>"));
    return answer;
  };
  auto endpoint = server.serve("/feed", cut(item("2") + item("1")));
  PollingDesk desk;
  desk.subscribe(endpoint.url());
  CHECK(desk.run().failed == 1);
  REQUIRE(desk.warnings.size() == 1);
  CHECK(desk.warnings[0].ends_with("left out: the last entry, which is not whole: 题1"));

  SECTION("and once while it is the same, wherever it is cut off") {
    HttpAnswer shorter = cut(item("3") + item("2") + item("1"));
    shorter.body.resize(shorter.body.size() - 4);
    endpoint.answer(shorter);
    const IngestReport report = desk.run_all();
    CHECK(report.fresh == 1);
    CHECK(report.failed == 0);
    CHECK(desk.warnings.empty());
  }
  SECTION("and not where the archive has it") {
    endpoint.answer(cut(item("3") + item("2")));
    CHECK(desk.run_all().failed == 0);
    CHECK(desk.warnings.empty());
    CHECK(std::any_of(desk.details.begin(), desk.details.end(), [](const std::string& line) {
      return line.ends_with("the last entry, which is not whole: 题2");
    }));
  }
  SECTION("also when it takes the place of one that was told of") {
    endpoint.answer(cut(item("2") + item("4")));
    CHECK(desk.run_all().failed == 1);
    REQUIRE(desk.warnings.size() == 1);
    CHECK(desk.warnings[0].ends_with("题4"));
  }
}

TEST_CASE("the entries that fail count in no document's progress", "[app][poll]") {
  HttpServer server;
  const auto endpoint = server.serve("/feed", feed_answer(item("1") + kNameless + kNameless));
  PollingDesk desk;
  desk.subscribe(endpoint.url());
  std::size_t done = 0;
  desk.on_progress = [&done](const Progress& progress) {
    if (progress.phase == "polling") done = progress.done;
  };
  desk.run();
  CHECK(done == 1);
}
