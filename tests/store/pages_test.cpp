#include <catch2/catch.hpp>

#include "sample.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using namespace jianbao::store::test;
using jianbao::test::TempDir;

namespace {

struct Pages {
  TempDir dir;
  std::string file = dir / "a.db";
  Writer writer{file};
  FeedState feed = writer.add_feed("https://example.org/feed", in_source("晨报"), {0});

  void want(const std::string& url, std::int64_t at, bool guarded = true) {
    writer.want_page({url, feed.id, guarded, 0}, {at});
  }
  std::vector<std::string> due(std::int64_t now) {
    std::vector<std::string> urls;
    for (const WantedPage& page : writer.due_pages({now})) urls.push_back(page.url);
    return urls;
  }
};

using Urls = std::vector<std::string>;

}  // namespace

TEST_CASE("wanted pages are due from when they were noted, the longest waiting first", "[store]") {
  Pages pages;
  pages.want("https://example.org/b", 2);
  pages.want("https://example.org/c", 1);
  pages.want("https://example.org/a", 2, false);
  CHECK(pages.due(0).empty());
  CHECK(pages.due(1) == Urls{"https://example.org/c"});
  CHECK(pages.due(2) ==
        Urls{"https://example.org/c", "https://example.org/a", "https://example.org/b"});
  const auto found = pages.writer.due_pages({2});
  CHECK(found[0] == WantedPage{"https://example.org/c", pages.feed.id, true, 0, {1}});
  CHECK(found[1] == WantedPage{"https://example.org/a", pages.feed.id, false, 0, {2}});
}

TEST_CASE("a page that failed is due again later, with its attempts", "[store]") {
  Pages pages;
  const std::string url = "https://example.org/a";
  pages.want(url, 1);
  pages.writer.postpone_page(url, {100}, "500 Internal Server Error", 0);
  CHECK(pages.due(99).empty());
  CHECK(pages.writer.due_pages({100}).at(0) == WantedPage{url, pages.feed.id, true, 0, {1}});
  pages.writer.postpone_page(url, {200}, "404 Not Found", 1);
  pages.writer.commit();
  CHECK(pages.writer.due_pages({200}).at(0) == WantedPage{url, pages.feed.id, true, 1, {1}});
  CHECK(sql(pages.file, "SELECT error FROM wanted_page") == "404 Not Found");

  pages.want(url, 150);
  CHECK(pages.writer.due_pages({150}).at(0) == WantedPage{url, pages.feed.id, true, 0, {150}});
  pages.writer.commit();
  CHECK(sql(pages.file, "SELECT error FROM wanted_page").empty());
}

TEST_CASE("pages that were given up wait for nothing, until they are to begin anew", "[store]") {
  Pages pages;
  pages.want("https://example.org/a", 1);
  pages.want("https://example.org/b", 1);
  pages.writer.postpone_page("https://example.org/a", {900}, "404 Not Found", kPageAttempts);
  pages.writer.postpone_page("https://example.org/b", {900}, "timed out", 0);
  CHECK(pages.writer.waiting_pages() == 1);
  pages.writer.retry_pages(pages.feed.id + 1, {100});
  CHECK(pages.due(100).empty());
  pages.writer.retry_pages(pages.feed.id, {100});
  CHECK(pages.writer.waiting_pages() == 2);
  CHECK(pages.writer.due_pages({100}).at(0) ==
        WantedPage{"https://example.org/a", pages.feed.id, true, 0, {100}});
}

