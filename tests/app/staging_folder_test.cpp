#include "app/staging_folder.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <functional>

#include "jianbao/core/error.h"
#include "support/fixture.h"

using jianbao::Error;
using jianbao::ErrorKind;
using jianbao::app::StagingFolder;
using jianbao::test::read_file;
using jianbao::test::TempDir;
namespace fs = std::filesystem;

namespace {

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

ErrorKind kind_of_failure(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    INFO(error.what());
    return error.kind();
  }
  FAIL("nothing was thrown");
  return ErrorKind::kUsage;
}

ErrorKind refusal(const std::string& target) {
  return kind_of_failure([&] { const StagingFolder folder(target); });
}

}  // namespace

TEST_CASE("a new folder appears only when it is shown, and whole", "[app]") {
  const TempDir dir;
  const fs::path target = dir / "deep/out";
  {
    StagingFolder folder(target.string());
    folder.write_part(0, "one", "0.md");
    folder.write_part(1, "", "1.md");
    folder.move_part(0, "x/y/1.md");
    folder.move_part(1, "2.md");
    CHECK_FALSE(fs::exists(target));
    folder.show();
  }
  CHECK(read_file(target / "x/y/1.md") == "one");
  CHECK(read_file(target / "2.md").empty());
  CHECK(entries(target) == 2);
  CHECK(entries(target.parent_path()) == 1);
}

TEST_CASE("an empty folder that exists is filled and stays the same folder", "[app]") {
  const TempDir dir;
  const fs::path target = dir / "out";
  fs::create_directory(target);
  fs::permissions(target, fs::perms::owner_all);
  {
    StagingFolder folder(target.string() + "/");
    folder.write_part(0, "one", "0.md");
    folder.move_part(0, "x/1.md");
    CHECK_FALSE(fs::exists(target / "x"));
    folder.show();
  }
  CHECK(read_file(target / "x/1.md") == "one");
  CHECK(entries(target) == 1);
  CHECK(fs::status(target).permissions() == fs::perms::owner_all);
}

TEST_CASE("what is not shown leaves nothing behind", "[app]") {
  const TempDir dir;
  const bool exists = GENERATE(false, true);
  const fs::path target = dir / "out";
  if (exists) fs::create_directory(target);
  {
    StagingFolder folder(target.string());
    folder.write_part(0, "one", "0.md");
    folder.move_part(0, "x/1.md");
  }
  CHECK(entries(dir.path()) == (exists ? 1U : 0U));
  if (exists) CHECK(entries(target) == 0);
}

TEST_CASE("a target that holds something, or is no folder, is refused", "[app]") {
  const TempDir dir;
  jianbao::test::write_file(dir / "full/file", "kept");
  CHECK(refusal(dir / "full") == ErrorKind::kUsage);
  CHECK(refusal(dir / "full/file") == ErrorKind::kUsage);
  CHECK(refusal("") == ErrorKind::kUsage);
  CHECK(read_file(dir / "full/file") == "kept");
}

TEST_CASE("a symbolic link as target is not followed", "[app]") {
  const TempDir dir;
  fs::create_directory(dir / "real");
  fs::create_directory_symlink(dir / "real", dir / "link");
  fs::create_directory_symlink(dir / "nowhere", dir / "dangling");
  CHECK(refusal(dir / "link") == ErrorKind::kUsage);
  CHECK(refusal(dir / "link/") == ErrorKind::kUsage);
  CHECK(refusal(dir / "dangling") == ErrorKind::kUsage);
  CHECK(entries(dir / "real") == 0);
}

TEST_CASE("a place that cannot be written is a storage error", "[app]") {
  const TempDir dir;
  jianbao::test::write_file(dir / "file", "");
  CHECK(refusal(dir / "file/out") == ErrorKind::kStorage);
  CHECK(refusal("/proc/out") == ErrorKind::kStorage);
}

TEST_CASE("a folder that another program fills meanwhile is not overwritten", "[app]") {
  const TempDir dir;
  const fs::path target = dir / "out";
  StagingFolder folder(target.string());
  folder.write_part(0, "ours", "0.md");
  folder.move_part(0, "1.md");
  jianbao::test::write_file(target / "1.md", "theirs");
  CHECK(kind_of_failure([&] { folder.show(); }) == ErrorKind::kStorage);
  CHECK(read_file(target / "1.md") == "theirs");
}
