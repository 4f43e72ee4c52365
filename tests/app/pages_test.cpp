#include "app/pages.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <future>
#include <stop_token>

#include "newsroom.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace jianbao::app::test;

namespace {

/// Whose page is there.
struct WithPage : OneItem {
  WithPage() { serve_page(); }
};

}  // namespace

TEST_CASE("the page of a feed's article is stored as its second version", "[app][pages]") {
  WithPage desk;
  const IngestReport report = desk.ingest();
  CHECK(report.fresh == 1);
  CHECK(report.changed == 0);
  CHECK(report.pages == 1);
  CHECK(exit_status(report) == 0);
  CHECK(desk.warnings.empty());

  const auto stored = desk.article();
  CHECK(stored.article.title == "山城的雨");
  CHECK(stored.article.source == "港口日报");
  CHECK(stored.article.text.starts_with("山城下雨。"));
  CHECK(stored.revisions == 2);
  CHECK(desk.archive().count({}) == 1);
  CHECK(desk.wanted() == "0");
  CHECK(desk.archive().check().empty());
}

TEST_CASE("an item that a feed without pages brought first has its page fetched", "[app][pages]") {
  Newsroom desk;
  const auto publish = [&desk](const std::string& feed, const std::vector<std::string>& paths) {
    std::vector<Item> items;
    for (const std::string& path : paths) items.push_back({desk.url(path), "第" + path});
    desk.serve(feed, rss(items));
  };
  for (const std::string path : {"/1", "/2"})
    desk.serve(path, html(page("第" + path, path + "号正文。")));
  desk.serve("/3", app::test::status(404));
  publish("/bare", {"/1", "/2", "/3"});
  publish("/whole", {"/1"});
  desk.subscribe(desk.url("/bare"), {});
  desk.subscribe(desk.url("/whole"));
  CHECK(desk.ingest({desk.url("/whole")}).pages == 1);
  CHECK(desk.ingest({desk.url("/bare")}).fresh == 2);
  publish("/whole", {"/3", "/2", "/1"});
  const IngestReport report = desk.ingest({desk.url("/whole")});
  CHECK(report.pages == 1);
  CHECK(report.pages_failed == 1);
  CHECK(desk.article(2).revisions == 2);
  // A feed that goes to and fro begins no failed page anew.
  publish("/whole", {"/2", "/1"});
  desk.ingest({desk.url("/whole")});
  publish("/whole", {"/3", "/2", "/1"});
  desk.ingest({desk.url("/whole")});
  CHECK(desk.hits("/3") == 1);
}

TEST_CASE("a page's capture has its status, headers and charset", "[app][pages]") {
  WithPage desk;
  desk.serve("/rain",
             app::test::status(200, page("山城的雨", "山城\xFF下雨。"),
                               "Content-Type: text/html; charset=utf-8\r\nX-Made-By: press\r\n"
                               "Set-Cookie: visit=7\r\n"));
  desk.ingest();
  CHECK(desk.sql("SELECT count(*) FROM capture") == "2");
  const std::string of_page = " FROM capture WHERE kind = 3";
  CHECK(desk.sql("SELECT path" + of_page) == desk.url("/rain"));
  CHECK(desk.sql("SELECT http_status" + of_page) == "200");
  CHECK(says(desk.sql("SELECT http_headers" + of_page), "X-Made-By: press"));
  CHECK(!says(desk.sql("SELECT http_headers" + of_page), "visit=7"));
  CHECK(desk.sql("SELECT final_url" + of_page) == desk.url("/rain"));
  CHECK(desk.sql("SELECT declared_charset" + of_page) == "utf-8");
  CHECK(desk.sql("SELECT charset" + of_page) == "UTF-8");
  CHECK(desk.sql("SELECT replaced" + of_page) == "1");
  const std::string of_entry = " FROM capture WHERE kind = 2";
  CHECK(desk.sql("SELECT http_status" + of_entry) == "200");
  CHECK(says(desk.sql("SELECT http_headers" + of_entry), "Content-Type: application/rss+xml"));
  CHECK(desk.sql("SELECT final_url" + of_entry) == desk.url("/feed"));
  REQUIRE(desk.warnings.size() == 1);
  CHECK(says(desk.warnings[0], desk.url("/rain") + ": 1 malformed byte sequence"));
}

TEST_CASE("a .netrc speaks for pages at the feed's own site only", "[app][pages]") {
  Newsroom desk;
  desk.request.transfers.allow_private = true;
  desk.request.transfers.netrc_file = desk.dir / "netrc";
  jianbao::test::write_file(desk.request.transfers.netrc_file,
                            "machine 127.0.1.1 login anna password secret\n"
                            "machine 127.0.1.2 login anna password secret\n");
  desk.serve("/rain", html(page("山城的雨", "山城下雨。")));
  desk.serve("/snow", html(page("雪", "下雪了。")));
  desk.serve("/feed", rss({{desk.url("/rain")}, {desk.url("/snow", 2), "雪"}}));
  desk.subscribe(desk.url("/feed"));
  CHECK(desk.ingest().pages == 2);
  CHECK(says(desk.head("/rain"), "Authorization: Basic"));
  CHECK(!says(desk.head("/snow"), "Authorization"));
}

