#include <catch2/catch.hpp>

#include "sample.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using namespace jianbao::store::test;
using jianbao::test::TempDir;

namespace {

constexpr std::int64_t kDay = 86'400'000;

using Ids = std::vector<std::int64_t>;

/// Five articles, a day apart; two sources, three languages.
struct Sample {
  TempDir dir;
  std::string file = dir / "a.db";

  Sample() {
    Writer writer(file);
    for (int i = 1; i <= 5; ++i) {
      Article one = article("https://example.org/" + std::to_string(i),
                            i == 3 ? "台湾" : "题" + std::to_string(i),
                            i % 2 == 1 ? "选举在台湾举行" : "天气晴", i * kDay);
      one.source = i <= 2 ? "晨报" : "晚报";
      one.language = i == 1 ? "zh-Hant" : i == 2 ? "en" : "zh";
      one.tags = {i == 4 ? "Weather" : "politics"};
      put(writer, one, std::to_string(i));
    }
    writer.commit();
  }
};

}  // namespace

TEST_CASE("articles come newest first, pages do not overlap", "[store]") {
  const Sample sample;
  const Archive archive(sample.file);
  CHECK(ids(archive, {}) == Ids{5, 4, 3, 2, 1});
  Selection page;
  page.limit = 2;
  CHECK(ids(archive, page) == Ids{5, 4});
  page.offset = 2;
  CHECK(ids(archive, page) == Ids{3, 2});
  page.offset = 4;
  CHECK(ids(archive, page) == Ids{1});
  CHECK(archive.count(page) == 5);
  page.limit = -1;
  page.offset = 3;
  CHECK(ids(archive, page) == Ids{2, 1});
}

TEST_CASE("since is inclusive and until exclusive", "[store]") {
  const Sample sample;
  const Archive archive(sample.file);
  const auto by = GENERATE(DateBy::kOrder, DateBy::kHeader, DateBy::kPublished);
  Selection days;
  days.date_by = by;
  days.since = Timestamp{2 * kDay};
  days.until = Timestamp{4 * kDay};
  CHECK(ids(archive, days) == Ids{3, 2});
  CHECK(archive.count(days) == 2);
  days.match = "\"台湾\"";
  CHECK(ids(archive, days) == Ids{3});
  CHECK(archive.count(days) == 1);
}

TEST_CASE("articles are chosen by source, language, tag, id and change", "[store]") {
  const Sample sample;
  const Archive archive(sample.file);
  Selection chosen;
  SECTION("source") {
    chosen.sources = {"晨报"};
    CHECK(ids(archive, chosen) == Ids{2, 1});
    chosen.sources = {"晨报", "晚报"};
    CHECK(archive.count(chosen) == 5);
    chosen.sources = {"' OR 1=1 --"};
    CHECK(archive.count(chosen) == 0);
  }
  SECTION("language") {
    chosen.language = "zh";
    CHECK(ids(archive, chosen) == Ids{5, 4, 3, 1});
    chosen.language = "z";
    CHECK(archive.count(chosen) == 0);
  }
  SECTION("tag") {
    chosen.tag = "weather";
    CHECK(ids(archive, chosen) == Ids{4});
  }
  SECTION("ids") {
    chosen.ids = {4, 2, 99};
    CHECK(ids(archive, chosen) == Ids{4, 2});
  }
  SECTION("change") {
    chosen.after_change = 3;
    CHECK(ids(archive, chosen) == Ids{5, 4});
    CHECK(archive.last_change() == 5);
  }
}

TEST_CASE("results are sorted as asked", "[store]") {
  const Sample sample;
  const Archive archive(sample.file);
  Selection all;
  all.sort = Sort::kOldest;
  CHECK(ids(archive, all) == Ids{1, 2, 3, 4, 5});
  all.sort = Sort::kTitle;
  CHECK(ids(archive, all) == Ids{3, 1, 2, 4, 5});
  all.match = "\"台湾\"";
  all.sort = Sort::kRelevance;
  CHECK(ids(archive, all) == Ids{3, 5, 1});
}

TEST_CASE("a sink that stops ends the walk", "[store]") {
  const Sample sample;
  const Archive archive(sample.file);
  int rows = 0;
  archive.select({}, true, [&rows](StoredArticle&& row) {
    CHECK_FALSE(row.article.text.empty());
    return ++rows < 2;
  });
  CHECK(rows == 2);
}

TEST_CASE("stats count by source and period", "[store]") {
  const Sample sample;
  const Archive archive(sample.file);
  const auto sources = archive.stats({}, Period::kNone);
  REQUIRE(sources.size() == 2);
  CHECK(sources[0].source == "晚报");
  CHECK(sources[0].articles == 3);
  CHECK(sources[0].oldest == Timestamp{3 * kDay});
  const auto days = archive.stats({}, Period::kDay);
  REQUIRE(days.size() == 5);
  CHECK(days[0].period == "1970-01-02");
  const auto months = archive.stats({}, Period::kMonth);
  REQUIRE(months.size() == 2);
  CHECK(months[0].period == "1970-01");
  CHECK(archive.stats({}, Period::kYear).front().period == "1970");
}

TEST_CASE("captures give the bytes back", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  {
    Writer writer(file);
    const Article one = article("https://example.org/1", "一", "文");
    writer.put(one, file_capture("b/2.md", "old"), {1});
    writer.put(article("https://example.org/1", "二", "文"),
               file_capture("b/2.md", std::string("n\0w", 3)), {2});
    writer.put(article("https://example.org/3", "三", "文"), file_capture("a/1.md", "first"), {3});
    Capture page = file_capture("", "<html>");
    page.origin = {OriginKind::kPage, "", "https://example.org/4"};
    writer.put(article("https://example.org/4", "四", "文"), page, {4});
    writer.commit();
  }
  const Archive archive(file);
  std::vector<std::pair<std::string, std::string>> files;
  archive.file_captures([&files](StoredCapture&& capture) {
    files.emplace_back(capture.origin.path, capture.bytes);
    return true;
  });
  CHECK(files == decltype(files){{"a/1.md", "first"}, {"b/2.md", std::string("n\0w", 3)}});
  int others = 0;
  archive.other_captures([&others](StoredCapture&& capture) {
    CHECK(capture.bytes == "<html>");
    CHECK(capture.origin.kind == OriginKind::kPage);
    ++others;
    return true;
  });
  CHECK(others == 1);
  CHECK(archive.holds({OriginKind::kFile, "/folder", "b/2.md"}, sha256(std::string("n\0w", 3))));
  CHECK_FALSE(archive.holds({OriginKind::kFile, "/folder", "b/2.md"}, sha256("old")));
  CHECK_FALSE(archive.holds({OriginKind::kFile, "/folder", "b/2.md"}, sha256("never")));
  CHECK_FALSE(archive.holds({OriginKind::kFile, "/elsewhere", "a/1.md"}, sha256("first")));
}

TEST_CASE("an article without a date of its own has no period", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  {
    Writer writer(file);
    Article undated = article("https://example.org/1", "一", "文");
    undated.header.reset();
    undated.published.reset();
    put(writer, undated);
    writer.commit();
  }
  const auto days = Archive(file).stats({}, Period::kDay);
  REQUIRE(days.size() == 1);
  CHECK(days[0].period.empty());
  CHECK_FALSE(days[0].newest);
}
