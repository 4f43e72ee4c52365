#pragma once

#include <chrono>
#include <cstddef>

namespace jianbao {

/// Bounds on everything that comes from outside.  What exceeds one is refused by name.
struct Limits {
  /// One item (article file, page, feed), before and after decompression.
  std::size_t item_bytes = std::size_t{15} << 20U;
  /// Open elements at one place of an HTML document.  The deepest of 5,685 real articles is near
  /// 60; gumbo's cost grows with the product of depth and size.
  std::size_t html_depth = 1000;
  std::size_t xml_depth = 250;
  /// Entries read from one feed document.
  std::size_t feed_entries = 20'000;
  int redirects = 5;
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds total_timeout{30'000};
  /// What a run has stored is committed at least this often, so that a kill loses no more and no
  /// transaction stays open while answers trickle in.
  std::chrono::milliseconds batch_age{2'000};
};

}  // namespace jianbao
