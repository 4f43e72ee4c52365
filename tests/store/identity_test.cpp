// Which article a newcomer is.
#include <catch2/catch.hpp>

#include "sample.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using namespace jianbao::store::test;
using jianbao::test::TempDir;

namespace {

const std::string kLive = "https://example.org/live";

struct Desk {
  TempDir dir;
  std::string file = dir / "a.db";
  Writer writer{file};
  FeedState feed = writer.add_feed("https://example.org/feed", in_source("晨报"), {0});

  /// An item of the feed, as its document tells it apart.
  Stored item(const std::string& url, const std::string& guid, const std::string& title,
              ToldApart by = ToldApart::kByUrl) {
    Article one = article(url, title, title + "的正文。");
    one.guid = guid;
    one.told_apart = by;
    const std::string& path = guid.empty() ? url : guid;
    const Capture of =
        capture(OriginKind::kFeedEntry, "https://example.org/feed", path, url + title);
    return writer.put(one, of, {1}, feed.id);
  }
  /// A page, as it was asked for.
  Stored page(const std::string& url, const std::string& asked, const std::string& final_url,
              const std::string& title) {
    Capture of = capture(OriginKind::kPage, "", asked, title);
    of.final_url = final_url;
    return writer.put(article(url, title, title + "的全文。"), of, {1});
  }
  static Capture capture(OriginKind kind, const std::string& root, const std::string& path,
                         const std::string& bytes) {
    Capture capture = file_capture(path, bytes);
    capture.origin = {kind, root, path};
    return capture;
  }
  std::string title(const std::string& key) const {
    return sql(file, "SELECT title FROM article WHERE canonical_url = '" + key + "'");
  }
  std::int64_t articles() {
    writer.commit();
    CHECK(Archive(file).check().empty());
    return Archive(file).count({});
  }
};

}  // namespace

TEST_CASE("items that an older program put into one article come apart", "[store][identity]") {
  Desk desk;
  const bool with_id = GENERATE(true, false);
  const auto put_all = [&](ToldApart by, const std::string& edit = "") {
    std::vector<Stored> stored;
    for (const std::string name : {"1", "2", "3"})
      stored.push_back(
          desk.item(kLive + "#" + name, with_id ? "p" + name : "", "第" + name + "条" + edit, by));
    return stored;
  };
  using All = std::vector<Stored>;
  CHECK(put_all(ToldApart::kByUrl) == All{Stored::kNew, Stored::kChanged, Stored::kChanged});
  CHECK(desk.articles() == 1);
  // Also where nothing is new: it shows the third, which keeps it.
  CHECK(put_all(ToldApart::kByFragment) == All{Stored::kNew, Stored::kNew, Stored::kUnchanged});
  CHECK(put_all(ToldApart::kByFragment) ==
        All{Stored::kUnchanged, Stored::kUnchanged, Stored::kUnchanged});
  CHECK(desk.articles() == 3);
  CHECK(desk.title(kLive) == "第3条");
  CHECK(desk.title(kLive + "#1") == "第1条");
  CHECK(put_all(ToldApart::kByFragment, "改") ==
        All{Stored::kChanged, Stored::kChanged, Stored::kChanged});
  CHECK(desk.articles() == 3);
  CHECK(desk.title(kLive + "#2") == "第2条改");
}

TEST_CASE("an item whose page was fetched while it was alone keeps its article",
          "[store][identity]") {
  Desk desk;
  const std::string guid = GENERATE("p1", "");
  const std::string other = guid.empty() ? "" : "p2";
  desk.item(kLive + "#1", guid, "第1条");
  desk.page(kLive, kLive, kLive, "直播");
  CHECK(desk.item(kLive + "#2", other, "第2条", ToldApart::kByFragment) == Stored::kNew);
  CHECK(desk.item(kLive + "#1", guid, "第1条改", ToldApart::kByFragment) == Stored::kChanged);
  CHECK(desk.articles() == 2);
  CHECK(desk.title(kLive) == "第1条改");
}

