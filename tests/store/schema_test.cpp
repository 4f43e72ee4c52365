#include <catch2/catch.hpp>

#include <filesystem>

#include "jianbao/core/error.h"
#include "sample.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using namespace jianbao::store::test;
using jianbao::test::TempDir;
using jianbao::test::write_file;

namespace {

template <class Open>
std::string refusal(Open open) {
  try {
    open();
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kStorage);
    return error.what();
  }
  return "accepted";
}

std::string read_refusal(const std::string& file) {
  return refusal([&file] { const Archive archive(file); });
}

std::string write_refusal(const std::string& file) {
  return refusal([&file] { const Writer writer(file); });
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a new archive says whose it is and which version", "[store]") {
  const TempDir dir;
  const std::string file = dir / "deep/er/a.db";
  { const Writer writer(file); }
  CHECK(sql(file, "PRAGMA application_id") == std::to_string(0x4A424152));
  CHECK(sql(file, "PRAGMA user_version") == "10");
  CHECK(sql(file, "PRAGMA journal_mode") == "wal");
  CHECK(Archive(file).count({}) == 0);
}

TEST_CASE("a new archive is its owner's, an old one keeps its mode", "[store]") {
  using std::filesystem::perms;
  const TempDir dir;
  const std::string file = dir / "a.db";
  const auto mode = [](const std::string& path) {
    return std::filesystem::status(path).permissions();
  };
  {
    Writer writer(file);
    put(writer, article("https://example.org/1", "题", "台湾"), "1");
    writer.commit();
    CHECK(mode(file) == (perms::owner_read | perms::owner_write));
    CHECK(mode(file + "-wal") == mode(file));
  }
  const perms shared = perms::owner_read | perms::owner_write | perms::group_read;
  std::filesystem::permissions(file, shared);
  { const Writer writer(file); }
  CHECK(mode(file) == shared);
}

TEST_CASE("opening an archive again for writing writes nothing", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  { const Writer writer(file); }
  const std::string before = jianbao::test::read_file(file);
  {
    Writer writer(file);
    writer.commit();
    writer.merge_index();
  }
  CHECK(jianbao::test::read_file(file) == before);
}

TEST_CASE("what is no archive is refused by name, for reading and for writing", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  SECTION("text") {
    write_file(file, std::string(5000, 'x'));
    CHECK(holds(read_refusal(file), file + ": file is not a database"));
    CHECK(holds(write_refusal(file), file + ": file is not a database"));
  }
  SECTION("another program's database") {
    sql(file, "CREATE TABLE t(x)");
    CHECK(holds(read_refusal(file), "is a database of another program"));
    CHECK(holds(write_refusal(file), "is a database of another program"));
  }
  SECTION("a newer version") {
    { const Writer writer(file); }
    sql(file, "PRAGMA user_version = 11");
    CHECK(holds(read_refusal(file), "was written by a newer jianbao (schema 11"));
    CHECK(holds(write_refusal(file), "update jianbao"));
  }
  SECTION("a missing file") {
    CHECK(holds(read_refusal(file), "no archive there yet"));
    CHECK(holds(read_refusal(file), "jianbao ingest"));
  }
  SECTION("an empty file") {
    write_file(file, "");
    CHECK(holds(read_refusal(file), "holds no archive yet"));
  }
  SECTION("a folder") {
    CHECK(holds(read_refusal(dir.path().string()), "is a folder"));
    CHECK(holds(write_refusal(dir.path().string()), dir.path().string()));
  }
  SECTION("a place that cannot be") {
    write_file(dir / "plain", "x");
    CHECK(holds(write_refusal(dir / "plain/a.db"), "check the path"));
  }
}

TEST_CASE("an archive cut at any length is refused or read, never a crash", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  {
    Writer writer(file);
    for (int i = 0; i < 5; ++i)
      put(writer, article("https://example.org/" + std::to_string(i), "题", "台湾"),
          std::to_string(i));
    // The last page must hold something: the end of an empty one is no loss.
    const FeedState feed = writer.add_feed("https://example.org/feed", in_source("晨报"), {0});
    writer.put(article("https://example.org/e", "题", "台湾"), file_capture("e", "e"), {0},
               feed.id);
    writer.commit();
  }
  const std::string whole = jianbao::test::read_file(file);
  const std::string cut_file = dir / "cut.db";
  for (std::size_t size = 0; size < whole.size(); size += whole.size() / 97) {
    write_file(cut_file, std::string_view(whole).substr(0, size));
    CAPTURE(size);
    try {
      const Archive archive(cut_file);
      CHECK_FALSE(archive.check().empty());
      archive.select({}, true, [](StoredArticle&&) { return true; });
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::kStorage);
    }
  }
}
