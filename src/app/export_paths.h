#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jianbao::app {

/// The path itself where it names a place below the folder it is put in; else made so: no empty,
/// "." or ".." components, no NUL, none longer than a file system takes.  Never empty.
std::string safe_relative_path(std::string_view path);

/// A name that a stranger chose, as one folder name: not hidden, no separators or control
/// characters.  Never empty.
std::string folder_name(std::string_view name);

/// Gives every exported file a place of its own.
class ExportPaths {
 public:
  /// A file that was ingested from `root`, at `path` below it.
  void add_file(std::string_view root, std::string_view path);
  /// An article that came from no file.
  void add_article(std::string_view source, std::int64_t id);

  /// Where the n-th added item goes, relative to the export's folder.  Files keep their path; those
  /// whose paths collide get the last name of their root as first folder ("archive", "archive-2").
  /// Articles get SOURCE/ID.md, or SOURCE-2/ID.md where a file stands in the way.
  std::vector<std::string> places() const;

  /// The path that the n-th item asked for.
  const std::string& wanted(std::size_t n) const { return items_[n].path; }

 private:
  static constexpr std::size_t kNoRoot = static_cast<std::size_t>(-1);

  struct Item {
    std::size_t root = kNoRoot;
    std::string path;
  };

  std::size_t root_index(std::string_view root);

  std::vector<std::string> roots_;
  std::vector<Item> items_;
};

}  // namespace jianbao::app
