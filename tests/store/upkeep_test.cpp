#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>

#include "jianbao/core/error.h"
#include "sample.h"
#include "store/fts_index.h"
#include "store/sqlite.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using namespace jianbao::store::test;
using jianbao::test::read_file;
using jianbao::test::TempDir;

namespace {

constexpr int kArticles = 60;
constexpr const char* kStale = "UPDATE setting SET value = '1' WHERE key = 'tokenizer_version'";

/// Newest first, so that the order of the ids is not that of the index.
void put_article(Writer& writer, int number) {
  const std::string name = std::to_string(number);
  put(writer,
      article("https://example.org/" + name, "题" + name, "第" + name + "篇，台湾选举😂。",
              1'700'000'000'000 - number * 60'000LL),
      name);
}

struct Filled {
  TempDir dir;
  std::string file = dir / "a.db";

  Filled() {
    Writer writer(file);
    for (int i = 0; i < kArticles; ++i) {
      put_article(writer, i);
      if (i % 10 == 9) writer.commit();
    }
  }

  /// Empties the index and fills it by other rules, which know no symbols and no run ends.
  void index_by_other_rules() const {
    Database database(file, Database::Mode::kWrite);
    database.execute("INSERT INTO article_fts(article_fts) VALUES('delete-all')");
    database.execute(
        "INSERT INTO article_fts(rowid, title, text) SELECT sort_key, '', '香港' FROM article");
    database.execute(kStale);
  }

  /// Whatever the rules of the index.
  std::int64_t indexed(const std::string& word) const {
    Database database(file, Database::Mode::kRead);
    return database.integer("SELECT count(*) FROM article_fts('\"" + word + "\"')");
  }

  std::string setting(const std::string& name) const {
    return sql(file, "SELECT v FROM article_fts_config WHERE k = '" + name + "'");
  }
  void check_settings() const {
    CHECK(setting("automerge") == "0");
    CHECK(setting("crisismerge") == "128");
  }
  std::int64_t segments() const {
    Database database(file, Database::Mode::kRead);
    return database.integer("SELECT count(DISTINCT segid) FROM article_fts_idx");
  }
};

void change_setting(const std::string& file, const char* name, int value) {
  Database database(file, Database::Mode::kWrite);
  Statement(database, "INSERT INTO article_fts(article_fts, rank) VALUES(?, ?)")
      .bind(std::string_view(name), value)
      .run();
}

}  // namespace

TEST_CASE("a writer puts the settings of the index right", "[store][upkeep]") {
  const Filled archive;
  archive.check_settings();
  change_setting(archive.file, "automerge", 8);
  change_setting(archive.file, "crisismerge", 16);
  CHECK(archive.setting("automerge") == "8");
  { const Writer writer(archive.file); }
  archive.check_settings();
  sql(archive.file, "DELETE FROM article_fts_config WHERE k = 'automerge'");
  { const Writer writer(archive.file); }
  archive.check_settings();
}

TEST_CASE("a writer that finds all right writes nothing", "[store][upkeep]") {
  const Filled archive;
  const std::string before = read_file(archive.file);
  const auto written = std::filesystem::last_write_time(archive.file);
  {
    const Writer writer(archive.file);
    const std::string log = archive.file + "-wal";
    CHECK((!std::filesystem::exists(log) || std::filesystem::file_size(log) == 0));
  }
  CHECK(read_file(archive.file) == before);
  CHECK(std::filesystem::last_write_time(archive.file) == written);
}

TEST_CASE("a reader of the index refuses one of other rules and says what to do",
          "[store][upkeep]") {
  const Filled archive;
  Database database(archive.file, Database::Mode::kRead);
  CHECK(index_is_current(database));
  CHECK_NOTHROW(require_current_index(database));
  const auto damage = GENERATE(as<std::string>(), kStale, "DELETE FROM setting");
  sql(archive.file, damage);
  CHECK_FALSE(index_is_current(database));
  try {
    require_current_index(database);
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kStorage);
    CHECK(error.subject() == archive.file);
    CHECK(std::string(error.what()).find("jianbao optimize --rebuild-index") != std::string::npos);
  }
}

TEST_CASE("a search in an index of other rules is refused, a list is not", "[store][upkeep]") {
  const Filled filled;
  filled.index_by_other_rules();
  const Archive archive(filled.file);
  CHECK(archive.count({}) == kArticles);
  CHECK_THROWS_WITH(hits(archive, "香港"), Catch::Contains("another version of the search rules"));
  Selection nested;
  Condition match;
  match.kind = Condition::Kind::kMatch;
  match.match = "\"香港\"";
  nested.condition.children = {match};
  CHECK_THROWS_WITH(archive.select(nested, false, [](StoredArticle&&) { return true; }),
                    Catch::Contains("optimize --rebuild-index"));
}

