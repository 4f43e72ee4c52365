#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace jianbao::app {

/// How far long work is.  A total of 0 means unknown.
struct Progress {
  std::string_view phase;  ///< "reading", "storing", "merging the index" …
  std::size_t done = 0;
  std::size_t total = 0;
  std::uint64_t bytes = 0;
};

/// What the use cases tell while they work.  Any member may be empty.  Called from one thread at a
/// time.
struct Listener {
  std::function<void(const Progress&)> progress;
  std::function<void(std::string_view line)> warn;    ///< an item or source failed
  std::function<void(std::string_view line)> detail;  ///< for -v
};

}  // namespace jianbao::app
