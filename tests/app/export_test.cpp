#include "jianbao/app/export.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "jianbao/app/fields.h"
#include "jianbao/core/error.h"
#include "jianbao/extract/extractor.h"
#include "jianbao/feed/parse.h"
#include "jianbao/formats/article_file.h"
#include "jianbao/store/writer.h"
#include "support/fixture.h"

using jianbao::Article;
using jianbao::Error;
using jianbao::Timestamp;
using jianbao::test::read_file;
using jianbao::test::TempDir;
namespace app = jianbao::app;
namespace feed = jianbao::feed;
namespace formats = jianbao::formats;
namespace fs = std::filesystem;
namespace store = jianbao::store;

namespace {

constexpr Timestamp kSeen{1'715'800'000'000};

/// An archive under construction.
class Fixture {
 public:
  explicit Fixture(const TempDir& dir) : file_(dir / "archive.db"), writer_(file_) {}

  void add(const Article& article, store::Origin origin, std::string_view bytes) {
    store::Capture capture;
    capture.origin = std::move(origin);
    capture.raw.digest = store::sha256(bytes);
    capture.raw.size = bytes.size();
    capture.raw.zstd = packer_.compress(bytes);
    capture.charset = "UTF-8";
    writer_.put(article, capture, kSeen);
  }

  void add_file(const std::string& root, const std::string& path, const std::string& bytes) {
    Article article = numbered("文件 " + path);
    add(article, {store::OriginKind::kFile, root, path}, bytes);
  }

  /// An article with a URL of its own.
  Article numbered(const std::string& title) {
    Article article;
    article.url = "https://news.example/" + std::to_string(++count_);
    article.title = title;
    article.source = "江城日报";
    article.text = title + "。";
    article.header = Timestamp{1'715'700'000'000 + count_ * 1000};
    return article;
  }

  store::Archive archive() {
    writer_.commit();
    return store::Archive(file_);
  }

 private:
  std::string file_;
  store::Writer writer_;
  store::Packer packer_;
  std::int64_t count_ = 0;
};

std::string exported(const store::Archive& archive, const store::Selection& selection,
                     std::string_view fields, formats::RecordFormat format) {
  std::string out;
  app::export_records(archive, selection, app::parse_fields(fields), format,
                      [&out](std::string_view piece) { out += piece; }, {});
  return out;
}

std::map<std::string, std::string> files_below(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      files[entry.path().lexically_relative(folder).string()] = read_file(entry.path());
    }
  }
  return files;
}

}  // namespace

TEST_CASE("records are written in the selection's order with the named fields", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  fixture.add_file("/r", "a.md", "1");
  fixture.add_file("/r", "b.md", "2");
  const auto archive = fixture.archive();
  CHECK(exported(archive, {}, "title,header_ms", formats::RecordFormat::kCsv) ==
        "title,header_ms\r\n文件 b.md,1715700002000\r\n文件 a.md,1715700001000\r\n");
  CHECK(exported(archive, {}, "file,text", formats::RecordFormat::kJsonl) ==
        "{\"file\":\"b.md\",\"text\":\"文件 b.md。\"}\n{\"file\":\"a.md\",\"text\":\"文件 "
        "a.md。\"}\n");
}

TEST_CASE("a selection without articles gives the header row alone", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  fixture.add_file("/r", "a.md", "1");
  store::Selection none;
  none.sources = {"海岛广播"};
  const auto archive = fixture.archive();
  CHECK(exported(archive, none, "id,title", formats::RecordFormat::kCsv) == "id,title\r\n");
  CHECK(exported(archive, none, "id,title", formats::RecordFormat::kTsv) == "id\ttitle\n");
  CHECK(exported(archive, none, "id,title", formats::RecordFormat::kJsonl).empty());
}

TEST_CASE("JSON says how many articles there are beyond the limit", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  for (int i = 0; i < 5; ++i) fixture.add_file("/r", std::to_string(i) + ".md", "x");
  const auto archive = fixture.archive();
  store::Selection two;
  two.limit = 2;
  const auto json =
      nlohmann::json::parse(exported(archive, two, "id", formats::RecordFormat::kJson));
  CHECK(json.at("schema") == "jianbao/1");
  CHECK(json.at("total") == 5);
  CHECK(json.at("results").size() == 2);
}

