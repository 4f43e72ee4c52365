#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "jianbao/search/search.h"
#include "jianbao/store/writer.h"
#include "jianbao/text/tokenizer.h"
#include "matcher.h"
#include "random_text.h"
#include "support/fixture.h"

using namespace jianbao;
using store::Selection;
using store::Sort;

namespace {

struct Words {
  std::string title;
  std::string text;
};

/// An archive of articles an hour apart, the first one the oldest.
class Filled {
 public:
  explicit Filled(const std::vector<Words>& articles) : file_(folder_ / "archive.db") {
    store::Writer writer(file_);
    store::Packer packer;
    writer.start_run(Timestamp{1});
    for (std::size_t i = 0; i < articles.size(); ++i) {
      const std::string name = "a" + std::to_string(i);
      Article article;
      article.url = "https://news.example/" + name;
      article.source = i % 3 == 0 ? "third" : "other";
      article.title = articles[i].title;
      article.text = articles[i].text;
      article.header = Timestamp{1'700'000'000'000 + static_cast<std::int64_t>(i) * 3'600'000};
      store::Capture capture;
      capture.origin = {store::OriginKind::kFile, "/root", name + ".md"};
      const std::string raw = name + articles[i].title + articles[i].text;
      capture.raw = {store::sha256(raw), raw.size(), packer.compress(raw)};
      writer.put(article, capture, Timestamp{1'800'000'000'000});
    }
    writer.commit();
  }

  store::Archive open() const { return store::Archive(file_); }

 private:
  test::TempDir folder_;
  std::string file_;
};

std::vector<Words> random_articles(std::size_t count, unsigned seed) {
  test::RandomText random(seed);
  std::vector<Words> articles;
  for (std::size_t i = 0; i < count; ++i) {
    articles.push_back({random.of(test::kSmallAlphabet, random.below(5)),
                        random.of(test::kSmallAlphabet, random.below(25))});
  }
  return articles;
}

std::vector<store::StoredArticle> all_of(const store::Archive& archive) {
  std::vector<store::StoredArticle> all;
  archive.select({}, true, [&](store::StoredArticle&& found) {
    all.push_back(std::move(found));
    return true;
  });
  return all;
}

std::vector<std::int64_t> ids_of(const search::Results& results) {
  std::vector<std::int64_t> ids;
  for (const search::Hit& hit : results.hits) ids.push_back(hit.found.id);
  return ids;
}

std::vector<std::string> titles_of(const search::Results& results) {
  std::vector<std::string> titles;
  for (const search::Hit& hit : results.hits) titles.push_back(hit.found.article.title);
  return titles;
}

Selection page(std::int64_t limit, std::int64_t offset) {
  Selection where;
  where.limit = limit;
  where.offset = offset;
  return where;
}

using Titles = std::vector<std::string>;

}  // namespace

TEST_CASE("run finds exactly what matches() takes, newest first", "[search][run][property]") {
  const Filled filled(random_articles(250, 11));
  const store::Archive archive = filled.open();
  const std::vector<store::StoredArticle> all = all_of(archive);
  REQUIRE(all.size() == 250);
  test::RandomText random(12);
  int found = 0;
  for (int round = 0; round < 400; ++round) {
    const std::string typed = random.query();
    CAPTURE(round, typed);
    std::vector<std::int64_t> expected;
    const test::Matcher matcher(search::parse(typed));
    for (const store::StoredArticle& stored : all) {
      if (matcher.matches(stored.article.title, stored.article.text)) {
        expected.push_back(stored.id);
      }
    }
    const search::Results results = search::run(archive, typed, {}, {40});
    REQUIRE(ids_of(results) == expected);
    REQUIRE(results.total == static_cast<std::int64_t>(expected.size()));
    if (!expected.empty() && expected.size() < all.size()) ++found;
  }
  // The queries must tell articles apart, or nothing was tested.
  CHECK(found > 250);
}

TEST_CASE("the total of a Han query is the number of texts that hold it folded",
          "[search][run][property]") {
  const Filled filled(random_articles(400, 21));
  const store::Archive archive = filled.open();
  const std::vector<store::StoredArticle> all = all_of(archive);
  test::RandomText random(22);
  for (int round = 0; round < 200; ++round) {
    const std::string typed =
        random.of({"台", "臺", "湾", "灣", "技", "术", "術"}, 1 + random.below(4));
    CAPTURE(round, typed);
    const std::string folded = text::fold_text(typed);
    std::int64_t expected = 0;
    for (const store::StoredArticle& stored : all) {
      const bool holds = text::fold_text(stored.article.title).find(folded) != std::string::npos ||
                         text::fold_text(stored.article.text).find(folded) != std::string::npos;
      expected += holds ? 1 : 0;
    }
    REQUIRE(search::run(archive, typed, page(0, 0), {40}).total == expected);
    REQUIRE(search::run(archive, "\"" + typed + "\"", page(0, 0), {40}).total == expected);
  }
}

