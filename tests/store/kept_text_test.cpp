#include <catch2/catch.hpp>

#include "sample.h"
#include "store/version.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using namespace jianbao::store::test;
using jianbao::test::TempDir;

namespace {

constexpr const char* kPlace = "https://example.org/a";
const std::string kWhole = "雨从清晨下到傍晚，街上的人不多，茶馆里坐满了等雨停的旅客。";
const std::string kSummary = "山城下雨。";

/// An archive to which feeds, files and pages bring one article.
struct Desk {
  TempDir dir;
  std::string file = dir / "a.db";
  Writer writer{file};

  Stored put_as(const Origin& origin, const Article& given, const std::string& bytes) {
    Capture capture;
    capture.origin = origin;
    capture.raw = {sha256(bytes), bytes.size(), Packer().compress(bytes)};
    return writer.put(given, capture, {1});
  }
  Stored entry(const std::string& feed, const std::string& title, const std::string& text,
               const std::string& bytes = "") {
    return put_as({OriginKind::kFeedEntry, feed, kPlace}, article(kPlace, title, text),
                  title + text + bytes);
  }
  Stored page(const std::string& text) {
    return put_as({OriginKind::kPage, "", kPlace}, article(kPlace, "题", text), text);
  }
  std::string shown() {
    writer.commit();
    return sql(file, "SELECT title || ' ' || text FROM article");
  }
  std::string revisions() {
    writer.commit();
    return sql(file, "SELECT count(*) FROM revision");
  }
};

bool replaces(OriginKind from, const std::string& text, OriginKind by, const std::string& present) {
  return replaces_text({from, 1}, text, {by, 2}, present);
}

}  // namespace

TEST_CASE("a feed's text that is clearly shorter gives way to another origin's", "[store]") {
  const std::string present = "一二三四五六七八九十甲乙";
  for (const OriginKind by : {OriginKind::kPage, OriginKind::kFile, OriginKind::kFeedEntry}) {
    CHECK_FALSE(replaces(OriginKind::kFeedEntry, "", by, present));
    CHECK_FALSE(replaces(OriginKind::kFeedEntry, "一二三四五六七八", by, present));
    CHECK(replaces(OriginKind::kFeedEntry, "一二三四五六七八九", by, present));
    CHECK(replaces(OriginKind::kPage, "一", by, present));
    CHECK(replaces(OriginKind::kFile, "一", by, present));
    CHECK(replaces(OriginKind::kFeedEntry, "", by, ""));
  }
  CHECK(replaces_text({OriginKind::kFeedEntry, 1}, "一", {OriginKind::kFeedEntry, 1}, present));
}

TEST_CASE("another feed's summary of an article with its page changes nothing", "[store]") {
  Desk desk;
  desk.entry("https://a.example/feed", "题", kSummary);
  desk.page(kWhole);
  CHECK(desk.entry("https://b.example/feed", "题", "下雨。") == Stored::kUnchanged);
  CHECK(desk.shown() == "题 " + kWhole);
  CHECK(desk.revisions() == "2");
  CHECK(sql(desk.file, "SELECT count(*) FROM capture") == "3");
  CHECK(Archive(desk.file).check().empty());
}

TEST_CASE("a new summary of an article with its page is kept as a capture, and told of once",
          "[store]") {
  Desk desk;
  const std::string feed = "https://a.example/feed";
  desk.entry(feed, "题", kSummary);
  desk.page(kWhole);
  CHECK(desk.entry(feed, "题", "山城下大雨。") == Stored::kTextKept);
  CHECK(desk.entry(feed, "题", "山城下大雨。", "two comments") == Stored::kUnchanged);
  CHECK(desk.entry(feed, "题", "山城下大雨。", "three comments") == Stored::kUnchanged);
  CHECK(desk.entry(feed, "题", kSummary) == Stored::kTextKept);
  CHECK(desk.page(kWhole) == Stored::kUnchanged);
  CHECK(desk.shown() == "题 " + kWhole);
  CHECK(desk.revisions() == "2");
  CHECK(sql(desk.file, "SELECT count(*) FROM capture WHERE kind = 2") == "4");
}

TEST_CASE("a new title comes with the text that its article has, whatever came from the page",
          "[store]") {
  Desk desk;
  const std::string feed = "https://a.example/feed";
  desk.entry(feed, "题", kSummary);
  Article whole = article(kPlace, "题", kWhole);
  whole.authors = {"记者"};
  whole.dateline = "重庆";
  whole.published = Timestamp{1'700'000'000'001};
  whole.published_origin = DateOrigin::kPage;
  desk.put_as({OriginKind::kPage, "", kPlace}, whole, "page");
  CHECK(desk.entry(feed, "新题", kSummary) == Stored::kChanged);
  CHECK(desk.entry(feed, "更新的题", "山城下大雨。") == Stored::kChanged);
  CHECK(desk.shown() == "更新的题 " + kWhole);
  CHECK(desk.revisions() == "4");
  CHECK(sql(desk.file, "SELECT group_concat(changed, ' ') FROM revision") ==
        "new text,date title title");
  const Archive archive(desk.file);
  const auto found = archive.find(1);
  CHECK(found->article.authors == whole.authors);
  CHECK(found->article.dateline == "重庆");
  CHECK(found->article.published == whole.published);
  CHECK(found->article.published_origin == DateOrigin::kPage);
  CHECK(hits(archive, "茶馆") == 1);
  CHECK(hits(archive, "更新的题") == 1);
  CHECK(archive.check().empty());
  // The text is still the page's.
  CHECK(desk.writer.shown_from(kPlace) == OriginKind::kPage);
}

TEST_CASE("a title that a feed takes back is a version with the text that is there", "[store]") {
  Desk desk;
  const std::string feed = "https://a.example/feed";
  desk.entry(feed, "甲", kSummary);
  desk.page(kWhole);
  desk.entry(feed, "乙", kSummary);
  CHECK(desk.entry(feed, "甲", kSummary) == Stored::kChanged);
  CHECK(desk.shown() == "甲 " + kWhole);
  CHECK(Archive(desk.file).check().empty());
}

TEST_CASE("a feed that gives the whole text goes before the page, and shortens its own",
          "[store]") {
  Desk desk;
  const std::string feed = "https://a.example/feed";
  desk.page(kWhole);
  CHECK(desk.entry(feed, "题", kWhole + "更正。") == Stored::kChanged);
  CHECK(desk.shown() == "题 " + kWhole + "更正。");
  CHECK(desk.entry(feed, "题", "本文已撤回。") == Stored::kChanged);
  CHECK(desk.shown() == "题 本文已撤回。");
}

TEST_CASE("a summary leaves the text of an article file, and the file behind it", "[store]") {
  Desk desk;
  put(desk.writer, article(kPlace, "题", kWhole), "x/a.md");
  CHECK(desk.entry("https://a.example/feed", "新题", kSummary) == Stored::kChanged);
  CHECK(desk.shown() == "新题 " + kWhole);
  CHECK(Archive(desk.file).find(1)->file == "x/a.md");
}
