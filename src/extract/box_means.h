#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "extract/content_blocks.h"

namespace jianbao::extract {

/// How likely all of a box is, in a time that does not grow with it: pages nest boxes by the
/// hundred.
class BoxMeans {
 public:
  /// @param blocks  must outlive this.
  BoxMeans(const std::vector<Block>& blocks, const std::vector<float>& likely);

  /// The mean likelihood of the blocks from `begin` to `end`, weighted by length; 0 for none.
  float of_blocks(std::size_t begin, std::size_t end) const;
  /// That of the blocks in the entries from `begin` to `end`.
  float of_entries(std::uint32_t begin, std::uint32_t end) const;
  /// The length of the blocks from `begin` to `end`.
  float length(std::size_t begin, std::size_t end) const;

 private:
  struct Sum {
    double length = 0;
    double content = 0;
  };

  std::size_t first_block(std::uint32_t entry) const;

  const std::vector<Block>& blocks_;
  std::vector<Sum> sums_;  ///< of the blocks before
};

}  // namespace jianbao::extract
