#pragma once

#include <gumbo.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "extract/arena.h"
#include "extract/guard.h"
#include "jianbao/core/limits.h"

namespace jianbao::extract {

/// Turns HTML into gumbo's tree, for one document at a time.
class DocumentParser {
 public:
  explicit DocumentParser(const Limits& limits) : limits_(limits), arena_(kMaxTreeBytes) {}

  /// @return the <html> element; valid until the next call, like `html`.
  /// @throws Error(kLimit), see guard.h; also if the tree would take more than kMaxTreeBytes.
  GumboNode& parse(std::string_view html);

  /// A tree takes about ten times its source; fifteen megabytes of bare tags would take 1.5 GB.
  static constexpr std::size_t kMaxTreeBytes = std::size_t{256} << 20U;

 private:
  std::string_view without_controls(std::string_view html);
  std::string_view without_ranges(std::string_view html, const std::vector<SourceRange>& left_out);

  Limits limits_;
  Arena arena_;
  std::string filtered_;
  std::string mended_;
};

}  // namespace jianbao::extract