TEST_CASE("a page in GBK is read as such", "[app][pages]") {
  WithPage desk;
  // 雨一直下到傍晚。
  const std::string words = "\xD3\xEA\xD2\xBB\xD6\xB1\xCF\xC2\xB5\xBD\xB0\xF8\xCD\xED\xA1\xA3";
  std::string long_text;
  for (int i = 0; i < 12; ++i) long_text += "<p>" + words + words + words + "</p>";
  desk.serve("/rain", jianbao::test::ok("<html><head><meta charset=\"gbk\"><title>" + words +
                                            "</title></head><body><article>" + long_text +
                                            "</article></body></html>",
                                        "Content-Type: text/html\r\n"));
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.article().article.text.starts_with("雨一直下到傍晚。"));
  CHECK(desk.sql("SELECT charset FROM capture WHERE kind = 3") == "gb18030");
  CHECK(desk.sql("SELECT replaced FROM capture WHERE kind = 3") == "0");
}

TEST_CASE("a feed that has nothing new has no page fetched", "[app][pages]") {
  WithPage desk;
  desk.ingest();
  CHECK(desk.ingest().pages == 0);
  desk.serve("/feed", rss({{desk.url("/rain")}, {desk.url("/snow"), "雪"}}));
  desk.serve("/snow", html(page("雪", "下雪了。")));
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.hits("/rain") == 1);
  CHECK(desk.hits("/snow") == 1);
  CHECK(desk.has_page());
}

TEST_CASE("an item that was edited has its page fetched again", "[app][pages]") {
  WithPage desk;
  desk.ingest();
  desk.serve("/feed", rss({{desk.url("/rain"), "山城的大雨"}}));
  desk.serve("/rain", html(page("山城的大雨", "改过的正文。")));
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.article().article.title == "山城的大雨");
  CHECK(desk.article().article.text.starts_with("改过的正文。"));
  CHECK(desk.sql("SELECT count(*) FROM revision") == "4");
}

TEST_CASE("a page that stayed as it was is no new version after its item was edited",
          "[app][pages]") {
  WithPage desk;
  desk.ingest();
  desk.serve("/feed", rss({{desk.url("/rain"), "山城的大雨"}}));
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.hits("/rain") == 2);
  CHECK(desk.sql("SELECT count(*) FROM revision") == "3");
  CHECK(desk.article().article.title == "山城的大雨");
  CHECK(desk.has_page());
  CHECK(desk.archive().check().empty());
}

TEST_CASE("a run that ends between feed and page leaves the page to the next", "[app][pages]") {
  WithPage desk;
  std::stop_source stop;
  std::promise<void> over;
  const std::shared_future<void> ended = over.get_future().share();
  desk.on_request = [stop, ended](const std::string& path) mutable {
    if (path == "/rain" && stop.request_stop()) ended.wait();
  };
  const IngestReport cut = desk.ingest({}, stop.get_token());
  over.set_value();
  CHECK(cut.interrupted);
  CHECK(cut.fresh == 1);
  CHECK(cut.pages == 0);
  CHECK_FALSE(desk.has_page());
  CHECK(desk.wanted() == "1");

  CHECK(desk.ingest().pages == 1);
  CHECK(desk.has_page());
  CHECK(desk.wanted() == "0");
}

TEST_CASE("pages do not wait for a feed that hangs", "[app][pages]") {
  WithPage desk;
  desk.serve("/hang", rss({}));
  desk.subscribe(desk.url("/hang", 2));
  std::promise<void> over;
  const std::shared_future<void> ended = over.get_future().share();
  // A copy: the server may still be waiting when this scope's own is gone.
  desk.on_request = [ended](const std::string& path) {
    if (path == "/hang") ended.wait();
  };
  SECTION("with those that this run's feeds want") {}
  SECTION("with those that are due from before") {
    desk.serve("/rain", app::test::status(404));
    desk.request.max_runtime = std::chrono::milliseconds(300);
    CHECK(desk.ingest().pages == 0);
    desk.serve_page();
    // The feed itself has nothing to say.
    desk.serve("/feed", app::test::status(500));
    desk.pass(std::chrono::minutes(20));
  }
  desk.request.max_runtime = std::chrono::seconds(1);
  const IngestReport report = desk.ingest();
  CHECK(report.out_of_time);
  CHECK(report.pages == 1);
  CHECK(desk.has_page());
  CHECK(desk.archive().check().empty());
  over.set_value();
}

