#include "jianbao/app/ingest.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>

#include "jianbao/app/export.h"
#include "jianbao/core/error.h"
#include "jianbao/store/archive.h"
#include "jianbao/store/lock.h"
#include "support/archive_generator.h"
#include "support/fixture.h"
#include "support/gzip.h"

using namespace jianbao;
using namespace jianbao::app;
using jianbao::test::TempDir;
using jianbao::test::write_file;

namespace {

struct Told {
  std::vector<std::string> warnings;
  std::vector<std::string> details;
};

IngestReport run(const std::string& archive, const std::vector<std::string>& sources,
                 Told* told = nullptr) {
  IngestRequest request;
  request.archive = archive;
  request.sources = sources;
  Listener listener;
  if (told != nullptr) {
    listener.warn = [told](std::string_view line) { told->warnings.emplace_back(line); };
    listener.detail = [told](std::string_view line) { told->details.emplace_back(line); };
  }
  return ingest(request, [] { return Timestamp{1'760'000'000'000}; }, listener, {});
}

std::map<std::string, std::string> files_below(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file())
      files[entry.path().lexically_relative(folder).generic_string()] =
          jianbao::test::read_file(entry.path());
  return files;
}

std::string seed_like() {
  return "<!--1700000000000-->\n[港口[重开] (图)](https://example.org/a/(1))\n------\n\n"
         "<div><i>Tue, 14 Nov 2023 21:50:00 GMT</i></div><img "
         "src=\"https://images.weserv.nl?url=img.example.org/1.jpg\" width=\"100%\"><div><small>"
         "渡轮离港。</small></div>基隆 — <p>第一段说了台灣。</p><p>第二段。</p>\n";
}

}  // namespace

TEST_CASE("an article file is stored with its clocks, image and clean text", "[app]") {
  const TempDir dir;
  write_file(dir / "voice/1.md", seed_like());
  const IngestReport report = run(dir / "a.db", {dir / "voice/1.md"});
  CHECK(report.fresh == 1);
  CHECK(report.seen() == 1);
  const auto found = store::Archive(dir / "a.db").find(1);
  REQUIRE(found);
  CHECK(found->article.title == "港口[重开] (图)");
  CHECK(found->article.url == "https://example.org/a/(1)");
  CHECK(found->article.header == Timestamp{1'700'000'000'000});
  CHECK(found->article.published == Timestamp{1'699'998'600'000});
  CHECK(found->article.published_origin == DateOrigin::kBody);
  CHECK(found->article.image_url == "https://img.example.org/1.jpg");
  CHECK(found->article.image_caption == "渡轮离港。");
  CHECK(found->article.dateline == "基隆");
  CHECK(found->article.text == "第一段说了台灣。\n\n第二段。");
  CHECK(found->article.source == "example.org");
  CHECK(found->article.language == "zh");
  CHECK(found->first_seen == Timestamp{1'760'000'000'000});
}

TEST_CASE("every file of a folder is accounted for, and a second run changes nothing", "[app]") {
  const TempDir dir;
  const auto made = jianbao::test::generate_archive(dir.path() / "in", 300, 7);
  Told told;
  const IngestReport first = run(dir / "a.db", {dir / "in"}, &told);
  CHECK(told.warnings.empty());
  CHECK(first.failed == 0);
  CHECK(first.ignored == made.ignored_files.size());
  CHECK(first.seen() == made.article_files.size() + made.ignored_files.size());
  const store::Archive archive(dir / "a.db");
  CHECK(static_cast<std::size_t>(archive.count({})) == first.fresh);
  CHECK(archive.check().empty());
  const std::int64_t change = archive.last_change();

  const IngestReport second = run(dir / "a.db", {dir / "in"});
  CHECK(second.fresh == 0);
  CHECK(second.changed == 0);
  CHECK(second.unchanged == made.article_files.size());
  CHECK(archive.last_change() == change);
}

TEST_CASE("each variant of the article file is read as it should be", "[app]") {
  const TempDir dir;
  const auto made = jianbao::test::generate_archive(dir.path() / "in", 300, 11);
  run(dir / "a.db", {dir / "in"});
  std::map<std::string, store::StoredArticle> by_file;
  store::Archive(dir / "a.db").select({}, true, [&by_file](store::StoredArticle&& found) {
    by_file.emplace(found.file, std::move(found));
    return true;
  });
  std::size_t compared = 0;
  for (const auto& expected : made.expected) {
    const auto at = by_file.find(expected.path);
    if (at == by_file.end()) continue;  // a later file of the same URL is the present version
    const auto& found = at->second;
    CAPTURE(expected.path, expected.variant);
    CHECK(found.article.title == expected.title);
    CHECK(found.article.url == expected.url);
    CHECK(found.article.source == expected.source);
    CHECK(found.article.header == expected.header);
    CHECK(found.article.published == expected.published);
    // Where no family lead names the image, the body's first one may stand in.
    if (!expected.image_url.empty()) CHECK(found.article.image_url == expected.image_url);
    CHECK(found.article.image_caption == expected.image_caption);
    CHECK(found.article.dateline == expected.dateline);
    CHECK(found.article.text.substr(0, expected.text_start.size()) == expected.text_start);
    ++compared;
  }
  CHECK(compared * 10 > made.expected.size() * 8);
}

