#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "cli/sandbox.h"

using jianbao::test::lines;
using jianbao::test::Sandbox;

namespace {

constexpr const char* kArchive = "a.db";

/// Two runs, so that the index has something to merge.
void ingest_two(const Sandbox& jianbao) {
  for (const char* name : {"a.md", "b.md"}) {
    jianbao.write_article(name, 1704067200000, "臺灣漁船返港", "三艘漁船清晨回到港口。");
    REQUIRE(jianbao({"--db", kArchive, "-q", "ingest", name}).status == 0);
  }
}

void execute(const std::string& file, const char* statement) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
  CHECK(sqlite3_exec(database, statement, nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(database);
}

/// As if another version of the program had built the index.
void make_stale(const Sandbox& jianbao) {
  execute(jianbao / kArchive,
          "UPDATE setting SET value = '1' WHERE key = 'tokenizer_version';"
          "DELETE FROM article_fts_data WHERE id > 10; DELETE FROM article_fts_idx;");
}

std::size_t found(const Sandbox& jianbao) {
  return lines(jianbao({"--db", kArchive, "search", "台湾", "--fields", "id"}).out).size();
}

}  // namespace

TEST_CASE("optimize says in one line what it did to the size", "[cli][optimize]") {
  const Sandbox jianbao;
  ingest_two(jianbao);
  const auto result = jianbao({"--db", kArchive, "optimize"});
  CHECK(result.status == 0);
  CHECK(result.out.empty());
  REQUIRE(lines(result.err).size() == 1);
  CHECK(result.err.starts_with("a.db: "));
  CHECK(result.err.find(" MB before, ") != std::string::npos);
  CHECK(result.err.ends_with(" MB after\n"));
  CHECK(found(jianbao) == 3);
  CHECK(jianbao({"--db", kArchive, "-q", "check"}).status == 0);
}

TEST_CASE("optimize is silent with -q and can be repeated", "[cli][optimize]") {
  const Sandbox jianbao;
  ingest_two(jianbao);
  for (int i = 0; i < 3; ++i) {
    const auto result = jianbao({"-q", "optimize", "--db", kArchive});
    CHECK(result.status == 0);
    CHECK(result.out.empty());
    CHECK(result.err.empty());
  }
  CHECK_FALSE(std::filesystem::exists(jianbao / "a.db-wal"));
}

TEST_CASE("an index of other rules is named by check and mended by optimize", "[cli][optimize]") {
  const Sandbox jianbao;
  ingest_two(jianbao);
  make_stale(jianbao);
  const auto fault = jianbao({"--db", kArchive, "check"});
  CHECK(fault.status == 1);
  CHECK(fault.out.find("jianbao optimize --rebuild-index") != std::string::npos);
  const auto mended = jianbao({"--db", kArchive, "optimize", "--rebuild-index"});
  CHECK(mended.status == 0);
  CHECK(mended.err.ends_with("; search index built again\n"));
  CHECK(lines(mended.err).size() == 1);
  CHECK(jianbao({"--db", kArchive, "check"}).status == 0);
  CHECK(found(jianbao) == 3);
}

TEST_CASE("an ingest mends an index of other rules by itself", "[cli][optimize]") {
  const Sandbox jianbao;
  ingest_two(jianbao);
  make_stale(jianbao);
  const auto again = jianbao({"--db", kArchive, "-q", "ingest", "a.md"});
  CHECK(again.status == 0);
  CHECK(again.err.empty());
  CHECK(jianbao({"--db", kArchive, "check"}).status == 0);
  CHECK(found(jianbao) == 3);
}

TEST_CASE("a sound index is built again where that is asked for", "[cli][optimize]") {
  const Sandbox jianbao;
  ingest_two(jianbao);
  const auto result = jianbao({"--db", kArchive, "optimize", "--rebuild-index"});
  CHECK(result.status == 0);
  CHECK(result.err.ends_with("; search index built again\n"));
  CHECK(jianbao({"--db", kArchive, "check"}).status == 0);
  CHECK(found(jianbao) == 3);
}

TEST_CASE("optimize makes no archive, and takes none of another program", "[cli][optimize]") {
  const Sandbox jianbao;
  const auto missing = jianbao({"--db", kArchive, "optimize"});
  CHECK(missing.status == 4);
  CHECK(lines(missing.err).size() == 1);
  CHECK(missing.err.find("jianbao ingest") != std::string::npos);
  CHECK(jianbao.names().empty());
  jianbao.write("text.db", "no database at all\n");
  const auto text = jianbao({"--db", "text.db", "optimize"});
  CHECK(text.status == 4);
  CHECK(jianbao.read("text.db") == "no database at all\n");
}

TEST_CASE("while an ingest holds the archive optimize ends with 75", "[cli][optimize]") {
  const Sandbox jianbao;
  ingest_two(jianbao);
  const std::string lock_file = jianbao / "a.db-lock";
  const int held = ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  REQUIRE(held >= 0);
  REQUIRE(::flock(held, LOCK_EX | LOCK_NB) == 0);
  const std::string before = jianbao.read(kArchive);
  const auto result = jianbao({"--db", kArchive, "-q", "optimize", "--rebuild-index"});
  ::close(held);
  CHECK(result.status == 75);
  CHECK(lines(result.err).size() == 1);
  CHECK(jianbao.read(kArchive) == before);
  CHECK(jianbao({"--db", kArchive, "-q", "optimize"}).status == 0);
}

TEST_CASE("optimize refuses what it does not know", "[cli][optimize]") {
  const Sandbox jianbao;
  ingest_two(jianbao);
  for (const char* word : {"now", "--rebuild", "--limit=3"}) {
    const auto result = jianbao({"--db", kArchive, "optimize", word});
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CHECK(lines(result.err).size() == 1);
  }
}