TEST_CASE("pages do not wait for more feeds that hang than there are places", "[app][pages]") {
  WithPage desk;
  desk.request.transfers.jobs = 2;
  desk.request.max_runtime = std::chrono::seconds(1);
  for (int site = 2; site <= 5; ++site) desk.subscribe(desk.url("/hang", site));
  std::promise<void> over;
  const std::shared_future<void> ended = over.get_future().share();
  desk.on_request = [ended](const std::string& path) {
    if (path == "/hang") ended.wait();
  };
  SECTION("where the feed is") {}
  SECTION("where nothing was asked for yet") {
    desk.request.transfers.allow_private = true;
    desk.serve("/feed", rss({{desk.url("/rain", 6)}}));
  }
  SECTION("where a page is redirected to") {
    desk.serve_at(1, "/rain", jianbao::test::redirect_to(desk.url("/moved", 6)));
    desk.serve("/moved", html(page("山城的雨", "山城下雨。")));
  }
  const IngestReport report = desk.ingest();
  over.set_value();
  CHECK(report.out_of_time);
  CHECK(report.pages == 1);
}

TEST_CASE("an edit that comes while the page is under way is kept", "[app][pages]") {
  Newsroom desk;
  desk.request.transfers.allow_private = true;
  desk.serve("/feed", rss({{desk.url("/rain", 2)}}));
  desk.subscribe(desk.url("/feed"));
  CHECK(desk.ingest().pages == 0);
  desk.pass(std::chrono::minutes(20));
  desk.serve("/feed", rss({{desk.url("/rain", 2), "山城的大雨"}}));
  desk.serve("/rain", html(page("山城的雨", "山城下雨。")));
  std::promise<void> asked;
  const std::shared_future<void> feed_asked = asked.get_future().share();
  desk.on_request = [&](const std::string& path) {
    if (path == "/feed") asked.set_value();
    if (path == "/rain") feed_asked.wait();
  };
  CHECK(desk.ingest().pages >= 1);
  CHECK(desk.article().article.title == "山城的大雨");
  CHECK(desk.article().article.text.starts_with("山城下雨。"));
  CHECK(desk.wanted() == "0");
  CHECK(desk.archive().check().empty());
}

TEST_CASE("a page that has moved is stored under its item's address", "[app][pages]") {
  WithPage desk;
  desk.serve("/2025/rain", html(page("山城的雨", "山城下雨。")));
  desk.serve("/rain", jianbao::test::redirect_to("/2025/rain", 301));
  CHECK(desk.ingest().pages == 1);
  CHECK(desk.archive().count({}) == 1);
  CHECK(desk.article().article.url == desk.url("/rain"));
  CHECK(desk.has_page());
}

TEST_CASE("a sitemap's articles have their pages fetched without being told to", "[app][pages]") {
  Newsroom desk;
  desk.serve("/news.xml",
             jianbao::test::ok(
                 "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/"
                 "0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc>" +
                     desk.url("/rain") +
                     "</loc><news:news><news:publication><news:name>港口日报</news:name>"
                     "<news:language>zh</news:language></news:publication>"
                     "<news:publication_date>2025-10-01</news:publication_date>"
                     "<news:title>山城的雨</news:title></news:news></url></urlset>",
                 "Content-Type: application/xml\r\n"));
  desk.serve("/rain", html(page("山城的雨", "山城下雨。")));
  CHECK(desk.ingest({desk.url("/news.xml")}).pages == 1);
  CHECK(desk.article().article.title == "山城的雨");
  CHECK(desk.article().article.text.starts_with("山城下雨。"));
}

TEST_CASE("a feed that was not told to has no pages fetched", "[app][pages]") {
  WithPage desk;
  desk.serve("/other", rss({{desk.url("/snow"), "雪"}}));
  desk.serve("/snow", html(page("雪", "下雪了。")));
  CHECK(desk.ingest({desk.url("/other")}).pages == 0);
  CHECK(desk.hits("/snow") == 0);
}