TEST_CASE("what was ingested is exported byte for byte", "[app]") {
  const TempDir dir;
  const auto made = jianbao::test::generate_archive(dir.path() / "in", 200, 3);
  run(dir / "a.db", {dir / "in"});
  export_article_files(store::Archive(dir / "a.db"), dir / "out", {});
  auto given = files_below(dir.path() / "in");
  for (const auto& file : made.ignored_files) given.erase(file);
  for (const auto& file : made.hidden_files) given.erase(file);
  CHECK(files_below(dir.path() / "out") == given);
}

TEST_CASE("the real archive goes in and comes out byte for byte", "[app][shared]") {
  const auto shared = jianbao::test::shared_input();
  if (!shared || !std::filesystem::exists(*shared / "archive"))
    return jianbao::test::skip("no real archive beside the checkout");
  const TempDir dir;
  const IngestReport report = run(dir / "a.db", {(*shared / "archive").string()});
  const auto given = files_below(*shared / "archive");
  CHECK(report.seen() == given.size());
  CHECK(report.failed == 0);
  export_article_files(store::Archive(dir / "a.db"), dir / "out", {});
  const auto out = files_below(dir.path() / "out");
  REQUIRE(out.size() == given.size());
  CHECK((out == given));
}

TEST_CASE("a bad file is named and the others are stored", "[app]") {
  const TempDir dir;
  write_file(dir / "in/good.md", seed_like());
  write_file(dir / "in/empty.md", "");
  write_file(dir / "in/huge.md", seed_like() + std::string(16U << 20U, 'x'));
  std::string nested = "<!--1-->\n[题](https://example.org/nested)\n------\n\n";
  for (int i = 0; i < 100'000; ++i) nested += "<div>";
  write_file(dir / "in/nested.md", nested);
  Told told;
  const IngestReport report = run(dir / "a.db", {dir / "in"}, &told);
  CHECK(report.fresh == 1);
  CHECK(report.failed == 3);
  CHECK(report.seen() == 4);
  CHECK(exit_status(report) == 3);
  REQUIRE(told.warnings.size() == 3);
  for (const char* name : {"empty.md", "huge.md", "nested.md"}) {
    const auto named = [name](const std::string& line) {
      return line.find(name) != std::string::npos && line.find('\n') == std::string::npos;
    };
    CHECK(std::count_if(told.warnings.begin(), told.warnings.end(), named) == 1);
  }
}

TEST_CASE("sources that give nothing fail by name; when all do, the run failed", "[app]") {
  const TempDir dir;
  write_file(dir / "noise", std::string("\x7f"
                                        "ELF\0\0\0",
                                        7));
  std::filesystem::create_directory(dir / "bare");
  Told told;
  const IngestReport report =
      run(dir / "a.db", {dir / "missing.md", dir / "noise", dir / "bare"}, &told);
  CHECK(report.sources == 3);
  CHECK(report.sources_failed == 3);
  CHECK(exit_status(report) == 4);
  REQUIRE(told.warnings.size() == 3);
  CHECK(told.warnings[0].find("missing.md: No such file") != std::string::npos);
  CHECK(told.warnings[1].find("noise: is no article file, web page or feed") != std::string::npos);
  CHECK(told.warnings[2].find("bare: holds no article file") != std::string::npos);

  write_file(dir / "good.md", seed_like());
  CHECK(exit_status(run(dir / "a.db", {dir / "good.md", dir / "missing.md"})) == 3);
}

TEST_CASE("nothing to ingest is a usage error", "[app]") {
  const TempDir dir;
  try {
    run(dir / "a.db", {});
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kUsage);
  }
}

TEST_CASE("an archive that another ingest holds is busy", "[app]") {
  const TempDir dir;
  const store::IngestLock lock(dir / "a.db");
  try {
    run(dir / "a.db", {dir.path().string()});
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kBusy);
  }
}

TEST_CASE("a stopped run keeps what it stored, and the next one finishes", "[app]") {
  const TempDir dir;
  const auto made = jianbao::test::generate_archive(dir.path() / "in", 120, 5);
  IngestRequest request;
  request.archive = dir / "a.db";
  request.sources = {dir / "in"};
  std::stop_source stop;
  Listener listener;
  listener.progress = [&stop](const Progress& progress) {
    if (progress.done == 40 && progress.total > 40) stop.request_stop();
  };
  const IngestReport first = ingest(request, system_now, listener, stop.get_token());
  CHECK(first.interrupted);
  CHECK(first.seen() - first.ignored == 40);
  CHECK(store::Archive(dir / "a.db").check().empty());
  const IngestReport second = run(dir / "a.db", {dir / "in"});
  CHECK(second.unchanged >= first.seen() - first.ignored);
  CHECK(second.seen() - second.ignored == made.article_files.size());
  CHECK(static_cast<std::size_t>(store::Archive(dir / "a.db").count({})) ==
        first.fresh + second.fresh);
}

