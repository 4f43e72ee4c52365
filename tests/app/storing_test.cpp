#include "app/storing.h"

#include <catch2/catch.hpp>

#include "jianbao/store/archive.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::app;
using namespace std::chrono_literals;
using jianbao::test::TempDir;

namespace {

/// The storing end of a run, at times of the test's choosing.
struct Desk {
  TempDir dir;
  std::string file = dir / "a.db";
  Timestamp now{1'760'000'000'000};
  Clock clock = [this] { return now; };
  Listener listener;
  IngestReport report;
  store::Writer writer{file};
  Storing storing{writer, clock, listener, report, 2s};

  static Reading page(int number) {
    const std::string name = std::to_string(number);
    Prepared prepared;
    prepared.article.url = "https://news.example/" + name;
    prepared.article.title = "第" + name + "条";
    prepared.article.source = "晨报";
    prepared.capture.origin = {store::OriginKind::kPage, "", prepared.article.url};
    prepared.capture.raw = {store::sha256(name), name.size(), store::Packer().compress(name)};
    Reading reading;
    reading.articles.push_back(std::move(prepared));
    return reading;
  }
  std::int64_t committed() const { return store::Archive(file).count({}); }
};

}  // namespace

TEST_CASE("a batch that was open for two seconds is committed before the next document",
          "[app][storing]") {
  Desk desk;
  desk.storing.store(Desk::page(1));
  desk.now.ms += 1999;
  desk.storing.store(Desk::page(2));
  CHECK(desk.committed() == 0);
  desk.now.ms += 1;
  desk.storing.store(Desk::page(3));
  CHECK(desk.committed() == 2);
  desk.now.ms += 1999;
  desk.storing.commit_if_due();
  CHECK(desk.committed() == 2);
  desk.now.ms += 1;
  desk.storing.commit_if_due();
  CHECK(desk.committed() == 3);
}

TEST_CASE("a page that is what the archive shows brings no new version", "[app][storing]") {
  Desk desk;
  desk.storing.complete(Desk::page(1));
  desk.storing.complete(Desk::page(1));
  desk.writer.commit();
  CHECK(store::Archive(desk.file).find(1)->revisions == 1);
}

TEST_CASE("of many failures in one document the first are told, all are counted",
          "[app][storing]") {
  Desk desk;
  std::vector<std::string> warnings, details;
  desk.listener.warn = [&](std::string_view line) { warnings.emplace_back(line); };
  desk.listener.detail = [&](std::string_view line) { details.emplace_back(line); };
  Reading reading;
  for (int i = 0; i < 20'000; ++i) reading.failures.push_back({"feed: " + std::to_string(i)});
  desk.storing.store(reading);
  CHECK(desk.report.failed == 20'000);
  REQUIRE(warnings.size() == 11);
  CHECK(warnings[9] == "feed: 9");
  CHECK(warnings[10] == "and 19990 more of the same document; -v names each");
  CHECK(details.size() == 19'990);
}