TEST_CASE("an export returns how many articles it wrote", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  for (int i = 0; i < 3; ++i) fixture.add_file("/r", std::to_string(i) + ".md", "x");
  const auto archive = fixture.archive();
  const auto fields = app::parse_fields("id");
  const auto count = app::export_records(archive, {}, fields, formats::RecordFormat::kTsv,
                                         [](std::string_view) {}, {});
  CHECK(count == 3);
}

TEST_CASE("what a sink throws ends the export", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  fixture.add_file("/r", "a.md", "1");
  const auto archive = fixture.archive();
  const auto full = [](std::string_view) {
    throw Error(jianbao::ErrorKind::kStorage, "out.csv", "no space");
  };
  CHECK_THROWS_AS(app::export_records(archive, {}, app::parse_fields("id"),
                                      formats::RecordFormat::kCsv, full, {}),
                  Error);
}

TEST_CASE("article files come back byte for byte under their own paths", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  using namespace std::string_literals;
  const std::map<std::string, std::string> files{
      {"江城日报/桥 (一).md", "<!--1-->\r\n[桥](https://news.example/1)\r\n------\r\n\r\n<p>a</p>"},
      {"empty.md", ""},
      {"a/b/c/d.md", "\xFF\xFE\0binary\n"s},
      {"no newline.md", "x"},
  };
  for (const auto& [path, bytes] : files) fixture.add_file("/r/archive", path, bytes);
  const auto archive = fixture.archive();
  CHECK(app::export_article_files(archive, dir / "out", {}) == files.size());
  CHECK(files_below(dir / "out") == files);
}

TEST_CASE("several files with one URL all come back", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  const Article article = fixture.numbered("同一篇");
  fixture.add(article, {store::OriginKind::kFile, "/r", "x/1.md"}, "first");
  fixture.add(article, {store::OriginKind::kFile, "/r", "x/2.md"}, "second");
  const auto archive = fixture.archive();
  CHECK(app::export_article_files(archive, dir / "out", {}) == 2);
  CHECK(files_below(dir / "out") ==
        std::map<std::string, std::string>{{"x/1.md", "first"}, {"x/2.md", "second"}});
}

TEST_CASE("a file that changed comes back as it was last", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  Article article = fixture.numbered("旧题");
  fixture.add(article, {store::OriginKind::kFile, "/r", "1.md"}, "old");
  article.title = "新题";
  fixture.add(article, {store::OriginKind::kFile, "/r", "1.md"}, "new");
  const auto archive = fixture.archive();
  CHECK(app::export_article_files(archive, dir / "out", {}) == 1);
  CHECK(read_file(dir / "out/1.md") == "new");
}

TEST_CASE("files of several roots do not overwrite each other", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  fixture.add_file("/home/a/archive", "1.md", "a1");
  fixture.add_file("/home/a/archive", "2.md", "a2");
  fixture.add_file("/home/b/archive", "1.md", "b1");
  const auto archive = fixture.archive();
  std::vector<std::string> details;
  app::Listener listener;
  listener.detail = [&](std::string_view line) { details.emplace_back(line); };
  CHECK(app::export_article_files(archive, dir / "out", listener) == 3);
  CHECK(files_below(dir / "out") == std::map<std::string, std::string>{{"archive/1.md", "a1"},
                                                                       {"archive-2/1.md", "b1"},
                                                                       {"2.md", "a2"}});
  CHECK(details.size() == 2);
}

TEST_CASE("no stored path leads out of the export's folder", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  fixture.add_file("/r", "../../outside.md", "x");
  fixture.add_file("/r", "/tmp/absolute.md", "y");
  const auto archive = fixture.archive();
  CHECK(app::export_article_files(archive, dir / "deep/er/out", {}) == 2);
  CHECK(files_below(dir / "deep") ==
        std::map<std::string, std::string>{{"er/out/__/__/outside.md", "x"},
                                           {"er/out/tmp/absolute.md", "y"}});
}

TEST_CASE("a feed's entry becomes an article file with the content as the feed gave it", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  const std::string document =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>t</title>"
      "<item><title>渡轮</title><link>https://news.example/f</link><guid>g1</guid>"
      "<description>短</description><content:encoded><![CDATA[<p>渡轮&amp;码头</p>]]>"
      "</content:encoded></item></channel></rss>";
  Article article = fixture.numbered("渡轮 [一]");
  article.source = "海岛/广播";
  const auto parsed = feed::parse(document, {});
  REQUIRE(parsed.feed.entries.size() == 1);
  fixture.add(article, {store::OriginKind::kFeedEntry, "https://news.example/rss", "g1"},
              parsed.feed.entries.front().raw);
  const auto archive = fixture.archive();
  CHECK(app::export_article_files(archive, dir / "out", {}) == 1);
  CHECK(read_file(dir / "out/海岛_广播/1.md") ==
        "<!--1715700001000-->\n[渡轮 "
        "[一]](https://news.example/1)\n------\n\n<p>渡轮&amp;码头</p>\n");
}

