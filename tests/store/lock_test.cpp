#include "jianbao/store/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <thread>

#include "jianbao/core/error.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using jianbao::test::TempDir;

namespace {

// Held by a descriptor of our own, with words of our own.
class ForeignLock {
 public:
  ForeignLock(const std::string& file, const std::string& words)
      : fd_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
    REQUIRE(::flock(fd_, LOCK_EX | LOCK_NB) == 0);
    REQUIRE(::pwrite(fd_, words.data(), words.size(), 0) == static_cast<ssize_t>(words.size()));
  }
  ~ForeignLock() { ::close(fd_); }
  ForeignLock(const ForeignLock&) = delete;
  ForeignLock& operator=(const ForeignLock&) = delete;

 private:
  int fd_;
};

// What a process that finds the lock taken is told.
std::string refusal(const std::string& file) {
  try {
    const IngestLock lock(file);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kBusy);
    return error.what();
  }
  FAIL("the lock was given twice");
  return {};
}

}  // namespace

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

TEST_CASE("only a process that runs and took the lock is called its owner", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  std::string mine;
  {
    const IngestLock lock(file);
    mine = jianbao::test::read_file(dir / "a.db-lock");
  }
  CHECK(jianbao::test::read_file(dir / "a.db-lock").empty());
  const std::size_t start = mine.find(", start ");
  REQUIRE(start != std::string::npos);
  const std::string as_of_mine = mine.substr(0, start);
  const auto told = [&](const std::string& words) {
    std::filesystem::remove(dir / "a.db-lock");
    const ForeignLock held(dir / "a.db-lock", words);
    return refusal(file);
  };
  const std::string nobody = file +
                             ": another ingest holds it; try again when it is done, or wait "
                             "for it with --wait SECONDS";
  CHECK(told(mine) == file + ": another ingest holds it (" + as_of_mine +
                          "); try again when it is done, or wait for it with --wait SECONDS");
  CHECK(told(as_of_mine + ", start 1\n") == nobody);  // our number, another process's start
  const std::string ticks = mine.substr(start);
  CHECK(told("process 999999999, since 2026-01-01T00:00:00Z" + ticks) == nobody);
  CHECK(told("process ../self, since 2026-01-01T00:00:00Z" + ticks) == nobody);
  CHECK(told("process 0, since 2026-01-01T00:00:00Z" + ticks) == nobody);
  CHECK(told(as_of_mine + "\n") == nobody);
  CHECK(told(as_of_mine + ", start \n") == nobody);
  CHECK(told("") == nobody);
  CHECK(told(std::string(10'000, 'x')) == nobody);
  CHECK(told("process " + std::to_string(getpid())) == nobody);
}

TEST_CASE("a lock that comes free is waited for", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  std::optional<IngestLock> first(file);
  std::thread owner([&first] { first.reset(); });
  CHECK_NOTHROW(IngestLock(file, std::chrono::minutes(1)));
  owner.join();
}

TEST_CASE("a wait for the lock ends when its time has passed, or when it is told to", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  const IngestLock first(file);
  CHECK_THROWS_WITH(IngestLock(file, std::chrono::milliseconds(120)),
                    Catch::Contains("process " + std::to_string(getpid())));
  std::stop_source stop;
  std::thread impatient([&stop] { stop.request_stop(); });
  CHECK_THROWS_WITH(IngestLock(file, std::chrono::hours(24), stop.get_token()),
                    Catch::Contains("another ingest holds it"));
  impatient.join();
}
