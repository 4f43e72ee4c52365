#include <catch2/catch.hpp>

#include "sample.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using namespace jianbao::store::test;
using jianbao::test::TempDir;

TEST_CASE("a stored article comes back whole", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Article given =
      article("https://example.org/a?utm_source=x#top", "标题《一》", "第一段。\n\n第二段。");
  given.authors = {"王小明", "O'Brien \"Bob\""};
  given.tags = {"国际"};
  given.image_url = "https://example.org/i.jpg";
  given.image_caption = "图说";
  given.dateline = "台北";
  given.published = Timestamp{1'699'999'000'000};
  given.published_origin = DateOrigin::kBody;
  {
    Writer writer(file);
    CHECK(writer.put(given, file_capture("x/a.md", "bytes"), {1'750'000'000'000}) == Stored::kNew);
    writer.commit();
  }
  const auto found = Archive(file).find(1);
  REQUIRE(found);
  CHECK(found->article.url == given.url);
  CHECK(found->canonical_url == "https://example.org/a");
  CHECK(found->article.title == given.title);
  CHECK(found->article.text == given.text);
  CHECK(found->article.authors == given.authors);
  CHECK(found->article.tags == given.tags);
  CHECK(found->article.source == "晨报");
  CHECK(found->article.dateline == "台北");
  CHECK(found->article.header == given.header);
  CHECK(found->article.published == given.published);
  CHECK(found->article.published_origin == DateOrigin::kBody);
  CHECK(found->file == "x/a.md");
  CHECK(found->characters == 10);
  CHECK(found->revisions == 1);
  CHECK(found->change == 1);
  CHECK_FALSE(Archive(file).find(2));
}

TEST_CASE("the same bytes from the same place are stored once", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  const Article one = article("https://example.org/1", "一", "文");
  CHECK(put(writer, one) == Stored::kNew);
  CHECK(put(writer, one) == Stored::kUnchanged);
  writer.commit();
  CHECK(put(writer, one) == Stored::kUnchanged);
  writer.commit();
  CHECK(sql(file, "SELECT count(*) FROM capture") == "1");
  CHECK(sql(file, "SELECT count(*) FROM revision") == "1");
}

TEST_CASE("one URL in two files is one article with two captures", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  const Article one = article("https://example.org/1", "一", "文");
  put(writer, one, "a.md");
  CHECK(writer.put(one, file_capture("b.md", "other bytes, same article"), {0}) ==
        Stored::kUnchanged);
  writer.commit();
  CHECK(sql(file, "SELECT count(*) FROM article") == "1");
  CHECK(sql(file, "SELECT count(*) FROM revision") == "1");
  CHECK(sql(file, "SELECT count(*) FROM capture") == "2");
}

TEST_CASE("a newer version replaces the text and keeps the old one as a revision", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  put(writer, article("https://example.org/1", "旧题", "台湾旧文", 1000), "a.md");
  writer.commit();
  CHECK(put(writer, article("https://example.org/1", "新题", "香港新文", 1000), "a.md") ==
        Stored::kChanged);
  writer.commit();
  const Archive archive(file);
  const auto found = archive.find(1);
  REQUIRE(found);
  CHECK(found->article.title == "新题");
  CHECK(found->revisions == 2);
  CHECK(found->change == 2);
  CHECK(hits(archive, "台湾") == 0);
  CHECK(hits(archive, "香港") == 1);
  CHECK(sql(file, "SELECT changed FROM revision WHERE id = 2") == "title,text");
  CHECK(
      sql(file, "SELECT text_size || ' ' || (text_zstd IS NOT NULL) FROM revision WHERE id = 1") ==
      "12 1");
  CHECK(archive.check().empty());
}

TEST_CASE("a version dated earlier becomes a revision without displacing the present one",
          "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  put(writer, article("https://example.org/1", "今", "今文", 2'000'000), "a.md");
  CHECK(put(writer, article("https://example.org/1", "昔", "昔文", 1'000'000), "b.md") ==
        Stored::kChanged);
  writer.commit();
  const Archive archive(file);
  CHECK(archive.find(1)->article.title == "今");
  CHECK(hits(archive, "昔文") == 0);
  CHECK(sql(file, "SELECT count(*) FROM revision WHERE text_zstd IS NULL") == "1");
  CHECK(archive.check().empty());
}