TEST_CASE("how a feed's pages do is told whether any failed or not", "[store]") {
  Pages pages;
  const FeedState other = pages.writer.add_feed("https://example.net/feed", in_source("晚报"), {0});
  pages.writer.commit();
  CHECK(Archive(pages.file).page_tallies({0}).empty());
  pages.want("https://example.org/a", 1);
  pages.want("https://example.org/b", 2);
  pages.want("https://example.org/c", 3);
  pages.writer.postpone_page("https://example.org/b", {900}, "timed out", 0);
  pages.writer.postpone_page("https://example.org/c", {900}, "404 Not Found", kPageAttempts);
  pages.writer.put(article("https://example.net/1", "一", "摘要"), file_capture("1", "1"), {1},
                   other.id);
  Capture page = file_capture("https://example.net/1", "<html>");
  page.origin = {OriginKind::kPage, "", "https://example.net/1"};
  pages.writer.put(article("https://example.net/1", "一", "全文"), page, {2});
  pages.writer.commit();

  const auto tallies = Archive(pages.file).page_tallies({0});
  REQUIRE(tallies.size() == 2);
  CHECK(tallies[0].feed == pages.feed.id);
  CHECK(tallies[0].failed == 2);
  CHECK(tallies[0].fetched == 0);
  CHECK(tallies[0].waiting == 2);
  CHECK(tallies[0].failing_since == Timestamp{2});
  CHECK(tallies[1].feed == other.id);
  CHECK(tallies[1].fetched == 1);
  CHECK(tallies[1].failed + tallies[1].waiting == 0);
  CHECK_FALSE(tallies[1].failing_since);
}

TEST_CASE("of the reasons of failed pages the commonest is told, with how many it holds for",
          "[store]") {
  Pages pages;
  const std::string host = "https://example.org/";
  const auto fail = [&](const std::string& name, const std::string& error, std::int64_t attempts) {
    pages.want(host + name, 1);
    pages.writer.postpone_page(host + name, {900}, error, attempts);
  };
  const auto tally = [&] {
    pages.writer.commit();
    return Archive(pages.file).page_tallies({0}).at(0);
  };
  pages.want(host + "untried", 1);
  CHECK(tally().for_reason == 0);
  CHECK(tally().reason.empty());
  // What passes is told of last.
  fail("a", "429 Too Many Requests", 0);
  fail("b", "a login page", 1);
  CHECK(tally().reason == "a login page");
  CHECK(tally().for_reason == 1);
  fail("c", "404 Not Found", 1);
  fail("d", "404 Not Found", 2);
  CHECK(tally().reason == "404 Not Found");
  CHECK(tally().for_reason == 2);
  CHECK(tally().failed == 4);
}

TEST_CASE("a host that asked to be left alone is kept until it may be asked again", "[store]") {
  Pages pages;
  pages.writer.leave_alone({"b.example:", {100}, 1});
  pages.writer.leave_alone({"a.example:8080", {200}, 1});
  pages.writer.leave_alone({"b.example:", {300}, 2});
  pages.writer.commit();
  CHECK(pages.writer.quiet_hosts() ==
        std::vector<QuietHost>{{"a.example:8080", {200}, 1}, {"b.example:", {300}, 2}});
  pages.writer.ask_again("b.example:");
  pages.writer.ask_again("c.example:");
  CHECK(pages.writer.quiet_hosts().size() == 1);
}

TEST_CASE("a robots.txt is kept for a day", "[store]") {
  Pages pages;
  const std::string url = "https://example.org/robots.txt";
  constexpr std::int64_t kDay = 24 * 60 * 60 * 1000;
  CHECK_FALSE(pages.writer.robots(url, {kDay}));
  pages.writer.keep_robots(url, std::string_view("Disallow: /\0", 12), {kDay});
  CHECK(pages.writer.robots(url, {kDay}) == std::string("Disallow: /\0", 12));
  CHECK(pages.writer.robots(url, {2 * kDay - 1}));
  CHECK_FALSE(pages.writer.robots(url, {2 * kDay}));
  CHECK_FALSE(pages.writer.robots(url, {kDay - 1}));
  pages.writer.keep_robots("https://example.net/robots.txt", "", {2 * kDay});
  pages.writer.commit();
  CHECK(sql(pages.file, "SELECT group_concat(url) FROM robots") ==
        "https://example.net/robots.txt");
}

