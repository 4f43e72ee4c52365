#include "jianbao/store/lock.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <optional>

#include "jianbao/core/error.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using jianbao::test::TempDir;

TEST_CASE("a second ingest is refused at once and told who holds the archive", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  std::optional<IngestLock> first(file);
  try {
    const IngestLock second(file);
    FAIL("the lock was given twice");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kBusy);
    const std::string message = error.what();
    CHECK(message.find("process " + std::to_string(getpid())) != std::string::npos);
    CHECK(message.find("since 20") != std::string::npos);
  }
  first.reset();
  CHECK_NOTHROW(IngestLock(file));
}

TEST_CASE("the lock of a killed process is free", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  int ready[2];
  REQUIRE(pipe(ready) == 0);
  const pid_t child = fork();
  if (child == 0) {
    const IngestLock lock(file);
    const char byte = 1;
    if (write(ready[1], &byte, 1) != 1) _exit(1);
    for (;;) pause();
  }
  char byte = 0;
  REQUIRE(read(ready[0], &byte, 1) == 1);
  CHECK_THROWS_AS(IngestLock(file), Error);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  CHECK_NOTHROW(IngestLock(file));
  close(ready[0]);
  close(ready[1]);
}

TEST_CASE("a lock file that cannot be made is named", "[store]") {
  const TempDir dir;
  jianbao::test::write_file(dir.path() / "file", "x");
  try {
    const IngestLock lock(dir / "file/a.db");
    FAIL("a lock below a file");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kStorage);
    CHECK(std::string(error.what()).find("a.db-lock") != std::string::npos);
  }
}

TEST_CASE("a link to the archive meets the archive's lock", "[store]") {
  namespace fs = std::filesystem;
  const TempDir dir;
  fs::create_directory(dir / "real");
  fs::create_directory_symlink("real", dir / "folder");
  fs::create_symlink("real/a.db", dir / "link.db");
  const bool archive_exists = GENERATE(false, true);
  CAPTURE(archive_exists);
  if (archive_exists) jianbao::test::write_file(dir.path() / "real/a.db", "");
  const IngestLock held(dir / "link.db");
  CHECK(fs::exists(dir / "real/a.db-lock"));
  for (const char* spelling : {"real/a.db", "folder/a.db", "link.db", "real/../real/./a.db"}) {
    CAPTURE(spelling);
    CHECK_THROWS_WITH(IngestLock(dir / spelling), Catch::Contains("another ingest holds it"));
  }
}

TEST_CASE("a link that leads to itself is a storage error", "[store]") {
  const TempDir dir;
  std::filesystem::create_symlink("a.db", dir / "a.db");
  CHECK_NOTHROW(IngestLock(dir / "a.db"));  // the archive itself will be refused
  std::filesystem::create_symlink("loop", dir / "loop");
  CHECK_THROWS_AS(IngestLock(dir / "loop/a.db"), Error);
}
