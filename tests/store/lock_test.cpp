#include "jianbao/store/lock.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
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