TEST_CASE("a quoted phrase with symbols finds the texts that hold it folded",
          "[search][run][property]") {
  const Filled filled(random_articles(300, 71));
  const store::Archive archive = filled.open();
  const std::vector<store::StoredArticle> all = all_of(archive);
  // Symbols and Han alone: where words stand at the ends, they must be whole.
  const std::string phrase = GENERATE("湾，", "·台", "😂", "《台", "技》湾", "台-", "，😂", "》");
  CAPTURE(phrase);
  const std::string folded = text::fold_text(phrase);
  std::vector<std::int64_t> with;
  std::vector<std::int64_t> without;
  for (const store::StoredArticle& stored : all) {
    const bool holds = text::fold_text(stored.article.title).find(folded) != std::string::npos ||
                       text::fold_text(stored.article.text).find(folded) != std::string::npos;
    if (test::matches("a", stored.article.title, stored.article.text)) {
      (holds ? with : without).push_back(stored.id);
    }
  }
  CHECK(ids_of(search::run(archive, "a “" + phrase + "”", {}, {40})) == with);
  CHECK(ids_of(search::run(archive, "a -“" + phrase + "”", {}, {40})) == without);
}

TEST_CASE("pages are stable, disjoint and together the whole", "[search][run][property]") {
  const Filled filled(random_articles(200, 31));
  const store::Archive archive = filled.open();
  const std::string typed = GENERATE("台", "a OR \"，\"", "\"😂\"", "title:ai OR 技 -\"C++\"");
  const Sort sort = GENERATE(Sort::kNewest, Sort::kOldest, Sort::kRelevance, Sort::kTitle);
  CAPTURE(typed, static_cast<int>(sort));
  Selection where;
  where.sort = sort;
  const search::Results whole = search::run(archive, typed, where, {40});
  REQUIRE(whole.total == static_cast<std::int64_t>(whole.hits.size()));
  REQUIRE(whole.total > 14);
  std::vector<std::int64_t> pieced;
  for (where.limit = 7; where.offset < whole.total; where.offset += where.limit) {
    const search::Results part = search::run(archive, typed, where, {40});
    REQUIRE(part.total == whole.total);
    for (const std::int64_t id : ids_of(part)) pieced.push_back(id);
  }
  CHECK(pieced == ids_of(whole));
  where.offset = whole.total;
  CHECK(search::run(archive, typed, where, {40}).hits.empty());
  CHECK(search::run(archive, typed, page(0, 0), {40}).total == whole.total);
}

TEST_CASE("a hit carries its title and snippet marked, and no text", "[search][run]") {
  const Filled filled(std::vector<Words>{{"臺灣選舉", "有人说台湾。\n\n第二段。"}});
  const search::Results results = search::run(filled.open(), "台湾 title:选举", {}, {60});
  REQUIRE(results.total == 1);
  const search::Hit& hit = results.hits.at(0);
  CHECK(hit.found.article.text.empty());
  CHECK(hit.found.article.url == "https://news.example/a0");
  CHECK(search::highlighted(hit.title, "[", "]") == "[臺灣選舉]");
  CHECK(search::highlighted(hit.snippet, "[", "]") == "有人说[台湾]。 第二段。");
}

TEST_CASE("a phrase asked for in the title is not marked in the text", "[search][run]") {
  const Filled filled(std::vector<Words>{{"台湾", "台湾人"}});
  const search::Results results = search::run(filled.open(), "title:台湾", {}, {60});
  REQUIRE(results.total == 1);
  CHECK(results.hits.at(0).snippet.marks.empty());
  CHECK(results.hits.at(0).title.marks.size() == 1);
}

TEST_CASE("the other selectors narrow both ways of searching", "[search][run]") {
  const Filled filled({{"一", "C++ 台湾"}, {"二", "C++ 台湾"}, {"三", "C 台湾"}, {"四", "C++"}});
  const store::Archive archive = filled.open();
  const std::string typed = GENERATE("\"C++\"", "c");
  Selection where;
  where.sources = {"third"};
  CHECK(titles_of(search::run(archive, typed, where, {40})) == Titles{"四", "一"});
  where = {};
  where.until = Timestamp{1'700'000'000'000 + 3'600'000};
  CHECK(titles_of(search::run(archive, typed, where, {40})) == Titles{"一"});
  where.match = "\"nothing\"";
  CHECK(titles_of(search::run(archive, typed, where, {40})) == Titles{"一"});
}

