#include "jianbao/app/reextraction.h"

#include <catch2/catch.hpp>

#include "jianbao/core/error.h"
#include "jianbao/extract/extractor.h"
#include "jianbao/store/archive.h"
#include "jianbao/store/lock.h"
#include "jianbao/store/writer.h"
#include "support/fixture.h"

namespace app = jianbao::app;
namespace store = jianbao::store;
using jianbao::Article;
using jianbao::test::TempDir;

namespace {

constexpr jianbao::Timestamp kSeen{1'715'734'743'000};
constexpr jianbao::Timestamp kLater{kSeen.ms + 86'400'000};

const std::string kFile =
    "<!--1715734743000-->\n[渡轮](https://news.example/ferry)\n------\n\n"
    "<div><p>渡轮今天开航。</p><p>票价两元。</p></div>\n";
const std::string kEntry =
    "<rss version='2.0'><channel><item><title>新桥</title><link>https://news.example/bridge</link>"
    "<guid>bridge-1</guid><description>&lt;p&gt;新桥今天通车。&lt;/p&gt;</description></item>"
    "</channel></rss>";
const std::string kPage =
    "<html lang=zh><head><title>图书馆</title></head><body><h1>图书馆</h1>"
    "<p>图书馆今天开放到午夜，读者说，这是等了很久的事。</p></body></html>";

store::Capture capture_of(const store::Origin& origin, const std::string& bytes) {
  store::Capture capture;
  capture.origin = origin;
  store::Packer packer;
  capture.raw = {store::sha256(bytes), bytes.size(), packer.compress(bytes)};
  capture.extractor_version = 0;
  return capture;
}

/// An archive as an extractor of long ago left it, that kept only the first word of everything.
class OldArchive {
 public:
  OldArchive() : file(folder_ / "archive.db") {
    store::Writer writer(file);
    put(writer, "https://news.example/ferry", "渡轮", "渡轮",
        capture_of({store::OriginKind::kFile, "/news", "news/ferry.md"}, kFile));
    put(writer, "https://news.example/bridge", "新桥", "新桥",
        capture_of({store::OriginKind::kFeedEntry, "https://news.example/feed", "bridge-1"},
                   kEntry));
    put(writer, "https://news.example/library", "图", "图书馆",
        capture_of({store::OriginKind::kPage, "", "https://news.example/library"}, kPage));
    writer.commit();
  }

  app::ReextractReport reextract(bool dry_run, const std::stop_token& stop = {}) {
    app::ReextractRequest request;
    request.archive = file;
    request.dry_run = dry_run;
    request.workers = 2;
    app::Listener listener;
    listener.detail = [this](std::string_view line) { details.emplace_back(line); };
    listener.warn = [this](std::string_view line) { warnings.emplace_back(line); };
    return app::reextract(
        request, [] { return kLater; }, listener, stop);
  }

  store::StoredArticle article(const std::string& url) const {
    return store::Archive(file).find_by_url(url).value();
  }

 private:
  TempDir folder_;

 public:
  std::string file;
  std::vector<std::string> details;
  std::vector<std::string> warnings;

 private:
  static void put(store::Writer& writer, const std::string& url, const std::string& title,
                  const std::string& text, const store::Capture& capture) {
    Article article;
    article.url = url;
    article.title = title;
    article.text = text;
    article.source = "江城日报";
    if (capture.origin.kind != store::OriginKind::kPage) article.header = kSeen;
    writer.put(article, capture, kSeen);
  }
};

}  // namespace

TEST_CASE("article files, feed entries and pages are read again", "[app]") {
  OldArchive archive;
  const auto report = archive.reextract(false);
  CHECK(archive.warnings.empty());
  CHECK(report.articles == 3);
  CHECK(report.changed == 3);
  CHECK(report.texts == 3);
  CHECK(report.titles == 1);
  CHECK(report.failed == 0);
  CHECK_FALSE(report.interrupted);
  const auto ferry = archive.article("https://news.example/ferry");
  CHECK(ferry.article.text == "渡轮今天开航。\n\n票价两元。");
  CHECK(ferry.article.source == "江城日报");
  CHECK(ferry.revisions == 2);
  CHECK(ferry.updated == kLater);
  CHECK(archive.article("https://news.example/bridge").article.text == "新桥今天通车。");
  const auto library = archive.article("https://news.example/library");
  CHECK(library.article.title == "图书馆");
  CHECK(library.article.text.find("午夜") != std::string::npos);
  CHECK(store::Archive(archive.file).check().empty());
  CHECK(store::Archive(archive.file).present_capture(ferry.id)->extractor_version ==
        jianbao::extract::kExtractorVersion);
}

TEST_CASE("a second run changes nothing", "[app]") {
  OldArchive archive;
  archive.reextract(false);
  const auto change = store::Archive(archive.file).last_change();
  const auto second = archive.reextract(false);
  CHECK(second.articles == 3);
  CHECK(second.changed == 0);
  CHECK(store::Archive(archive.file).last_change() == change);
  CHECK(archive.reextract(true).changed == 0);
}

TEST_CASE("a dry run tells the same and writes nothing", "[app]") {
  OldArchive archive;
  const auto change = store::Archive(archive.file).last_change();
  const store::IngestLock held(archive.file);  // which a dry run does not need
  const auto report = archive.reextract(true);
  CHECK(report.changed == 3);
  CHECK(report.added > 0);
  CHECK(report.removed > 0);
  REQUIRE(archive.details.size() == 3);
  CHECK(archive.details[0].find("text +") != std::string::npos);
  CHECK(store::Archive(archive.file).last_change() == change);
  CHECK(archive.article("https://news.example/ferry").article.text == "渡轮");
}

TEST_CASE("a run that is stopped leaves whole articles and says so", "[app]") {
  OldArchive archive;
  std::stop_source source;
  source.request_stop();
  const auto report = archive.reextract(false, source.get_token());
  CHECK(report.interrupted);
  CHECK(store::Archive(archive.file).check().empty());
}

TEST_CASE("an article that would lose its text stays as it is", "[app]") {
  TempDir folder;
  const std::string file = folder / "archive.db";
  {
    store::Writer writer(file);
    Article article;
    article.url = "https://news.example/empty";
    article.title = "题";
    article.text = "从前有的文字";
    article.source = "报";
    writer.put(article,
               capture_of({store::OriginKind::kPage, "", article.url},
                          "<html><head><title>题</title></head><body></body></html>"),
               kSeen);
    writer.commit();
  }
  app::ReextractRequest request;
  request.archive = file;
  std::string warning;
  app::Listener listener;
  listener.warn = [&](std::string_view line) { warning = line; };
  const auto report = app::reextract(request, [] { return kLater; }, listener, {});
  CHECK(report.failed == 1);
  CHECK(warning ==
        "https://news.example/empty: no text was found in its bytes; its old text stays");
  CHECK(store::Archive(file).find(1)->article.text == "从前有的文字");
}

TEST_CASE("reextract waits for nobody and makes no archive", "[app]") {
  OldArchive archive;
  {
    const store::IngestLock held(archive.file);
    CHECK_THROWS_AS(archive.reextract(false), jianbao::Error);
  }
  app::ReextractRequest request;
  request.archive = archive.file + ".none";
  CHECK_THROWS_AS(app::reextract(request, [] { return kLater; }, {}, {}), jianbao::Error);
}
