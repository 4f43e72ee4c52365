#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace jianbao::app {

/// A folder that appears whole or not at all.  Files are first written as numbered parts into a
/// private folder beside the target (inside it where the target exists), then moved to their
/// places, then shown.  What was not shown is removed with the object.
class StagingFolder {
 public:
  /// @throws Error(kUsage) if `target` is no folder, a symbolic link or not empty; Error(kStorage).
  explicit StagingFolder(const std::string& target);
  ~StagingFolder();
  StagingFolder(const StagingFolder&) = delete;
  StagingFolder& operator=(const StagingFolder&) = delete;

  /// `name` is what messages call it: what it will be, not where it is for now.
  void write_part(std::size_t number, std::string_view bytes, const std::string& name);
  /// `place` is a safe relative path (export_paths.h).
  void move_part(std::size_t number, const std::string& place);
  /// Makes what was placed durable and lets it appear as the target.
  void show();

 private:
  std::filesystem::path part(std::size_t number) const;

  std::filesystem::path target_;
  bool target_exists_ = false;
  std::filesystem::path staging_;
  std::filesystem::path tree_;
  std::filesystem::path last_parent_;
};

}  // namespace jianbao::app