TEST_CASE("a change of date alone moves the article in the order", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  put(writer, article("https://example.org/1", "甲", "文", 1'000'000), "a.md");
  put(writer, article("https://example.org/2", "乙", "文", 2'000'000), "b.md");
  put(writer, article("https://example.org/1", "甲", "文", 3'000'000), "c.md");
  writer.commit();
  const Archive archive(file);
  CHECK(ids(archive, {}) == std::vector<std::int64_t>{1, 2});
  CHECK(sql(file, "SELECT changed FROM revision WHERE id = 3") == "date");
  CHECK(archive.check().empty());
}

TEST_CASE("a thousand articles of one second keep an order and unique keys", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  put(writer, article("https://example.org/later", "后", "文", 5'000), "later.md");
  for (int i = 0; i < 1000; ++i) {
    const std::string name = std::to_string(i);
    put(writer, article("https://example.org/" + name, "题" + name, "文", 1'000), name);
  }
  writer.commit();
  const Archive archive(file);
  Selection first_second;
  first_second.since = Timestamp{1'000};
  first_second.until = Timestamp{2'000};
  CHECK(archive.count(first_second) == 1000);
  CHECK(ids(archive, {}).size() == 1001);
  CHECK(archive.check().empty());
}

TEST_CASE("dates before 1970 and far in the future keep their order", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  put(writer, article("https://example.org/1", "1949", "文", -654'768'000'500), "a.md");
  put(writer, article("https://example.org/2", "远", "文", 9'000'000'000'000'000'000), "b.md");
  put(writer, article("https://example.org/3", "今", "文", 1'700'000'000'000), "c.md");
  writer.commit();
  const Archive archive(file);
  CHECK(ids(archive, {}) == std::vector<std::int64_t>{2, 3, 1});
  CHECK(sql(file, "SELECT group_concat(future_date, '') FROM article") == "010");
}

TEST_CASE("what was not committed is not there", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  {
    Writer writer(file);
    put(writer, article("https://example.org/1", "一", "文"));
    writer.commit();
    put(writer, article("https://example.org/2", "二", "文"), "b.md");
  }
  const Archive archive(file);
  CHECK(archive.count({}) == 1);
  CHECK(archive.check().empty());
}

TEST_CASE("runs are noted and bounded in number", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  for (int i = 0; i < 5010; ++i) {
    writer.start_run({i});
    RunRecord run;
    run.started = {i};
    run.ended = {i + 1};
    run.fresh = i;
    writer.finish_run(run);
  }
  writer.commit();
  CHECK(sql(file, "SELECT count(*) FROM run") == "5000");
  CHECK(sql(file, "SELECT fresh FROM run ORDER BY id DESC LIMIT 1") == "5009");
}

TEST_CASE("merging leaves the index exact", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  for (int i = 0; i < 60; ++i) {
    put(writer,
        article("https://example.org/" + std::to_string(i), "台湾" + std::to_string(i), "文"),
        std::to_string(i));
    writer.commit();
    if (i % 20 == 19) writer.merge_index();
  }
  const Archive archive(file);
  CHECK(hits(archive, "台湾") == 60);
  CHECK(hits(archive, "臺灣") == 60);
  CHECK(archive.check().empty());
}

TEST_CASE("what an origin takes back is the present version again", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  const Article one = article("https://example.org/1", "甲", "台湾");
  const Article other = article("https://example.org/1", "乙", "香港");
  CHECK(put(writer, one) == Stored::kNew);
  CHECK(put(writer, other) == Stored::kChanged);
  CHECK(put(writer, one) == Stored::kChanged);
  CHECK(put(writer, one) == Stored::kUnchanged);
  writer.commit();
  const Archive archive(file);
  const auto found = archive.find(1);
  CHECK(found->article.title == "甲");
  CHECK(found->revisions == 3);
  CHECK(found->change == archive.last_change());
  CHECK(hits(archive, "台湾") == 1);
  CHECK(hits(archive, "香港") == 0);
  CHECK(archive.check().empty());
  CHECK(sql(file, "SELECT count(*) FROM capture") == "2");
  std::string bytes;
  archive.file_captures([&bytes](StoredCapture&& capture) {
    bytes += capture.bytes;
    return true;
  });
  CHECK(bytes.find("台湾") != std::string::npos);
  CHECK(bytes.find("香港") == std::string::npos);
}

TEST_CASE("a copy of an old version from another place is no news", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  const Article one = article("https://example.org/1", "甲", "台湾");
  put(writer, one, "a.md");
  put(writer, article("https://example.org/1", "乙", "香港"), "a.md");
  CHECK(put(writer, one, "copy.md") == Stored::kUnchanged);
  writer.commit();
  CHECK(Archive(file).find(1)->article.title == "乙");
  CHECK(Archive(file).last_change() == 2);
}
