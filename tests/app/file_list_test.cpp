#include "app/file_list.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "jianbao/core/error.h"
#include "support/fixture.h"

using namespace jianbao;
using namespace jianbao::app;
using jianbao::test::TempDir;
using jianbao::test::write_file;

namespace {

std::string article(const std::string& header) {
  return header + "\n[题](https://example.org/" + header + ")\n------\n\n<p>文</p>\n";
}

/// Who may open folders of others only as their permissions say.
constexpr uid_t kNobody = 65534;

/// Runs a check as nobody, in a child; true if it held.
template <class Check>
bool holds_as_nobody(const Check& check) {
  const pid_t child = fork();
  if (child == 0) {
    if (setgid(kNobody) != 0 || setuid(kNobody) != 0) _exit(2);
    bool holds = false;
    try {
      holds = check();
    } catch (...) {
      _exit(3);
    }
    _exit(holds ? 0 : 1);
  }
  int status = 0;
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

}  // namespace

TEST_CASE("a folder is listed by date, undated last, hidden entries left out", "[app]") {
  const TempDir dir;
  write_file(dir / "b/new.md", article("<!--2000-->"));
  write_file(dir / "a/old.md", article("<!--1000-->"));
  write_file(dir / "a/undated.md", article("<!--NaN-->"));
  write_file(dir / ".git/old.md", article("<!--500-->"));
  write_file(dir / "a/.hidden.md", article("<!--600-->"));
  write_file(dir / "README.md", "# About\n\nwords\n");
  write_file(dir / "image.png", "\x89PNG\r\n\x1a\n" + std::string(20, '\0'));
  write_file(dir / "a/empty.md", "");
  write_file(dir / "a/empty.lock", "");
  const FileList list = list_folder(dir.path().string());
  std::vector<std::string> paths;
  for (const FoundFile& file : list.found) paths.push_back(file.path);
  CHECK(paths == std::vector<std::string>{"a/old.md", "b/new.md", "a/undated.md"});
  CHECK(list.found[0].root == std::filesystem::canonical(dir.path()).string());
  CHECK(list.found[0].date == Timestamp{1000});
  CHECK(list.ignored.size() == 3);
  REQUIRE(list.failed.size() == 1);
  CHECK(list.failed[0] == dir / "a/empty.md" + std::string(": is empty (0 bytes)"));
}

TEST_CASE("a link to a file is read, a link in a circle is not followed", "[app]") {
  const TempDir dir;
  write_file(dir / "a/one.md", article("<!--1-->"));
  std::filesystem::create_symlink(dir / "a/one.md", dir / "a/two.md");
  std::filesystem::create_directory_symlink(dir.path(), dir / "a/loop");
  CHECK(list_folder(dir.path().string()).found.size() == 2);
}

TEST_CASE("a folder that cannot be opened is named, and the others are read", "[app]") {
  if (geteuid() != 0) return jianbao::test::skip("only root can give permissions away");
  const TempDir dir;
  namespace fs = std::filesystem;
  constexpr int kFolders = 8;
  for (int i = 0; i < kFolders; ++i) {
    const std::string number = std::to_string(i);
    write_file(dir / ("open" + number + "/deep/a.md"), article("<!--1-->"));
    write_file(dir / ("shut" + number + "/a.md"), article("<!--2-->"));
    fs::permissions(dir / ("shut" + number), fs::perms::owner_all);
  }
  fs::permissions(dir.path(), fs::perms::all);
  CHECK(holds_as_nobody([&] {
    const FileList list = list_folder(dir.path().string());
    std::set<std::string> lines(list.failed.begin(), list.failed.end());
    for (int i = 0; i < kFolders; ++i)
      lines.erase(dir / ("shut" + std::to_string(i)) + ": Permission denied");
    return list.found.size() == kFolders && list.failed.size() == kFolders && lines.empty();
  }));
  CHECK(holds_as_nobody([&] {
    const FileList list = list_folder(dir / "shut0");
    return list.found.empty() && list.failed.size() == 1;
  }));
}

TEST_CASE("a very deep tree is walked", "[app]") {
  const TempDir dir;
  std::string path;
  for (int i = 0; i < 500; ++i) path += "d/";
  write_file(dir / (path + "a.md"), article("<!--1-->"));
  const FileList list = list_folder(dir.path().string());
  REQUIRE(list.found.size() == 1);
  CHECK(list.found[0].path == path + "a.md");
}

TEST_CASE("names that the system refuses are input errors that show the name", "[app]") {
  const TempDir dir;
  std::filesystem::create_symlink("loop", dir / "loop");
  for (const std::string& name : {dir / std::string(300, 'n'), dir / "loop", dir / "loop/a.md"}) {
    CAPTURE(name);
    for (const auto look : {+[](const std::string& file) { look_at_file(file); },
                            +[](const std::string& folder) { list_folder(folder); }}) {
      try {
        look(name);
        FAIL("accepted");
      } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::kInput);
        CHECK(error.subject() == name);
      }
    }
  }
}

TEST_CASE("a named pipe neither hangs the walk nor vanishes", "[app]") {
  const TempDir dir;
  REQUIRE(mkfifo((dir / "pipe.md").c_str(), 0600) == 0);
  const FileList list = list_folder(dir.path().string());
  REQUIRE(list.failed.size() == 1);
  CHECK(list.failed[0].find("is no regular file") != std::string::npos);
}

TEST_CASE("a file is read whole up to the limit", "[app]") {
  const TempDir dir;
  write_file(dir / "f", "12345");
  std::string bytes;
  read_file(dir / "f", 5, bytes);
  CHECK(bytes == "12345");
  CHECK_THROWS_WITH(read_file(dir / "f", 4, bytes), Catch::Contains("limit"));
  CHECK_THROWS_WITH(read_file(dir / "none", 4, bytes), Catch::Contains("No such file"));
  CHECK_THROWS_AS(look_at_file(dir.path().string()), Error);
}
