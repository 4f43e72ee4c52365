#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "jianbao/feed/parse.h"

namespace jianbao::feed {

/// What can be wrong with a document.
enum class Fault {
  kBefore,
  kBehind,
  kBareAmpersand,
  kBareLess,
  kSection,
  kCdataMark,
  kEntity,
  kDeclared,
  kReference,
  kControl,
  kAttribute,
  kNotClosed,
  kNotOpened,
  kOtherCase,
  kEarlyEnd,
  kNoRoot,
  kPrefix,
  kJson,
  kCut,
};

/// The loss that goes with an entry in which the document is cut off.
inline constexpr const char* kLastNotWhole = "left out: the last entry, which is not whole";

/// Counts the faults that were repaired, and where each kind was met first.
class RepairLog {
 public:
  void add(Fault fault, std::size_t offset, std::size_t count = 1);
  /// A warning for each kind, by offset.
  std::vector<Warning> warnings() const;

 private:
  struct Seen {
    std::size_t count = 0;
    std::size_t first = 0;
  };
  std::array<Seen, static_cast<std::size_t>(Fault::kCut) + 1> seen_{};
};

}  // namespace jianbao::feed
