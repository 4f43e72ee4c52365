#include <catch2/catch.hpp>

#include "newsroom.h"
#include "store/sqlite.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace jianbao::app::test;
using namespace std::chrono_literals;

namespace {

/// Whose address was one of the public Internet at first: tests do not go there.
struct OncePublic : Newsroom {
  OncePublic() {
    serve("/feed", rss({{url("/rain")}}));
    subscribe(url("/feed"), {});
    store::Database(file, store::Database::Mode::kWrite).execute("UPDATE feed SET at_private = 0");
  }

  std::string at_private() const { return sql("SELECT coalesce(at_private, 'none') FROM feed"); }
};

}  // namespace

TEST_CASE("the first success of a feed tells where it lives", "[app][guard]") {
  Newsroom desk;
  desk.serve("/feed", app::test::status(500));
  desk.subscribe(desk.url("/feed"), {});
  desk.ingest();
  CHECK(desk.sql("SELECT at_private FROM feed").empty());
  desk.serve("/feed", rss({}));
  desk.pass(25h);
  desk.ingest();
  CHECK(desk.sql("SELECT at_private FROM feed") == "1");
  desk.pass(25h);
  CHECK(desk.ingest().sources_failed == 0);
}

TEST_CASE("a public feed whose name leads here later on is refused, with the ways out",
          "[app][guard]") {
  OncePublic desk;
  CHECK(desk.ingest().sources_failed == 1);
  CHECK(desk.hits("/feed") == 0);
  REQUIRE(desk.warnings.size() == 1);
  CHECK(desk.warnings.front() ==
        desk.url("/feed") +
            ": refused, because it leads to 127.0.1.1, a loopback address; --allow-private fetches "
            "it all the same, and so does `jianbao feed set 1 --url` with its address, if it lives "
            "there now");
  desk.pass(25h);
  SECTION("for once") {
    desk.request.transfers.allow_private = true;
    CHECK(desk.ingest().fresh == 1);
    CHECK(desk.at_private() == "0");
  }
  SECTION("for good") {
    {
      Subscriptions subscriptions(desk.file, [&desk] { return desk.now; });
      subscriptions.readdress(desk.archive().feeds().front(), desk.url("/feed"));
      subscriptions.commit();
    }
    CHECK(desk.at_private() == "none");
    CHECK(desk.ingest().fresh == 1);
    CHECK(desk.at_private() == "1");
  }
}
