#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace jianbao::test {

/// A folder of its own under the system's temporary folder, removed with all it holds.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// The path of something inside, as text.
  std::string operator/(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// Writes a file, making its folders.
void write_file(const std::filesystem::path& file, std::string_view bytes);
std::string read_file(const std::filesystem::path& file);

/// The folder with real input: $JIANBAO_SHARED, else "shared" beside the checkout; nothing if
/// missing.
std::optional<std::filesystem::path> shared_input();

/// Marks the running test as skipped for CTest.  Return from the test after it.
void skip(std::string_view reason);

}  // namespace jianbao::test
