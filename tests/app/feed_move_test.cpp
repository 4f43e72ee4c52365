#include "app/feed_move.h"

#include <catch2/catch.hpp>

#include "app/polling_desk.h"
#include "jianbao/app/subscriptions.h"

using namespace jianbao;
using namespace jianbao::app;
using jianbao::test::feed_answer;
using jianbao::test::HttpAnswer;
using jianbao::test::HttpServer;
using jianbao::test::item;

namespace {

HttpAnswer moved_to(const std::string& url) {
  HttpAnswer answer;
  answer.status = 301;
  answer.headers = {{"Location", url}};
  return answer;
}

struct Desk : jianbao::test::PollingDesk {
  Desk() { request.all = true; }

  /// As `feed set ID --url URL` does.
  void readdress(std::int64_t id, const std::string& url) {
    Subscriptions subscriptions(request.archive, [this] { return now; });
    subscriptions.readdress(feed(id), url);
    subscriptions.commit();
  }
};

}  // namespace

TEST_CASE("a feed that moves is told of, with the way back", "[app][move]") {
  HttpServer server;
  auto old = server.serve("/old", feed_answer(item("1")));
  const auto present = server.serve("/new", feed_answer(item("1")));
  Desk desk;
  desk.subscribe(old.url());
  desk.run();
  CHECK(desk.notes.empty());
  old.answer(moved_to(present.url()));
  CHECK(desk.run().failed == 0);
  REQUIRE(desk.notes.size() == 1);
  CHECK(desk.notes[0] == "feed 1 港口日报: moved to " + present.url() +
                             " (301 or 308); back with `jianbao feed set 1 --url " + old.url() +
                             "`");
  desk.run();
  CHECK(desk.notes.empty());
}

TEST_CASE("the way back of an address with a password is not to be typed as it is shown",
          "[app][move]") {
  HttpServer server;
  auto old = server.serve("/old", feed_answer(item("1")));
  const auto present = server.serve("/new", feed_answer(item("1")));
  Desk desk;
  desk.subscribe("http://u:geheim@" + old.url().substr(7));
  old.answer(moved_to(present.url()));
  desk.run();
  REQUIRE(desk.notes.size() == 1);
  CHECK(desk.notes[0].ends_with("; back with `jianbao feed set 1 --url ADDRESS`"));
}

TEST_CASE("a feed that its owner brings back stays, whatever its server says", "[app][move]") {
  HttpServer server;
  auto old = server.serve("/old", feed_answer(item("1"), "\"v1\""));
  auto wrong = server.serve("/new", feed_answer(item("2"), "\"n1\""));
  Desk desk;
  const std::int64_t id = desk.subscribe(old.url());
  desk.run();
  old.answer(moved_to(wrong.url()));
  desk.run();
  REQUIRE(desk.feed(id).url == wrong.url());

  desk.readdress(id, old.url());
  CHECK(desk.feed(id).url == old.url());
  CHECK(desk.run().failed == 0);
  CHECK(old.requests().back().header("if-none-match").empty());
  CHECK(desk.feed(id).url == old.url());
  CHECK(desk.notes.empty());
  REQUIRE(desk.warnings.size() == 1);
  CHECK(desk.warnings[0] == "feed 1 港口日报: its server says that it moved to " + wrong.url() +
                                ", but it stays at " + old.url() +
                                ": it was taken away from there by `jianbao feed set`");
  // Followed for its answer, and said once.
  wrong.answer(feed_answer(item("3") + item("2"), "\"n2\""));
  CHECK(desk.run().fresh == 1);
  CHECK(desk.warnings.empty());
  // Another address is none that it was taken away from.
  const auto newer = server.serve("/newer", feed_answer(item("3")));
  old.answer(moved_to(newer.url()));
  desk.run();
  CHECK(desk.feed(id).url == newer.url());
}

TEST_CASE("two feeds that move to one address are told of once, and both stay usable",
          "[app][move]") {
  HttpServer server;
  auto first = server.serve("/1", feed_answer(item("1")));
  auto second = server.serve("/2", feed_answer(item("2")));
  auto shared = server.serve("/both", feed_answer(item("1") + item("2")));
  Desk desk;
  desk.subscribe(first.url());
  desk.subscribe(second.url());
  desk.run();
  first.answer(moved_to(shared.url()));
  second.answer(moved_to(shared.url()));
  CHECK(exit_status(desk.run()) == 0);
  const bool first_moved = desk.feed(1).url == shared.url();
  const std::int64_t stays = first_moved ? 2 : 1;
  const std::string kept = (first_moved ? second : first).url();
  CHECK(desk.feed(stays).url == kept);
  CHECK(desk.notes.size() == 1);
  REQUIRE(desk.warnings.size() == 1);
  CHECK(desk.warnings[0] ==
        "feed " + std::to_string(stays) + " 港口日报: its server says that it moved to " +
            shared.url() + ", but it stays at " + kept + ": that is the address of feed " +
            std::to_string(3 - stays) + " 港口日报; `jianbao feed remove` ends one of the two");
  desk.run();
  CHECK(desk.warnings.empty());
  CHECK(desk.notes.empty());

  // It comes again when it has come to nothing in between.
  (first_moved ? second : first).answer(feed_answer(item("4")));
  CHECK(desk.run().fresh == 1);
  CHECK(desk.feed(stays).not_moved_to.empty());
}