TEST_CASE("asking for pages brings those of the items that the feed shows by then",
          "[app][pages]") {
  Newsroom desk;
  const std::string head = "ETag: \"v1\"\r\n";
  std::string feed = rss({{desk.url("/rain")}, {desk.url("/snow"), "雪"}});
  feed.insert(feed.find("Content-Type"), head);
  desk.serve("/feed", feed);
  desk.serve("/rain", html(page("山城的雨", "山城下雨。")));
  desk.serve("/snow", html(page("雪", "下雪了。")));
  desk.subscribe(desk.url("/feed"), {});
  CHECK(desk.ingest().pages == 0);
  // Its page is known already.
  desk.ingest({desk.url("/snow")});
  CHECK(desk.hits("/snow") == 1);

  {
    Subscriptions subscriptions(desk.file, [&desk] { return desk.now; });
    subscriptions.change(subscriptions.named("1").at(0), Newsroom::with_pages());
    subscriptions.commit();
  }
  const IngestReport report = desk.ingest();
  CHECK(jianbao::test::header_of(desk.head("/feed"), "if-none-match").empty());
  CHECK(report.fresh + report.changed == 0);
  CHECK(report.pages == 1);
  CHECK(desk.hits("/rain") == 1);
  CHECK(desk.hits("/snow") == 1);
  CHECK(desk.article().article.text.starts_with("山城下雨。"));
  CHECK(desk.ingest().pages == 0);
  CHECK(desk.hits("/rain") == 1);
}

TEST_CASE("items that share a URL have no page of their own to be fetched", "[app][pages]") {
  Newsroom desk;
  desk.serve("/feed", rss({{desk.url("/live#2"), "第二条"}, {desk.url("/live#1"), "第一条"}}));
  desk.serve("/live", html(page("直播", "全部都在这里。")));
  desk.subscribe(desk.url("/feed"));
  CHECK(desk.ingest().fresh == 2);
  desk.serve("/feed", rss({{desk.url("/live#3"), "第三条"}}));
  CHECK(desk.ingest().fresh == 1);
  CHECK(desk.hits("/live") == 0);
  CHECK(desk.wanted() == "0");
}

TEST_CASE("the page that an item's address leads to is no second article", "[app][pages]") {
  WithPage desk;
  desk.serve("/2025/rain", html(page("山城的雨", "山城下雨。")));
  desk.serve("/rain", jianbao::test::redirect_to("/2025/rain", 302));
  desk.ingest();
  const IngestReport direct = desk.ingest({desk.url("/2025/rain")});
  CHECK(direct.fresh == 0);
  desk.serve("/other", rss({{desk.url("/2025/rain"), "山城的雨", "别家的摘要。"}}));
  CHECK(desk.ingest({desk.url("/other")}).fresh == 0);
  CHECK(desk.archive().count({}) == 1);
}

TEST_CASE("an article with its page keeps what its feed says", "[app][pages]") {
  Article feed;
  feed.url = "https://news.example/1";
  feed.guid = "g1";
  feed.title = "标题";
  feed.source = "港口日报";
  feed.text = "摘要。";
  feed.authors = {"记者"};
  feed.published = Timestamp{1};
  feed.published_origin = DateOrigin::kFeed;
  feed.header = Timestamp{1};
  Article page;
  page.url = "https://news.example/1?from=page";
  page.title = "标题 - 网站";
  page.source = "网站";
  page.text = "全文。";
  page.language = "zh";
  page.authors = {"别人"};
  page.tags = {"天气"};
  page.image_url = "https://news.example/1.jpg";
  page.image_caption = "雨";
  page.dateline = "重庆";
  page.published = Timestamp{2};
  page.published_origin = DateOrigin::kPage;

  const Article both = completed(feed, page);
  CHECK(both.url == feed.url);
  CHECK(both.guid == "g1");
  CHECK(both.title == "标题");
  CHECK(both.source == "港口日报");
  CHECK(both.authors == feed.authors);
  CHECK(both.header == feed.header);
  CHECK(both.text == "全文。");
  CHECK(both.language == "zh");
  CHECK(both.tags == page.tags);
  CHECK(both.image_url == page.image_url);
  CHECK(both.image_caption == "雨");
  CHECK(both.dateline == "重庆");
  CHECK(both.published == Timestamp{2});
  CHECK(both.published_origin == DateOrigin::kPage);
}

TEST_CASE("a page without text, title or date leaves the feed's", "[app][pages]") {
  Article feed;
  feed.title = "标题";
  feed.text = "摘要。";
  feed.published = Timestamp{1};
  feed.published_origin = DateOrigin::kFeed;
  const Article both = completed(feed, Article{});
  CHECK(both.title == "标题");
  CHECK(both.text == "摘要。");
  CHECK(both.published == Timestamp{1});
  CHECK(both.published_origin == DateOrigin::kFeed);

  Article page;
  page.title = "页的标题";
  page.authors = {"记者"};
  const Article bare = completed(Article{}, page);
  CHECK(bare.title == "页的标题");
  CHECK(bare.authors == page.authors);
}

TEST_CASE("a date in the feed's own text goes before its page's", "[app][pages]") {
  Article feed;
  feed.published = Timestamp{1};
  feed.published_origin = DateOrigin::kBody;
  Article page;
  page.published = Timestamp{2};
  page.published_origin = DateOrigin::kPage;
  CHECK(completed(feed, page).published == Timestamp{1});
  CHECK(completed(feed, page).published_origin == DateOrigin::kBody);
}
