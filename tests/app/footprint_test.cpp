#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <functional>
#include <string>

#include "jianbao/app/export.h"
#include "jianbao/app/fields.h"
#include "jianbao/app/ingest.h"
#include "jianbao/store/writer.h"
#include "support/archive_generator.h"
#include "support/fixture.h"

using namespace jianbao;
using jianbao::test::TempDir;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr bool kAddressSanitizer = true;
#else
constexpr bool kAddressSanitizer = false;
#endif

/// What a child process that does `work` needs at most, in KiB.
long peak_kib(const std::function<void()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    work();
    _exit(0);
  }
  int status = 0;
  rusage usage{};
  REQUIRE(wait4(child, &status, 0, &usage) == child);
  REQUIRE(status == 0);
  return usage.ru_maxrss;
}

/// Bytes this process has handed to write calls.
long written_bytes() {
  std::ifstream io("/proc/self/io");
  std::string name;
  long value = 0;
  while (io >> name >> value)
    if (name == "wchar:") return value;
  return 0;
}

void fill(const std::string& archive, int articles) {
  store::Writer writer(archive);
  store::Packer packer;
  for (int i = 0; i < articles; ++i) {
    Article article;
    article.url = "https://example.org/" + std::to_string(i);
    article.source = "晨报";
    for (int line = 0; line < 4000; ++line)
      article.text += "第" + std::to_string(line) + "行，选举。\n";
    const std::string bytes = article.url;
    store::Capture capture;
    capture.origin.path = article.url;
    capture.raw = {store::sha256(bytes), bytes.size(), packer.compress(bytes)};
    writer.put(article, capture, {i});
  }
  writer.commit();
}

void export_all(const std::string& file) {
  const store::Archive archive(file);
  app::export_records(archive, {}, app::parse_fields("id,title,text"), formats::RecordFormat::kCsv,
                      [](std::string_view) {}, {});
}

}  // namespace

TEST_CASE("an export of fifty times the articles needs no more memory", "[app]") {
  if (kAddressSanitizer) return jianbao::test::skip("AddressSanitizer keeps freed memory");
  const TempDir dir;
  fill(dir / "small.db", 4);
  fill(dir / "large.db", 200);
  const long small = peak_kib([&dir] { export_all(dir / "small.db"); });
  const long large = peak_kib([&dir] { export_all(dir / "large.db"); });
  // The texts are 20 MiB in all; SQLite's page cache holds 2 MiB.
  CHECK(large < small + 6 * 1024);
}

TEST_CASE("an ingest that finds nothing new writes next to nothing", "[app]") {
  const TempDir dir;
  jianbao::test::generate_archive(dir.path() / "in", 150, 13);
  app::IngestRequest request;
  request.archive = dir / "a.db";
  request.sources = {dir / "in"};
  app::ingest(request, system_now, {}, {});
  const long before = written_bytes();
  const app::IngestReport second = app::ingest(request, system_now, {}, {});
  REQUIRE(before > 0);
  CHECK(second.fresh + second.changed == 0);
  CHECK(written_bytes() - before < 64 * 1024);
}
