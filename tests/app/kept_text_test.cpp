#include <catch2/catch.hpp>
#include <chrono>

#include "jianbao/app/reextraction.h"
#include "jianbao/store/writer.h"
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

/// A feed with a whole text, then others that correct what stands around it.
struct Corrected : Newsroom {
  Corrected() { say("/whole", "山城的雨", "雨从清晨下到傍晚，茶馆里坐满了旅客。"); }

  void say(const std::string& feed, const std::string& title, const std::string& summary) {
    serve(feed, rss({{url("/rain"), title, summary}}));
    pass(25h);
    ingest({url(feed)});
  }
  ReextractReport reextract(bool dry_run = true) const {
    ReextractRequest again;
    again.archive = file;
    again.dry_run = dry_run;
    return app::reextract(again, [this] { return now; }, {}, {});
  }
  /// As if an extractor of before had left a word out.
  void forget_a_word() const {
    store::Writer writer(file);
    Article old = article().article;
    old.text = "雨从清晨下到傍晚。";
    writer.revise(1, old, 0, now);
    writer.commit();
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

TEST_CASE("another extraction leaves what a feed corrected", "[app][reextract]") {
  for (const std::string summary : {"", "下雨。"}) {
    Corrected desk;
    desk.say("/other", "山城的大雨", summary);
    REQUIRE(desk.article().article.title == "山城的大雨");
    REQUIRE(desk.article().article.text.starts_with("雨从清晨"));
    CHECK(desk.reextract().changed == 0);
  }
}

TEST_CASE("another extraction repeats corrections in their order", "[app][reextract]") {
  Corrected desk;
  desk.say("/other", "山城的大雨", "下雨。");
  desk.say("/third", "山城的暴雨", "暴雨。");
  desk.say("/other", "山城的大雨", "下雨了。");  // the same title again, of an item that it edited
  REQUIRE(desk.article().article.title == "山城的大雨");
  CHECK(desk.reextract().changed == 0);
}

TEST_CASE("a text that is read anew keeps its corrections", "[app][reextract]") {
  Corrected desk;
  desk.say("/other", "山城的大雨", "下雨。");
  desk.forget_a_word();
  const ReextractReport report = desk.reextract(false);
  CHECK(report.texts == 1);
  CHECK(report.titles == 0);
  CHECK(desk.article().article.title == "山城的大雨");
  CHECK(desk.article().article.text == "雨从清晨下到傍晚，茶馆里坐满了旅客。");
  CHECK(desk.reextract().changed == 0);
  CHECK(desk.archive().check().empty());
  desk.say("/third", "山城的暴雨", "暴雨。");
  CHECK(desk.article().article.title == "山城的暴雨");
  CHECK(desk.reextract().changed == 0);
}

TEST_CASE("a whole text that follows a correction is read without it", "[app][reextract]") {
  Corrected desk;
  desk.say("/other", "山城的大雨", "下雨。");
  desk.say("/third", "山城的晴天", "雨停了，山城的人们走出茶馆，到江边看晚霞，一直看到天黑。");
  REQUIRE(desk.article().article.title == "山城的晴天");
  CHECK(desk.reextract().changed == 0);
}