TEST_CASE("relevance puts the title first, and is newest first without the index",
          "[search][run]") {
  const Filled filled({{"台湾", "甲😂"}, {"甲", "说起台湾的文章😂"}});
  const store::Archive archive = filled.open();
  Selection where;
  where.sort = Sort::kRelevance;
  CHECK(titles_of(search::run(archive, "台湾", where, {40})) == Titles{"台湾", "甲"});
  CHECK(titles_of(search::run(archive, "source:third OR source:other", where, {40})) ==
        Titles{"甲", "台湾"});
}

TEST_CASE("of very many matches the newest are ranked, and the others follow by date",
          "[search][run]") {
  const Filled filled({{"台湾", "甲"},
                       {"一", "台湾台湾"},
                       {"台湾", "乙"},
                       {"二", "丙台湾"},
                       {"台湾", "丁"},
                       {"三", "台湾"},
                       {"四", "无"},
                       {"五", "台湾戊己庚辛"}});
  const store::Archive archive = filled.open();
  Selection where;
  where.sort = Sort::kRelevance;
  search::Options options;
  options.most_ranked = 4;  // 五 三 台湾(丁) 二
  const search::Results whole = search::run(archive, "台湾", where, options);
  CHECK(whole.total == 7);
  CHECK(whole.ranked == 4);
  CHECK(titles_of(whole) == Titles{"台湾", "三", "二", "五", "台湾", "一", "台湾"});
  std::vector<std::int64_t> pieced;
  for (where.limit = 3; where.offset < 7; where.offset += 3) {
    for (const std::int64_t id : ids_of(search::run(archive, "台湾", where, options))) {
      pieced.push_back(id);
    }
  }
  CHECK(pieced == ids_of(whole));
  options.most_ranked = 7;
  CHECK(search::run(archive, "台湾", where, options).ranked == 0);
}

TEST_CASE("fields narrow alone, with words, in alternatives and in what is left out",
          "[search][run]") {
  const Filled filled({{"一", "台湾"}, {"二", "台湾"}, {"三", "香港"}, {"四", "台湾 C++"}});
  const store::Archive archive = filled.open();
  const auto titles = [&](std::string_view typed) {
    return titles_of(search::run(archive, typed, {}, {.calendar = {Timestamp{1'800'000'000'000}}}));
  };
  CHECK(titles("source:third") == Titles{"四", "一"});
  CHECK(titles("source:Third 台湾") == Titles{"四", "一"});
  CHECK(titles("source:thi") == Titles{});
  CHECK(titles("source:thi*") == Titles{"四", "一"});
  CHECK(titles("source:third OR 香港") == Titles{"四", "三", "一"});
  CHECK(titles("台湾 -source:third") == Titles{"二"});
  CHECK(titles("source:other -台湾") == Titles{"三"});
  CHECK(titles("-(source:third OR 香港) 台湾") == Titles{"二"});
  CHECK(titles("\"C++\" OR source:other") == Titles{"四", "三", "二"});
  CHECK(titles("url:NEWS.example/A2") == Titles{"三"});
  CHECK(titles("url:news%2Eexample/a%32") == Titles{"三"});
  CHECK(titles("date:2023-11-14") == Titles{"二", "一"});
  CHECK(titles("date:2023-11-15.. 台湾") == Titles{"四"});
  CHECK(titles("台湾 -date:2023-11-15") == Titles{"二", "一"});
  CHECK(titles("date:2023-11-14 OR C") == Titles{"四", "二", "一"});
}

TEST_CASE("authors and tags are looked at one by one", "[search][run]") {
  const test::TempDir folder;
  const std::string file = folder / "archive.db";
  {
    store::Writer writer(file);
    store::Packer packer;
    writer.start_run(Timestamp{1});
    Article article;
    article.url = "https://news.example/1";
    article.source = "s";
    article.title = "题";
    article.text = "文";
    article.authors = {"王小明", "Ann Lee"};
    article.tags = {"兩岸", "Tech News"};
    store::Capture capture;
    capture.origin = {store::OriginKind::kFile, "/root", "1.md"};
    capture.raw = {store::sha256("x"), 1, packer.compress("x")};
    writer.put(article, capture, Timestamp{2});
    writer.commit();
  }
  const store::Archive archive(file);
  const auto total = [&](std::string_view typed) {
    return search::run(archive, typed, {}, {}).total;
  };
  CHECK(total("author:小明") == 1);
  CHECK(total("author:lee") == 1);
  CHECK(total("author:\"ann lee\"") == 1);
  CHECK(total("author:\"小明 ann\"") == 0);
  CHECK(total("author:le") == 0);
  CHECK(total("author:le*") == 1);
  CHECK(total("文 author:lee") == 1);
  CHECK(total("文 -author:lee") == 0);
  CHECK(total("tag:两岸") == 1);
  CHECK(total("tag:两") == 0);
  CHECK(total("tag:两*") == 1);
  CHECK(total("tag:\"tech news\"") == 1);
  CHECK(total("tag:(x OR 两岸)") == 1);
}