TEST_CASE("a page that was dropped is not wanted any more", "[store]") {
  Pages pages;
  pages.want("https://example.org/a", 1);
  pages.want("https://example.org/b", 1);
  pages.writer.drop_page("https://example.org/a");
  pages.writer.drop_page("https://example.org/nowhere");
  CHECK(pages.due(1) == Urls{"https://example.org/b"});
}

TEST_CASE("the pages of a feed that is removed are not wanted any more", "[store]") {
  Pages pages;
  const FeedState other = pages.writer.add_feed("https://example.net/feed", in_source("晚报"), {0});
  pages.want("https://example.org/a", 1);
  pages.writer.want_page({"https://example.net/b", other.id, true, 0}, {1});
  pages.writer.remove_feed(pages.feed.id);
  CHECK(pages.due(1) == Urls{"https://example.net/b"});
}

TEST_CASE("wanted pages are kept with the batch or not at all", "[store]") {
  Pages pages;
  pages.writer.commit();
  pages.want("https://example.org/a", 1);
  pages.writer.rollback();
  CHECK(pages.due(1).empty());
  pages.want("https://example.org/b", 1);
  pages.writer.commit();
  pages.writer.rollback();
  CHECK(pages.due(1) == Urls{"https://example.org/b"});
}

TEST_CASE("an article is found by any spelling of its address", "[store]") {
  const TempDir dir;
  Writer writer(dir / "a.db");
  put(writer, article("https://Example.org/a?utm_source=rss", "一", "文"));
  writer.commit();
  const Archive archive(dir / "a.db");
  REQUIRE(archive.find_by_url("https://example.org/a"));
  CHECK(archive.find_by_url("https://example.org/a")->article.title == "一");
  CHECK(archive.find_by_url("https://example.org:443/a?utm_source=x"));
  CHECK_FALSE(archive.find_by_url("https://example.org/b"));
  CHECK_FALSE(archive.find_by_url(""));
}

TEST_CASE("a page's bytes given again take the place of a version that came since", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  const Article summary = article("https://example.org/a", "一", "摘要");
  const Article edited = article("https://example.org/a", "一", "改过的摘要");
  const Article whole = article("https://example.org/a", "一", "全文");
  Capture page = file_capture("https://example.org/a", "<html>");
  page.origin = {OriginKind::kPage, "", "https://example.org/a"};
  CHECK(put(writer, summary) == Stored::kNew);
  CHECK(writer.put(whole, page, {1}) == Stored::kChanged);
  CHECK(writer.put(whole, page, {2}) == Stored::kUnchanged);
  CHECK(put(writer, edited) == Stored::kChanged);
  CHECK(writer.put(whole, page, {3}) == Stored::kChanged);
  writer.commit();
  const Archive archive(file);
  CHECK(archive.find(1)->article.text == "全文");
  CHECK(hits(archive, "全文") == 1);
  CHECK(hits(archive, "改过的摘要") == 0);
  CHECK(archive.check().empty());
}

TEST_CASE("an item whose bytes change and whose words do not leaves its page in front", "[store]") {
  Pages pages;
  const std::string url = "https://example.org/a";
  const auto put_as = [&](OriginKind kind, const std::string& text, const std::string& bytes) {
    Capture capture;
    capture.origin = {kind, kind == OriginKind::kPage ? "" : "https://example.org/feed", url};
    capture.raw = {sha256(bytes), bytes.size(), Packer().compress(bytes)};
    return pages.writer.put(article(url, "题", text), capture, {1});
  };
  CHECK(put_as(OriginKind::kFeedEntry, "摘要。", "one comment") == Stored::kNew);
  CHECK(put_as(OriginKind::kPage, "全文，很长。", "page") == Stored::kChanged);
  CHECK(put_as(OriginKind::kFeedEntry, "摘要。", "two comments") == Stored::kUnchanged);
  pages.writer.commit();
  CHECK(sql(pages.file, "SELECT text FROM article") == "全文，很长。");
  CHECK(sql(pages.file, "SELECT count(*) FROM revision") == "2");
  CHECK(sql(pages.file, "SELECT count(*) FROM capture") == "3");
}
