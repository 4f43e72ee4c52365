#include <catch2/catch.hpp>

#include "jianbao/core/error.h"
#include "sample.h"
#include "store/check.h"
#include "store/sqlite.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using namespace jianbao::store::test;
using jianbao::test::TempDir;

namespace {

/// The faults found after `damage` was done to a sound archive.
std::vector<std::string> faults_after(const std::string& damage) {
  const TempDir dir;
  const std::string file = dir / "a.db";
  {
    Writer writer(file);
    put(writer, article("https://example.org/1", "一", "台湾"), "1");
    put(writer, article("https://example.org/2", "二", "香港"), "2");
    writer.commit();
  }
  sql(file, damage);
  return Archive(file).check();
}

}  // namespace

TEST_CASE("a sound archive has no faults", "[store]") {
  CHECK(faults_after("SELECT 1").empty());
}

TEST_CASE("text that the index does not know is found", "[store]") {
  const auto faults = faults_after("UPDATE article SET text = '澳门' WHERE id = 1");
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].find("index: does not agree with the text") == 0);
}

TEST_CASE("an index of other rules is found", "[store]") {
  const auto faults =
      faults_after("UPDATE setting SET value = '0' WHERE key = 'tokenizer_version'");
  REQUIRE(faults.size() == 1);
  CHECK(faults[0] ==
        "index: built by another version of the search rules; run `jianbao optimize "
        "--rebuild-index`");
}

TEST_CASE("kept bytes that changed are found", "[store]") {
  CHECK(faults_after("UPDATE raw SET zstd = x'00' WHERE id = 1").size() == 1);
  const auto faults = faults_after(
      "UPDATE raw SET zstd = (SELECT zstd FROM raw WHERE id = 2), size = (SELECT size FROM raw "
      "WHERE id = 2) WHERE id = 1");
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].find("not what their SHA-256 says") != std::string::npos);
}

TEST_CASE("missing rows are found", "[store]") {
  CHECK_FALSE(faults_after("DELETE FROM revision WHERE id = 2").empty());
  CHECK_FALSE(faults_after("DELETE FROM capture WHERE id = 1").empty());
  CHECK_FALSE(faults_after("UPDATE article SET source_id = 99").empty());
}

TEST_CASE("an archive that is being written is busy, not damaged", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  put(writer, article("https://example.org/1", "一", "台湾"), "1");
  writer.commit();
  put(writer, article("https://example.org/2", "二", "香港"), "2");
  try {
    check_archive(file, std::chrono::milliseconds(0));
    FAIL("checked beside an open transaction");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kBusy);
    CHECK(error.subject() == file);
    CHECK(std::string(error.what()).find("try again later") != std::string::npos);
  }
  writer.commit();
  CHECK(check_archive(file, std::chrono::milliseconds(0)).empty());
}

TEST_CASE("a file that another connection locks is busy for all", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Database first(file, Database::Mode::kCreate);
  first.execute("CREATE TABLE t(x); BEGIN EXCLUSIVE");
  Database second(file, Database::Mode::kWrite);
  second.wait_for_others(std::chrono::milliseconds(0));
  try {
    second.execute("INSERT INTO t VALUES (1)");
    FAIL("two writers");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kBusy);
  }
}
