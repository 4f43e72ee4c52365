#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "app/pages.h"
#include "newsroom.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace jianbao::app::test;

namespace {

using Requests = std::vector<std::string>;

/// Whose feed's link, at site 1, leads to a page at site 2.
struct Moved : OneItem {
  Moved() {
    redirect(1, "/rain", 2, "/moved");
    serve_at(2, "/moved", html(page("山城的雨", "山城下雨。")));
  }

  void redirect(int from, const std::string& path, int to, const std::string& target) {
    serve_at(from, path, jianbao::test::redirect_to(url(target, to)));
  }

  std::string error() const { return sql("SELECT error FROM wanted_page"); }
};

std::string rules(const std::string& lines) {
  return jianbao::test::ok("User-agent: *\n" + lines, "Content-Type: text/plain\r\n");
}

}  // namespace

TEST_CASE("the host that a page is redirected to is asked for its rules first", "[app][pages]") {
  Moved desk;
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.asked() == Requests{"1/feed", "1/robots.txt", "1/rain", "2/robots.txt", "2/moved"});
  CHECK(desk.has_page());
  CHECK(desk.article().article.url == desk.url("/rain"));
  CHECK(desk.sql("SELECT path FROM capture WHERE kind = 3") == desk.url("/rain"));
  CHECK(desk.sql("SELECT final_url FROM capture WHERE kind = 3") == desk.url("/moved", 2));
  CHECK(desk.wanted() == "0");
}

TEST_CASE("a page is not fetched from where the rules of another host forbid it", "[app][pages]") {
  Moved desk;
  desk.serve_at(2, "/robots.txt", rules("Disallow: /moved\n"));
  SECTION("as its link leads there") {}
  SECTION("as it comes back to there") {
    desk.redirect(1, "/rain", 3, "/door");
    desk.redirect(3, "/door", 2, "/moved");
  }
  const IngestReport report = desk.ingest();
  CHECK(report.pages == 0);
  CHECK(report.pages_failed == 1);
  CHECK(desk.hits("/moved") == 0);
  CHECK(desk.error() == "the robots.txt of its host does not allow it");
  CHECK(desk.wanted() == "1");
}

TEST_CASE("who does not ask for rules follows redirects without", "[app][pages]") {
  Moved desk;
  desk.request.obey_robots = false;
  desk.serve_at(2, "/robots.txt", rules("Disallow: /\n"));
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.hits("/robots.txt") == 0);
}

TEST_CASE("a page that is sent to another host and back is fetched", "[app][pages]") {
  Moved desk;
  desk.redirect(2, "/moved", 1, "/back");
  desk.serve_at(1, "/back", html(page("山城的雨", "山城下雨。")));
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.asked() ==
        Requests{"1/feed", "1/robots.txt", "1/rain", "2/robots.txt", "2/moved", "1/back"});
  CHECK(desk.has_page());
}

TEST_CASE("pages keep the Crawl-delay of the host that they are redirected to", "[app][pages]") {
  Moved desk;
  desk.serve_at(2, "/robots.txt", rules("Crawl-delay: 0.2\n"));
  desk.serve("/feed", rss({{desk.url("/rain")}, {desk.url("/snow"), "雪"}}));
  desk.redirect(1, "/snow", 2, "/white");
  desk.serve_at(2, "/white", html(page("雪", "下雪了。")));
  CHECK(desk.ingest().pages == 2);
  auto visits = desk.server.visits();
  std::erase_if(visits, [&](const auto& visit) {
    return visit.host != desk.server.host(2) || visit.target == "/robots.txt";
  });
  REQUIRE(visits.size() == 2);
  CHECK(visits[1].began - visits[0].ended >= std::chrono::milliseconds(200));
}

TEST_CASE("redirects between hosts end at the limit", "[app][pages]") {
  Moved desk;
  desk.redirect(2, "/moved", 1, "/rain");
  CHECK(desk.ingest().pages == 0);
  CHECK(desk.error() == "more than 5 redirects");
  CHECK(desk.hits("/rain") + desk.hits("/moved") == 6);
}

TEST_CASE("a feed's own headers come back with a page that comes back", "[app][pages]") {
  Moved desk;
  FeedChanges changes = Newsroom::with_pages();
  changes.headers = std::vector<std::string>{"X-Session: 7"};
  desk.subscribe(desk.url("/own"), changes);
  desk.serve("/own", rss({{desk.url("/snow")}}));
  desk.redirect(1, "/snow", 2, "/door");
  desk.redirect(2, "/door", 1, "/back");
  desk.serve_at(1, "/back", html(page("雪", "下雪了。")));
  desk.ingest({desk.url("/own")});
  CHECK(says(desk.head("/snow"), "X-Session: 7"));
  CHECK_FALSE(says(desk.head("/door"), "X-Session"));
  CHECK(says(desk.head("/back"), "X-Session: 7"));
}

TEST_CASE("a host that pages are redirected to is left alone when it asks to be", "[app][pages]") {
  Moved desk;
  desk.serve("/feed", rss({{desk.url("/rain")}, {desk.url("/snow"), "雪"}}));
  desk.redirect(1, "/snow", 2, "/moved");
  desk.serve_at(2, "/moved", app::test::status(429, "", "Retry-After: 600\r\n"));
  desk.ingest();
  CHECK(desk.hits("/moved") == 1);
  CHECK(desk.sql("SELECT host FROM quiet_host") == desk.server.host(2));
  CHECK(desk.wanted() == "2");
}
