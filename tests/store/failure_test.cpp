#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "jianbao/core/error.h"
#include "sample.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::store;
using namespace jianbao::store::test;
using jianbao::test::TempDir;

namespace {

std::string long_text(int seed) {
  std::string text;
  for (int i = 0; i < 400; ++i) text += "第" + std::to_string(seed * 1000 + i) + "句，台湾选举。";
  return text;
}

void put_many(Writer& writer, int from, int to) {
  for (int i = from; i < to; ++i) {
    put(writer, article("https://example.org/" + std::to_string(i), "题", long_text(i)),
        std::to_string(i));
    if (i % 10 == 9) writer.commit();
  }
  writer.commit();
}

}  // namespace

TEST_CASE("a full disk is an error that says what to do, and the archive stays whole", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  {
    Writer writer(file);
    put_many(writer, 0, 20);
  }
  // In a child: the limit on file sizes makes every write beyond it fail, as a full disk does.
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{600'000, 600'000};
    setrlimit(RLIMIT_FSIZE, &small);
    try {
      Writer writer(file);
      put_many(writer, 20, 400);
    } catch (const Error& error) {
      const std::string line = error.what();
      const bool named = line.starts_with(file) && line.find("`ulimit -f`") != std::string::npos;
      _exit(named && error.kind() == ErrorKind::kStorage ? 42 : 43);
    }
    _exit(44);
  }
  int status = 0;
  waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 42);
  const Archive archive(file);
  CHECK(archive.check().empty());
  CHECK(archive.count({}) >= 20);
  CHECK(archive.count({}) % 10 == 0);
}

TEST_CASE("a writer killed at any moment leaves whole batches", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  { const Writer writer(file); }
  int done[2];
  REQUIRE(pipe(done) == 0);
  for (int round = 0; round < 8; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      Writer writer(file);
      for (int i = 0; i < 1000; ++i) {
        put(writer,
            article("https://example.org/" + std::to_string(round * 1000 + i), "题", long_text(i)),
            std::to_string(round * 1000 + i));
        if (i % 10 == 9) writer.commit();
        const char byte = 1;
        if (write(done[1], &byte, 1) != 1) _exit(1);
      }
      _exit(0);
    }
    // Killed after a number of articles that falls inside a batch, differently each round.
    char byte = 0;
    for (int seen = 0; seen < 13 + round * 7; ++seen) REQUIRE(read(done[0], &byte, 1) == 1);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    CHECK(Archive(file).check().empty());
    CHECK(Archive(file).count({}) % 10 == 0);
  }
  close(done[0]);
  close(done[1]);
  CHECK(hits(Archive(file), "台湾选举") == Archive(file).count({}));
}

TEST_CASE("readers see the last commit while a batch is open", "[store]") {
  const TempDir dir;
  const std::string file = dir / "a.db";
  Writer writer(file);
  put(writer, article("https://example.org/1", "一", "台湾"), "1");
  writer.commit();
  const Archive archive(file);
  put(writer, article("https://example.org/2", "二", "台湾"), "2");
  CHECK(archive.count({}) == 1);
  CHECK(hits(archive, "台湾") == 1);
  writer.commit();
  CHECK(hits(archive, "台湾") == 2);
}

TEST_CASE("an archive in a folder that cannot be written to can be read", "[store]") {
  if (geteuid() != 0) return jianbao::test::skip("needs root to become somebody else");
  const TempDir dir;
  const std::string file = dir / "100%#?.db";
  {
    Writer writer(file);
    put(writer, article("https://example.org/1", "一", "台湾"), "1");
    writer.commit();
  }
  std::filesystem::permissions(dir.path(), std::filesystem::perms(0755));
  std::filesystem::permissions(file, std::filesystem::perms(0644));
  const pid_t child = fork();
  if (child == 0) {
    constexpr uid_t kNobody = 65534;
    if (setuid(kNobody) != 0) _exit(2);
    try {
      _exit(hits(Archive(file), "台湾") == 1 ? 0 : 1);
    } catch (const Error&) {
      _exit(3);
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}