TEST_CASE("NEAR counts characters and words between its phrases", "[search][run]") {
  const Filled filled({{"一", "甲一二三乙"}, {"二", "乙 a b 甲"}, {"三", "甲"}, {"甲", "乙"}});
  const store::Archive archive = filled.open();
  const auto titles = [&](std::string_view typed) {
    return titles_of(search::run(archive, typed, {}, {}));
  };
  CHECK(titles("NEAR(甲 乙, 3)") == Titles{"二", "一"});
  CHECK(titles("NEAR(甲 乙, 2)") == Titles{});
  CHECK(titles("NEAR(\"一二\" 乙, 1)") == Titles{"一"});
  CHECK(titles("甲 -NEAR(甲 乙, 5)") == Titles{"甲", "三"});
}

TEST_CASE("a thousand tests are answered", "[search][run][robust]") {
  const Filled filled(random_articles(20, 61));
  const store::Archive archive = filled.open();
  const std::string between = GENERATE(" ", " OR ", " -");
  std::string typed = "source:third";
  for (std::size_t i = 1; i < search::kMaxTerms; ++i) {
    typed +=
        between + (i % 2 == 0 ? "source:x" : "\"😂!") + std::to_string(i) + (i % 2 == 0 ? "" : "\"");
  }
  CHECK_NOTHROW(search::run(archive, typed, {}, {}));
}

TEST_CASE("a malformed query is a query error, whatever the archive", "[search][run]") {
  const Filled filled(std::vector<Words>{});
  const store::Archive archive = filled.open();
  CHECK_THROWS_AS(search::run(archive, "a OR", {}, {40}), search::QueryError);
  CHECK_THROWS_AS(search::run(archive, "", {}, {40}), search::QueryError);
  CHECK(search::run(archive, "台湾", {}, {40}).total == 0);
}

TEST_CASE("whatever compiles is accepted by FTS5", "[search][run][property]") {
  const Filled filled(random_articles(20, 41));
  const store::Archive archive = filled.open();
  test::RandomText random(42);
  int accepted = 0;
  for (int round = 0; round < 4000; ++round) {
    const std::string typed = random.of(test::kNastyAlphabet, 1 + random.below(30));
    CAPTURE(round, typed);
    try {
      search::compile(search::parse(typed), typed);
    } catch (const search::QueryError&) {
      continue;
    }
    const search::Results results = search::run(archive, typed, {}, {40});
    REQUIRE(results.total == static_cast<std::int64_t>(results.hits.size()));
    ++accepted;
  }
  CHECK(accepted > 100);
}

TEST_CASE("queries at the bounds are answered, also the deepest", "[search][run][robust]") {
  const Filled filled(random_articles(20, 51));
  const store::Archive archive = filled.open();
  // Each shape puts something to the left of every parenthesis.
  const std::string shape =
      GENERATE("a b OR c (", "a (b OR ", "a -(b OR c ", "a -(b OR c -", "a OR b -(",
               "title:(c -(a OR ", "b OR a -title:(c OR ", "a -c -(c OR a b -c -(");
  std::string typed;
  std::size_t open = 0;
  while (open < search::kMaxDepth) {
    for (const char c : shape) {
      if (c == '(' && open == search::kMaxDepth) break;
      typed += c;
      if (c == '(') ++open;
    }
    if (shape.ends_with('-')) typed += open < search::kMaxDepth ? "(a OR " : "a";
    if (shape.ends_with('-') && open < search::kMaxDepth) ++open;
  }
  typed += " a" + std::string(open, ')');
  CAPTURE(typed);
  REQUIRE(open == search::kMaxDepth);
  const search::Results results = search::run(archive, typed, {}, {40});
  std::int64_t expected = 0;
  for (const store::StoredArticle& stored : all_of(archive)) {
    if (test::matches(typed, stored.article.title, stored.article.text)) {
      ++expected;
    }
  }
  CHECK(results.total == expected);
}

TEST_CASE("a thousand terms and the longest phrase are answered", "[search][run][robust]") {
  const Filled filled(random_articles(20, 61));
  const store::Archive archive = filled.open();
  const std::string between = GENERATE(" ", " OR ", " -");
  std::string typed = "台";
  for (std::size_t i = 1; i < search::kMaxTerms; ++i) typed += between + "a" + std::to_string(i);
  CHECK_NOTHROW(search::run(archive, typed, {}, {40}));
  std::string longest;
  for (std::size_t i = 0; i < search::kMaxTokens; ++i) longest += "台";
  CHECK(search::run(archive, longest, {}, {40}).total == 0);
}