TEST_CASE("the page that told apart items share is an article beside them", "[store][identity]") {
  Desk desk;
  desk.item(kLive, "p1", "第1条", ToldApart::kByFeed);
  desk.item(kLive, "p2", "第2条", ToldApart::kByFeed);
  CHECK(desk.page(kLive, kLive, kLive, "直播") == Stored::kNew);
  CHECK(desk.item(kLive, "p1", "第1条改") == Stored::kChanged);
  CHECK(desk.item(kLive, "p3", "第3条") == Stored::kNew);
  CHECK(desk.articles() == 4);
  CHECK(desk.title(kLive) == "直播");
  CHECK(desk.title(kLive + "#feed:https://example.org/feed p1") == "第1条改");
}

TEST_CASE("guids and dates tell apart within their own feed alone", "[store][identity]") {
  Desk desk;
  const FeedState other = desk.writer.add_feed("https://example.net/feed", in_source("晚报"), {0});
  desk.item(kLive, "p1", "第1条", ToldApart::kByFeed);
  Article one = article(kLive, "晚报的第1条", "正文。");
  one.guid = "p1";
  const Capture capture =
      Desk::capture(OriginKind::kFeedEntry, "https://example.net/feed", "p1", "1");
  CHECK(desk.writer.put(one, capture, {1}, other.id) == Stored::kNew);
  CHECK(desk.articles() == 2);
  CHECK(desk.title(kLive) == "晚报的第1条");
}

TEST_CASE("an item that gets an address of its own has it as its key", "[store][identity]") {
  Desk desk;
  desk.item(kLive + "#1", "p1", "第1条", ToldApart::kByFragment);
  CHECK(desk.item("https://example.org/story", "p1", "第1条") == Stored::kChanged);
  CHECK(desk.articles() == 1);
  CHECK(desk.title("https://example.org/story") == "第1条");
}

TEST_CASE("a page that redirects led to is its article when it comes by itself",
          "[store][identity]") {
  Desk desk;
  const std::string wrapper = "https://example.org/r?id=7";
  const std::string story = "https://example.org/story";
  desk.item(wrapper, "g1", "雨");
  CHECK(desk.page(wrapper, wrapper, story + "?utm_source=r", "雨") == Stored::kChanged);
  SECTION("as a page") {
    CHECK(desk.page(story, story, story, "雨（更正）") == Stored::kChanged);
  }
  SECTION("as another feed's item") {
    const FeedState other = desk.writer.add_feed("https://a.example/f", in_source("晚报"), {0});
    const Capture capture = Desk::capture(OriginKind::kFeedEntry, "https://a.example/f", "x", "x");
    CHECK(desk.writer.put(article(story, "雨", "别家的摘要。"), capture, {1}, other.id) ==
          Stored::kChanged);
  }
  SECTION("as a file") {
    CHECK(put(desk.writer, article(story + "#top", "雨", "文件。")) == Stored::kChanged);
  }
  // The address it was known by first still leads there.
  CHECK(desk.item(wrapper, "", "雨（再更正）") == Stored::kChanged);
  CHECK(desk.articles() == 1);
  CHECK(Archive(desk.file).find_by_url(story)->id == 1);
  CHECK(Archive(desk.file).find_by_url(wrapper)->id == 1);
}

TEST_CASE("an article that has the address keeps it", "[store][identity]") {
  Desk desk;
  const std::string story = "https://example.org/story";
  desk.page(story, story, story, "雨");
  desk.item("https://example.org/r", "g1", "雨");
  desk.page("https://example.org/r", "https://example.org/r", story, "雨");
  CHECK(desk.articles() == 2);
  CHECK(Archive(desk.file).find_by_url(story)->id == 1);
  CHECK(sql(desk.file, "SELECT count(*) FROM address") == "0");
}

TEST_CASE("a file and an entry do not move an article to where its page was", "[store][identity]") {
  Desk desk;
  Capture capture = file_capture("a.md", "1");
  capture.final_url = "https://example.org/feed.xml";
  desk.writer.put(article("https://example.org/1", "雨", "文。"), capture, {1});
  desk.writer.commit();
  CHECK(sql(desk.file, "SELECT count(*) FROM address") == "0");
}
