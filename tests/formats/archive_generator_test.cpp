#include "support/archive_generator.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <catch2/catch.hpp>

#include "jianbao/formats/article_file.h"
#include "jianbao/formats/kind.h"
#include "support/fixture.h"

namespace fs = std::filesystem;

using jianbao::formats::Kind;
using jianbao::test::generate_archive;
using jianbao::test::GeneratedFile;
using jianbao::test::read_file;
using jianbao::test::TempDir;

TEST_CASE("the reader finds what the generator put into every variant", "[formats]") {
  const TempDir folder;
  const auto archive = generate_archive(folder.path(), 200, 11);
  REQUIRE(archive.expected.size() >= 200);
  for (const GeneratedFile& want : archive.expected) {
    CAPTURE(want.variant, want.path);
    const std::string bytes = read_file(folder.path() / want.path);
    CHECK(jianbao::formats::kind_of(bytes, want.path) == Kind::kArticleFile);
    const auto file = jianbao::formats::read_article_file(bytes);
    CHECK(file.title == want.title);
    CHECK(file.url == want.url);
    CHECK(file.header == want.header);
    if (file.date) CHECK(file.date == want.published);
    const auto peeked = jianbao::formats::peek_date(std::string_view(bytes).substr(0, 4096));
    CHECK(peeked == (want.header ? want.header : file.date));
    if (!want.marker.empty()) CHECK(file.body.find(want.marker) != std::string_view::npos);
    if (!file.tags.empty()) CHECK(file.tags.front() == want.source);
  }
}

TEST_CASE("the generator's ignored files are of no known kind", "[formats]") {
  const TempDir folder;
  const auto archive = generate_archive(folder.path(), 1, 1);
  for (const std::string& path : archive.ignored_files) {
    CAPTURE(path);
    CHECK(jianbao::formats::kind_of(read_file(folder.path() / path), path) == Kind::kUnknown);
  }
}

TEST_CASE("the generator lists all that it writes", "[formats]") {
  const TempDir folder;
  const auto archive = generate_archive(folder.path(), 100, 3);
  std::set<std::string> listed(archive.article_files.begin(), archive.article_files.end());
  CHECK(listed.size() == archive.article_files.size());
  listed.insert(archive.ignored_files.begin(), archive.ignored_files.end());
  listed.insert(archive.hidden_files.begin(), archive.hidden_files.end());
  std::set<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
    if (entry.is_regular_file()) found.insert(fs::relative(entry.path(), folder.path()).string());
  }
  CHECK(found == listed);
  CHECK(std::is_sorted(archive.article_files.begin(), archive.article_files.end()));
}

TEST_CASE("the generator gives the same bytes for the same seed", "[formats]") {
  const TempDir one;
  const TempDir two;
  const TempDir other;
  const auto first = generate_archive(one.path(), 40, 7);
  const auto second = generate_archive(two.path(), 40, 7);
  const auto third = generate_archive(other.path(), 40, 8);
  REQUIRE(first.article_files == second.article_files);
  CHECK(first.article_files != third.article_files);
  for (const std::string& path : first.article_files) {
    CHECK(read_file(one.path() / path) == read_file(two.path() / path));
  }
}
