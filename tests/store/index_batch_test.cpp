#include <catch2/catch.hpp>
#include <random>

#include "sample.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using namespace jianbao::store::test;
using jianbao::test::TempDir;

namespace {

constexpr std::int64_t kDate = 1'700'000'000'000;

std::string url(std::size_t number) {
  return "https://news.example/" + std::to_string(number);
}

}  // namespace

TEST_CASE("articles that come newest first fill one segment of the index", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  for (std::size_t i = 0; i < 200; ++i)
    put(writer,
        article(url(i), "标题", "港口的消息。", kDate - static_cast<std::int64_t>(i) * 60'000),
        url(i));
  writer.commit();
  CHECK(sql(file, "SELECT count(DISTINCT segid) FROM article_fts_idx") == "1");
  CHECK(hits(Archive(file), "港口") == 200);
  CHECK(Archive(file).check().empty());
}

TEST_CASE("an article that changes in the transaction that brought it is found as it is now",
          "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  put(writer, article(url(1), "甲", "起初的正文。", kDate));
  put(writer, article(url(1), "甲", "后来的正文。", kDate));
  put(writer, article(url(1), "甲", "最后的正文。", kDate + 5000));
  writer.commit();
  CHECK(hits(Archive(file), "起初") == 0);
  CHECK(hits(Archive(file), "后来") == 0);
  CHECK(hits(Archive(file), "最后") == 1);
  CHECK(Archive(file).check().empty());

  put(writer, article(url(1), "甲", "第二天的正文。", kDate + 9000));
  put(writer, article(url(2), "乙", "占了旧日期的一篇。", kDate + 5000), "b.md");
  put(writer, article(url(1), "甲", "第三天的正文。", kDate + 12'000));
  writer.commit();
  CHECK(hits(Archive(file), "最后") == 0);
  CHECK(hits(Archive(file), "第二天") == 0);
  CHECK(hits(Archive(file), "第三天") == 1);
  CHECK(hits(Archive(file), "旧日期") == 1);
  CHECK(Archive(file).check().empty());
}

TEST_CASE("what was taken back before it was written takes no room in the batch", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  std::string text;
  while (text.size() < std::size_t{2} << 20U) text += "港口的消息。";
  for (int i = 0; i < 40; ++i) put(writer, article(url(1), "甲" + std::to_string(i), text, kDate));
  writer.commit();
  // A batch of more than 32 MiB would have been written in several.
  CHECK(sql(file, "SELECT count(DISTINCT segid) FROM article_fts_idx") == "1");
  CHECK(Archive(file).check().empty());
}

TEST_CASE("the index is right after any order of articles, changes, commits and rollbacks",
          "[store]") {
  constexpr unsigned kSeed = 20'240'514;
  std::mt19937 random(kSeed);
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  for (int step = 0; step < 1500; ++step) {
    const std::size_t number = random() % 40;
    const std::int64_t date = kDate + static_cast<std::int64_t>(random() % 10) * 1000;
    const std::string text = "第" + std::to_string(random() % 5) + "版的正文。";
    put(writer, article(url(number), "标题", text, date), url(number));
    const auto what = random() % 20;
    if (what == 0) writer.commit();
    if (what == 1) writer.rollback();
    if (what == 2) writer.merge_index();
  }
  writer.commit();
  CHECK(Archive(file).count({}) > 0);
  CHECK(Archive(file).check().empty());
}