TEST_CASE("standard input is read by its content", "[app]") {
  const TempDir dir;
  IngestRequest request;
  request.archive = dir / "a.db";
  request.sources = {"-"};
  request.source_name = "手抄";
  request.standard_input = seed_like();
  CHECK(ingest(request, system_now, {}, {}).fresh == 1);
  CHECK(ingest(request, system_now, {}, {}).unchanged == 1);
  CHECK(store::Archive(dir / "a.db").find(1)->article.source == "手抄");
}

TEST_CASE("a saved page and a saved feed are told apart from article files", "[app]") {
  const TempDir dir;
  write_file(
      dir / "in/page.html",
      "<!DOCTYPE html><html lang=\"zh\"><head><meta charset=\"utf-8\"><title>山城的雨 - 每日新闻"
      "</title><link rel=\"canonical\" href=\"https://example.org/rain\"></head><body><article>"
      "<h1>山城的雨</h1><p>雨从清晨下到傍晚，街上的人不多，茶馆里却坐满了等雨停的旅客。</p>"
      "<p>老板说，这样的天气每年只有几天，他准备了双倍的茶叶，还借来了邻居的板凳。</p>"
      "</article></body></html>");
  write_file(
      dir / "in/feed.xml",
      "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>每日新闻</title>"
      "<item><title>一</title><link>https://example.org/1</link><guid>g1</guid><pubDate>Tue, "
      "14 Nov 2023 21:50:00 GMT</pubDate><description>&lt;p&gt;台湾&lt;/p&gt;</description>"
      "</item><item><title>没有链接</title></item></channel></rss>");
  Told told;
  const IngestReport report = run(dir / "a.db", {dir / "in"}, &told);
  CHECK(report.fresh == 2);
  CHECK(report.failed == 1);
  const store::Archive archive(dir / "a.db");
  store::Selection by_title;
  by_title.match = "title : \"山城的雨\"";
  CHECK(archive.count(by_title) == 1);
}

TEST_CASE("a document of a known other format is called by it, without advice", "[app]") {
  const TempDir dir;
  write_file(dir / "paper", "%PDF-1.7\n");
  write_file(dir / "a.md",
             "<!--1000-->\n[港口]("
             "https://example.org/port)\n------\n\n<p>渡轮\xFF离港</p>\n");
  Told told;
  CHECK(run(dir / "a.db", {dir / "paper", dir / "a.md"}, &told).fresh == 1);
  REQUIRE(told.warnings.size() == 2);
  CHECK(
      told.warnings[0].ends_with("paper: is no article file, web page or feed but a PDF document"));
  CHECK(told.warnings[1].find("a.md: 1 malformed byte sequence read") != std::string::npos);
}

TEST_CASE("characters that had to be replaced are told once, and the article is stored", "[app]") {
  const TempDir dir;
  write_file(dir / "a.md",
             "<!--1000-->\n[港口]("
             "https://example.org/port)\n------\n\n<p>渡轮\xFF\xFE离港</p>\n");
  Told told;
  const IngestReport first = run(dir / "a.db", {dir / "a.md"}, &told);
  CHECK(first.fresh == 1);
  CHECK(first.failed == 0);
  REQUIRE(told.warnings.size() == 1);
  CHECK(told.warnings[0].find("a.md: 2 malformed byte sequences read") != std::string::npos);
  CHECK(store::Archive(dir / "a.db").find(1)->article.title == "港口");
  run(dir / "a.db", {dir / "a.md"}, &told);
  CHECK(told.warnings.size() == 1);
}

TEST_CASE("a feed that gzip packed is read, what unpacks to too much is named", "[app]") {
  const TempDir dir;
  const std::string feed =
      "<rss><channel><title>晨报</title><item><title>第一条</title>"
      "<link>https://news.example/1</link></item>";
  write_file(dir / "f/good.xml.gz", test::gzipped(feed + "</channel></rss>"));
  write_file(dir / "f/bomb.xml.gz", test::gzipped(feed + std::string(20'000'000, ' ')));
  write_file(dir / "f/article.md.gz", test::gzipped(seed_like()));
  Told told;
  const IngestReport report = run(dir / "a.db", {dir / "f"}, &told);
  CHECK(report.fresh == 1);
  CHECK(report.ignored == 1);
  CHECK(report.failed == 1);
  REQUIRE(told.warnings.size() == 1);
  CHECK(told.warnings[0].ends_with(
      "bomb.xml.gz: unpacks to more than the limit of 15 MiB; split it, or leave it out"));
}

TEST_CASE("a feed that is cut off gives its whole entries and says what is missing", "[app]") {
  const TempDir dir;
  write_file(dir / "feed.xml",
             "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>每日新闻</title>"
             "<item><title>一</title><link>https://example.org/1</link></item>"
             "<item><title>二</title><link>https://exam");
  Told told;
  const IngestReport report = run(dir / "a.db", {dir / "feed.xml"}, &told);
  CHECK(report.fresh == 1);
  CHECK(report.failed == 1);
  CHECK(exit_status(report) == 3);
  REQUIRE(told.warnings.size() == 1);
  CHECK(told.warnings[0].find("the last entry, which is not whole") != std::string::npos);
}
