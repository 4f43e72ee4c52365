#pragma once

#include <filesystem>

namespace jianbao::bench {

/// A folder of its own inside another one, removed with all it holds.  Its path is absolute, as
/// other programs' configuration needs it.
class Scratch {
 public:
  explicit Scratch(const std::filesystem::path& inside);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace jianbao::bench
