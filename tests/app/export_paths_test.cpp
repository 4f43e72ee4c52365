#include "app/export_paths.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "jianbao/text/unicode.h"

using jianbao::app::ExportPaths;
using jianbao::app::folder_name;
using jianbao::app::safe_relative_path;
using Places = std::vector<std::string>;

TEST_CASE("an ordinary relative path is left alone", "[app]") {
  const auto* const path = GENERATE("a.md", "江城日报/2024/桥 (一).md", ".hidden/x", "a..b/...",
                                    "tab\there/c", "q?*/'\"");
  CHECK(safe_relative_path(path) == path);
}

TEST_CASE("a path cannot leave its folder", "[app]") {
  CHECK(safe_relative_path("../../etc/passwd") == "__/__/etc/passwd");
  CHECK(safe_relative_path("/etc/passwd") == "etc/passwd");
  CHECK(safe_relative_path("a/./b//c/") == "a/_/b/c");
  CHECK(safe_relative_path("..") == "__");
  CHECK(safe_relative_path("") == "_");
  CHECK(safe_relative_path("///") == "_");
  using namespace std::string_literals;
  CHECK(safe_relative_path("a\0b/c"s) == "a_b/c");
}

TEST_CASE("names that no file system takes are cut, characters whole, extension kept", "[app]") {
  std::string name;
  while (name.size() < 300) name += "桥";
  const auto safe = safe_relative_path("x/" + name + ".md");
  CHECK(safe.size() <= 2 + 255);
  CHECK(safe.size() > 2 + 250);
  CHECK_THAT(safe, Catch::EndsWith("桥.md"));
  CHECK(jianbao::text::is_valid_utf8(safe));

  std::string deep;
  while (deep.size() < 5000) deep += "folder/";
  CHECK(safe_relative_path(deep + "a.md") == "a.md");
}

TEST_CASE("a stranger's name becomes one visible folder", "[app]") {
  CHECK(folder_name("江城日报") == "江城日报");
  CHECK(folder_name("a/b\\c") == "a_b_c");
  CHECK(folder_name("..") == "_.");
  CHECK(folder_name(".git") == "_git");
  CHECK(folder_name("") == "_");
  CHECK(folder_name(" \n ") == "_");
  CHECK(folder_name("\x1b[31mred\x1b[0m").find('\x1b') == std::string::npos);
  CHECK(folder_name(std::string(400, 'x')).size() < 255);
}

TEST_CASE("files of one root keep their paths", "[app]") {
  ExportPaths paths;
  paths.add_file("/home/a/archive", "x/1.md");
  paths.add_file("/home/a/archive", "x/2.md");
  CHECK(paths.places() == Places{"x/1.md", "x/2.md"});
  CHECK(paths.wanted(1) == "x/2.md");
}

TEST_CASE("without anything there are no places", "[app]") {
  CHECK(ExportPaths().places().empty());
}

TEST_CASE("paths that collide across roots get the root's name, others stay", "[app]") {
  ExportPaths paths;
  paths.add_file("/home/a/archive", "x/1.md");
  paths.add_file("/home/a/archive", "x/2.md");
  paths.add_file("/home/b/archive/", "x/1.md");
  paths.add_file("/home/c/other", "x/1.md");
  CHECK(paths.places() == Places{"archive/x/1.md", "x/2.md", "archive-2/x/1.md", "other/x/1.md"});
}

TEST_CASE("a file in one root and a folder of its name in another collide", "[app]") {
  ExportPaths paths;
  paths.add_file("/r/one", "x");
  paths.add_file("/r/two", "x/1.md");
  CHECK(paths.places() == Places{"one/x", "two/x/1.md"});
}

TEST_CASE("a root's name that is taken gets a number", "[app]") {
  ExportPaths paths;
  paths.add_file("/r/one", "x.md");
  paths.add_file("/r/three", "one");
  paths.add_file("/r/two", "two/y.md");
  paths.add_file("/r/two", "x.md");
  CHECK(paths.places() == Places{"one-2/x.md", "one", "two/y.md", "two-2/x.md"});
}

TEST_CASE("a root without a name has one all the same", "[app]") {
  ExportPaths paths;
  paths.add_file("/", "x.md");
  paths.add_file("/r/..", "x.md");
  CHECK(paths.places() == Places{"_/x.md", "_./x.md"});
}

TEST_CASE("articles that came from no file go to SOURCE/ID.md beside the files", "[app]") {
  ExportPaths paths;
  paths.add_file("/r/one", "海岛广播/7.md");
  paths.add_article("海岛广播", 7);
  paths.add_article("海岛广播", 8);
  paths.add_article("../etc", 9);
  CHECK(paths.places() ==
        Places{"海岛广播/7.md", "海岛广播-2/7.md", "海岛广播/8.md", "_._etc/9.md"});
}

TEST_CASE("whatever the paths, places are distinct, inside, and never file and folder at once",
          "[app]") {
  const unsigned seed = GENERATE(1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U);
  INFO("seed " << seed);
  std::mt19937 random(seed);
  const std::vector<std::string> words{"a", "b", "..", ".", "", "one", "one-2", "1.md", "/"};
  const auto word = [&] { return words[random() % words.size()]; };

  ExportPaths paths;
  std::size_t count = 0;
  for (const auto* root : {"/r/a", "/r/one", "/s/one"}) {
    std::set<std::string> once;
    for (int i = 0; i < 60; ++i) once.insert(word() + "/" + word() + "/" + word());
    for (const auto& path : once) paths.add_file(root, path);
    count += once.size();
  }
  for (std::int64_t id = 0; id < 5; ++id) paths.add_article(word(), id);

  const auto places = paths.places();
  CHECK(places.size() == count + 5);
  const std::set<std::string> distinct(places.begin(), places.end());
  CHECK(distinct.size() == places.size());
  for (const auto& place : places) {
    INFO(place);
    CHECK(safe_relative_path(place) == place);
    const auto below = distinct.lower_bound(place + "/");
    CHECK_FALSE((below != distinct.end() && below->compare(0, place.size() + 1, place + "/") == 0));
  }
}
