#include "extract/box_means.h"

#include <algorithm>

namespace jianbao::extract {

BoxMeans::BoxMeans(const std::vector<Block>& blocks, const std::vector<float>& likely)
    : blocks_(blocks), sums_(blocks.size() + 1) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const double length = blocks[i].length();
    sums_[i + 1] = {sums_[i].length + length, sums_[i].content + length * likely[i]};
  }
}

float BoxMeans::of_blocks(std::size_t begin, std::size_t end) const {
  const double length = sums_[end].length - sums_[begin].length;
  return length == 0 ? 0 : static_cast<float>((sums_[end].content - sums_[begin].content) / length);
}

float BoxMeans::of_entries(std::uint32_t begin, std::uint32_t end) const {
  return of_blocks(first_block(begin), first_block(end));
}

float BoxMeans::length(std::size_t begin, std::size_t end) const {
  return static_cast<float>(sums_[end].length - sums_[begin].length);
}

std::size_t BoxMeans::first_block(std::uint32_t entry) const {
  const auto begins_before = [](const Block& block, std::uint32_t at) { return block.index < at; };
  return static_cast<std::size_t>(
      std::lower_bound(blocks_.begin(), blocks_.end(), entry, begins_before) - blocks_.begin());
}

}  // namespace jianbao::extract