TEST_CASE("an entry that cannot be read any more is written from the article's text", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  Article article = fixture.numbered("坏");
  article.text = "一\n二\n\n三";
  fixture.add(article, {store::OriginKind::kFeedEntry, "https://news.example/rss", "g"}, "garbage");
  const auto archive = fixture.archive();
  CHECK(app::export_article_files(archive, dir / "out", {}) == 1);
  CHECK_THAT(read_file(dir / "out/江城日报/1.md"),
             Catch::EndsWith("\n\n<p>一<br>二</p><p>三</p>\n"));
}

TEST_CASE("a page becomes an article file that reads back as the same article", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  Article article = fixture.numbered("雨季");
  article.header.reset();
  article.published = Timestamp{1'715'734'137'000};
  article.published_origin = jianbao::DateOrigin::kPage;
  article.image_url = "https://news.example/a.jpg?x=1&y=2";
  article.image_caption = "雨中的<桥>";
  article.text = "水位 < 3 米 & 还在涨。\n\n\"明天\"有雨。";
  fixture.add(article, {store::OriginKind::kPage, "", article.url}, "<html>whole page</html>");
  const auto archive = fixture.archive();
  CHECK(app::export_article_files(archive, dir / "out", {}) == 1);

  const std::string bytes = read_file(dir / "out/江城日报/1.md");
  CHECK_THAT(bytes, Catch::StartsWith("<!--NaN-->\n[雨季]("));
  const auto file = formats::read_article_file(bytes);
  CHECK(file.title == article.title);
  CHECK(file.url == article.url);
  const auto body = jianbao::extract::Extractor().body(file.body, file.url);
  CHECK(body.published == article.published);
  CHECK(body.image_url == article.image_url);
  CHECK(body.image_caption == article.image_caption);
  CHECK(body.text == article.text);
}

TEST_CASE("an export into a folder that holds something is refused and changes nothing", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  fixture.add_file("/r", "a.md", "1");
  jianbao::test::write_file(dir / "out/mine.txt", "mine");
  const auto archive = fixture.archive();
  CHECK_THROWS_WITH(app::export_article_files(archive, dir / "out", {}),
                    Catch::Contains("is not empty: it holds mine.txt"));
  CHECK(files_below(dir / "out") == std::map<std::string, std::string>{{"mine.txt", "mine"}});
}

TEST_CASE("an empty archive gives an empty folder", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  const auto archive = fixture.archive();
  CHECK(app::export_article_files(archive, dir / "out", {}) == 0);
  CHECK(fs::is_empty(dir / "out"));
}

TEST_CASE("an export that fails half way leaves no folder that looks whole", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  for (int i = 0; i < 3; ++i) fixture.add_file("/r", std::to_string(i) + ".md", "x");
  const auto archive = fixture.archive();
  app::Listener listener;
  listener.progress = [](const app::Progress& progress) {
    if (progress.done == 2) throw Error(jianbao::ErrorKind::kStorage, "disk", "full");
  };
  CHECK_THROWS_AS(app::export_article_files(archive, dir / "out", listener), Error);
  CHECK_FALSE(fs::exists(dir / "out"));
}

TEST_CASE("an export that is told to stop leaves nothing behind", "[app]") {
  const TempDir dir;
  Fixture fixture(dir);
  for (int i = 0; i < 3; ++i) fixture.add_file("/r", std::to_string(i) + ".md", "x");
  const auto archive = fixture.archive();
  const auto before = files_below(dir.path());
  std::stop_source stop;
  const std::size_t last = GENERATE(1U, 3U);
  std::size_t written = 0;
  app::Listener listener;
  listener.progress = [&](const app::Progress& progress) {
    written = progress.done;
    if (written == last) stop.request_stop();
  };
  CHECK_FALSE(app::export_article_files(archive, dir / "out", listener, stop.get_token()));
  CHECK(written == last);
  CHECK(files_below(dir.path()) == before);
}