TEST_CASE("a writer builds an index of other rules again", "[store][upkeep]") {
  const Filled archive;
  archive.index_by_other_rules();
  CHECK(archive.indexed("香港") == kArticles);
  {
    Writer writer(archive.file);
    put_article(writer, kArticles);
    writer.commit();
  }
  const Archive reader(archive.file);
  CHECK(hits(reader, "香港") == 0);
  CHECK(hits(reader, "台湾") == kArticles + 1);
  CHECK(hits(reader, "😂") == kArticles + 1);
  CHECK(reader.check().empty());
}

TEST_CASE("an index that was lost is built again on demand", "[store][upkeep]") {
  const Filled archive;
  {
    Database database(archive.file, Database::Mode::kWrite);
    database.execute("INSERT INTO article_fts(article_fts) VALUES('delete-all')");
  }
  CHECK_FALSE(Archive(archive.file).check().empty());
  {
    Writer writer(archive.file);
    put_article(writer, kArticles);
    writer.rebuild_index();  // commits what is open
  }
  CHECK(hits(Archive(archive.file), "台湾") == kArticles + 1);
  CHECK(Archive(archive.file).check().empty());
  CHECK(archive.segments() == 1);
}

TEST_CASE("optimizing merges the index and empties the log", "[store][upkeep]") {
  const Filled archive;
  CHECK(archive.segments() > 1);
  Writer writer(archive.file);
  put_article(writer, kArticles);
  writer.optimize();
  CHECK(archive.segments() == 1);
  CHECK(std::filesystem::file_size(archive.file + "-wal") == 0);
  CHECK(Archive(archive.file).count({}) == kArticles + 1);
  CHECK(Archive(archive.file).check().empty());
  put_article(writer, kArticles + 1);
  writer.commit();
  CHECK(hits(Archive(archive.file), "台湾") == kArticles + 2);
}

TEST_CASE("an empty archive can be optimized and its index built", "[store][upkeep]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  writer.rebuild_index();
  writer.optimize();
  CHECK(Archive(file).check().empty());
}

TEST_CASE("the writer after one killed in the middle of a bulk load goes on cleanly",
          "[store][upkeep]") {
  const Filled archive;
  int told[2];
  REQUIRE(pipe(told) == 0);
  const pid_t child = fork();
  if (child == 0) {
    // As a bulk load that means to put the settings back at its end.
    Writer writer(archive.file);
    change_setting(archive.file, "automerge", 16);
    change_setting(archive.file, "crisismerge", 1000);
    for (int i = kArticles; i < 100'000; ++i) {
      put_article(writer, i);
      if (i % 10 == 9) writer.commit();
      const char byte = 1;
      if (write(told[1], &byte, 1) != 1) _exit(1);
    }
    _exit(0);
  }
  char byte = 0;
  for (int i = 0; i < 105; ++i) REQUIRE(read(told[0], &byte, 1) == 1);
  REQUIRE(kill(child, SIGKILL) == 0);
  int status = 0;
  waitpid(child, &status, 0);
  close(told[0]);
  close(told[1]);
  REQUIRE(WIFSIGNALED(status));
  CHECK(archive.setting("crisismerge") == "1000");
  {
    Writer writer(archive.file);
    archive.check_settings();
    for (int i = 0; i < 300; ++i) put_article(writer, i);
    writer.commit();
    writer.merge_index();
  }
  const Archive reader(archive.file);
  CHECK(reader.check().empty());
  CHECK(reader.count({}) >= 300);
  CHECK(hits(reader, "台湾选举") == reader.count({}));
}

TEST_CASE("a rebuild that is killed leaves the index as it was, and the next writer does it",
          "[store][upkeep]") {
  const Filled archive;
  archive.index_by_other_rules();
  const pid_t child = fork();
  if (child == 0) {
    Database database(archive.file, Database::Mode::kWrite);
    database.execute("PRAGMA cache_size=1; BEGIN IMMEDIATE");
    database.execute("INSERT INTO article_fts(article_fts) VALUES('delete-all')");
    database.execute(
        "INSERT INTO article_fts(rowid, title, text) SELECT sort_key, title, text FROM article "
        "LIMIT 30");
    stamp_index(database);
    raise(SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
  CHECK(archive.indexed("香港") == kArticles);
  { const Writer writer(archive.file); }
  CHECK(hits(Archive(archive.file), "台湾") == kArticles);
  CHECK(Archive(archive.file).check().empty());
}
