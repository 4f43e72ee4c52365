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
  std::string_view unit = "articles";  ///< what is counted
  std::size_t fresh = 0;               ///< articles that are new so far
  std::string_view waiting{};          ///< for whom the work waits: "a.example, b.example +3"
};

/// What the use cases tell while they work.  Any member may be empty.  Called from one thread at a
/// time.
struct Listener {
  std::function<void(const Progress&)> progress;
  std::function<void(std::string_view line)> warn;    ///< an item or source failed
  std::function<void(std::string_view line)> detail;  ///< for -v
  std::function<void(std::string_view line)> note;    ///< a remark that is no failure
};

}  // namespace jianbao::app
