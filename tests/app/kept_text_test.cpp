#include <catch2/catch.hpp>
#include <chrono>

#include "newsroom.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace jianbao::app::test;
using namespace std::chrono_literals;

namespace {

/// A feed with pages whose item has its page.
struct WithText : OneItem {
  WithText() {
    serve_page();
    ingest();
    REQUIRE(has_page());
  }
  std::string revisions() const { return sql("SELECT count(*) FROM revision"); }
  void edit_summary(const std::string& summary) {
    serve("/feed", rss({{url("/rain"), "山城的雨", summary}}));
    pass(25h);
  }
};

}  // namespace

TEST_CASE("another feed's summary does not take the place of an article's page", "[app][pages]") {
  WithText desk;
  desk.serve("/other", rss({{desk.url("/rain"), "山城的雨", "下雨。"}}));
  const IngestReport report = desk.ingest({desk.url("/other")});
  CHECK(report.fresh + report.changed == 0);
  CHECK(report.unchanged == 1);
  CHECK(desk.has_page());
  CHECK(desk.revisions() == "2");
  CHECK(desk.sql("SELECT count(*) FROM capture") == "3");
  desk.ingest();
  CHECK(desk.has_page());
}

TEST_CASE("a summary does not take the place of a page that was ingested by hand", "[app][pages]") {
  Newsroom desk;
  desk.serve("/rain", html(page("山城的雨", "山城下雨。")));
  desk.serve("/feed", rss({{desk.url("/rain"), "山城的大雨", "下雨。"}}));
  desk.ingest({desk.url("/rain")});
  CHECK(desk.ingest({desk.url("/feed")}).changed == 1);
  CHECK(desk.article().article.title == "山城的大雨");
  CHECK(desk.article().article.source == "港口日报");
  CHECK(desk.article().article.text.starts_with("山城下雨。"));
  CHECK(desk.archive().check().empty());
}

TEST_CASE("an edited summary whose page is gone leaves the text", "[app][pages]") {
  WithText desk;
  desk.serve("/rain", app::test::status(404));
  desk.edit_summary("雨停了。");
  CHECK(desk.ingest().changed == 0);
  CHECK(desk.hits("/rain") == 2);
  CHECK(desk.has_page());
  CHECK(desk.revisions() == "2");

  desk.serve_page();
  desk.pass(25h);
  desk.ingest();
  CHECK(desk.hits("/rain") == 3);
  CHECK(desk.has_page());
  CHECK(desk.revisions() == "2");
  CHECK(desk.wanted() == "0");
}

TEST_CASE("an edited summary brings at most one version, that of its page", "[app][pages]") {
  WithText desk;
  desk.edit_summary("雨停了。");
  desk.ingest();
  CHECK(desk.hits("/rain") == 2);
  CHECK(desk.revisions() == "2");
  desk.edit_summary("雨又来了。");
  desk.serve("/rain", html(page("山城的雨", "改过的正文。")));
  desk.ingest();
  CHECK(desk.revisions() == "3");
  CHECK(desk.article().article.text.starts_with("改过的正文。"));
  CHECK(desk.sql("SELECT changed FROM revision ORDER BY id DESC") == "text");
}
